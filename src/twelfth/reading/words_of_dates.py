"""Names of months and days, and the words that say what a date means. All folded. See `return_date`."""

from twelfth.reading.fold import fold


def _names(lines: str) -> dict[str, int]:
    """Lines of "number: name name …" -> folded name -> number."""
    found: dict[str, int] = {}
    for line in lines.strip().splitlines():
        number, _, names = line.partition(":")
        found.update((fold(name), int(number)) for name in names.split())
    return found


# Nominative and, where dates take another case, that one; then the short forms in use.
MONTHS = _names("""
    1: january januar jänner janvier enero janeiro gennaio januari stycznia styczeń tammikuu tammikuuta tammikuun ledna leden január januára января январь січня január ianuarie ocak jan janv ene gen sty tammi led янв
    2: february februar feber février febrero fevereiro febbraio februari lutego luty helmikuu helmikuuta helmikuun února únor február februára февраля февраль лютого február februarie şubat feb febr fév fev févr lut helmi úno фев
    3: march märz mars marzo março maart marca marzec maaliskuu maaliskuuta maaliskuun března březen marec марта март березня március martie mart mar mär mrz mrt mrz maalis bře мар
    4: april avril abril aprile kwietnia kwiecień huhtikuu huhtikuuta huhtikuun dubna duben apríl apríla апреля апрель квітня április aprilie nisan apr avr abr kwi huhti dub апр
    5: may mai mayo maio maggio mei maja maj toukokuu toukokuuta toukokuun května květen máj mája мая май травня május mayıs mag touko kvě
    6: june juni juin junio junho giugno juni czerwca czerwiec kesäkuu kesäkuuta kesäkuun června červen jún júna июня июнь червня június iunie haziran jun giu cze kesä čvn июн
    7: july juli juillet julio julho luglio lipca lipiec heinäkuu heinäkuuta heinäkuun července červenec júl júla июля июль липня július iulie temmuz jul juil lug lip heinä čvc июл
    8: august août agosto augustus augusti elokuu elokuuta elokuun sierpnia sierpień srpna srpen augusta августа август серпня augusztus ağustos aug ago aoû sie elo srp авг
    9: september septembre septiembre setembro settembre września wrzesień syyskuu syyskuuta syyskuun září septembra сентября сентябрь вересня szeptember septembrie eylül sep sept set wrz syys zář сен сент
    10: october oktober octobre octubre outubro ottobre października październik lokakuu lokakuuta lokakuun října říjen október októbra октября октябрь жовтня október octombrie ekim oct okt out ott paź loka říj окт
    11: november novembre noviembre novembro listopada listopad marraskuu marraskuuta marraskuun listopadu novembra ноября ноябрь листопада noiembrie kasım nov lis marras ноя
    12: december dezember décembre diciembre dezembro dicembre desember grudnia grudzień joulukuu joulukuuta joulukuun prosince prosinec decembra декабря декабрь грудня decembrie aralık dec dez déc dic des gru joulu pro дек
""")

WEEKDAYS = _names("""
    0: monday montag lundi lunes lunedì maandag poniedziałek poniedziałku poniedziałkiem måndag mandag maanantai maanantaina maanantaihin pondělí pondelok понедельник понедельника понеділок hétfő luni pazartesi mon lun mån segunda segunda-feira
    1: tuesday dienstag mardi martes martedì dinsdag wtorek wtorku tisdag tirsdag tiistai tiistaina tiistaihin úterý utorok вторник вторника вівторок kedd marți salı tue tues terça terça-feira
    2: wednesday mittwoch mercredi miércoles mercoledì woensdag środę środa środy onsdag keskiviikko keskiviikkona keskiviikkoon středa středu streda stredu среду среда среды середу szerda miercuri çarşamba wed quarta quarta-feira
    3: thursday donnerstag jeudi jueves giovedì donderdag czwartek czwartku torsdag torstai torstaina torstaihin čtvrtek štvrtok четверг четверга четвер csütörtök joi perşembe thu thur thurs quinta quinta-feira
    4: friday freitag vendredi viernes venerdì vrijdag piątek piątku fredag perjantai perjantaina perjantaihin pátek piatok пятницу пятница пятницы п'ятницю péntek vineri cuma fri sexta sexta-feira
    5: saturday samstag sonnabend samedi sábado sabato zaterdag sobotę sobota soboty lördag lørdag lauantai lauantaina lauantaihin sobotu субботу суббота субботы суботу szombat sâmbătă cumartesi sat
    6: sunday sonntag dimanche domingo domenica zondag niedziela niedzielę niedzieli söndag søndag sunnuntai sunnuntaina sunnuntaihin neděle neděli nedeľa nedeľu воскресенье воскресенья неділю vasárnap duminică pazar sun
""")
# Short forms that are words of their own or names stand for a day only beside a date.
SHORT_WEEKDAYS = frozenset(
    {
        "mon",
        "sun",
        "sat",
        "wed",
        "lun",
        "man",
        "segunda",
        "terca",
        "quarta",
        "quinta",
        "sexta",
        "cuma",
        "pazar",
    }
)


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(fold(line.strip()).split())
        for line in text.strip().replace(",", "\n").splitlines()
        if line.strip()
    )


