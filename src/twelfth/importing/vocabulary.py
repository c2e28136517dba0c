"""The names of columns in the exports of the big systems and in people's own spreadsheets.

Names stand as `headers.key()` makes them: words in lower case, without accents and punctuation.
"""

from twelfth.importing.fields import Field, System

# A field, then its names in the exports of HubSpot, Salesforce, Pipedrive, Google, Outlook and Zoho and in
# English spreadsheets; behind the bar those in German, French, Spanish, Italian, Portuguese, Dutch and so on.
NAMES: dict[Field, str] = {
    Field.GIVEN_NAME: (
        "first name, given name, forename, firstname, first, christian name | vorname, prenom, nombre, nombres, "
        "primer nombre, nome proprio, primeiro nome, voornaam, fornavn, fornamn, imie, etunimi"
    ),
    Field.MIDDLE_NAME: (
        "second name, middle name, additional name, middle initial, middle names, middle | zweiter vorname, "
        "weitere vornamen, deuxieme prenom, segundo nombre, secondo nome, nome do meio, tussenvoegsel"
    ),
    Field.FAMILY_NAME: (
        "last name, family name, surname, lastname, last | nachname, familienname, nom de famille, apellido, "
        "apellidos, cognome, sobrenome, apelido, achternaam, etternavn, efternavn, efternamn, nazwisko, sukunimi"
    ),
    Field.FULL_NAME: (
        "attendee name, participant, guest name, member name, recipient name, contact full name, display as, "
        "name, full name, contact name, display name, person name, contact, fullname, person, lead name, contact "
        "person, customer name, client name, prospect, prospect name, customer, client | vollstandiger name, "
        "ansprechpartner, kontakt, kontaktname, kunde, nom complet, nom et prenom, contacto, nombre completo, "
        "nombre y apellidos, nome completo, nome e cognome, contatto, contato, volledige naam, naam, "
        "contactpersoon, namn, navn"
    ),
    Field.PREFIX: (
        "pre title, name prefix, prefix, salutation, honorific, honorific prefix | anrede, namenszusatz, "
        "civilite, tratamiento, aanhef"
    ),
    Field.SUFFIX: ("name suffix, suffix, honorific suffix | suffixe, sufijo, suffisso, achtervoegsel"),
    Field.NICKNAME: (
        "nickname, nick name, alias, known as, preferred name | spitzname, rufname, surnom, apodo, soprannome, "
        "apelido curto, roepnaam"
    ),
    Field.COMPANY: (
        "default address company, default company, company name cleaned, practice name, business or practice "
        "name, company org, org, firm name, company organisation, parent company, related company, organization "
        "name 1, primary company, current company, parent company name, business name 1, company organization, "
        "company, company name, organization, organisation, organization name, organisation name, account, "
        "account name, associated company, employer, business name, business, firm, primary associated company | "
        "firma, firmenname, unternehmen, firma 1, organisation 1, societe, entreprise, nom de l entreprise, "
        "raison sociale, empresa, nombre de la empresa, compania, azienda, societa, ditta, nome da empresa, "
        "bedrijf, bedrijfsnaam, organisatie, foretag, virksomhed, bedrift, organizacion, organizzazione, "
        "organizacao"
    ),
    Field.COMPANY_DOMAIN: (
        "company domain names, company domain name, company domain, domain, email domain, domain name, company "
        "website, organization domain"
    ),
    Field.TITLE: (
        "headline, job role, current position, position title, job title, title, position, role, job position, "
        "designation, jobtitle, organization title, function, occupation, job | titel, berufsbezeichnung, "
        "stellenbezeichnung, beruf, funktion, fonction, poste, titre, intitule du poste, cargo, puesto, titulo, "
        "qualifica, ruolo, posizione, funcao, functie, functietitel, befattning, stilling"
    ),
    Field.DEPARTMENT: (
        "departments, department, organization department, dept, team, division | abteilung, departement, "
        "service, departamento, reparto, afdeling, avdelning"
    ),
    Field.EMAIL: (
        "tertiary email, addr email, email addr, email, email address, emails, mail, email adress, primary email, "
        "contact email, person email, mail address, emailaddress | email adresse, mailadresse, emailadresse, "
        "courriel, adresse email, adresse mail, adresse de messagerie, adresse electronique, correo, correo "
        "electronico, direccion de correo electronico, indirizzo email, posta elettronica, endereco de email, e "
        "mailadres, emailadres, epost, e post"
    ),
    Field.EMAIL_LABEL: "primary email type, email type",
    Field.PHONE_LABEL: "phone 1 type, phone 2 type, primary phone type, phone type",
    Field.PHONE: (
        "ddi number, ddinumber, ddi, phone number combined, first phone, landline number, car phone, tel number, "
        "direct dial, direct line, switchboard, landline, office number, work direct phone, corporate phone, cell "
        "number, sms, phone, phone number, telephone, telephone number, tel, phone no, primary phone, contact "
        "number, contact phone, phones | telefon, telefonnummer, rufnummer, numero de telephone, telefono, telf, "
        "fijo, telefono fijo, numero de telefono, telefone, numero de telefone, telefoon, telefoonnummer"
    ),
    Field.STREET: (
        "address line, street addr, addr, street no, address street, street line 1, street, street address, "
        "address, address line 1, address 1, mailing address, postal address, address line 2, address 2, street "
        "line 1, address po box, po box, street line 2, street 2, street 3, full address, formatted address | "
        "strasse, adresse, anschrift, strasse und hausnummer, rue, voie, adresse 1, adresse 2, adresse postale, "
        "calle, direccion, indirizzo, via, endereco, rua, straat, adres, adress, gatuadress"
    ),
    Field.CITY: (
        "city, town, locality, city town | stadt, ort, wohnort, ville, commune, ciudad, localidad, citta, comune, "
        "cidade, plaats, stad, woonplaats, miasto, by"
    ),
    Field.REGION: (
        "province code, st, state, region, province, state region, state province, county, state code, state or "
        "province | bundesland, kanton, region etat, departement region, estado, provincia, regione, regiao, "
        "provincie, wojewodztwo, lan"
    ),
    Field.POSTCODE: (
        "p code, pcode, postal code, zip, zip code, postcode, zipcode, post code, zip postal code, postalcode | "
        "plz, postleitzahl, code postal, cp, codigo postal, cap, nap, npa, cep, postnummer, kod pocztowy"
    ),
    Field.COUNTRY: (
        "country, country region, country code, nation, country name, country region code | land, land region, "
        "pays, pays region, pais, pais region, paese, paese regione, kraj"
    ),
    Field.BIRTHDAY: (
        "b day, birth day, birthday, date of birth, birthdate, dob, birth date, born | geburtstag, geburtsdatum, "
        "geboren, date de naissance, anniversaire, date anniversaire, date d anniversaire, naissance, fecha de "
        "nacimiento, cumpleanos, data di nascita, compleanno, data de nascimento, geboortedatum, verjaardag"
    ),
    Field.LANGUAGE: ("language, preferred language, locale | sprache, langue, idioma, lingua, taal"),
    Field.ZONE: ("contact timezone, time zone, timezone | zeitzone, fuseau horaire, zona horaria"),
    Field.NOTES: (
        "notes history, any other comments, other comments, next steps, recent note, details, last note, notes 1, "
        "comment 1, notes, note, description, comments, comment, remarks, remark, about, background, message, "
        "memo | notizen, notiz, bemerkung, bemerkungen, kommentar, beschreibung, remarques, commentaires, "
        "commentaire, notas, nota, observaciones, comentarios, descripcion, note aggiuntive, osservazioni, "
        "observacoes, opmerkingen, opmerking, notities, anteckningar, uwagi"
    ),
    Field.TAGS: (
        "audiences, smart tags, email lists, tag list, contact tags, tags, tag, labels, label, categories, "
        "category, group membership, groups, group, keywords, lists, segment, segments, person label | "
        "schlagworter, schlagwort, kategorien, kategorie, gruppe, gruppen, etiquettes, categorie, categories 1, "
        "groupes, etiquetas, etiqueta, categorias, categoria, etichette, gruppi, labels 1, etykiety"
    ),
    Field.OWNER: (
        "acct mgr, account mgr, sales owner, owned by, responsible person, assigned user name, assigned user, "
        "account manager, relationship owner, owner, contact owner, lead owner, record owner, account owner, "
        "owner name, assigned to, salesperson, sales rep, owner id, deal owner, opportunity owner, owner full "
        "name, person owner, hubspot owner id, responsible | besitzer, verantwortlich, zustandig, verkaufer, "
        "proprietaire, responsable, propietario, proprietario, responsavel, eigenaar"
    ),
    Field.SOURCE: (
        "where from, analytics source, source name, where met, where we met, how we met, met at, traffic source, "
        "acquisition source, lead origin, campaign source, utm source, lead source, original source, source, "
        "original traffic source, origin, how did you hear about us, source channel, referred by | quelle, "
        "herkunft, leadquelle, origine, provenance, origen, fuente, origem, bron, herkomst"
    ),
    Field.EXTERNAL_ID: (
        "guest id, attendee id, participant id, zoominfo contact id, donor id, member id, member number, "
        "membership number, student id, patient id, subscriber id, supporter id, constituent id, employee id, "
        "klaviyo id, badge id, hs object id, object id, copper id, apollo contact id, contact uuid, do not modify "
        "contact, do not modify lead, entry id, v card uid, vcard uid, record id, id, contact id, lead id, person "
        "id, vid, external id, uid, record id contact, contact record id, case safe id, prospect id, customer id, "
        "client id | kundennummer, kontakt id, externe id, mitgliedsnummer, personalnummer, numero client"
    ),
    Field.CREATED_AT: (
        "date registered, registered, registration time, profile created on, joined, contact since, registered "
        "at, connected on, added time, subscribed, date subscribed, signup date, sign up date, registered on, "
        "registration date, opted in on, date joined, member since, customer since, create date, created date, "
        "created at, created, date created, created time, added on, created on, add time, person created, date "
        "added, contact create date | erstellt, erstellt am, angelegt am, date de creation, date d inscription, "
        "data iscrizione, data di iscrizione, cree le, fecha de creacion, data di creazione, data de criacao, "
        "aangemaakt"
    ),
    Field.LAST_CONTACT_AT: (
        "spoke last, last spoken to, last communication date, last contacted time, notes last contacted, last "
        "interaction date, last contacted on, last contact made, last communication, last reached out, date last "
        "contacted, last email date, last call date, last activity date, last contacted, last contact, last "
        "activity, last contact date, last activity time, last touch, last engagement date, last engagement, last "
        "contacted date, date of last contact, last contacted at, last interaction, last called, last spoke | "
        "letzter kontakt, letzte aktivitat, letzter kontakt am, dernier contact, date du dernier contact, ultimo "
        "contacto, ultimo contatto, ultima actividad, laatste contact"
    ),
    Field.WEBSITE: (
        "website link, url homepage, website, web site, website url, url, homepage, web page, web, site, personal "
        "web page | direccion web, webseite, internet, internetseite, site web, site internet, sitio web, pagina "
        "web, sito, sito web, webbplats"
    ),
    Field.LINKEDIN: (
        "linked in profile, linked in url, li profile url, contact li profile url, linkedin profil url, linkedin "
        "profil, person linkedin url, person linkedin, linkedin profile link, linked in url, linkedin link, "
        "linkedin member url, linkedin, linkedin url, linkedin profile, linkedin bio, linkedin profile url, "
        "person linkedin url, linkedin id, linked in, linkedin contact profile url"
    ),
    Field.FACEBOOK: ("facebook, facebook url, facebook profile, facebook username, facebook id"),
    Field.X: (
        "twitter, twitter username, twitter handle, twitter url, x, x handle, twitter profile, twitter id"
    ),
    Field.INSTAGRAM: ("instagram, instagram url, instagram handle, instagram username"),
    Field.WHATSAPP: ("whatsapp, whatsapp number, whatsapp phone number, whats app"),
    Field.EMAIL_OPT_OUT: (
        "clean time, dnd, dnd all, dnd all channels, unsubscribe date, unsubscribed at, email blacklisted, "
        "subscription status, unsubscribed on, email opted out, do not allow emails, unsubscribed time, unsub "
        "time, do not bulk email, email optout, opt out of email, has opted out of emails, donotemail, "
        "unsubscribed from emails, email opt out, has opted out of email, unsubscribed from all email, "
        "unsubscribed, opted out, opt out, email optout, opted out of email, do not email, unsubscribed from all "
        "emails, marketing status, opted out email, do not contact | abgemeldet, kein newsletter, desabonne, "
        "desinscrit, dado de baja, disiscritto, uitgeschreven"
    ),
    Field.PHONE_OPT_OUT: (
        "tps, ctps, tps registered, ctps registered, do not disturb, do not allow phone calls, do not allow "
        "calls, donotphone, do not call, donotcall, do not phone, phone opt out | nicht anrufen, ne pas appeler"
    ),
    Field.DEAL_TITLE: (
        "deal name, deal title, opportunity name, opportunity, deal | auftrag, verkaufschance, affaire, "
        "transaction, oportunidad, nombre del negocio, opportunita, oportunidade"
    ),
    Field.DEAL_AMOUNT: (
        "amount, deal amount, deal value, value, opportunity amount, amount in company currency | betrag, "
        "auftragswert, montant, importe, valor, importo, bedrag"
    ),
    Field.DEAL_CURRENCY: (
        "deal currency, currency, currency of value, currency code, currency iso code, deal currency code | "
        "wahrung, devise, moneda, valuta, moeda"
    ),
    Field.DEAL_STAGE: (
        "deal stage, stage, deal status, opportunity stage, stage name | phase, etape, etapa, fase"
    ),
    Field.DEAL_CLOSED_AT: (
        "close date, closed date, closed at, won time, lost time, deal closed on, deal won time, deal lost time, "
        "deal close date, date closed, won on, lost on | abschlussdatum, abgeschlossen am, date de cloture, fecha "
        "de cierre, data di chiusura"
    ),
    Field.TIMES_CONTACTED: (
        "of calls, no of calls, interaction count, times contacted total, number of interactions, num contacted "
        "notes, contacted count, number of times contacted, times contacted, number of sales activities, number "
        "of contacts, contact count, contacts made, number of calls, number of outreach attempts, outreach "
        "attempts, contact attempts, attempts, no of contacts | anzahl kontakte, kontaktversuche, nombre de "
        "contacts, numero de contactos, numero di contatti"
    ),
    Field.DEAL_ID: ("deal id, opportunity id"),
    Field.DEAL_PEOPLE_IDS: ("associated contact ids, associated contact id, associated contacts ids"),
    Field.KEEP: (
        "data source, birth year, birth month, contact type, status label, reporting to, lifecycle phase, lead "
        "stage, email status, lead status, lifecycle stage, rating, industry, annual revenue, no of employees, "
        "number of employees, employees, status, type, phonetic given name, phonetic family name, file as, "
        "phonetic first name, phonetic middle name, phonetic last name, asst phone, assistant phone, contact "
        "status, account type, lost reason, deal lost reason, assistant s phone, assistant s name, manager s "
        "name, assistant, assistant name, manager, reports to, spouse, children, hobby, hobbies, hobbys, "
        "anniversary, gender, profession, office location, location, org type, customer type, seniority, business "
        "fax, home fax, other fax, fax, fax number, pager, relationship, lead rating, persona, pipeline, expected "
        "close date, probability, marketing contact status | branche, umsatz, mitarbeiter, geschlecht, hobby s, "
        "secteur, secteur d activite, sector, settore, jahrestag, ehepartner, kinder"
    ),
}

