"""What out-of-office and receipt programs write, in the languages people write in. See `auto_reply`.

One phrase a line, regular expressions over folded text.
"""

import re

from twelfth.reading.fold import any_of

# How programs begin the subject. Anchored: an answer to an auto-reply begins with "Re:" and is a person's.
SUBJECT = re.compile(
    r"\A[\s\[\](*<\"'~=!:-]*"
    + any_of(
        r"""
        auto(?:matic|mated|matically generated)?[ -]?(?:e-?mail )?(?:reply|response|respond(?:er)?|answer|acknowledge?ment|message|reply message)\b
        auto:
        auto-?(?:re|reply|svar|antwort):
        out[ -]?of[ -]?(?:the[ -])?office
        ooo\b
        (?:i am|i'm|im) (?:currently |now )?(?:out of|away|on (?:leave|vacation|holiday|annual|maternity|paternity|parental|sick)|not in the office)
        (?:currently )?(?:away|absent) from (?:the |my )?(?:office|desk|mail|e-?mail)
        away (?:notice|message|notification)
        on (?:annual|maternity|paternity|parental|sick|study|medical|compassionate) leave
        (?:on )?(?:vacation|holiday|annual leave|leave) (?:notice|message|notification|reply|response|until|auto)
        absence (?:notice|notification|message|du bureau)
        (?:we|we have|we've) received your (?:message|e-?mail|request|enquiry|inquiry)
        (?:thank you|thanks) for (?:your (?:e-?mail|message|enquiry|inquiry|request)|contacting|e-?mailing|getting in touch)
        (?:your (?:message|e-?mail|request|enquiry|inquiry) (?:has been|was) received|receipt of your)
        automatische (?:antwort|e-?mail|rückantwort|nachricht|abwesenheit\w{0,20}|beantwortung|eingangsbestätigung)
        automatisch(?:es)? (?:antwoord|bericht|beantwoord)
        abwesenheit(?:snotiz|snachricht|sagent|smeldung|sassistent|sbenachrichtigung|sinfo|shinweis)?\b
        ich bin (?:abwesend|nicht im (?:büro|haus)|im urlaub|außer haus)
        (?:nicht im büro|außer haus|im urlaub|urlaubsvertretung|urlaubsnotiz|abwesend|nicht im hause)\b
        eingangsbestätigung|empfangsbestätigung
        réponse automatique|reponse auto\b|message automatique|réponse d'absence|avis d'absence|notification d'absence|message d'absence
        (?:je suis )?absente?(?: du bureau| jusqu| pour| de|e?\(e\))
        absence(?: du| jusqu| de| -|:|$)
        en (?:congés?|vacances)\b|hors du bureau|congés? (?:annuels?|maternité)
        accusé de réception
        respuesta automática|respuesta auto\b|contestación automática|mensaje automático|fuera de (?:la )?oficina|fuera del despacho
        (?:estoy )?de vacaciones|ausencia (?:de|temporal|laboral|hasta)|ausente (?:de|hasta)|autorrespuesta|acuse de recibo
        resposta automática|resposta auto\b|mensagem automática|fora do escritório|ausente do escritório|ausência (?:do|temporária|de)|em férias|(?:estou )?de férias|auto-?resposta
        risposta automatica|messaggio automatico|fuori (?:ufficio|sede)|assente|assenza|in ferie|sono in ferie|risponditore
        automatisch antwoord|afwezigheid(?:sbericht|smelding|sassistent)?|(?:ik ben )?afwezig|(?:ik ben )?niet (?:op kantoor|aanwezig)|buiten kantoor|met vakantie|op vakantie|ontvangstbevestiging
        odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|autoresponder|poza biurem|nieobecność|(?:jestem )?nieobecn[ya]|urlop\b|na urlopie
        automatiskt? (?:svar|autosvar|meddelande|besked|meddelelse|melding)|autosvar|frånvar(?:o|ande)|ej på kontoret|på semester|tjänstledig|inte på kontoret|borta från kontoret
        automatisk svar|fravær|fraværsbesked|ikke på kontoret|ikke til stede|på ferie|ferie\b|ude af kontoret|ute av kontoret|fraværende
        automaattinen (?:vastaus|poissaoloviesti|viesti)|poissaolo(?:viesti|ilmoitus)?|(?:olen )?poissa(?: toimistolta)?|(?:olen )?lomalla|vuosilomalla
        automatická odpove[dď]|automatická odpověď|mimo kancelář|nepřítomnost|jsem mimo|dovolená|mimo kancelárie|neprítomnosť|automatické oznámení
        автоматический ответ|автоответ(?:чик)?|нет на месте|вне офиса|в отпуске|отсутстви|я в отпуске|автоматична відповідь|автоматичен отговор
        automatikus válasz|automata válasz|házon kívül|irodán kívül|szabadságon|távollét
        răspuns automat|mesaj automat|în concediu|absent de la birou|plecat din birou
        otomatik (?:yanıt|cevap|mesaj)|ofis dışında|izindeyim|yıllık izin
        αυτόματη απάντηση|εκτός γραφείου
        automatski odgovor|samodejni odgovor|odsoten|odsutan|izvan ureda
        automaatvastus|automātiska atbilde|automatinis atsakymas|kontorist väljas|nav birojā
        自動(?:返信|応答|送信|回答)|不在(?:通知|のお知らせ|連絡|です|中)|休暇中|外出中
        自动(?:回复|答复|回覆)|自動(?:回覆|回復|答覆)|外出(?:通知|回复)|不在办公室|休假
        자동 ?(?:회신|응답|답장)|부재 ?중
        תשובה אוטומטית|מענה אוטומטי|مكتب|رد تلقائي|الرد التلقائي
        ตอบกลับอัตโนมัติ|trả lời tự động|balasan otomatis|jawapan automatik|automatyczne powiadomienie|gjálp|sjálfvirkt svar
        """
    )
)

