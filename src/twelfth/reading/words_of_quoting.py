"""How mail programs introduce what they quote, and what they put below a letter. See `reply`. Folded."""

import re

from twelfth.reading.fold import any_of, fold

# "On … wrote:" — the verb, in the languages of mail programs.
WROTE = re.compile(
    r"(?:\b|(?<=[^\x00-\x7f]))"
    + any_of(
        r"""
        wrote|writes|said
        schrieb(?:en)?|geschrieben|hat geschrieben
        a écrit|écrivait|a écrit
        escribió|ha escrito|escribio
        escreveu|escreveram
        ha scritto|scrisse|scriveva
        schreef|heeft geschreven|geschreven
        napisał(?:\(a\)|a)?|pisze|napisal|nadesłał
        skrev|skrifaði
        kirjoitti|kirjutas|rašė|rakstīja
        napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?
        пишет|написал(?:а|\(а\))?|писал(?:а|\(а\))?|писав|написав|написа
        írta|ezt írta|a scris|yazdı|şunları yazdı|έγραψε|je napisa(?:o|la)|je napisal(?:\(a\)|a)?|napisao je
        のメール|書きました|書いた|様:|wrote
        写道|寫道|来信|님이 (?:작성|쓰)
        כתב(?:ה)?|đã viết|เขียนว่า|menulis|كتب
        """
    )
)

# Header blocks of Outlook and its like: one label of each kind, in each language.
FROM_LABELS = frozenset(
    fold(
        "from von de da van od fra från lähettäjä от від 发件人 發件人 寄件者 差出人 送信者 보낸 보낸사람 feladó de la kimden gönderen από expéditeur remitente mittente afzender absender odesílatel avsändare avsender afsender nadawca lahettaja felado gonderen απο expediteur odesilatel avsandare message"
    ).split()
)
SENT_LABELS = frozenset(
    fold(
        "sent gesendet datum date envoye enviado enviada inviato verzonden wyslano data skickat sendt lahetetty odeslano отправлено дата надіслано отправлен 发送时间 發送時間 日期 寄件日期 送信日時 日時 보낸날짜 날짜 elkuldve trimis gonderildi gonderme tarih tarihi fecha pvm paivays dato"
    ).split()
)
TO_LABELS = frozenset(
    fold(
        "to an a para per aan do till til vastaanottaja komu кому 收件人 收件者 宛先 받는사람 받는 cimzett catre kime alici προς destinataire destinatario geadresseerde empfanger prijemce à"
    ).split()
)
CC_LABELS = frozenset(
    fold("cc kopie copie copia dw kopia kopi kopio копия 抄送 副本 참조 masolat bilgi").split()
)
SUBJECT_LABELS = frozenset(
    fold(
        "subject betreff objet asunto assunto oggetto onderwerp temat amne emne aihe predmet тема 主题 主旨 件名 제목 targy subiect konu θεμα sujet"
    ).split()
)
OTHER_LABELS = (
    SENT_LABELS
    | TO_LABELS
    | CC_LABELS
    | SUBJECT_LABELS
    | frozenset(
        fold(
            "reply-to antwort repondre responder organization organisation importance wichtigkeit attachments anlagen"
        ).split()
    )
)

