"""What columns are called: Western Europe and the Americas."""

from twelfth.importing.fields import Field

TONGUES: dict[str, dict[Field, str]] = {
    "German": {
        Field.GIVEN_NAME: "Vorname, Rufname, Vornamen",
        Field.MIDDLE_NAME: "Zusätzlicher Name, Weitere Vornamen, Zweiter Vorname",
        Field.FAMILY_NAME: "Nachname, Familienname, Zuname",
        Field.FULL_NAME: (
            "Name Vorname, Vor- und Nachname, Name und Vorname, Kontaktperson, Ansprechperson, Kundenname"
        ),
        Field.PREFIX: "Namenspräfix, Anrede, Akad. Titel, Akademischer Titel",
        Field.COMPANY: (
            "Name der Organisation, GP-Name, Kunde Name, Firma, Firmenname, Unternehmen, Unternehmensname, Name "
            "des Unternehmens, Zugeordnetes Unternehmen, Betrieb, Arbeitgeber, Firmenbezeichnung, Gesellschaft, "
            "Organisation"
        ),
        Field.TITLE: (
            "Titel in der Organisation, Position, Funktion, Jobtitel, Jobbezeichnung, Stellenbezeichnung, "
            "Berufsbezeichnung, Beruf, Stelle, Rolle, Tätigkeit"
        ),
        Field.DEPARTMENT: "Abteilung in der Organisation, Abteilung, Abt.",
        Field.EMAIL: "E-Mail-Adresse, Mailadresse, E-Mail Adresse, Mail-Adresse, E-Mailadresse, eMail",
        Field.PHONE: (
            "Tel. G, Tel. P, Natel, Mobilfunknummer, Zentrale, Telefon, Telefonnummer, Tel., Tel.-Nr., "
            "Telefonnr., Rufnummer, Festnetz, Durchwahl, Fon, Autotelefon, Haupttelefon, Weiteres Telefon, "
            "Telefon-Nr., Telefon Nummer"
        ),
        Field.STREET: (
            "Weitere Straße, Str. + Nr., Straße + Nr., Straße, Strasse, Str., Anschrift, Adresse, Straße und "
            "Hausnummer, Postfach, Adresszusatz"
        ),
        Field.CITY: "Weiterer Ort, Ort, Stadt, Wohnort, Gemeinde",
        Field.REGION: "Kt., Bundesland, Kanton, Bundesland/Region, Bundesland/Kanton, Region",
        Field.POSTCODE: "PLZ, Postleitzahl",
        Field.COUNTRY: "Weiteres/e Land/Region, Land, Land/Region, Staat, Ländercode",
        Field.BIRTHDAY: "Geburtstag, Geburtsdatum, Geb.-Datum, geb., geb. am, Geboren am",
        Field.LANGUAGE: "Sprache, Bevorzugte Sprache, Korrespondenzsprache",
        Field.NOTES: (
            "Hintergrund, Notizen, Notiz, Bemerkung, Bemerkungen, Kommentar, Kommentare, Beschreibung, Anmerkung, "
            "Anmerkungen, Info, Infos"
        ),
        Field.TAGS: (
            "Schlagworte, Kategorie, Kategorien, Schlagwörter, Stichwörter, Gruppe, Gruppen, Etiketten, "
            "Markierungen"
        ),
        Field.OWNER: (
            "Verantwortlicher Mitarbeiter, Vertriebsmitarbeiter, Besitzer, Betreuer, Kundenbetreuer, "
            "Kontaktinhaber, Verantwortlich, Verantwortlicher, Zuständig, Zuständiger Mitarbeiter, Verkäufer, "
            "Vertriebler, Außendienst, Sachbearbeiter, Inhaber"
        ),
        Field.SOURCE: (
            "Woher, Leadherkunft, Quelle, Herkunft, Leadquelle, Lead-Quelle, Ursprüngliche Quelle, Empfohlen von"
        ),
        Field.EXTERNAL_ID: (
            "GP-Code, Datensatz-ID, Kundennummer, Kunden-Nr., Kundennr., Kontakt-ID, Adressnummer, Debitor, Kd-Nr"
        ),
        Field.CREATED_AT: (
            "Erstelldatum, Erstellungsdatum, Erstellt am, Angelegt am, Anlagedatum, Kontakt seit, Kunde seit"
        ),
        Field.LAST_CONTACT_AT: (
            "Letztes Aktivitätsdatum, Kontaktiert am, Letzter Kontakt, Datum der letzten Aktivität, Letzte "
            "Aktivität, Letzter Anruf, Letzter Besuch, Zuletzt kontaktiert, Letzte Kontaktaufnahme, Letztes "
            "Gespräch"
        ),
        Field.TIMES_CONTACTED: "Anzahl Kontakte, Kontaktversuche, Anzahl der Kontakte",
        Field.WEBSITE: "Webseite, Website-URL, Homepage, Internet, Internetadresse, Webadresse",
        Field.EMAIL_OPT_OUT: "Abgemeldet, Kein Newsletter, Keine E-Mails, Werbesperre, Abmeldung",
        Field.PHONE_OPT_OUT: "Nicht anrufen, Keine Anrufe",
        Field.KEEP: (
            "Lead-Status, Lifecycle-Phase, Lebenszyklusphase, Branche, Geschlecht, Jahrestag, Kinder, Hobby, "
            "Partner/in, Name Assistent, Telefon Assistent, Fax, Faxnummer, Telefax, Fax geschäftlich, Fax "
            "privat, Weiteres Fax, Pager, Status, Umsatz, Mitarbeiter"
        ),
        Field.SUFFIX: "Namenssuffix, Suffix",
    },
    "French": {
        Field.GIVEN_NAME: "Prénom, Prénoms",
        Field.MIDDLE_NAME: "Deuxième prénom",
        Field.FAMILY_NAME: "Nom de famille, Patronyme",
        Field.FULL_NAME: "Nom complet, Nom et prénom, Nom prénom, Prénom et nom, Nom du contact, Interlocuteur",
        Field.PREFIX: "Civilité",
        Field.COMPANY: (
            "Nom de l'organisation, Nom de la société, Nom société, Société, Entreprise, Entreprise associée, "
            "Raison sociale, Nom de l'entreprise, Organisation, Structure, Compte"
        ),
        Field.TITLE: "Fonction, Poste, Intitulé du poste, Métier, Rôle, Qualité",
        Field.DEPARTMENT: "Service, Département",
        Field.EMAIL: (
            "E-mail, Courriel, Adresse e-mail, Adresse mail, Adresse de messagerie, Mail, Adresse électronique, "
            "Mél"
        ),
        Field.PHONE: (
            "Téléphone (voiture), Tél. fixe, Tél. portable, Téléphone, Tél, Tél., Numéro de téléphone, Téléphone "
            "fixe, Fixe, Standard, Ligne directe"
        ),
        Field.STREET: (
            "Adresse ligne 1, Adresse ligne 2, Rue, Adresse, Adresse postale, Voie, Adresse 1, Adresse 2, "
            "Complément d'adresse"
        ),
        Field.CITY: "Ville, Commune, Localité",
        Field.REGION: "Région, Dép/Région, Département/Région, Province",
        Field.POSTCODE: "Code postal, CP",
        Field.COUNTRY: "Pays, Pays/Région",
        Field.BIRTHDAY: "Date de naissance, Anniversaire, Né le, Née le",
        Field.LANGUAGE: "Langue",
        Field.NOTES: "Commentaires, Commentaire, Remarques, Remarque, Observations, Notes, Description",
        Field.TAGS: (
            "Étiquette, Étiquettes du contact, Étiquettes, Catégorie, Catégories, Groupe, Groupes, Libellés, Mots "
            "clés"
        ),
        Field.OWNER: (
            "Propriétaire, Propriétaire du contact, Commercial, Responsable, Chargé de compte, Suivi par, "
            "Attribué à"
        ),
        Field.SOURCE: "Source, Origine, Provenance, Source d'origine",
        Field.EXTERNAL_ID: (
            "ID de fiche d'informations, N° client, Numéro client, Code client, Identifiant, Réf client, "
            "Référence client"
        ),
        Field.CREATED_AT: "Date de création, Créé le, Ajouté le",
        Field.LAST_CONTACT_AT: (
            "Date de dernière activité, Date de dernier contact, Dernier échange, Dernière interaction, Dernier "
            "contact, Date de la dernière activité, Date du dernier contact, Dernière activité, Dernier appel, "
            "Dernière relance"
        ),
        Field.TIMES_CONTACTED: "Nombre de contacts, Nombre de relances",
        Field.WEBSITE: "Site web, Page web, Site internet, URL du site web, Site",
        Field.EMAIL_OPT_OUT: "Désabonné, Désinscrit, Ne pas contacter",
        Field.PHONE_OPT_OUT: "Ne pas appeler, Bloctel",
        Field.KEEP: (
            "Statut du lead, Phase du cycle de vie, Secteur, Secteur d'activité, Télécopie, Fax, Télécopieur, "
            "Profession, Effectif, Chiffre d'affaires, Statut"
        ),
    },
    "Spanish": {
        Field.GIVEN_NAME: "Nombre de pila, Nombres, Primer nombre",
        Field.MIDDLE_NAME: "Segundo nombre",
        Field.FAMILY_NAME: "Apellido, Apellidos, Primer apellido",
        Field.FULL_NAME: (
            "Nombre completo, Nombre y apellidos, Nombre y apellido, Nombre del contacto, Persona de contacto"
        ),
        Field.PREFIX: "Tratamiento",
        Field.COMPANY: (
            "Nombre de Empresa, Nombre comercial, Nombre fiscal, Empresa, Nombre de la empresa, Empresa asociada, "
            "Compañía, Organización, Razón social, Sociedad, Cuenta"
        ),
        Field.TITLE: "Cargo, Puesto, Puesto de trabajo, Función, Posición",
        Field.DEPARTMENT: "Departamento, Área",
        Field.EMAIL: (
            "Correo electrónico secundario, Correo, Correo electrónico, Dirección de correo electrónico, "
            "Dirección del correo electrónico, Dirección de correo, Mail, E-mail"
        ),
        Field.PHONE: "Teléfono, Número de teléfono, Tel., Tfno, Tlf, Teléfono fijo, Teléfono particular",
        Field.STREET: "Otra calle, Calle, Dirección, Domicilio, Dirección postal, Calle del domicilio particular",
        Field.CITY: "Otra ciudad, Ciudad, Localidad, Población, Municipio",
        Field.REGION: (
            "Estado o provincia, Estado o provincia de trabajo, Provincia, Estado, Estado/región, Comunidad "
            "autónoma, Provincia o estado, Región"
        ),
        Field.POSTCODE: "Código postal, C.P.",
        Field.COUNTRY: "País, País/región, País o región",
        Field.BIRTHDAY: "Fecha de nacimiento, Cumpleaños, Nacimiento",
        Field.LANGUAGE: "Idioma",
        Field.NOTES: "Notas, Nota, Observaciones, Comentarios, Comentario, Descripción",
        Field.TAGS: "Etiquetas, Etiqueta, Categorías, Categoría, Grupos, Grupo",
        Field.OWNER: (
            "Comercial asignado, Propietario, Propietario del contacto, Comercial, Vendedor, Responsable, "
            "Asignado a, Asesor"
        ),
        Field.SOURCE: "Origen, Fuente, Fuente original, Procedencia",
        Field.EXTERNAL_ID: "ID de registro, Código de cliente, N.º de cliente, Número de cliente, Id cliente",
        Field.CREATED_AT: "Hora de creación, Fecha de creación, Creado el, Fecha de alta, Alta",
        Field.LAST_CONTACT_AT: (
            "Última interacción, Último contacto, Fecha de última actividad, Fecha de la última actividad, Última "
            "actividad, Fecha último contacto, Última llamada, Última visita"
        ),
        Field.TIMES_CONTACTED: "Número de contactos, N.º de contactos",
        Field.WEBSITE: "Página web, Sitio web, Web, URL del sitio web",
        Field.EMAIL_OPT_OUT: "Dado de baja, No contactar, Baja",
        Field.PHONE_OPT_OUT: "No llamar, Lista Robinson",
        Field.KEEP: "Estado del lead, Etapa del ciclo de vida, Sector, Fax, Aniversario, Actividad",
    },
    "Portuguese": {
        Field.GIVEN_NAME: "Primeiro nome, Nome próprio",
        Field.FAMILY_NAME: "Sobrenome, Apelido, Último nome",
        Field.FULL_NAME: "Nome completo, Nome do contato, Nome do contacto, Contato",
        Field.COMPANY: "Nome fantasia, Empresa, Nome da empresa, Organização, Razão social",
        Field.TITLE: "Cargo, Função, Profissão",
        Field.DEPARTMENT: "Departamento, Setor",
        Field.EMAIL: "E-mail, Correio eletrônico, Correio eletrónico, Endereço de e-mail",
        Field.PHONE: (
            "Telefone residencial, Telefone comercial, Telefone, Número de telefone, Telefone fixo, Telemóvel, "
            "Celular"
        ),
        Field.STREET: "Endereço, Morada, Rua, Logradouro",
        Field.CITY: "Cidade, Localidade, Município",
        Field.REGION: "Estado do endereço comercial, Estado, UF, Distrito, Região",
        Field.POSTCODE: "CEP, Código postal",
        Field.COUNTRY: "País",
        Field.BIRTHDAY: "Data de nascimento, Aniversário, Nascimento",
        Field.NOTES: "Anotações, Observações, Observação, Notas, Comentários, Descrição, Obs.",
        Field.TAGS: "Etiquetas, Categorias, Grupos, Marcadores",
        Field.OWNER: "Dono do Lead, Proprietário, Responsável, Vendedor, Proprietário do contato",
        Field.SOURCE: "Origem, Fonte",
        Field.EXTERNAL_ID: "Código do cliente, ID do registro",
        Field.CREATED_AT: "Data de criação, Criado em, Data de cadastro",
        Field.LAST_CONTACT_AT: (
            "Último contato, Último contacto, Data do último contato, Data da última atividade, Última ligação"
        ),
        Field.WEBSITE: "Página da Web, Site, Página web",
        Field.EMAIL_OPT_OUT: "Descadastrado, Não contatar",
        Field.PHONE_OPT_OUT: "Não ligar",
        Field.KEEP: "Estágio no funil, Etapa do funil",
        Field.MIDDLE_NAME: "Segundo nome",
        Field.SUFFIX: "Sufixo",
    },
    "Italian": {
        Field.GIVEN_NAME: "Nome di battesimo",
        Field.MIDDLE_NAME: "Secondo nome",
        Field.FAMILY_NAME: "Cognome",
        Field.FULL_NAME: "Nome completo, Nome e cognome, Nominativo, Cognome e nome, Referente",
        Field.COMPANY: "Azienda, Società, Ditta, Ragione sociale, Nome azienda, Organizzazione, Impresa",
        Field.TITLE: "Posizione, Ruolo, Qualifica, Mansione, Incarico, Professione",
        Field.DEPARTMENT: "Reparto, Ufficio",
        Field.EMAIL: (
            "Indirizzo email, Indirizzo e-mail, Indirizzo posta elettronica, Posta elettronica, E-mail, Mail"
        ),
        Field.PHONE: "Telefono, Tel., Numero di telefono, Cellulare, Cell., Telefono fisso",
        Field.STREET: "Altra via, Indirizzo, Via",
        Field.CITY: "Altra città, Città, Comune, Località",
        Field.REGION: "Provincia, Prov., Regione",
        Field.POSTCODE: "CAP, Codice postale",
        Field.COUNTRY: "Paese, Nazione, Stato, Paese/area geografica",
        Field.BIRTHDAY: "Data di nascita, Compleanno",
        Field.LANGUAGE: "Lingua",
        Field.NOTES: "Note, Osservazioni, Commenti, Descrizione, Annotazioni",
        Field.TAGS: "Etichette, Categoria, Categorie, Gruppo, Gruppi",
        Field.OWNER: "Referente interno, Proprietario, Commerciale, Responsabile, Agente, Assegnato a",
        Field.SOURCE: "Origine, Fonte, Provenienza",
        Field.EXTERNAL_ID: "Codice cliente, ID record",
        Field.CREATED_AT: "Data di creazione, Creato il, Data creazione",
        Field.LAST_CONTACT_AT: (
            "Ultimo contatto, Data ultima attività, Data ultimo contatto, Ultima attività, Ultima chiamata"
        ),
        Field.WEBSITE: "Sito, Sito web, Pagina web, Sito internet",
        Field.EMAIL_OPT_OUT: "Disiscritto, Non contattare",
        Field.PHONE_OPT_OUT: "Non chiamare",
        Field.KEEP: "Settore, Fax",
    },
    "Dutch": {
        Field.GIVEN_NAME: "Voornaam, Roepnaam",
        Field.MIDDLE_NAME: "Middelste naam, Tussenvoegsel, Tussenvoegsels",
        Field.FAMILY_NAME: "Achternaam, Familienaam",
        Field.FULL_NAME: "Volledige naam, Naam, Contactpersoon, Naam contactpersoon",
        Field.PREFIX: "Aanspreking, Aanspreektitel, Aanhef, Aanspreekvorm",
        Field.SUFFIX: "Achtervoegsel",
        Field.COMPANY: "Bedrijf, Bedrijfsnaam, Organisatie, Onderneming, Werkgever",
        Field.TITLE: "Functie, Functietitel, Beroep, Rol",
        Field.DEPARTMENT: "Afdeling",
        Field.EMAIL: "E-mailadres, Mailadres, E-mail, Mail",
        Field.PHONE: (
            "Hoofdtelefoon, Vast nummer, Telefoon, Telefoonnummer, Tel., Mobiel, Mobiele telefoon, Mobiel nummer, "
            "Vaste telefoon"
        ),
        Field.STREET: "Straat en nummer, Huisadres, straat, Ander adres, straat, Straat, Adres, Straat en huisnummer",
        Field.CITY: "Huisadres, plaats, Ander adres, plaats, Plaats, Woonplaats, Stad, Vestigingsplaats",
        Field.REGION: "Provincie, Regio",
        Field.POSTCODE: "Huisadres, postcode, Postcode",
        Field.COUNTRY: "Land, Land/regio",
        Field.BIRTHDAY: "Geboortedatum, Verjaardag",
        Field.LANGUAGE: "Taal",
        Field.NOTES: "Achtergrondinformatie, Achtergrond, Notities, Notitie, Opmerkingen, Opmerking",
        Field.TAGS: "Categorie, Categorieën, Groepen, Labels",
        Field.OWNER: "Eigenaar, Accountmanager, Verantwoordelijke, Toegewezen aan",
        Field.SOURCE: "Bron, Herkomst",
        Field.EXTERNAL_ID: "Klantnummer, Relatienummer, Record-ID",
        Field.CREATED_AT: "Toegevoegd op, Aangemaakt op, Aanmaakdatum, Klant sinds",
        Field.LAST_CONTACT_AT: (
            "Laatste contact, Laatste activiteit, Datum laatste activiteit, Laatst gesproken, Laatste "
            "contactmoment"
        ),
        Field.WEBSITE: "Website, Webpagina, Webadres, Internetadres",
        Field.EMAIL_OPT_OUT: "Uitgeschreven, Afgemeld",
        Field.PHONE_OPT_OUT: "Niet bellen",
        Field.KEEP: "Branche, Fax, Faxnummer",
    },
}