# … and how some end it, after the subject they answer.
SUBJECT_END = re.compile(
    any_of(
        r"""
        (?:auto(?:matic|mated)?[ -]?(?:reply|response|responder)|out[ -]of[ -](?:the )?office(?: (?:reply|response|notification|message))?)
        (?:automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|autosvar)
        """
    )
    + r"[\s\])*:!.-]*\Z"
)

# A program says of itself that it answers.
SAYS_SO = re.compile(
    any_of(
        r"""
        this is an? (?:automated|automatic|auto-?generated|automatically generated|auto)[ -](?:e-?mail |out.of.office )?(?:reply|response|message|acknowledge?ment|answer|responder|e-?mail|notification)
        (?:this|the) (?:e-?mail|message|reply|response) (?:is|was|has been) (?:automatically|auto-?)[ -]?(?:generated|sent|created)
        automatically generated (?:reply|response|message|e-?mail|answer)
        auto-?(?:reply|response|generated (?:reply|message|response))
        (?:do not|don't) (?:reply|respond) to this (?:automated|automatic|auto)
        (?:dies|das) ist eine automatisch(?:e|er)?(?: erstellte| generierte| erzeugte| versendete)? (?:antwort|nachricht|e-?mail|mail|abwesenheit)
        (?:diese|dieses|die) (?:nachricht|e-?mail|mail|antwort) (?:wurde|wird|ist) automatisch
        automatisch (?:generierte|erstellte|erzeugte|versandte|versendete)
        ceci est (?:un|une) (?:message|réponse|e-?mail|courriel) automatique|(?:message|réponse) (?:généré|envoyé)e? automatiquement|réponse automatique
        (?:este|esta) es (?:un mensaje|una respuesta|un correo) automátic|respuesta automática|mensaje (?:generado )?automátic
        (?:esta|este) é uma? (?:mensagem|resposta|e-?mail) automátic|resposta automática|mensagem automática
        (?:questo|questa) è un(?:a|')? ?(?:messaggio|risposta|e-?mail) automatic|risposta automatica|messaggio (?:generato )?automatic
        (?:dit is een|dit) automatisch(?:e)? (?:gegenereerd|bericht|antwoord|e-?mail|verzonden|reactie)|automatisch (?:antwoord|gegenereerd)
        (?:to jest )?(?:automatyczna|automatycznie (?:wygenerowana|generowana)) (?:odpowiedź|wiadomość)|wiadomość (?:została )?(?:wygenerowana )?automatyczn|autoodpowiedź
        (?:detta|det här) är ett (?:automatiskt|autogenererat|automatgenererat)|automatiskt (?:svar|genererat|meddelande)|autosvar
        (?:dette|det) er (?:et|en) (?:automatisk|autogenerer|auto)|automatisk (?:svar|generer|besked|melding|meddelelse)|autosvar
        tämä on automaatti|automaattinen (?:vastaus|viesti|poissaolo)
        toto je automatick|automatická odpov|tato zpráva byla (?:vygenerována|odeslána) automaticky
        (?:это )?автоматическ(?:ий|ое|и) (?:ответ|сообщение|сгенерир|созда)|автоответ|это письмо (?:создано|сформировано|отправлено) автоматически|це автоматичн
        ez egy automatikus|automatikus (?:válasz|üzenet)|acesta este un (?:mesaj|răspuns) automat|bu (?:bir )?otomatik|otomatik (?:yanıt|cevap|mesaj)
        αυτόματη απάντηση|αυτοματοποιημέν
        自動(?:返信|応答|送信|配信)|自动(?:回复|发送|答复)|自動(?:回覆|發送)|자동(?:으로)? ?(?:회신|응답|발송|답장)|תשובה אוטומטית|הודעה אוטומטית
        """
    )
)

