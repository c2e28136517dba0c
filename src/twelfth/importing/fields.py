"""What a column of a file can be, and what the program that wrote the file is called."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """The meaning of a column.

    Those of MANY may stand in several columns; of the others the first that is filled in a row counts."""

    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    COMPANY = "company"
    COMPANY_DOMAIN = "company_domain"
    TITLE = "title"
    DEPARTMENT = "department"
    EMAIL = "email"
    EMAIL_LABEL = "email_label"
    PHONE = "phone"
    PHONE_LABEL = "phone_label"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTCODE = "postcode"
    COUNTRY = "country"
    BIRTHDAY = "birthday"
    LANGUAGE = "language"
    ZONE = "zone"
    NOTES = "notes"
    TAGS = "tags"
    OWNER = "owner"
    SOURCE = "source"
    EXTERNAL_ID = "external_id"
    CREATED_AT = "created_at"
    LAST_CONTACT_AT = "last_contact_at"
    WEBSITE = "website"
    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    X = "x"
    INSTAGRAM = "instagram"
    WHATSAPP = "whatsapp"
    EMAIL_OPT_OUT = "email_opt_out"
    PHONE_OPT_OUT = "phone_opt_out"
    DEAL_TITLE = "deal_title"
    DEAL_AMOUNT = "deal_amount"
    DEAL_CURRENCY = "deal_currency"
    DEAL_STAGE = "deal_stage"
    DEAL_ID = "deal_id"
    DEAL_PEOPLE_IDS = "deal_people_ids"
    DEAL_CLOSED_AT = "deal_closed_at"
    #: How often they were contacted before, where a file tells no more than that.
    TIMES_CONTACTED = "times_contacted"
    #: Of a row that tells of a contact or a task instead of a person: see past/.
    ACTIVITY_KIND = "activity_kind"
    ACTIVITY_SUBJECT = "activity_subject"
    ACTIVITY_AT = "activity_at"
    ACTIVITY_DONE_AT = "activity_done_at"
    ACTIVITY_DUE = "activity_due"
    ACTIVITY_TIME = "activity_time"
    ACTIVITY_DIRECTION = "activity_direction"
    ACTIVITY_OUTCOME = "activity_outcome"
    ACTIVITY_STATE = "activity_state"
    ACTIVITY_ID = "activity_id"
    ACTIVITY_PEOPLE_IDS = "activity_people_ids"
    #: Worth keeping, but without a place of its own: goes into the notes under the column's name.
    KEEP = "keep"
    #: A field that the workspace has added; `Column.own` says which.
    OWN = "own"


MANY = frozenset(
    {Field.EMAIL, Field.EMAIL_LABEL, Field.PHONE, Field.PHONE_LABEL, Field.NOTES, Field.TAGS, Field.WEBSITE}
    | {Field.WHATSAPP, Field.EMAIL_OPT_OUT, Field.PHONE_OPT_OUT, Field.DEAL_STAGE, Field.KEEP, Field.OWN}
)
#: What only a row about a contact or a task has.
OF_ACTIVITIES = frozenset(field for field in Field if field.startswith("activity_"))
ADDRESS = frozenset({Field.STREET, Field.CITY, Field.REGION, Field.POSTCODE, Field.COUNTRY})


#: What everything that a column can be is called in forms, files and commands; of fields of one's own the key follows.
OWN_FIELD, NEW_FIELD, NEW_COMPANY_FIELD = "custom:", "new-field", "new-company-field"
#: Stands before the key of a field of companies; alone, it is one that has yet to be made.
OF_COMPANY = "company:"


@dataclass(frozen=True, slots=True)
class Own:
    """A field of one's own, by its key; "" (or OF_COMPANY) stands for one that has yet to be made from the column."""

    key: str = ""


#: What a column can be; None: it is left out.
Target = Field | Own | None


def code_of(target: Target) -> str:
    """A target as forms and jobs keep it."""
    if target == Own(OF_COMPANY):
        return NEW_COMPANY_FIELD
    if isinstance(target, Own):
        return f"{OWN_FIELD}{target.key}" if target.key else NEW_FIELD
    return target or ""


def target_of(code: str) -> Target:
    """The target that a code means. Raises ValueError."""
    if code == NEW_FIELD:
        return Own()
    if code == NEW_COMPANY_FIELD:
        return Own(OF_COMPANY)
    if code.startswith(OWN_FIELD) and code != OWN_FIELD:
        return Own(code.removeprefix(OWN_FIELD))
    if code == Field.OWN:
        raise ValueError(code)
    return Field(code) if code else None


class System(StrEnum):
    """Where a file was exported from, as shown to people."""

    HUBSPOT_CONTACTS = "HubSpot contacts"
    HUBSPOT_DEALS = "HubSpot deals"
    SALESFORCE_LEADS = "Salesforce leads"
    SALESFORCE_CONTACTS = "Salesforce contacts"
    PIPEDRIVE_PEOPLE = "Pipedrive people"
    PIPEDRIVE_DEALS = "Pipedrive deals"
    GOOGLE_NEW = "Google Contacts (new)"
    GOOGLE_OLD = "Google Contacts (old)"
    OUTLOOK = "Outlook"
    LINKEDIN = "LinkedIn connections"
    ZOHO = "Zoho"
    MAILCHIMP = "Mailchimp"
    APOLLO = "Apollo"
    CLOSE = "Close"
    FRESHSALES = "Freshsales"
    COPPER = "Copper"
    INSIGHTLY = "Insightly"
    DYNAMICS = "Dynamics 365"
    VCARD = "vCard"
    SPREADSHEET = "spreadsheet"
    HUBSPOT_ACTIVITIES = "HubSpot activities"
    SALESFORCE_ACTIVITIES = "Salesforce activities"
    PIPEDRIVE_ACTIVITIES = "Pipedrive activities"
    ZOHO_ACTIVITIES = "Zoho activities"
    ACTIVITIES = "list of contacts made"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says; `label` ("work", "mobile") and `group` ("1", "home") tell several alike apart."""

    field: Field
    label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file. `header` is unique; `field` None means that it is left out; `why` a sentence."""

    index: int
    header: str
    field: Field | None
    why: str
    label: str = ""
    group: str = ""
    #: The key of the workspace's own field, where `field` is OWN.
    own: str = ""

    @property
    def target(self) -> Target:
        """What it is, as somebody may choose it."""
        return Own(self.own) if self.field is Field.OWN else self.field

    @property
    def code(self) -> str:
        """The same as forms have it."""
        return code_of(self.target)