# "… until D": back on D.
UNTIL = _phrases("""
    until, till, til, 'til, untill, up to, up until, bis, bis zum, bis zur, jusqu'au, jusqu'a, jusqu'à, jusqu'en, jusqu'à ce, jusqu, hasta, hasta el, até, até ao, até o, até a, até dia,
    fino al, fino all', fino a, fino, sino al, tot, tot aan, do, do dnia, aż do, till och, till, fram till, t.o.m, tills, indtil, frem til, til d, inntil, asti, saakka, do, až do, до, до дня,
    pana, pana la, pana pe, până la, până pe, până în, kadar, μέχρι, έως, ως, back
""") - {("back",), ("till", "och"), ("t.o.m",)}
# "… through D": back on the day after.
THROUGH = _phrases("""
    through, thru, through and including, until and including, up to and including, till and including, up through, bis einschließlich, bis inklusive, bis und mit, bis inkl, bis einschl, jusqu'au et y compris,
    jusqu'à et y compris, hasta e incluyendo, hasta e incluido, fino al e compreso, t/m, tot en met, t&m, tem, till och med, t.o.m, tom, til og med, t.o.m., tot en met, do włącznie,
    по, включительно до, mpaka
""") - {("mpaka",)}
# After the date: "… inclusive".
INCLUSIVE_AFTER = frozenset(
    fold(word)
    for word in (
        "inclusive included including incl inkl inklusive einschließlich einschl inclus compris comprise inclusive incluido incluído incluida inclusivo inclusivamente "
        "compreso incluso inclusa włącznie mukaan mukaanlukien včetně vrátane включительно dahil inclusief"
    ).split()
)
# After the date: "… asti", "…'e kadar".
UNTIL_AFTER = frozenset(fold(word) for word in "asti saakka kadar まで 까지 为止 止 前".split())
# "from D": the first day away, unless the sentence speaks of coming back.
FROM = _phrases("""
    from, since, starting, beginning, fom, as of, as from, effective, vom, von, seit, ab, ab dem, ab der, zwischen, between, du, depuis, à partir du, à compter du, dès le, entre, entre le, del, desde, desde el, a partir del, a partir de,
    do, desde o, a partir do, de, dal, dall', da, dal giorno, a partire dal, van, vanaf, sinds, tussen, od, od dnia, pomiędzy, från, från och med, fr.o.m, mellan, fra, fra og med, f.o.m, mellem, mellom, alkaen, c, с, со, з, od, între, din, de la
""")
# Words of coming back: a date in such a sentence is the day, unless "until" stands before it.
RETURN = frozenset(
    fold(word)
    for word in """
    back return returning returns returned again resume resuming retornando voltando regressando regresando volviendo rientrando reopen reopening reopens rejoin
    wieder zurück zurückkehren rückkehr zurückkomme wiedererreichbar zurückgekehrt
    retour reviens reviendrai revenir rentre rentrerai reprendrai reprends nouveau reprise rouvrira rouvrirons
    vuelvo volveré volvere regreso regresaré regresare vuelta incorporo incorporaré incorporare nuevo reincorporo reincorporaré retorno retornaré
    volto voltarei regressarei regresso novamente volta retorno retornarei retomo
    rientro rientrerò rientrero ritorno tornerò tornero rientrato nuovamente riapriremo riapre riapertura
    terug terugkomst weer
    wracam wrócę wroce powrót powrotu powrócę powroce ponownie wrócimy
    tillbaka åter igen tillbaks återkommer
    tilbage igen tilbake retur atter
    takaisin palaan palaamme jälleen palata
    zpět vrátím vracím opět návrat späť vrátim
    вернусь выйду возвращаюсь возвращения возвращение выхода снова выхожу повернусь
    vissza visszatérek ismét înapoi revin întorc döneceğim dönüş tekrar επιστρέφω επιστρέψω επιστροφή
    """.split()
)
# Of coming back too, unless the sentence says no: "available from D", but "not available from D".
AVAILABLE = frozenset(
    fold(word)
    for word in """
    available reachable erreichbar verfügbar disponible joignable disponível disponivel disponibile raggiungibile contactable localizable
    beschikbaar bereikbaar aanwezig dostępny dostępna osiągalny osiągalna tillgänglig nåbar tilgængelig tilgjengelig tavoitettavissa
    zastižení dostupný dostupná доступен доступна elérhető disponibil leszek olacağım olacağız ulaşabilirsiniz dosegljiv dostupan dostupna
    """.split()
)
NEGATIONS = frozenset(
    fold(word)
    for word in "not no nor won't un nicht kein keine weder ne pas non no ni não nem non né niet geen nie inte ej ikke ei en ne není nejsem не ни nem nu unavailable".split()
)
RETURN_CJK = tuple(
    fold(word)
    for word in """
    戻り 復帰 出社 再開 から対応 より対応 通常営業 営業いたし 出勤 返回 回来 回來 恢复 恢復 上班 返岗 복귀 돌아 출근 정상
    """.split()
)