# The writer is away.
AWAY = re.compile(
    any_of(
        r"""
        (?:i am|i'm|im|i will be|i'll be|we are|we're|we will be|\w{2,20} is|currently|am|be) (?:\w{1,14} ){0,2}(?:out of (?:the |my )?(?:office|country|town)|away (?:from|on|until|till|with|and|at|for)|out (?:on|until|till|this|today|sick|from)|on (?:\w{1,14} )?(?:leave|vacation|holidays?|pto|sabbatical|a business trip)|travell?ing|ooo|unavailable|offline|absent|not (?:in the|at (?:the|my)) (?:office|desk|work))
        out[ -]of[ -](?:the[ -])?office
        (?:away|absent) from (?:the |my )?(?:office|desk|work|e-?mail)
        (?:maternity|paternity|parental|annual|sick|medical|study) leave
        (?:limited|no|intermittent|irregular|sporadic|little|restricted|infrequent|without) (?:or no |to no )?(?:access|connectivity)
        (?:office|company|offices|business) (?:is|are|will be) closed
        no longer (?:with|work(?:ing|s)?|employed|at|part of|monitored|in use|active)
        (?:has|have) left (?:the )?(?:company|organi[sz]ation|us|our)
        (?:bin|befinde mich|sind|ist|bis) .{0,60}(?:nicht (?:im (?:büro|haus|hause|dienst|office)|erreichbar|am arbeitsplatz|anwesend|verfügbar)|außer haus|im urlaub|abwesend|auf (?:dienstreise|geschäftsreise|reisen|fortbildung)|in elternzeit|unterwegs)
        (?:abwesenheit|urlaub|elternzeit|mutterschutz|betriebsferien|dienstreise|außer haus|nicht im (?:büro|hause?))
        nicht mehr (?:im unternehmen|bei|für .{0,30} tätig|beschäftigt)
        (?:je suis|je serai|serai|actuellement|nous sommes) .{0,50}(?:absente?|en (?:congés?|vacances|déplacement|arrêt|formation)|hors du bureau|indisponible|injoignable|en rtt)
        (?:absente? du bureau|en congés?|congé (?:maternité|parental|annuel)|pendant mon absence|durant mon absence|en mon absence|ne (?:fait|travaille) plus)
        (?:me encuentro|estoy|estaré|estare|actualmente|estamos) .{0,50}(?:fuera|ausente|de vacaciones|de viaje|de baja|de permiso|sin acceso)
        (?:fuera de (?:la )?oficina|durante mi ausencia|en mi ausencia|de vacaciones|ya no trabaja)
        (?:estou|estarei|encontro-me|encontro me|estamos|estaremos|atualmente) .{0,50}(?:fora|ausente|de férias|em férias|em viagem|de licença|indisponível)
        (?:fora do escritório|durante (?:a )?minha ausência|na minha ausência|de férias|em férias|já não (?:trabalha|faz))
        (?:sono|sarò|saro|siamo|saremo|mi trovo|attualmente) .{0,50}(?:assente|fuori (?:ufficio|sede)|in ferie|in viaggio|in trasferta|in maternità|in vacanza|non (?:sono )?in ufficio|irraggiungibile|chius[oi])
        (?:fuori ufficio|in ferie|durante la mia assenza|in mia assenza|non lavora più)
        (?:ik ben|ben ik|wij zijn|momenteel|tot) .{0,60}(?:afwezig|niet (?:op kantoor|aanwezig|bereikbaar|in de gelegenheid|beschikbaar)|met (?:vakantie|verlof|zwangerschapsverlof)|op (?:vakantie|reis|zakenreis)|vrij)
        (?:tijdens mijn afwezigheid|buiten kantoor|met vakantie|op vakantie|niet op kantoor|niet meer werkzaam)
        (?:jestem|będę|przebywam|obecnie|w dniach) .{0,60}(?:poza biurem|nieobecn[aye]|na urlopie|na zwolnieniu|w delegacji|niedostępn[aye]|w podróży|urlop)
        (?:poza biurem|na urlopie|nieobecności|nie pracuje już|już nie pracuje)
        (?:jag är|är|jag har|befinner mig|vi har) .{0,60}(?:inte på kontoret|ej på kontoret|på semester|semester|frånvarande|tjänstledig|föräldraledig|bortrest|ledig|på resande fot|ej i tjänst|sjukskriven|på tjänsteresa|inte (?:på plats|nåbar|tillgänglig))
        (?:under min frånvaro|inte på kontoret|på semester|åter på kontoret|slutat på|arbetar inte längre)
        (?:jeg er|er|jeg holder|har|jeg har|vi holder) .{0,60}(?:ikke på kontoret|på ferie|ferie|fraværende|ikke til stede|bortreist|på (?:kursus|rejse|reise|tjenesterejse|tjenestereise)|på barsel|orlov|permisjon|ikke (?:å )?(?:treffe|tilgjengelig|tilgængelig)|ude af huset|ute av kontoret|sykemeldt|fri\b)
        (?:under mit fravær|under mitt fravær|ikke på kontoret|på ferie|tilbake på kontoret|tilbage på kontoret|ikke længere ansat|ikke lenger ansatt|sluttet i)
        (?:olen|olemme|poissa) .{0,50}(?:lomalla|poissa|vuosilomalla|matkoilla|työmatkalla|vapaalla|sairauslomalla|vanhempainvapaalla|tavoittamattomissa|toimistolta)
        (?:poissaoloni aikana|lomalla|poissa toimistolta|ei ole enää)
        (?:jsem|budu|momentálně|nejsem|som) .{0,50}(?:mimo kancelář|na dovolené|nepřítom|mimo kanceláriu|na dovolenke|na služební cestě|v kanceláři|neprítom|k zastižení)
        (?:mimo kancelář|na dovolené|po dobu mé nepřítomnosti|v mé nepřítomnosti|na dovolenke)
        (?:я|нахожусь|буду|меня|мы) .{0,60}(?:в отпуске|в командировке|отсутств|не в офисе|вне офиса|нет на месте|на больничном|не буду)
        (?:в отпуске|вне офиса|в мое отсутствие|во время моего отсутствия|в командировке|у відпустці|поза офісом|в отпуск|больше не работает)
        (?:szabadságon|házon kívül|irodán kívül|távollétem|nem vagyok (?:az irodában|elérhető))
        (?:în concediu|sunt plecat|nu sunt (?:la birou|în birou)|absența mea|lipsesc din)
        (?:izindeyim|ofis dışında|izinde olaca|ofiste değilim|yıllık izin|ofiste olmayaca)
        (?:εκτός γραφείου|σε άδεια|απουσι|με άδεια)
        (?:izvan ureda|na godišnjem|na godisnjem|na dopustu|odsoten|odsotna|odsutan|odsutna|puhkusel|atvaļinājumā|atostog)
        不在(?:に|と|にして|です|中)|休暇(?:中|を|の|いただ)|外出(?:中|して)|出張(?:中|して|で|の)|お休み(?:を|い|し)|休業
        (?:休假|度假|不在办公室|外出|出差|不在辦公室|放假|年假|产假|離開辦公室)
        (?:부재|휴가|출장|자리를 비|휴무)
        (?:בחופש|איני במשרד|לא במשרד|חופשה|بالخارج|خارج المكتب|إجازة|ลาพักร้อน|nghỉ phép|di luar kantor|sedang cuti)
        """
    )
)

