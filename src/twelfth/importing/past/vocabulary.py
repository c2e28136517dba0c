"""The names of columns in exports of calls, e-mails, meetings, notes and tasks, and what stands in them.

Names stand as `headers.key()` makes them. A column's name says less here than among people ("Type", "Date"), so these
are looked at only in files that tell of contacts.
"""

from twelfth.importing.fields import Field, System

NAMES: dict[Field, str] = {
    Field.ACTIVITY_ID: (
        "activity id, call id, task id, event id, meeting id, email id, engagement id, record id, id, object id, "
        "note id"
    ),
    Field.ACTIVITY_PEOPLE_IDS: (
        "parent id, record name id, related to id, associated contact ids, associated contact id, associated "
        "contacts ids, who id, contact id, lead id, person id, name id, contact name id, related contact id, "
        "related person id, contact ids, associated contact records"
    ),
    Field.ACTIVITY_DONE_AT: (
        "completed at, completed date, completed date time, completion date, marked as done time, done time, "
        "closed time, completed time, completed on, done on, finished at, date completed, task completion date | "
        "erledigt am, abgeschlossen am, termine le, completado el, completato il"
    ),
    Field.ACTIVITY_AT: (
        "sent time, activity date, date, activity datetime, activity date time, call start time, start time, "
        "start date time, start datetime, start date, start, meeting start time, date time, datetime, timestamp, "
        "when, sent at, sent on, logged at, logged on, call time, call date, email sent date, email date, date "
        "sent, interaction date, contact date, event start, from time, event date, meeting date, occurred at, "
        "happened at, day, sent, last contact | datum, zeitpunkt, beginn, anrufdatum, kontaktdatum, "
        "gesprachsdatum, startzeit, date et heure, date d activite, date de contact, debut, fecha, fecha y hora, "
        "fecha de contacto, fecha de actividad, data, data e ora, data contatto, data e hora, data do contato, "
        "dato, tanggal, tarih, data kontaktu, kontaktdato"
    ),
    Field.ACTIVITY_DUE: (
        "due date, due, due on, due at, deadline, task due date, due date only, due datetime, remind on, follow "
        "up date, follow up on, next step date | fallig, fallig am, falligkeit, falligkeitsdatum, wiedervorlage, "
        "wiedervorlage am, echeance, date d echeance, a faire le, vencimiento, fecha de vencimiento, fecha "
        "limite, scadenza, data di scadenza, prazo, data de vencimento, vervaldatum, deadline am, termin zaplaty, "
        "forfallsdato"
    ),
    Field.ACTIVITY_TIME: "due time, time, hour, time of day | uhrzeit, zeit, heure, hora, ora, tijd",
    Field.ACTIVITY_SUBJECT: (
        "subject, note title, activity subject, call title, call subject, task title, task name, task, meeting "
        "name, meeting title, event title, event name, title, email subject, activity, what, topic, activity "
        "name, what for, agenda, name of activity | betreff, thema, titel, objet, sujet, asunto, oggetto, "
        "onderwerp, assunto, emne, amne, temat"
    ),
    Field.NOTES: (
        "note content, note, notes, call notes, call body, description, comments, comment, full description, full "
        "description comments, full comments, note body, email body, email text, body, text, meeting notes, "
        "meeting description, internal meeting notes, details, content, message, message body, task notes, "
        "summary, call summary, call description, activity note, public description, remarks, what was said, call "
        "purpose, call agenda, preview | notiz, notizen, bemerkung, bemerkungen, beschreibung, kommentar, "
        "kommentare, inhalt, gesprachsnotiz, commentaire, commentaires, remarques, compte rendu, notas, nota, "
        "comentario, comentarios, descripcion, commenti, descrizione, osservazioni, observacoes, descricao, "
        "opmerkingen, notities, uwagi, anteckningar, notater"
    ),
    Field.ACTIVITY_KIND: (
        "type, activity type, task type, channel, kind, task subtype, subtype, event subtype, interaction type, "
        "medium, contact type, communication type, engagement type, method, type of contact, how, via, event "
        "type, meeting type, touch, touchpoint | art, typ, kanal, kontaktart, aktivitat, aktivitatstyp, art des "
        "kontakts, type d activite, canal, moyen, tipo, tipo de actividad, tipo di attivita, canale, tipo de "
        "atividade, soort, kanaal, rodzaj, kontaktform"
    ),
    Field.ACTIVITY_DIRECTION: (
        "direction, call direction, email direction, call type, inbound outbound, in out, incoming outgoing, "
        "inbound or outbound, message direction | richtung, sens, direccion, sentido, direzione, direcao, "
        "richting, kierunek"
    ),
    Field.ACTIVITY_OUTCOME: (
        "outcome, call outcome, call result, result, call disposition, disposition, meeting outcome, email send "
        "status, call status, response, reached, outcome of call | ergebnis, erreicht, anrufergebnis, resultat, "
        "issue, resultado, esito, risultato, uitkomst, wynik"
    ),
    Field.ACTIVITY_STATE: (
        "status, task status, done, is closed, completed, closed, state, is done, is completed, activity status, "
        "finished | erledigt, abgeschlossen, termine, statut, fait, hecho, estado, completado, fatto, stato, "
        "completato, concluido, feito, gedaan, afgerond, zrobione"
    ),
    Field.OWNER: (
        "owner, assigned to, activity assigned to, assigned, assigned to user, call owner, task owner, meeting "
        "owner, email owner, event owner, user, created by, logged by, host, activity owner, owner id, call "
        "assigned to, assignee, salesperson, sales rep, by, by whom, record owner, responsible, activity created "
        "by, note owner, creator | verantwortlich, mitarbeiter, zugewiesen an, bearbeiter, besitzer, assigne a, "
        "proprietaire, responsable, propietario, assegnato a, proprietario, responsavel, eigenaar, wlasciciel"
    ),
    Field.EMAIL: (
        "contact email, email, email address, recipient, recipients, recipient email, to address, to, from, from "
        "address, email to address, email from address, to email, from email, sender, person email, person email "
        "work, person email home, person email other, contact email address, lead email, associated contact "
        "email, primary email, attendees, invitees, guests, participant email, cc | empfanger, email adresse, "
        "courriel, adresse email, destinataire, correo, correo electronico, destinatario, emailadres, an, von"
    ),
    Field.PHONE: (
        "phone, dialled number, phone number, to number, from number, called number, number dialed, dialed "
        "number, caller, callee, contact phone, person phone, person phone work, person phone mobile, call to, "
        "call from, contact number, customer number, to phone, number | telefon, telefonnummer, rufnummer, "
        "telephone, telefono, telefone, telefoon"
    ),
    Field.FULL_NAME: (
        "contact, contact name, associated contact, associated contacts, person, person name, who, with, with "
        "whom, name, contact person, lead, lead name, related contact, participants, full name, activity contact "
        "person, customer, customer name, client, prospect, contact lead, name contact lead, related to contact, "
        "contact full name | kontakt, kontaktname, ansprechpartner, kunde, person kontakt, nom, contact associe, "
        "client nom, contacto, nombre, cliente, contatto, nome, contato, contactpersoon, naam, klant, osoba, "
        "klient, navn, namn"
    ),
    Field.GIVEN_NAME: "first name, contact first name, vorname, prenom, nombre de pila, voornaam, imie",
    Field.FAMILY_NAME: (
        "last name, contact last name, nachname, nom de famille, apellido, apellidos, cognome, achternaam, nazwisko"
    ),
    Field.COMPANY: (
        "company, company account, account, account name, organization, organisation, associated company, "
        "associated companies, company name, organization name, activity organization | firma, unternehmen, "
        "societe, entreprise, empresa, azienda, bedrijf"
    ),
    Field.CREATED_AT: (
        "create date, created date, created at, created, created time, add time, created on, date created, "
        "activity add time, activity created | erstellt, erstellt am, cree le, fecha de creacion, data di "
        "creazione"
    ),
}