# Words that may stand between the telling word and the date.
FILLERS = frozenset(
    fold(word)
    for word in """
    the and including on of in to at a an our my office work desk day date about around approximately early late later again next coming this monday's afternoon morning evening noon midday
    from vacation holiday holidays leave then only
    den der dem am im zum zur einschließlich ins büro dienst um kommenden nächsten dann wieder früh
    le la l' les au du bureau prochain inclus compris mon
    el la al de dia día oficina próximo proximo trabajo
    o os ao no na em dia escritório escritorio próxima feira
    il lo in ufficio giorno prossimo
    de het op op kantoor aanstaande komende dag
    w we dnia dniu biurze biura pracy do się
    på kontoret kontor den dag d jobb arbete jobbet kommande nästa
    på kontoret arbejde arbejdet jobben næste kommende
    töihin toimistolle töissä
    v ve dne kanceláři kanceláře práci do
    в на работу работе офис офисе
    la birou pe data de în
    """.split()
)
# "D – D", "D to D".
RANGE_THROUGH = frozenset(
    fold(word)
    for word in [
        "-",
        "–",
        "—",
        "to",
        "through",
        "thru",
        "t/m",
        "and",
        "und",
        "et",
        "y",
        "e",
        "en",
        "i",
        "och",
        "og",
        "ja",
        "по",
        "~",
        "~",
        "至",
        "到",
        "から",
    ]
)
RANGE_UNTIL = frozenset(
    fold(word) for word in "bis au al a à ao tot do till til tills do до until kadar".split()
)
# Not those that also mean "morning": morgen, mañana, jutro.
TOMORROW = frozenset(
    fold(word) for word in "tomorrow demain domani amanhã imorgon huomenna zítra завтра".split()
)
# Before a month alone, in a sentence of coming back: "back in February 2027".
IN = frozenset(fold(word) for word in "in im en em a w i v ve в".split())

# Languages in which day and month are always written in this order.
MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "PR", "VI", "AS"})
UNCLEAR_COUNTRIES = frozenset({"", "CA", "KE", "GH", "ZA", "JP", "CN", "KR", "TW", "HU", "LT", "MN", "IR"})
# Words common enough to tell a language that writes the day first.
DAY_FIRST_WORDS = frozenset(
    fold(word)
    for word in """
    und ich nicht der die das ist bin im mit für wieder je suis vous votre le la les au du et pour avec de el la los por para estoy hasta con una su
    não nao estou com uma obrigado até sono non il che per grazie fino della ik het een niet van met op terug jestem nie się na dziękuję do w
    jag är och inte på till med jeg er ikke og til på olen ja on ei jsem není na я в на не и с до по спасибо
    """.split()
) - {"on", "do", "a", "la", "is", "die", "met", "per", "van", "con", "na"}