# What goes with it: thanks for the letter, whom to ask instead, when it will be answered.
COMPANION = re.compile(
    any_of(
        r"""
        (?:thank you|thanks) (?:very much |so much )?for (?:your|the|contacting|reaching|getting|writing|e-?mailing|you)
        (?:for|if|in|with|should|any) .{0,40}(?:urgent|immediate|emergency|emergencies|pressing|assistance|urgently)
        (?:contact|reach|call|e-?mail|write to|get in touch with) (?:my|our|me on|the|\w{2,20} \w{2,20} (?:at|on|via))
        (?:i will|i'll|will|we will) (?:\w{1,15} ){0,3}(?:reply|respond|answer|get back|read|return|attend|be back|process|deal)
        (?:will not|won't|not) be (?:read|forwarded|monitored|answered|checking|able|reading)
        your (?:message|e-?mail|mail)
        (?:do not|don't|please do not) (?:reply|respond|answer)|bitte (?:nicht|antworten sie nicht)|(?:ne pas|merci de ne pas) répondre|no responda|não responda|non rispondere|niet (?:te )?(?:beantwoorden|reageren)|prosimy nie odpowiadać|svara inte|svar ikke
        agradecemos|dziękujemy|nous vous remercions|wir danken|vi ringraziamo|le agradecemos
        (?:back in|return to) (?:the )?office
        (?:on|upon|after|until) my return
        (?:vielen|herzlichen|besten|danke|dank) .{0,12}(?:dank|für|fuer|ihre)
        (?:in )?(?:dringenden|dringlichen|eiligen) (?:fällen|angelegenheiten|anliegen|notfällen)|bei dringend|wenden sie sich|ihre (?:e-?mail|nachricht|mail|anfrage|anliegen) .{0,60}(?:weitergeleitet|bearbeit|beantwort|gelesen|eingegangen)|werde ich|melde mich|vertretung|nach meiner rückkehr
        merci (?:pour|de|d')|(?:en cas d'urgence|pour toute (?:urgence|demande|question)|veuillez (?:contacter|vous adresser)|vous pouvez (?:contacter|joindre)|je (?:vous )?(?:répondrai|reviendrai|traiterai|prendrai)|à mon retour|dès mon retour|mes collègues|ne sera pas (?:lu|transf|trans))
        gracias por|(?:en caso de urgencia|para (?:asuntos|temas|cualquier|cuestiones)|por favor,? (?:contacte|póngase|diríjase|contactar)|puede (?:contactar|dirigirse)|(?:le |te )?(?:responderé|contestaré|atenderé)|a mi regreso|a mi vuelta|si es urgente|urgente)
        obrigad[oa]|(?:em caso de urgência|para assuntos|por favor,? (?:contact|contat)|(?:irei )?responder(?:ei)?|assim que|no meu (?:regresso|retorno)|urgente|agradeço)
        grazie per|(?:per (?:urgenze|questioni|comunicazioni|richieste|qualsiasi)|in caso di (?:urgenza|necessità)|(?:si prega di |potete |può )?(?:contattare|rivolger)|risponderò|rispondero|al mio (?:rientro|ritorno)|urgent)
        (?:bedankt|dank u|dank) |(?:voor (?:dringende|spoed|urgente|vragen)|in dringende|bij spoed|neem (?:dan )?contact|kunt u|na mijn terugkeer|bij terugkomst|beantwoord|wordt niet (?:gelezen|doorgestuurd)|mijn collega)
        dziękuj|(?:w (?:pilnych|nagłych|sprawach)|w razie|proszę o kontakt|po (?:moim )?powrocie|odpowiem|odpiszę|skontakt|kontaktować|zastęp)
        tack för|(?:vid (?:brådskande|akuta|frågor)|för (?:brådskande|akuta)|kontakta|vänligen|återkommer|svarar|din e-?post|ditt mail|ditt mejl)
        tak for|takk for|(?:ved (?:presserende|hastesager|behov)|haster|hastesaker|kontakt |kontakte|henvend|vender tilbage|besvarer|svarer|din (?:mail|e-?post|henvendelse)|e-?posten din)
        kiitos|(?:kiireellisissä|kiireisissä|ota(?:thtan)? yhteyttä|otathan|yhteyttä|vastaan|palaan|viestisi|sähköpostisi|viestiäsi|tuuraa)
        děkuj|(?:v (?:naléhavých|urgentních|neodkladných)|kontaktujte|obraťte se|po (?:mém )?návratu|odpovím|ozvu|ďakujem)
        (?:спасибо|благодар)|(?:по срочным|в срочных|в случае|обращайтесь|свяжитесь|после возвращения|отвечу|ответ|дякую|срочн)
        köszön|sürgős|mulțumesc|urgen|teşekkür|acil|ευχαριστ|επείγο|hvala|aitäh|paldies|ačiū
        (?:ありがとう|お急ぎ|緊急|ご連絡|返信|折り返し|お世話になって|恐れ入り|ご不便)
        (?:感谢|謝謝|谢谢|如有|紧急|緊急|急事|请联系|請聯絡|回复|回覆|联系|收到)
        (?:감사|급한|긴급|연락|회신|답변)
        """
    )
)