# Kinds of addresses and numbers, and the words for them.
_LABEL_WORDS = {
    "work": (
        "work, business, office, company, direct, geschaftlich, arbeit, buro, travail, bureau, trabajo, lavoro, "
        "professionnel, trabalho, werk, zakelijk, corporate, uff, ufficio, werkadres, job, work direct, "
        "comercial, pro, dienstlich, location, рабочии, słuzbowy, słuzbowa, arb, 会社, firma, business address, "
        "work address, office address"
    ),
    "home": (
        "home, private, personal, privat, residencial, личныи, domowy, domowa, priv, 自宅, prive, personnel, "
        "domicile, casa, particular, thuis, ab, abitazione, domicilio particular, domicilio, thuisadres, prive "
        "adres, huisadres, private address, home address"
    ),
    "mobile": (
        "mobile, cell, cellphone, cellular, mobil, handy, portable, movil, celular, cellulare, telemovel, mobiel, "
        "gsm, iphone"
    ),
    "other": (
        "other, その他, その他の, inny, inna, inne, ander, annen, annet, annan, другои, otra, outra, outros, altra, "
        "sonstiger, sonstige, sonstiges, weitere, andere, autre, otro, altro, outro, secondary, alternate, "
        "alternative, alt, overig, second, additional"
    ),
    "main": "main, general, primary, haupt, principal, principale",
    "mailing": (
        "mailing, po, postal, mail, mail address, mailing address, primary address, default address, postanschrift"
    ),
    "billing": "billing, billing address, alt address, rechnung, rechnungsanschrift",
    "shipping": "shipping, sa, shipping address, lieferung, lieferanschrift",
}
LABELS = {word: label for label, words in _LABEL_WORDS.items() for word in words.split(", ")}