# How programs announce a letter that is passed on: a line of its own, between dashes or ending in a colon.
FORWARDED = re.compile(
    r"\A[\s>*]*(?:[-_=*~#]{2,}\s*)?"
    + any_of(
        r"""
        (?:begin )?forwarded(?: e-?mail)?(?: message| text| mail)?(?: (?:from|by) .{0,120})?
        (?:anfang der )?weitergeleitete[n]? (?:nachricht|e-?mail|mail)|weitergeleitet von .{0,120}
        (?:debut du )?message (?:transféré|réexpédié|reexpedie|transmis)|transféré par .{0,120}|courriel transféré
        (?:inicio del )?mensaje reenviado|reenviado por .{0,120}
        (?:início da )?mensagem (?:encaminhada|reencaminhada)|encaminhad[oa] por .{0,120}
        (?:inizio )?(?:del )?messaggio inoltrato|inoltrato da .{0,120}
        (?:begin )?doorgestuurd bericht|doorgestuurd door .{0,120}
        (?:początek )?(?:wiadomości? )?(?:przekazan[aej]{1,2}|przesłan[aej]{1,2})(?: dalej)?(?: wiadomo\S{1,4})?|(?:początek przekazywanej|przekazana|przesłana|przekazywana) wiadomoś\S{1,3}
        (?:(?:början av|borjan pa) )?(?:vidarebefordrat|det vidarebefordrade) (?:meddelande|brev|meddelandet)
        (?:start på )?(?:videresendt|den videresendte) (?:meddelelse|besked|melding|e-?post)|videresendt (?:av|af) .{0,120}
        (?:välitetty|edelleenlähetetty|alkaa välitetty) viesti|(?:přeposlaná|předaná|přesměrovaná|preposlaná) (?:zpráva|správa)|začátek přeposílané zprávy
        (?:начало )?(?:пересылаем\S{2,3}|пересланн\S{2,3}|перенаправленн\S{2,3}) сообщени[ея]|(?:початок )?(?:переслан\S{1,3}|пересилан\S{1,3}) повідомлення|пересылаемое сообщение
        továbbított (?:üzenet|levél)|mesaj (?:redirecționat|retransmis)|(?:iletilen|yönlendirilen|iletilmiş) (?:mesaj|ileti|posta)|προωθημένο μήνυμα
        転送(?:された)?メ(?:ッセージ|ール)|転送メッセージ|转发(?:的)?(?:邮件|郵件)|轉寄(?:的)?(?:郵件|邮件)|転送された?メッセージ|전달된 (?:메시지|메일)|הודעה שהועברה|رسالة معاد توجيهها
        """
    )
    + r"\s*(?:[-_=*~#]{2,}|:)?[\s*]*\Z"
)
# "Fwd: …", in the languages of mail programs. "VS" passes on in Danish and Norwegian, but answers in Finnish.
FORWARDED_SUBJECT = re.compile(
    r"\A(?:\s*\[[^\]]{1,40}\])?\s*"
    + any_of(
        r"""
        fwd?|wg|tr|rv|rev|enc|i|pd|vb|vl|doorst|fs|ilt|i̇lt|yön|πρθ|προωθ|továbbítás|redirecționat|пер|fyi|转发|轉寄|转寄|転送|전달|הועבר
        """
    )
    + r"\s*(?:\[\d+\])?\s*[::]"
)
FORWARDED_OR_ANSWERED_SUBJECT = re.compile(r"\A\s*vs\s*:")
FROM_LABEL_OF_FORWARDS = "fra"

# A line of its own between the answer and what it answers.
SEPARATOR = re.compile(
    r"\A[\s>*]*[-_=*~#]{2,}\s*"
    + any_of(
        r"""
        (?:original|forwarded|reply|quoted|previous)(?: e-?mail)?(?: message| text| mail)?(?: (?:from|by|follows?).{0,80})?
        (?:begin )?(?:original|forwarded) message
        ursprüngliche (?:nachricht|mail)|original-?(?:nachricht|mail)|weitergeleitete (?:nachricht|e-?mail)
        message (?:d'origine|original|transféré|initial|transmis)|mensaje (?:original|reenviado)|mensagem (?:original|encaminhada|reencaminhada)
        messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht|origineel bericht
        (?:wiadomość oryginalna|oryginalna wiadomość|treść oryginalna|wiadomość przekazana|przesłana wiadomość)
        (?:ursprungligt|vidarebefordrat) meddelande|(?:oprindelig|videresendt) (?:meddelelse|besked)|(?:opprinnelig|videresendt) melding
        alkuperäinen viesti|välitetty viesti|původní (?:zpráva|e-?mail)|přeposlaná zpráva|pôvodná správa
        (?:исходное|пересылаемое|оригинальное) сообщение|переслане повідомлення|eredeti üzenet|mesaj original|orijinal (?:mesaj|ileti)|özgün ileti
        元のメッセージ|原始邮件|原始郵件|转发邮件|원본 (?:메시지|메일)|αρχικό μήνυμα
        """
    )
    + r"\s*(?:[-_=*~#]{2,}|:)?\s*\Z"
)