# A receipt: "we got it and will answer", from a form, a ticket system, a shared mailbox.
RECEIPT = re.compile(
    any_of(
        r"""
        (?:we have|we've|has been|have|was) (?:successfully |now |just )?received (?:your|and)|received your (?:message|e-?mail|request|enquiry|inquiry|application)
        your (?:request|message|e-?mail|enquiry|inquiry|ticket|case|application) .{0,60}(?:has been|was) (?:received|logged|registered|created|assigned|opened)
        (?:ticket|case|request|reference) (?:number|no|id|#)
        (?:within|in the next) .{0,20}(?:hours|business days|working days)
        type your reply above this line|reply above this line
        (?:ihre|deine) (?:anfrage|nachricht|e-?mail|anliegen) .{0,40}(?:erhalten|eingegangen)|ticketnummer|vorgangsnummer
        (?:votre (?:demande|message|e-?mail|courriel)) .{0,40}(?:reçu|enregistré|pris en compte)
        nous avons (?:bien )?(?:reçu|enregistré)|accusons réception|(?:nous vous répondrons|reviendrons vers vous)
        (?:numer|nr) (?:zgłoszenia|sprawy)|odpowiemy (?:w ciągu|najszybciej)
        (?:numero|número) (?:de|di) (?:ticket|caso|incidencia|pratica|protocollo)
        (?:hemos recibido|su (?:solicitud|mensaje|consulta)) .{0,40}
        (?:recebemos|a sua mensagem|sua solicitação) .{0,40}
        (?:abbiamo ricevuto|la sua richiesta|il suo messaggio) .{0,40}
        (?:wij hebben|we hebben) .{0,40}ontvangen|uw (?:bericht|vraag|aanvraag) .{0,30}ontvangen
        (?:otrzymaliśmy|zgłoszenie) .{0,40}|vi har (?:mottagit|mottatt|modtaget)|olemme vastaanottaneet|mы получили|ваше (?:обращение|письмо|сообщение) .{0,20}(?:получено|зарегистр)
        """
    )
)