# Names of mobile phones in one word or with “number”.
_MOBILE_NAMES = (
    "mobilnr, mobil nr, handynr, cell, cell phone, cellphone, cellulare, celular, gsm, handy, handynummer, "
    "mobiel, mobiele telefoon, mobil, mobile, mobile no, mobile number, mobile phone, mobile phone number, "
    "mobilnummer, mobiltelefon, mobiltelefonnummer, mobilrufnummer, cep telefonu, movil, portable, tel portable, "
    "telefono movil, telemovel, telephone portable"
)
MOBILE = frozenset(_MOBILE_NAMES.split(", "))

# A system shows by columns that only its exports have together: (system, how many of these it takes,
# these). The first line that fits wins.
SIGNS: tuple[tuple[System, int, str], ...] = (
    (System.VCARD, 1, "v card uid, vcard uid"),
    (System.LINKEDIN, 5, "first name, last name, url, email address, connected on, position, company"),
    (
        System.MAILCHIMP,
        3,
        "member rating, optin time, confirm time, leid, euid, unsub time, gmtoff, last changed",
    ),
    (
        System.APOLLO,
        3,
        "company name for emails, person linkedin url, email status, work direct phone, apollo contact id",
    ),
    (
        System.CLOSE,
        3,
        "display name, lead name, primary email type, primary phone type, status label, other emails",
    ),
    (
        System.FRESHSALES,
        3,
        "sales owner, last contacted mode, last contacted time, lead score, recent note, do not disturb",
    ),
    (System.COPPER, 2, "copper id, owned by, interaction count, inactive days"),
    (
        System.DYNAMICS,
        2,
        "do not modify contact, do not modify row checksum, do not modify modified on, do not modify lead",
    ),
    (
        System.INSIGHTLY,
        4,
        "record id, tag list, mail street, mail city, email opted out, background, organization",
    ),
    (
        System.ZOHO,
        2,
        (
            "lead owner id, contact owner id, account name id, unsubscribed mode, last activity time, secondary "
            "email, skype id, no of employees, locked, unsubscribed time, zcampaignid, change log time, enrich "
            "status"
        ),
    ),
    (
        System.GOOGLE_OLD,
        4,
        "given name, family name, additional name, email 1 type, email 1 value, yomi name, group membership",
    ),
    (
        System.GOOGLE_NEW,
        5,
        (
            "first name, last name, email 1 label, email 1 value, phone 1 label, labels, file as, organization "
            "name"
        ),
    ),
    (
        System.OUTLOOK,
        4,
        (
            "email address, email 2 address, email display name, email type, business phone, business city, "
            "business street, business postal code, business fax, home street, home phone, mobile phone, web "
            "page, categories"
        ),
    ),
    (
        System.OUTLOOK,
        4,
        (
            "weitere vornamen, strasse geschaftlich, ort geschaftlich, telefon geschaftlich, email 2 adresse, fax "
            "privat, mobiltelefon 2, haupttelefon"
        ),
    ),
    (
        System.OUTLOOK,
        4,
        (
            "deuxieme prenom, rue bureau, ville bureau, code postal domicile, telephone bureau, tel mobile, "
            "adresse de courrier, adresse de messagerie, page web"
        ),
    ),
    (
        System.OUTLOOK,
        4,
        (
            "segundo nombre, calle del trabajo, ciudad de trabajo, telefono del trabajo, otra calle, particular, "
            "direccion de correo electronico 2"
        ),
    ),
    (
        System.OUTLOOK,
        4,
        "via uff, citta uff, cap ab, abitazione, cercapersone, richiamata automatica, indirizzo posta elettronica 2",
    ),
    (System.HUBSPOT_DEALS, 3, "record id, deal name, deal stage, deal owner, associated contact ids"),
    (
        System.HUBSPOT_CONTACTS,
        3,
        (
            "record id, lifecycle stage, contact owner, associated company, company name, original source, "
            "associated company ids, associated deal ids, create date, last activity date, lead status, country "
            "region, state region"
        ),
    ),
    (
        System.SALESFORCE_LEADS,
        3,
        (
            "lead id, lead source, lead owner, lead status, email opt out, rating, company, record owner, has "
            "opted out of email, no of employees, is converted"
        ),
    ),
    (
        System.SALESFORCE_CONTACTS,
        3,
        (
            "contact id, account name, account id, mailing street, mailing city, mailing country, contact owner, "
            "lead source, email opt out, reports to"
        ),
    ),
)