#: Columns that only files about contacts and tasks have, by the system whose they are. Two of them settle it.
SIGNS: tuple[tuple[System, str], ...] = (
    (
        System.PIPEDRIVE_ACTIVITIES,
        (
            "activity subject, activity type, activity due date, activity due time, activity done, activity "
            "assigned to user, activity note, activity id, activity marked as done time, activity contact person, "
            "activity organization, activity deal, activity duration, activity add time, activity priority, "
            "activity public description"
        ),
    ),
    (
        System.HUBSPOT_ACTIVITIES,
        (
            "call title, call notes, call outcome, call direction, activity date, activity assigned to, "
            "associated contact ids, associated contact, task title, task type, task status, meeting name, "
            "meeting outcome, meeting start time, meeting end time, note body, email subject, email direction, "
            "email body, email send status, engagement type, internal meeting notes, meeting description, task "
            "notes, task priority, activity type, call body"
        ),
    ),
    (
        System.SALESFORCE_ACTIVITIES,
        (
            "who id, what id, activity date, is closed, task subtype, call type, call disposition, call duration "
            "in seconds, call object, is task, event subtype, activity date time, start date time, end date time, "
            "company account, full description comments, completed date time, is high priority, assigned, task, "
            "is recurrence, reminder date time, is reminder set, db activity type, account id, opportunity"
        ),
    ),
    (
        System.ZOHO_ACTIVITIES,
        (
            "call owner, call type, call purpose, call result, call start time, call duration, call agenda, "
            "contact name, related to, task owner, due date, closed time, event title, host, outgoing call "
            "status, call duration in seconds, remind at, send notification email, what id, who id, participants, "
            "check in time, note title, note content, note owner, note owner id, parent id, parent module, sent "
            "time, no of opens, first opened, last opened, dialled number, caller id, task owner id, call owner "
            "id"
        ),
    ),
)
#: Signs that other files have as well: alone they settle nothing.
WEAK = frozenset(
    "parent id, associated contact ids, account id, opportunity, activity type, related to, participants, contact "
    "name, due date,"
    "host, task, assigned, company account, activity date".split(", ")
)

