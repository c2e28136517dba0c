"""Auto-replies of many languages: (language, subject, text, first day back or ""). Written on Monday, 7 September 2026."""

ABSENCES: tuple[tuple[str, str, str, str], ...] = (
    # English
    (
        "en",
        "Automatic reply: Your training days",
        "I am out of the office until 18 Sept. In urgent cases call my colleague Kim Lee on +44 20 5550 1234.",
        "2026-09-18",
    ),
    (
        "en",
        "Automatic reply: Your training days",
        "Thank you for your email. I'm on annual leave through the 30th and have limited access to email.",
        "2026-10-01",
    ),
    (
        "en",
        "Out of Office: Your training days",
        "Hi,\n\nI'm away from Monday, September 7 and will be back on Monday, September 21, 2026.\n\nJo",
        "2026-09-21",
    ),
    (
        "en",
        "AUTO: Jo Buyer is out of the office (returning 09/21/2026)",
        "I am out of the office until 09/21/2026.\n\nNote: This is an automated response to your message sent on 7/9/26.",
        "2026-09-21",
    ),
    (
        "en",
        "Out of office",
        "I am out until Thursday. If it is urgent please write to office@buyer.example.",
        "2026-09-10",
    ),
    (
        "en",
        "Automatic reply: Your training days",
        "I am out of office until 9/8/2026. Please contact reception for immediate assistance.",
        "",
    ),
    (
        "en",
        "Automatic reply: Your training days",
        "Thanks for getting in touch. I am on parental leave. Please direct your questions to kim@buyer.example.",
        "",
    ),
    (
        "en",
        "Your training days Auto Response",
        "Jo Buyer no longer works at Buyer Ltd. Please contact info@buyer.example.",
        "",
    ),
    (
        "en",
        "[Ticket #4711] We received your request",
        "Your request has been received and will be answered within two business days. Ticket number: 4711",
        "",
    ),
    # German
    (
        "de",
        "Automatische Antwort: Ihre Schulungstage",
        "Guten Tag,\n\nich bin bis zum 18. September nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Frau Kern.",
        "2026-09-18",
    ),
    (
        "de",
        "Abwesenheitsnotiz: Ihre Schulungstage",
        "Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 18.09.2026 im Urlaub. Ihre E-Mail wird nicht weitergeleitet.",
        "2026-09-19",
    ),
    (
        "de",
        "Automatische Antwort: Ihre Schulungstage",
        "Ich bin vom 07.09. bis 18.09.2026 nicht im Haus. Ab dem 21.09. bin ich wieder für Sie erreichbar.",
        "2026-09-21",
    ),
    (
        "de",
        "Abwesend: Ihre Schulungstage",
        "Hallo,\nich bin am Montag, den 21.9. wieder im Büro.\nViele Grüße\nJo",
        "2026-09-21",
    ),
    (
        "de",
        "Ich bin nicht im Büro",
        "Ich befinde mich derzeit in Elternzeit. Meine Vertretung ist Herr Moser, moser@buyer.example.",
        "",
    ),
    (
        "de",
        "Eingangsbestätigung",
        "Ihre Anfrage ist bei uns eingegangen und wird schnellstmöglich bearbeitet. Ihre Ticketnummer: 9921",
        "",
    ),
    (
        "de",
        "Automatische Antwort",
        "Unsere Firma hat Betriebsferien bis 14. September 2026. Danach sind wir gern wieder für Sie da.",
        "2026-09-14",
    ),
    # French
    (
        "fr",
        "Réponse automatique : Vos journées de formation",
        "Bonjour,\n\nJe suis absent du bureau jusqu'au 18 septembre inclus. En cas d'urgence, veuillez contacter ma collègue.",
        "2026-09-19",
    ),
    (
        "fr",
        "Absence du bureau",
        "Je suis en congés et serai de retour le lundi 21 septembre 2026. Je répondrai à votre message à mon retour.",
        "2026-09-21",
    ),
    (
        "fr",
        "Réponse automatique : Vos journées de formation",
        "Merci pour votre message. Actuellement en déplacement jusqu'au 15/09/2026, je n'ai qu'un accès limité à ma messagerie.",
        "2026-09-15",
    ),
    (
        "fr",
        "Réponse automatique : Vos journées",
        "Je suis en congé maternité. Pour toute demande, vous pouvez joindre Paul Martin.",
        "",
    ),
    (
        "fr",
        "Accusé de réception",
        "Votre demande a bien été reçue et enregistrée. Nous y répondrons dans les meilleurs délais.",
        "",
    ),
    # Spanish
    (
        "es",
        "Respuesta automática: Sus jornadas",
        "Estaré fuera de la oficina hasta el 18 de septiembre de 2026. Para asuntos urgentes contacte con Ana Ruiz.",
        "2026-09-18",
    ),
    (
        "es",
        "Fuera de la oficina",
        "Gracias por su correo. Estoy de vacaciones y vuelvo el lunes 21 de septiembre.",
        "2026-09-21",
    ),
    (
        "es",
        "Respuesta automática: Sus jornadas",
        "Me encuentro de baja. Por favor, diríjase a ventas@buyer.example.",
        "",
    ),
    (
        "es",
        "Respuesta automática",
        "Me encuentro de viaje del 7 al 18 de septiembre, regreso a la oficina el 21/09/2026. Su mensaje no será reenviado.",
        "2026-09-21",
    ),
    ("es", "Acuse de recibo", "Hemos recibido su solicitud. Le responderemos en un plazo de 48 horas.", ""),
    # Portuguese
    (
        "pt",
        "Resposta automática: Os seus dias de formação",
        "Estou de férias até 18/09/2026. Regresso ao escritório no dia 21 de setembro.",
        "2026-09-21",
    ),
    (
        "pt",
        "Fora do escritório",
        "Obrigado pela sua mensagem. Estarei ausente até ao dia 18 de setembro, inclusive. Em caso de urgência ligue para o escritório.",
        "2026-09-19",
    ),
    (
        "pt",
        "Resposta automática: Treinamento",
        "Encontro-me fora do escritório em viagem, com acesso limitado ao e-mail. Responderei assim que possível.",
        "",
    ),
    (
        "pt",
        "Ausência temporária",
        "Volto ao trabalho na segunda-feira, 14 de setembro. Para assuntos urgentes, fale com a Rita.",
        "2026-09-14",
    ),
    # Italian
    (
        "it",
        "Risposta automatica: Le vostre giornate",
        "Sono in ferie fino al 18 settembre compreso. Per urgenze contattare la dott.ssa Neri.",
        "2026-09-19",
    ),
    (
        "it",
        "Fuori ufficio",
        "Sarò assente dal 7 al 18 settembre. Rientro il 21 settembre 2026.",
        "2026-09-21",
    ),
    (
        "it",
        "Risposta automatica: Le vostre giornate",
        "Grazie per il messaggio. Al momento sono fuori sede, risponderò al mio rientro.",
        "",
    ),
    (
        "it",
        "Assenza dall'ufficio",
        "Siamo chiusi per ferie fino al 14/09/2026. Risponderemo alla riapertura.",
        "2026-09-14",
    ),
    # Dutch
    (
        "nl",
        "Automatisch antwoord: Uw trainingsdagen",
        "Ik ben afwezig t/m 18 september. Voor dringende zaken kunt u contact opnemen met mijn collega Daan.",
        "2026-09-19",
    ),
    (
        "nl",
        "Afwezig: Uw trainingsdagen",
        "Bedankt voor uw bericht. Ik ben met vakantie tot 21 september 2026.",
        "2026-09-21",
    ),
    (
        "nl",
        "Automatisch antwoord: Uw trainingsdagen",
        "Maandag 21 september ben ik weer op kantoor. Uw mail wordt niet doorgestuurd.",
        "2026-09-21",
    ),
    ("nl", "Afwezigheidsbericht", "Ik ben met zwangerschapsverlof. Neem contact op met Iris van Dam.", ""),
    # Polish
    (
        "pl",
        "Odpowiedź automatyczna: Dni szkoleniowe",
        "Jestem na urlopie do 18 września włącznie. W pilnych sprawach proszę o kontakt z biurem.",
        "2026-09-19",
    ),
    (
        "pl",
        "Automatyczna odpowiedź",
        "Dziękuję za wiadomość. Wracam do biura 21 września 2026 r.",
        "2026-09-21",
    ),
    ("pl", "Poza biurem", "Jestem poza biurem i nie mam dostępu do poczty. Odpowiem po powrocie.", ""),
    ("pl", "Nieobecność", "Przebywam na urlopie do 14.09.2026. Zastępuje mnie Anna Nowak.", "2026-09-14"),
    # Swedish
    (
        "sv",
        "Automatiskt svar: Era utbildningsdagar",
        "Jag är på semester till och med den 18 september. Vid brådskande ärenden kontakta växeln.",
        "2026-09-19",
    ),
    ("sv", "Frånvaro", "Tack för ditt mejl! Jag är tillbaka på kontoret måndag 21 september.", "2026-09-21"),
    ("sv", "Autosvar: Era utbildningsdagar", "Jag är föräldraledig. Kontakta Eva Lind i stället.", ""),
    ("sv", "Ej på kontoret", "Jag är bortrest till 14 september och läser inte min e-post.", "2026-09-14"),
    # Danish
    (
        "da",
        "Automatisk svar: Jeres kursusdage",
        "Jeg holder ferie til og med den 18. september. Din mail bliver ikke læst.",
        "2026-09-19",
    ),
    ("da", "Fravær", "Tak for din mail. Jeg er tilbage på kontoret mandag den 21. september.", "2026-09-21"),
    ("da", "Autosvar: Jeres kursusdage", "Jeg er på barsel. Kontakt venligst Mette Holm.", ""),
    # Norwegian
    (
        "no",
        "Automatisk svar: Kursdagene deres",
        "Jeg er på ferie til og med 18. september. Ved behov, kontakt Kari.",
        "2026-09-19",
    ),
    (
        "no",
        "Ikke på kontoret",
        "Takk for e-posten. Jeg er tilbake på kontoret mandag 21. september.",
        "2026-09-21",
    ),
    ("no", "Fraværsmelding", "Jeg er ute av kontoret og svarer når jeg er tilbake.", ""),
    # Finnish
    (
        "fi",
        "Automaattinen vastaus: Koulutuspäivät",
        "Olen lomalla 18.9. asti. Kiireellisissä asioissa ota yhteyttä Mattiin.",
        "2026-09-18",
    ),
    ("fi", "Poissa toimistolta", "Kiitos viestistäsi. Palaan töihin maanantaina 21.9.2026.", "2026-09-21"),
    ("fi", "Poissaoloviesti", "Olen vanhempainvapaalla. Tuuraajani on Liisa Virta.", ""),
    # Czech
    (
        "cs",
        "Automatická odpověď: Vaše školení",
        "Jsem na dovolené do 18. září. V naléhavých případech kontaktujte kolegu.",
        "2026-09-18",
    ),
    ("cs", "Mimo kancelář", "Děkuji za zprávu. Budu zpět 21. září 2026.", "2026-09-21"),
    # Russian
    (
        "ru",
        "Автоматический ответ: Ваши тренинги",
        "Я в отпуске до 18 сентября. По срочным вопросам обращайтесь к Ивану.",
        "2026-09-18",
    ),
    ("ru", "Нет на месте", "Спасибо за письмо! Я в отпуске по 18 сентября включительно.", "2026-09-19"),
    (
        "ru",
        "Автоответ",
        "Нахожусь в командировке, доступ к почте ограничен. Вернусь 21 сентября 2026.",
        "2026-09-21",
    ),
    # Turkish, Hungarian, Romanian, Greek, Croatian
    (
        "tr",
        "Otomatik yanıt: Eğitim günleri",
        "18 Eylül'e kadar izindeyim. Acil durumlarda lütfen Ayşe ile görüşün.",
        "2026-09-18",
    ),
    ("hu", "Automatikus válasz: Képzési napok", "Szabadságon vagyok. Sürgős esetben keresse kollégámat.", ""),
    (
        "ro",
        "Răspuns automat: Zilele de instruire",
        "Sunt în concediu până pe 18 septembrie 2026. Pentru urgențe, contactați biroul.",
        "2026-09-18",
    ),
    (
        "el",
        "Αυτόματη απάντηση: Ημέρες εκπαίδευσης",
        "Είμαι εκτός γραφείου με άδεια. Για επείγοντα θέματα καλέστε το γραφείο.",
        "",
    ),
    (
        "hr",
        "Automatski odgovor: Vaši treninzi",
        "Na godišnjem sam odmoru. Za hitne slučajeve obratite se kolegi.",
        "",
    ),
    # Japanese, Chinese, Korean
    (
        "ja",
        "自動返信: 研修の件",
        "お世話になっております。9月18日まで休暇をいただいております。お急ぎの場合は代表番号までご連絡ください。",
        "2026-09-18",
    ),
    ("ja", "不在のお知らせ", "出張中のため、9月21日(月)より出社いたします。", "2026-09-21"),
    ("zh", "自动回复: 培训", "您好,我正在休假,将于9月21日返回。如有急事请联系王先生。", "2026-09-21"),
    (
        "ko",
        "자동 회신: 교육",
        "현재 휴가 중입니다. 9월 18일까지 부재중이오니 급한 용무는 사무실로 연락 바랍니다.",
        "2026-09-18",
    ),
)