#: Columns that mean in the export of one system what they mean nowhere else; "" leaves them out.
OVERRIDES: dict[System, dict[str, str]] = {
    System.LINKEDIN: {"url": "linkedin"},
    System.HUBSPOT_CONTACTS: {
        "hubspot team": "keep",
        "source of last booking in meetings tool": "",
    },
    System.OUTLOOK: {
        "account": "keep",  # the name of a mailbox
        "compte": "keep",
        "ort": "keep",  # a place of theirs that belongs to no address
        "responsable": "keep",  # whom they report to
        "particular": "phone",
        "ufficio": "phone",
        "ufficio 2": "phone",
        "abitazione": "phone",
        "abitazione 2": "phone",
        "professione": "keep",
        "konto": "keep",
        "adresse de courrier": "email",
        "adresse de courrier 2": "email",
        "adresse de courrier 3": "email",
    },
    System.MAILCHIMP: {"cc": "country", "last changed": "", "confirm time": "", "optin time": ""},
    System.APOLLO: {"company linkedin url": "", "keywords": "tags", "email status": "keep"},
    System.CLOSE: {"lead name": "company", "lead id": "", "id": "external_id"},
    System.FRESHSALES: {"work": "phone"},
    System.ZOHO: {
        "lead owner id": "",
        "contact owner id": "",
        "account name id": "",
        "unsubscribed mode": "",
    },
}