# What a cell under the kind of a contact says, as the beginning of a word, and in the subjects of tasks.
_KIND_WORDS: dict[str, str] = {
    "whatsapp": "whatsapp",
    "linkedin": "linkedin, linked_in, inmail, in mail, sales navigator, xing",
    "facebook": "facebook, messenger",
    "instagram": "instagram",
    "sms": "sms, text message, texted, textnachricht, texto, imessage",
    "video": (
        "video, zoom, teams, google meet, webex, skype, online meeting, screen share, demo, webinar, visio, "
        "videollamada"
    ),
    "post": (
        "letter, postal, postcard, post card, mailing, card sent, brief, postkarte, lettre, courrier postal, "
        "carta, lettera, ansichtkaart"
    ),
    "email": (
        "email, e-mail, mail, e mail, courriel, correo, epost, emailed, newsletter, incoming_email, "
        "forwarded_email, listemail"
    ),
    "phone": (
        "call, phone, tel, anruf, telefon, appel, llamada, chiamata, ligacao, gebeld, bellen, belletje, ring, "
        "rang, voicemail, rozmowa, samtal, opkald, llamar, appeler, dial"
    ),
    "event": "event, fair, trade show, conference, messe, salon, feria, fiera",
    "visit": (
        "meeting, meet, visit, lunch, dinner, coffee, breakfast, appointment, besuch, termin, treffen, "
        "besprechung, rendez-vous, rendez vous, rdv, reunion, réunion, visita, incontro, riunione, afspraak, "
        "bezoek, spotkanie, mote, onsite, on-site, in person, breakfast, golf"
    ),
}
KINDS: tuple[tuple[str, str], ...] = tuple(
    (word, channel) for channel, words in _KIND_WORDS.items() for word in words.split(", ")
)
#: What is written down, and what is to be done, but no contact by its kind.
NOTE_WORDS = ("note", "notiz", "remarque", "nota", "notitie", "comment", "memo")
TASK_WORDS = (
    "task",
    "to do",
    "todo",
    "to-do",
    "aufgabe",
    "tache",
    "tâche",
    "tarea",
    "compito",
    "attivita",
    "taak",
    "tarefa",
    "reminder",
    "deadline",
    "follow up",
    "follow-up",
    "followup",
    "wiedervorlage",
    "other",
    "sonstige",
)

