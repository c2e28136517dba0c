"""The columns of exports as programs write them, and what each of them is: written down from what the formats are, not
from what the code makes of them.

A line is a format: its headers, each with the field that it has a counterpart in. `-` marks a column that has none here (it
is nobody's name, address or date); those are not counted.
"""

from dataclasses import dataclass

from twelfth.importing.fields import Field

_SHORT = {
    "first": "given_name", "last": "family_name", "name": "full_name", "co": "company", "note": "notes", "tag": "tags",
    "id": "external_id", "made": "created_at", "heard": "last_contact_at", "web": "website", "li": "linkedin",
    "fb": "facebook", "ig": "instagram", "wa": "whatsapp", "no_mail": "email_opt_out", "no_call": "phone_opt_out",
    "zip": "postcode", "born": "birthday", "middle": "middle_name", "nick": "nickname", "mail_label": "email_label",
    "times": "times_contacted", "lang": "language", "dept": "department", "dom": "company_domain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    columns: tuple[tuple[str, Field | None], ...]

    @property
    def headers(self) -> list[str]:
        return [header for header, _ in self.columns]


def _format(name: str, told: str) -> Format:
    columns = []
    for part in told.split("|"):
        header, _, code = part.strip().rpartition("=")
        code = _SHORT.get(code, code)
        columns.append((header, None if code == "-" else Field(code)))
    return Format(name, tuple(columns))


FORMATS = tuple(
    _format(name, " ".join(told.split()))
    for name, told in {
        "HubSpot, all properties": """
            Record ID=id | First Name=first | Last Name=last | Email=email | Phone Number=phone | Contact owner=owner |
            Primary Associated Company=co | Last Activity Date (GMT+1)=heard | Lead Status=keep |
            Marketing contact status=keep | Create Date (GMT+1)=made | Mobile Phone Number=phone | Street Address=street |
            City=city | State/Region=region | Postal Code=zip | Country/Region=country | Website URL=web |
            Date of birth=born | Job Title=title | Company Name=co | Industry=keep | Original Source=source |
            Unsubscribed from all email=no_mail | Number of times contacted=times | Last Contacted=heard |
            Preferred language=lang | Time Zone=zone | Salutation=prefix | Fax Number=keep | Twitter Username=x |
            Message=note | Number of Employees=keep | Annual Revenue=keep | Associated Company IDs=- | Associated Deal=- |
            LinkedIn URL=li | WhatsApp Phone Number=wa | Lifecycle Stage=keep | Became a Lead Date=-""",
        "HubSpot, internal names": """
            hs_object_id=id | firstname=first | lastname=last | email=email | phone=phone | mobilephone=phone | company=co |
            jobtitle=title | hubspot_owner_id=owner | lifecyclestage=keep | hs_lead_status=keep | createdate=made |
            notes_last_contacted=heard | address=street | city=city | state=region | zip=zip | country=country |
            website=web | hs_email_optout=no_mail | num_contacted_notes=times | hs_language=lang | date_of_birth=born |
            salutation=prefix | hs_linkedin_url=li | lastmodifieddate=-""",
        "HubSpot in German": """
            Datensatz-ID=id | Vorname=first | Nachname=last | E-Mail=email | Telefonnummer=phone | Kontaktinhaber=owner |
            Zugeordnetes Unternehmen=co | Datum der letzten Aktivität=heard | Lead-Status=keep | Erstellungsdatum=made |
            Jobtitel=title | Ort=city | Bundesland/Region=region | Postleitzahl=zip | Land/Region=country |
            Lifecycle-Phase=keep | Ursprüngliche Quelle=source | Mobiltelefonnummer=phone | Website-URL=web""",
        "HubSpot in French": """
            ID de fiche d'informations=id | Prénom=first | Nom=last | E-mail=email | Numéro de téléphone=phone |
            Propriétaire du contact=owner | Entreprise associée=co | Date de la dernière activité=heard |
            Statut du lead=keep | Date de création=made | Intitulé du poste=title | Ville=city | Région=region |
            Code postal=zip | Pays/Région=country | Phase du cycle de vie=keep | Numéro de téléphone mobile=phone""",
        "HubSpot in Spanish": """
            ID de registro=id | Nombre=first | Apellidos=last | Correo=email | Número de teléfono=phone |
            Propietario del contacto=owner | Empresa asociada=co | Fecha de última actividad=heard |
            Estado del lead=keep | Fecha de creación=made | Cargo=title | Ciudad=city | Estado/región=region |
            Código postal=zip | País/región=country | Número de teléfono móvil=phone""",
        "Salesforce contacts report": """
            Salutation=prefix | First Name=first | Last Name=last | Title=title | Account Name=co | Mailing Street=street |
            Mailing City=city | Mailing State/Province=region | Mailing Zip/Postal Code=zip | Mailing Country=country |
            Phone=phone | Fax=keep | Mobile=phone | Email=email | Account Owner=owner | Contact ID=id | Last Activity=heard |
            Created Date=made | Email Opt Out=no_mail | Do Not Call=no_call | Birthdate=born | Department=dept |
            Lead Source=source | Description=note | Reports To=keep | Assistant=keep | Asst. Phone=keep |
            Other Phone=phone | Home Phone=phone | Contact Owner=owner | Last Modified Date=-""",
        "Salesforce leads, API names": """
            Id=id | IsDeleted=- | MasterRecordId=- | LastName=last | FirstName=first | Salutation=prefix | Name=name |
            Title=title | Company=co | Street=street | City=city | State=region | PostalCode=zip | Country=country |
            Latitude=- | Longitude=- | Phone=phone | MobilePhone=phone | Fax=keep | Email=email | Website=web |
            Description=note | LeadSource=source | Status=keep | Industry=keep | Rating=keep | AnnualRevenue=keep |
            NumberOfEmployees=keep | OwnerId=owner | HasOptedOutOfEmail=no_mail | IsConverted=- | CreatedDate=made |
            LastModifiedDate=- | LastActivityDate=heard | DoNotCall=no_call | SystemModstamp=-""",
        "Salesforce contacts, API names": """
            Id=id | AccountId=- | LastName=last | FirstName=first | Salutation=prefix | Name=name | OtherStreet=street |
            OtherCity=city | OtherPostalCode=zip | OtherCountry=country | MailingStreet=street | MailingCity=city |
            MailingState=region | MailingPostalCode=zip | MailingCountry=country | Phone=phone | Fax=keep |
            MobilePhone=phone | HomePhone=phone | OtherPhone=phone | AssistantPhone=keep | ReportsToId=- | Email=email |
            Title=title | Department=dept | AssistantName=keep | LeadSource=source | Birthdate=born | Description=note |
            OwnerId=owner | HasOptedOutOfEmail=no_mail | DoNotCall=no_call | CreatedDate=made | LastActivityDate=heard |
            EmailBouncedReason=-""",
        "Pipedrive people, everything": """
            Person - Name=name | Person - Label=tag | Person - Organization=co | Person - Email - Work=email |
            Person - Email - Home=email | Person - Email - Other=email | Person - Phone - Work=phone |
            Person - Phone - Home=phone | Person - Phone - Mobile=phone | Person - Phone - Other=phone |
            Person - Open deals=- | Person - Closed deals=- | Person - Next activity date=- | Person - Owner=owner |
            Person - ID=id | Person - Person created=made | Person - Update time=- | Person - Visible to=- |
            Person - Won deals=- | Person - Lost deals=- | Person - Total activities=- | Person - Done activities=- |
            Person - Last activity date=heard | Person - Last email received=- | Person - Last email sent=- |
            Person - Job title=title | Person - Birthday=born | Person - Notes=note | Person - First name=first |
            Person - Last name=last | Person - Marketing status=no_mail | Person - Postal address=street |
            Organization - Name=co | Organization - Address=street""",
        "Pipedrive people in German": """
            Person - Name=name | Person - Organisation=co | Person - E-Mail-Adresse - Arbeit=email |
            Person - E-Mail-Adresse - Privat=email | Person - Telefon - Arbeit=phone | Person - Telefon - Mobil=phone |
            Person - Besitzer=owner | Person - ID=id | Person - Vorname=first | Person - Nachname=last""",
        "Zoho leads": """
            Record Id=id | Lead Owner.id=- | Lead Owner=owner | Company=co | First Name=first | Last Name=last |
            Title=title | Email=email | Phone=phone | Fax=keep | Mobile=phone | Website=web | Lead Source=source |
            Lead Status=keep | Industry=keep | No. of Employees=keep | Annual Revenue=keep | Rating=keep | Created By=- |
            Modified By=- | Created Time=made | Modified Time=- | Full Name=name | Street=street | City=city |
            State=region | Zip Code=zip | Country=country | Description=note | Skype ID=- | Email Opt Out=no_mail |
            Salutation=prefix | Secondary Email=email | Last Activity Time=heard | Twitter=x | Tag=tag |
            Unsubscribed Mode=- | Unsubscribed Time=no_mail""",
        "Zoho contacts": """
            Record Id=id | Contact Owner=owner | Lead Source=source | First Name=first | Last Name=last |
            Account Name=co | Account Name.id=- | Email=email | Title=title | Department=dept | Phone=phone |
            Home Phone=phone | Other Phone=phone | Fax=keep | Mobile=phone | Date of Birth=born | Assistant=keep |
            Asst Phone=keep | Email Opt Out=no_mail | Created Time=made | Mailing Street=street | Other Street=street |
            Mailing City=city | Other City=city | Mailing State=region | Mailing Zip=zip | Other Zip=zip |
            Mailing Country=country | Description=note | Secondary Email=email | Reporting To=keep | Tag=tag |
            Last Activity Time=heard""",
        "Google Contacts, new": """
            First Name=first | Middle Name=middle | Last Name=last | Phonetic First Name=keep | Phonetic Middle Name=keep |
            Phonetic Last Name=keep | Name Prefix=prefix | Name Suffix=suffix | Nickname=nick | File As=keep |
            Organization Name=co | Organization Title=title | Organization Department=dept | Birthday=born | Notes=note |
            Photo=- | Labels=tag | E-mail 1 - Label=mail_label | E-mail 1 - Value=email | E-mail 2 - Label=mail_label |
            E-mail 2 - Value=email | Phone 1 - Label=phone_label | Phone 1 - Value=phone | Address 1 - Label=- |
            Address 1 - Formatted=- | Address 1 - Street=street | Address 1 - City=city | Address 1 - PO Box=street |
            Address 1 - Region=region | Address 1 - Postal Code=zip | Address 1 - Country=country |
            Address 1 - Extended Address=street | Website 1 - Label=- | Website 1 - Value=web | Event 1 - Label=- |
            Custom Field 1 - Label=-""",
        "Google Contacts, old": """
            Name=name | Given Name=first | Additional Name=middle | Family Name=last | Yomi Name=- | Name Prefix=prefix |
            Name Suffix=suffix | Initials=- | Nickname=nick | Short Name=- | Maiden Name=- | Birthday=born | Gender=keep |
            Location=keep | Occupation=title | Hobby=keep | Notes=note | Language=lang | Group Membership=tag |
            E-mail 1 - Type=mail_label | E-mail 1 - Value=email | Phone 1 - Type=phone_label | Phone 1 - Value=phone |
            Address 1 - Type=- | Address 1 - Street=street | Address 1 - City=city | Address 1 - Country=country |
            Organization 1 - Type=- | Organization 1 - Name=co | Organization 1 - Title=title |
            Organization 1 - Department=dept | Website 1 - Type=- | Website 1 - Value=web""",
        "Outlook, everything": """
            First Name=first | Middle Name=middle | Last Name=last | Title=prefix | Suffix=suffix | Nickname=nick |
            Given Yomi=- | Surname Yomi=- | E-mail Address=email | E-mail 2 Address=email | E-mail 3 Address=email |
            Home Phone=phone | Home Phone 2=phone | Business Phone=phone | Business Phone 2=phone | Mobile Phone=phone |
            Car Phone=phone | Other Phone=phone | Primary Phone=phone | Pager=keep | Business Fax=keep | Home Fax=keep |
            Other Fax=keep | Company Main Phone=keep | Callback=keep | Radio Phone=keep | Telex=keep |
            TTY/TDD Phone=keep | IMAddress=- | Job Title=title | Department=dept | Company=co | Office Location=keep |
            Manager's Name=keep | Assistant's Name=keep | Assistant's Phone=keep | Company Yomi=- |
            Business Street=street | Business City=city | Business State=region | Business Postal Code=zip |
            Business Country/Region=country | Home Street=street | Home City=city | Home State=region |
            Home Postal Code=zip | Home Country/Region=country | Other Street=street | Other City=city |
            Personal Web Page=web | Spouse=keep | Schools=- | Hobby=keep | Location=keep | Web Page=web | Birthday=born |
            Anniversary=keep | Notes=note | Categories=tag""",
        "Outlook in German": """
            Anrede=prefix | Vorname=first | Weitere Vornamen=middle | Nachname=last | Suffix=suffix | Firma=co |
            Abteilung=dept | Position=title | Straße geschäftlich=street | Straße geschäftlich 2=street |
            Ort geschäftlich=city | Region geschäftlich=region | Postleitzahl geschäftlich=zip |
            Land/Region geschäftlich=country | Straße privat=street | Ort privat=city | Bundesland/Kanton privat=region |
            Postleitzahl privat=zip | Land/Region privat=country | Fax geschäftlich=keep | Telefon geschäftlich=phone |
            Telefon geschäftlich 2=phone | Autotelefon=phone | Telefon privat=phone | Telefon privat 2=phone |
            Mobiltelefon=phone | Weiteres Telefon=phone | Pager=keep | Haupttelefon=phone | E-Mail-Adresse=email |
            E-Mail-Typ=- | E-Mail: Angezeigter Name=- | E-Mail 2: Adresse=email | E-Mail 2: Typ=- | Geburtstag=born |
            Geschlecht=keep | Hobby=keep | Initialen=- | Jahrestag=keep | Kategorien=tag | Kinder=keep |
            Name Assistent=keep | Notizen=note | Partner/in=keep | Sprache=lang | Stichwörter=tag | Webseite=web""",
        "Outlook in French": """
            Titre=prefix | Prénom=first | Deuxième prénom=middle | Nom=last | Suffixe=suffix | Société=co | Service=dept |
            Titre=title | Rue (bureau)=street | Ville (bureau)=city | Dép/Région (bureau)=region | Code postal (bureau)=zip |
            Pays/Région (bureau)=country | Rue (domicile)=street | Ville (domicile)=city | Code postal (domicile)=zip |
            Télécopie (bureau)=keep | Téléphone (bureau)=phone | Téléphone 2 (bureau)=phone |
            Téléphone (domicile)=phone | Tél. mobile=phone | Adresse de messagerie=email | Type de messagerie=- |
            Adresse de messagerie 2=email | Anniversaire=born | Notes=note | Page Web=web | Catégories=tag | Langue=lang |
            Profession=keep""",
        "Outlook in Spanish": """
            Nombre=first | Segundo nombre=middle | Apellidos=last | Sufijo=suffix | Organización=co | Departamento=dept |
            Puesto=title | Calle del trabajo=street | Ciudad de trabajo=city | Provincia o estado de trabajo=region |
            Código postal del trabajo=zip | País o región de trabajo=country | Teléfono del trabajo=phone |
            Teléfono particular=phone | Teléfono móvil=phone | Dirección de correo electrónico=email |
            Dirección del correo electrónico 2=email | Cumpleaños=born | Notas=note | Página web=web | Categorías=tag""",
        "Outlook in Italian": """
            Titolo=prefix | Nome=first | Secondo nome=middle | Cognome=last | Società=co | Reparto=dept | Posizione=title |
            Via (uff.)=street | Città (uff.)=city | Provincia (uff.)=region | CAP (uff.)=zip | Paese (uff.)=country |
            Telefono (uff.)=phone | Telefono (ab.)=phone | Cellulare=phone | Indirizzo posta elettronica=email |
            Compleanno=born | Note=note | Pagina Web=web | Categorie=tag""",
        "Outlook in Dutch": """
            Voornaam=first | Middelste naam=middle | Achternaam=last | Achtervoegsel=suffix | Bedrijf=co | Afdeling=dept |
            Functie=title | Werkadres, straat=street | Werkadres, plaats=city | Werkadres, postcode=zip |
            Werkadres, land/regio=country | Telefoon op werk=phone | Telefoon thuis=phone | Mobiele telefoon=phone |
            E-mailadres=email | E-mailadres 2=email | Verjaardag=born | Notities=note | Webpagina=web | Categorieën=tag""",
        "Mailchimp": """
            Email Address=email | First Name=first | Last Name=last | Address=street | Phone Number=phone | Birthday=born |
            Company=co | MEMBER_RATING=- | OPTIN_TIME=- | OPTIN_IP=- | CONFIRM_TIME=- | CONFIRM_IP=- | LATITUDE=- |
            LONGITUDE=- | GMTOFF=- | DSTOFF=- | TIMEZONE=zone | CC=country | REGION=region | UNSUB_TIME=no_mail |
            UNSUB_CAMPAIGN_TITLE=- | UNSUB_REASON=- | LAST_CHANGED=- | LEID=- | EUID=- | NOTES=note | TAGS=tag""",
        "LinkedIn connections": """
            First Name=first | Last Name=last | URL=li | Email Address=email | Company=co | Position=title |
            Connected On=made""",
        "ActiveCampaign": """
            Contact ID=id | Email=email | First Name=first | Last Name=last | Phone=phone | Account Name=co |
            Job Title=title | Tags=tag | Lists=tag | Date Created=made | IP Address=- | Email Domain=dom""",
        "Brevo": """
            CONTACT ID=id | EMAIL=email | LASTNAME=last | FIRSTNAME=first | SMS=phone | WHATSAPP=wa | EXT_ID=- |
            DOUBLE_OPT-IN=- | JOB_TITLE=title | LINKEDIN=li | COMPANY=co | ADDED_TIME=made""",
        "Apollo": """
            First Name=first | Last Name=last | Title=title | Company=co | Company Name for Emails=- | Email=email |
            Email Status=keep | Seniority=keep | Departments=dept | Contact Owner=owner | Work Direct Phone=phone |
            Home Phone=phone | Mobile Phone=phone | Corporate Phone=phone | Other Phone=phone | Stage=keep | Lists=tag |
            Last Contacted=heard | # Employees=keep | Industry=keep | Keywords=tag | Person Linkedin Url=li |
            Website=web | Company Linkedin Url=- | Facebook Url=fb | Twitter Url=x | City=city | State=region |
            Country=country | Company Address=street | Company City=city | Company Country=country | Company Phone=phone |
            Annual Revenue=keep | Email Sent=- | Email Open=- | Replied=- | Apollo Contact Id=id""",
        "Close": """
            id=id | display_name=name | lead_id=- | lead_name=co | title=title | primary_email=email |
            primary_email_type=mail_label | primary_phone=phone | primary_phone_type=phone_label | other_emails=email |
            other_phones=phone | status_label=keep | created_by_name=- | date_created=made | date_updated=- |
            description=note""",
        "Freshsales": """
            First name=first | Last name=last | Job title=title | Emails=email | Work=phone | Mobile=phone |
            Account name=co | Sales owner=owner | Address=street | City=city | State=region | Zipcode=zip |
            Country=country | Time zone=zone | Facebook=fb | Twitter=x | Linkedin=li | Lead score=- | Tags=tag |
            Created at=made | Last contacted time=heard | Recent note=note | Source=source | Do not disturb=no_call""",
        "Copper": """
            Copper ID=id | Name=name | First Name=first | Last Name=last | Title=title | Company=co | Company ID=- |
            Email=email | Email 2=email | Phone Number=phone | Phone Number 2=phone | Street=street | City=city |
            State=region | Postal Code=zip | Country=country | Website=web | Owned By=owner | Contact Type=keep |
            Details=note | Tags=tag | Created At=made | Updated At=- | Last Contacted=heard | Interaction Count=times |
            Inactive Days=-""",
        "Insightly": """
            Record Id=id | Salutation=prefix | First Name=first | Last Name=last | Title=title | Organization=co |
            Business Phone=phone | Home Phone=phone | Mobile Phone=phone | Email Address=email | Mail Street=street |
            Mail City=city | Mail State=region | Mail Postal Code=zip | Mail Country=country | Background=note |
            Date Created=made | Tag List=tag | Linkedin=li | Date of Birth=born | Email Opted Out=no_mail""",
        "Xing": """
            Vorname=first | Nachname=last | Firma=co | Position=title | E-Mail (geschäftlich)=email |
            E-Mail (privat)=email | Telefon (geschäftlich)=phone | Mobil (privat)=phone | Straße (geschäftlich)=street |
            PLZ (geschäftlich)=zip | Ort (geschäftlich)=city | Geburtstag=born""",
        "Eventbrite": """
            Order #=- | Order Date=- | First Name=first | Last Name=last | Email=email | Quantity=- | Ticket Type=- |
            Attendee #=- | Cell Phone=phone | Job Title=title | Company=co | Work Phone=phone | Home Address 1=street |
            Home City=city | Home State=region | Home Zip=zip | Home Country=country""",
        "Odoo": """
            Name=name | Phone=phone | Mobile=phone | Email=email | Street=street | Street2=street | City=city |
            State=region | Zip=zip | Country=country | Related Company=co | Job Position=title | Tags=tag |
            Salesperson=owner | Website=web | Notes=note | Created on=made | Language=lang | Tax ID=- | External ID=id""",
        "Dynamics 365": """
            (Do Not Modify) Contact=id | (Do Not Modify) Row Checksum=- | (Do Not Modify) Modified On=- | Full Name=name |
            Email=email | Company Name=co | Business Phone=phone | Mobile Phone=phone | Job Title=title |
            Address 1: Street 1=street | Address 1: City=city | Address 1: State/Province=region |
            Address 1: ZIP/Postal Code=zip | Address 1: Country/Region=country | Owner=owner | Created On=made |
            Do not allow Emails=no_mail | Do not allow Phone Calls=no_call | Birthday=born | Description=note""",
        "SugarCRM": """
            ID=id | First Name=first | Last Name=last | Account Name=co | Title=title | Email Address=email |
            Office Phone=phone | Mobile=phone | Home Phone=phone | Primary Address Street=street |
            Primary Address City=city | Primary Address State=region | Primary Address Postal Code=zip |
            Primary Address Country=country | Assigned User Name=owner | Do Not Call=no_call | Lead Source=source |
            Date Created=made | Email Opt Out=no_mail | Description=note | Birthdate=born""",
        "Bitrix24": """
            ID=id | Contact type=keep | First name=first | Last name=last | Second name=middle | Work Phone=phone |
            Mobile=phone | Work E-mail=email | Home E-mail=email | Company=co | Position=title |
            Responsible person=owner | Source=source | Comment=note | Birth date=born | Created on=made""",
        "amoCRM": """
            ID=id | Имя=first | Фамилия=last | Компания=co | Рабочий телефон=phone | Мобильный телефон=phone |
            Рабочий email=email | Должность=title | Ответственный=owner | Теги=tag | Дата создания=made | Примечание=note |
            Город=city | Адрес=street | Страна=country | Индекс=zip""",
        "Polish list": """
            Imię=first | Nazwisko=last | Firma=co | Stanowisko=title | E-mail=email | Telefon=phone |
            Telefon komórkowy=phone | Ulica=street | Kod pocztowy=zip | Miasto=city | Kraj=country | Uwagi=note |
            Data urodzenia=born | Ostatni kontakt=heard""",
        "Swedish list": """
            Förnamn=first | Efternamn=last | Företag=co | Titel=title | E-post=email | Telefon=phone | Mobil=phone |
            Adress=street | Postnummer=zip | Ort=city | Land=country | Anteckningar=note | Född=born |
            Senaste kontakt=heard""",
        "Danish list": """
            Fornavn=first | Efternavn=last | Firma=co | Stilling=title | E-mail=email | Telefon=phone | Mobil=phone |
            Adresse=street | Postnr.=zip | By=city | Land=country | Noter=note | Fødselsdag=born | Sidst kontaktet=heard""",
        "Norwegian list": """
            Fornavn=first | Etternavn=last | Bedrift=co | Stilling=title | E-post=email | Telefon=phone |
            Mobiltelefon=phone | Adresse=street | Postnummer=zip | Poststed=city | Land=country | Notater=note""",
        "Finnish list": """
            Etunimi=first | Sukunimi=last | Yritys=co | Titteli=title | Sähköposti=email | Puhelin=phone |
            Matkapuhelin=phone | Osoite=street | Postinumero=zip | Kaupunki=city | Maa=country | Muistiinpanot=note""",
        "Czech list": """
            Jméno=first | Příjmení=last | Firma=co | Pozice=title | E-mail=email | Telefon=phone | Mobil=phone | Ulice=street |
            PSČ=zip | Město=city | Země=country | Poznámka=note | Datum narození=born""",
        "Turkish list": """
            Ad=first | Soyad=last | Şirket=co | Unvan=title | E-posta=email | Telefon=phone | Cep telefonu=phone |
            Adres=street | Posta kodu=zip | Şehir=city | Ülke=country | Notlar=note | Doğum tarihi=born""",
        "Russian list": """
            Имя=first | Фамилия=last | Отчество=middle | Организация=co | Должность=title | Электронная почта=email |
            Телефон=phone | Мобильный=phone | Город=city | Страна=country | Заметки=note | Дата рождения=born""",
        "Ukrainian list": """
            Ім'я=first | Прізвище=last | Компанія=co | Посада=title | Електронна пошта=email | Телефон=phone | Місто=city |
            Країна=country | Примітки=note""",
        "Greek list": """
            Όνομα=first | Επώνυμο=last | Εταιρεία=co | Θέση=title | Email=email | Τηλέφωνο=phone | Κινητό=phone |
            Διεύθυνση=street | Πόλη=city | Χώρα=country | Σημειώσεις=note""",
        "Japanese list": """
            姓=last | 名=first | 会社名=co | 部署=dept | 役職=title | メールアドレス=email | 電話番号=phone | 携帯電話=phone |
            郵便番号=zip | 住所=street | 国=country | 備考=note | 誕生日=born""",
        "Chinese list": """
            姓名=name | 公司=co | 职位=title | 邮箱=email | 电话=phone | 手机=phone | 地址=street | 城市=city | 国家=country |
            邮编=zip | 备注=note | 生日=born""",
        "Arabic list": """
            الاسم الأول=first | اسم العائلة=last | الشركة=co | المسمى الوظيفي=title | البريد الإلكتروني=email | الهاتف=phone |
            الجوال=phone | العنوان=street | المدينة=city | الدولة=country | ملاحظات=note""",
        "Hebrew list": """
            שם פרטי=first | שם משפחה=last | חברה=co | תפקיד=title | דוא"ל=email | טלפון=phone | נייד=phone | כתובת=street |
            עיר=city | מדינה=country | הערות=note""",
        "Portuguese list": """
            Nome=first | Sobrenome=last | Empresa=co | Cargo=title | E-mail=email | Telefone=phone | Celular=phone |
            Endereço=street | CEP=zip | Cidade=city | Estado=region | País=country | Observações=note |
            Data de nascimento=born | Último contato=heard""",
        "German list grown for ten years": """
            Anrede=prefix | Titel=title | Vorname=first | Nachname=last | Firma=co | Abt.=dept | Strasse=street | PLZ=zip |
            Ort=city | Land=country | Tel.=phone | Tel. mobil=phone | Handy=phone | Fax=keep | eMail=email |
            E-Mail privat=email | Homepage=web | Geb.-Datum=born | Bemerkungen=note | Letzter Kontakt=heard |
            Betreuer=owner | Kategorie=tag | Quelle=source""",
        "French list": """
            Civilité=prefix | Nom=last | Prénom=first | Société=co | Fonction=title | Mail=email | Tél=phone | Portable=phone |
            Adresse=street | CP=zip | Ville=city | Pays=country | Commentaires=note | Date de naissance=born |
            Dernier contact=heard | Commercial=owner""",
        "Italian list": """
            Nome=first | Cognome=last | Ragione sociale=co | Mansione=title | Email=email | Telefono=phone | Cell.=phone |
            Indirizzo=street | CAP=zip | Città=city | Prov.=region | Nazione=country | Note=note |
            Data di nascita=born""",
        "Dutch list": """
            Voornaam=first | Tussenvoegsel=middle | Achternaam=last | Organisatie=co | Functie=title | E-mail=email |
            Telefoonnummer=phone | Mobiel nummer=phone | Straat=street | Postcode=zip | Woonplaats=city | Land=country |
            Opmerkingen=note | Geboortedatum=born | Laatste contact=heard""",
    }.items()
)


#: Written down after recognition was done, and never worked with: what they score is what a stranger's file can expect.
HELD_OUT = tuple(
    _format(name, " ".join(told.split()))
    for name, told in {
        "Capsule": """
            ID=id | Type=keep | Title=prefix | First Name=first | Last Name=last | Job Title=title | Name=name |
            Organisation=co | Created=made | Updated=- | Address Street=street | City=city | State=region | Postcode=zip |
            Country=country | Home Phone=phone | Mobile Phone=phone | Work Phone=phone | Work Email=email |
            Home Email=email | Website=web | LinkedIn=li | Tags=tag | About=note | Last Contacted=heard | Owner=owner""",
        "Keap": """
            Id=id | First Name=first | Last Name=last | Company=co | Job Title=title | Email=email | Email 2=email |
            Phone 1=phone | Phone 1 Type=phone_label | Phone 2=phone | Street Address 1=street |
            Street Address 2=street | City=city | State=region | Postal Code=zip | Country=country | Birthday=born |
            Lead Source=source | Tags=tag | Owner=owner | Date Created=made | Notes=note | Opted In=-""",
        "Nimble": """
            first name=first | last name=last | parent company=co | title=title | email#work=email | email#personal=email |
            phone#work=phone | phone#mobile=phone | URL#work=web | address#work street=street | linkedin=li | twitter=x |
            tags=tag | description=note | lead source=source | last contacted=heard""",
        "monday.com": """
            Name=name | Email=email | Phone=phone | Title=title | Company=co | Comments=note | Owner=owner | Type=keep |
            Last interaction=heard | Country=country | Creation log=-""",
        "Attio": """
            Record ID=id | Name > First name=first | Name > Last name=last | Name > Full name=name |
            Email addresses=email | Company=co | Job title=title | Phone numbers=phone | Description=note |
            LinkedIn=li | Twitter=x | Last interaction > When=heard | Primary location > City=city |
            Primary location > Country=country | Created at=made""",
        "Teamleader (Dutch)": """
            Voornaam=first | Familienaam=last | Bedrijf=co | Functie=title | E-mailadres=email | Telefoon=phone | Gsm=phone |
            Straat=street | Postcode=zip | Plaats=city | Land=country | Taal=lang | Verjaardag=born | Tags=tag |
            Opmerkingen=note | Aanspreektitel=prefix | Aangemaakt op=made""",
        "CentralStationCRM (German)": """
            Anrede=prefix | Titel=prefix | Vorname=first | Nachname=last | Hintergrund=note | Firma=co | Position=title |
            Abteilung=dept | E-Mail=email | E-Mail (privat)=email | Telefon=phone | Telefon Büro=phone | Mobil=phone |
            Straße=street | PLZ=zip | Stadt=city | Land=country | Tags=tag | Verantwortlich=owner | Geburtstag=born""",
        "weclapp (German)": """
            Kundennummer=id | Anrede=prefix | Vorname=first | Nachname=last | Firma=co | E-Mail=email | Telefon=phone |
            Mobiltelefon=phone | Fax=keep | Straße 1=street | PLZ=zip | Ort=city | Land=country | Verantwortlicher Mitarbeiter=owner |
            Leadherkunft=source | Bemerkung=note | Erstellungsdatum=made | Branche=keep""",
        "Sellsy (French)": """
            Identifiant=id | Civilité=prefix | Nom=last | Prénom=first | Société=co | Fonction=title | Email=email |
            Téléphone=phone | Téléphone mobile=phone | Fax=keep | Site web=web | Adresse=street | Code postal=zip | Ville=city |
            Pays=country | Date de création=made | Note=note | Tags=tag | Propriétaire=owner | Origine=source""",
        "Axonaut (French)": """
            Nom de la société=co | Prénom=first | Nom=last | Poste=title | Email=email | Tél. fixe=phone | Tél. portable=phone |
            Rue=street | CP=zip | Ville=city | Pays=country | Commentaires=note | Dernière interaction=heard |
            Catégories=tag | Commercial=owner""",
        "Holded (Spanish)": """
            Nombre=name | Nombre comercial=co | Email=email | Teléfono=phone | Móvil=phone | Dirección=street |
            Población=city | Código postal=zip | Provincia=region | País=country | Sitio web=web | Etiquetas=tag |
            Notas=note | Referencia=-""",
        "RD Station (Portuguese)": """
            Nome=name | Email=email | Telefone=phone | Celular=phone | Empresa=co | Cargo=title | Cidade=city |
            Estado=region | País=country | Site=web | Linkedin=li | Tags=tag | Data da primeira conversão=- |
            Origem da primeira conversão=source | Anotações=note | Dono do Lead=owner | Estágio no funil=keep""",
        "Lime CRM (Swedish)": """
            Namn=name | Förnamn=first | Efternamn=last | Företag=co | Befattning=title | E-post=email |
            Direkttelefon=phone | Mobiltelefon=phone | Besöksadress=street | Postnummer=zip | Ort=city | Land=country |
            Ansvarig säljare=owner | Skapad=made | Senast kontaktad=heard | Anteckningar=note""",
        "SuperOffice (Norwegian)": """
            Fornavn=first | Etternavn=last | Firma=co | Tittel=title | E-post=email | Telefon=phone | Mobil=phone |
            Postadresse=street | Postnr=zip | Sted=city | Land=country | Vår kontakt=owner | Kategori=tag | Fødselsdato=born |
            Notat=note""",
        "Raynet (Czech)": """
            Titul před=prefix | Jméno=first | Příjmení=last | Klient=co | Pozice=title | E-mail=email | Tel 1=phone |
            Tel 2=phone | Ulice=street | Město=city | PSČ=zip | Země=country | Vlastník=owner | Kategorie=tag | Poznámka=note |
            Datum narození=born""",
        "Livespace (Polish)": """
            Imię=first | Nazwisko=last | Firma=co | Stanowisko=title | E-mail służbowy=email | Telefon służbowy=phone |
            Telefon komórkowy=phone | Ulica=street | Kod pocztowy=zip | Miasto=city | Kraj=country | Źródło=source |
            Opiekun=owner | Tagi=tag | Data utworzenia=made | Opis=note""",
        "Eight (Japanese cards)": """
            会社名=co | 部署名=dept | 役職=title | 氏名=name | e-mail=email | 郵便番号=zip | 住所=street | TEL会社=phone |
            TEL部門=phone | TEL直通=phone | Fax=keep | 携帯電話=phone | URL=web | 名刺交換日=made""",
        "Constant Contact": """
            Email address=email | First name=first | Last name=last | Company=co | Job title=title | Phone - home=phone |
            Phone - work=phone | Phone - mobile=phone | Street address line 1 - Home=street | City - Home=city |
            State/Province - Home=region | Zip/Postal Code - Home=zip | Country - Home=country | Email Lists=tag |
            Source Name=source | Created At=made | Email status=keep | Tags=tag | Birthday=born""",
        "A fair's visitors": """
            Badge ID=id | Salutation=prefix | Firstname=first | Surname=last | Organisation=co | Jobtitle=title |
            E-mail=email | Mobile no.=phone | Town/City=city | Postcode=zip | Country of residence=country |
            Registered at=made | Comments by exhibitor=note""",
        "A seller's own list": """
            Company=co | Contact=name | Position=title | E-Mail Adress=email | Phone (direct)=phone | Cell #=phone |
            Address=street | City=city | ST=region | Zip=zip | Last called=heard | # of calls=times | Notes / next steps=note |
            Where met=source | Bday=born""",
        "SAP Business One (German)": """
            GP-Code=id | GP-Name=co | Ansprechpartner=name | Telefon 1=phone | Telefon 2=phone | Mobiltelefon=phone |
            Fax=keep | E-Mail=email | Straße=street | PLZ=zip | Ort=city | Land/Region=country | Vertriebsmitarbeiter=owner |
            Bemerkungen=note""",
    }.items()
)