# What phones and programs add. Whole lines only, short ones.
SENT_FROM = re.compile(
    r"\A[\s>*_(\[]*"
    + any_of(
        r"""
        (?:sent|written|typed) (?:from|via|with|by|using|on) (?:my |the |a |an )?(?:i(?:phone|pad|pod)|phone|mobile|cell|android|samsung|galaxy|blackberry|nokia|windows|outlook|yahoo|gmail|proton|mail|huawei|xiaomi|pixel|handheld|smartphone|tablet|web|airmail|spark|mailbird|thunderbird|superhuman|fastmail|aol|htc|sony|lg|verizon|t-mobile|at&t|nine|bluemail|front|hey|zoho|apple|mac|my)
        sent (?:from|via|with|using) (?:the |my )?[\w.-]{1,20}(?: [\w.-]{1,20}){0,2}(?: ?[<(\[]{0,2}https?://\S{1,200})?[\s*_)\]>]{0,4}\Z
        get outlook for
        outlook (?:for|für|pour|para|per|voor) (?:ios|android)
        (?:von meinem|von meiner|gesendet (?:von|mit|über)|diese nachricht wurde von meinem|holen sie sich outlook|outlook für (?:ios|android))
        (?:envoyé (?:de|depuis|à partir|avec|via)|télécharger outlook|obtenir outlook|provenance)
        (?:enviado (?:desde|do|a partir|através|con|com|via|de)|obtener outlook|obter (?:o )?outlook|descargar outlook)
        (?:inviato (?:da|dal|con|tramite)|ottieni outlook|scarica outlook)
        (?:verzonden (?:vanaf|met|via|vanuit)|verstuurd (?:vanaf|met|via|vanuit)|outlook (?:voor|downloaden)|download outlook)
        (?:wysłan[eoya] (?:z|za)|pobierz (?:program )?outlook|uzyskaj)
        (?:skickat från|skickades från|hämta outlook|sendt fra|hent outlook|få outlook|skaff deg outlook|last ned outlook)
        (?:lähetetty (?:iphone|android|ipad|samsung|outlook|\w{0,20}sta|\w{0,20}stä|\w{0,20}lta)|hanki outlook)
        (?:odesláno z|odoslané z|získat outlook|отправлено (?:с|из|через)|надіслано з|скачать outlook|elküldve|iphone-omról|trimis de pe|iphone'umdan|android|σταλμένο από)
        (?:iphoneから送信|ipadから送信|androidから|発信元:|从我的.{0,12}发送|發自我的|发自我的|나의 .{0,12}에서 보냄|내 .{0,12}에서 보냄|نُشلح)
        """
    ),
)
SENT_FROM_MAX = 120  # characters

# How letters end; only with a block of contact data below is it cut off.
CLOSING = re.compile(
    r"\A[\s>*]*"
    + any_of(
        r"""
        (?:(?:kind|best|warm|warmest|kindest|many|with|all the|yours|very|sincere|friendly)\b[\w ]{0,20}(?:regards|wishes|best|sincerely|truly|faithfully|thanks)|regards|sincerely|cheers|best|thanks|thank you|many thanks|all the best|br|rgds)
        (?:mit )?(?:freundlichen|besten|herzlichen|vielen|lieben|schönen|sonnigen|freundliche|beste|herzliche|viele|liebe)(?: \w{1,15})? grü(?:ss|ß)en?.{0,30}|mfg|lg|vg|gru(?:ss|ß)|hochachtungsvoll
        (?:bien |très )?(?:cordialement|à vous|sincèrement).{0,20}|(?:meilleures|sincères) salutations|salutations.{0,30}|bonne (?:journée|réception|soirée)|cdlt|bien à (?:vous|toi)
        (?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|atte|cordialmente|un abrazo
        (?:com os )?(?:melhores|meus) cumprimentos|atenciosamente|cumprimentos|att|abraços?|obrigad[oa]
        (?:cordiali|distinti|un cordiale) saluti?|cordialmente|saluti|grazie
        (?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|groet(?:en|jes)?|mvg|hoogachtend
        (?:z )?(?:poważaniem|wyrazami szacunku|pozdrowieniami)|pozdrawiam|serdecznie pozdrawiam
        (?:med )?(?:vänlig|vänliga|bästa|venlig|vennlig|beste|de bedste|bedste)(?: hälsning| hälsningar| hilsen| hilsner)|mvh|hälsningar|hilsen|hilsner
        (?:ystävällisin|parhain|terveisin)(?: terveisin)?|terveisin|t\.
        s (?:pozdravem|pozdravom|úctou)|с уважением|з повагою|üdvözlettel|cu stimă|saygılarımla|με εκτίμηση
        """
    )
    + r"[\s,.!/*]*\Z"
)
CONTACT_DATA = re.compile(
    r"(?:\+|\b00)\d[\d ()./-]{6,}|\A\W{0,3}0\d[\d ()./-]{5,18}\d\s*\Z|\b(?:tel|phone|mobile|mobil|cell|fax|direct|tlf|gsm|portable|telefono|telefon|telefone|móvil)\b\.?\s*[:.+\d(]|\bwww\.|https?://|[\w.]{1,60}@[\w.-]{3,80}|\b(?:gmbh|ltd|llc|inc|s\.?a\.?r\.?l|b\.?v|a/s|oy|s\.?p\.?a|sp\. z o\.o|ag|ab)\b"
    r"|\b(?:ceo|cto|cfo|coo|cmo|founder|co-?founder|director|manager|president|head of|vp|engineer|consultant|assistant|coordinator|specialist|executive"
    r"|geschäftsführer(?:in)?|leiter(?:in)?|leitung|vertrieb|directeur|directrice|gérante?|responsable|chargée? de|directora?|gerente|diretora?|direttore|direttrice|titolare"
    r"|responsabile|manager|directeur|dyrektor|kierownik|specjalista|chef|direktör|direktør|leder|johtaja|päällikkö|ředitel(?:ka)?|директор|менеджер|руководитель)\b",
    re.IGNORECASE,
)