INCOMING = (
    "in",
    "inbound",
    "incoming",
    "incoming_email",
    "received",
    "eingehend",
    "ein",
    "eingang",
    "entrant",
    "recu",
    "reçu",
    "entrante",
    "in entrata",
    "recibido",
    "recibida",
    "ricevuto",
    "ricevuta",
    "inkomend",
    "recebido",
    "recebida",
    "missed",
    "from them",
    "przychodzace",
    "przychodzące",
    "verpasst",
    "manque",
    "manqué",
    "perdida",
    "persa",
)
#: What came of a call, by words that stand in the cell; the first line of which one is there wins.
OUTCOMES: tuple[tuple[str, str], ...] = (
    (
        "wrong_number",
        (
            "wrong number, falsche nummer, mauvais numero, mauvais numéro, numero equivocado, numero sbagliato, "
            "not in service, disconnected number, invalid number"
        ),
    ),
    (
        "voicemail",
        (
            "voicemail, voice mail, left message, left a message, left live message, message left, mailbox, "
            "anrufbeantworter, ab besprochen, messagerie, message laisse, message laissé, buzon, buzón, "
            "contestador, segreteria, voicemail ingesproken, vm, lvm, poczta glosowa"
        ),
    ),
    (
        "call_back",
        (
            "call back, callback, callback requested, rückruf, rueckruf, ruckruf, rappeler, a rappeler, volver a "
            "llamar, richiamare, terugbellen, later call"
        ),
    ),
    (
        "no_answer",
        (
            "no answer, not answered, unanswered, no response, no reply, busy, missed, not reached, nicht "
            "erreicht, niemand erreicht, besetzt, keine antwort, pas de reponse, pas de réponse, occupe, occupé, "
            "sans reponse, no contesta, sin respuesta, ocupado, non risponde, occupato, geen gehoor, in gesprek, "
            "nao atendeu, não atendeu, failed, canceled call, attempted, n/a, na, noanswer, nie odebral"
        ),
    ),
    (
        "talked",
        (
            "connected, answered, talked, spoke, spoken, conversation, interested, not interested, completed, "
            "reached, gesprochen, erreicht, gespräch, gespraech, joint, parle, parlé, hablado, contactado, "
            "parlato, risposto, gesproken, atendeu, meeting scheduled, qualified, positive, successful, success, "
            "live"
        ),
    ),
)
#: Nothing took place.
CANCELLED = (
    "cancel",
    "abgesagt",
    "annul",
    "storniert",
    "no show",
    "no_show",
    "noshow",
    "rescheduled",
    "verschoben",
    "reporte",
    "reporté",
    "aplazad",
    "rinviat",
    "didn't happen",
    "did not happen",
    "skipped",
    "geannuleerd",
    "bounced",
    "failed to send",
)
DONE = (
    "done",
    "completed",
    "complete",
    "closed",
    "yes",
    "y",
    "true",
    "1",
    "x",
    "ja",
    "oui",
    "si",
    "sí",
    "sim",
    "erledigt",
    "abgeschlossen",
    "termine",
    "terminé",
    "terminée",
    "fait",
    "hecho",
    "hecha",
    "completado",
    "completada",
    "fatto",
    "completato",
    "concluido",
    "concluído",
    "feito",
    "gedaan",
    "afgerond",
    "sent",
    "gesendet",
    "held",
    "wahr",
    "vrai",
    "zrobione",
    "logged",
    "delivered",
    "opened",
    "replied",
    "finished",
    "success",
)
OPEN = (
    "open",
    "not started",
    "in progress",
    "waiting",
    "waiting on someone else",
    "deferred",
    "to do",
    "todo",
    "no",
    "n",
    "false",
    "0",
    "offen",
    "nicht begonnen",
    "in bearbeitung",
    "wartet",
    "non",
    "a faire",
    "à faire",
    "en cours",
    "ouvert",
    "abierto",
    "pendiente",
    "en progreso",
    "aperto",
    "da fare",
    "in corso",
    "aberto",
    "pendente",
    "open taak",
    "nein",
    "not_started",
    "in_progress",
    "planned",
    "scheduled",
    "geplant",
    "planifie",
    "planifié",
    "programado",
    "pianificato",
    "overdue",
    "new",
    "falsch",
    "faux",
    "nie",
    "otwarte",
    "pending",
    "active",
)
