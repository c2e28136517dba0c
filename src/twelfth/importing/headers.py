"""What the name of a column says, in the exports of the big systems and in people's own spreadsheets.

Names are compared after `key()`: words in lower case, without accents and punctuation, `E-mail` as `email`.
"""

import re
import unicodedata

from twelfth.importing.fields import ADDRESS, Field, Meaning, System
from twelfth.importing.tongues import FAMILY_OR_FULL, GIVEN_OR_FULL, JOB_OR_PREFIX, TONGUES
from twelfth.importing.vocabulary import LABELS, MOBILE, NAMES, OVERRIDES

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)")
_EMAIL = re.compile(r"\be mail(s?)\b")
_NUMBERED = re.compile(r"(?P<name>\D+?) (?P<number>\d+)(?: (?P<part>.+))?")
#: Fields of which a file may have several, told apart by words like “work”, “home”, “mailing”.
_LABELLED = ADDRESS | {Field.EMAIL, Field.PHONE, Field.WEBSITE}


def key(header: str) -> str:
    """`E-mail 1 - Value` -> `email 1 value`; `OwnerId` -> `owner id`; `Prénom` -> `prenom`."""
    words = unicodedata.normalize("NFKD", _CAMEL.sub(" ", header)).casefold()
    words = "".join(char for char in words if not unicodedata.combining(char))
    return _EMAIL.sub(r"email\1", " ".join(re.findall(r"\w+", words.replace("_", " "))))


def _fields() -> dict[str, Field]:
    """What each name means. English ones and those of the big systems go before those of other languages."""
    told = {
        key(name): field for words in TONGUES.values() for field in words for name in words[field].split(", ")
    }
    told |= {name: field for field in reversed(NAMES) for name in re.split(r" ?[,|] ?", NAMES[field])}
    # What means two things is settled by what stands beside it.
    told |= {key(name): Field.TITLE for name in JOB_OR_PREFIX.split(", ")}
    told |= {key(name): Field.GIVEN_NAME for name in GIVEN_OR_FULL.split(", ")}
    return told | {key(name): Field.FULL_NAME for name in FAMILY_OR_FULL.split(", ")}


_FIELDS = _fields()
#: The same in one word, as programs write the names of their own fields: `mobilephone`, `createdate`.
_IN_ONE_WORD = {name.replace(" ", ""): field for name, field in _FIELDS.items() if " " in name}
_IN_ONE_WORD |= {name.replace(" ", ""): Field.PHONE for name in MOBILE}
#: What stands behind a date's name, and in front of a field's in HubSpot's own files.
_ZONE = re.compile(r"(?<=\w) (gmt|utc|cet|cest|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|z)( \d{1,4})*$")
_OWN_PREFIX = re.compile(r"^hs (?=\w)|^hubspot ")


def meaning(header: str, system: System, *, loosely: bool = True) -> Meaning | None:
    """What a header means in an export of that system; None when its name says nothing to us. `loosely`: also where
    only a part of it is known, which is not to be asked of what may be no header."""
    header = _XERO.sub(r"\1 ", header)
    entity, dash, part = header.replace(" – ", " - ").partition(" - ")
    if dash and key(entity) in _ENTITIES:
        whose = _ENTITIES[key(entity)]
        return _of_entity(whose, key(part)) or _of_entity(whose, key(part.lower()))
    # API names are written in one word (`LeadSource`), brands too (`LinkedIn`): try both readings.
    names = (_ZONE.sub("", name) for name in (key(header), key(header.lower())))
    for name in dict.fromkeys(names):
        if system in _OVERRIDES and name in _OVERRIDES[system]:
            told = _OVERRIDES[system][name]
            return Meaning(told) if told else None
        if dash and (match := _NUMBERED.fullmatch(name)) and match["part"]:
            return _of_google(match["name"], match["number"], match["part"])
        if system is System.OUTLOOK and (name in _OUTLOOK or _OUTLOOK_EMAIL.fullmatch(name)):
            return _of_outlook(name)
        if found := _plain(name) or _plain(_OWN_PREFIX.sub("", name)):
            return found
        if loosely and _LEAVE_ALONE.search(name) and not _NO_WISH.search(name):
            return Meaning(Field.PHONE_OPT_OUT if _BY_PHONE.search(name) else Field.EMAIL_OPT_OUT)
        if loosely and (match := _OF_PERSON.match(name)) and (found := _plain(name[match.end() :])):
            return found
    if loosely and (found := _loosely(header)):
        return found
    if field := _IN_ONE_WORD.get(_OWN_PREFIX.sub("", key(header.lower())).replace(" ", "")):
        return Meaning(field, "mobile" if "mobile" in key(header.lower()) else "")
    return None


#: Xero writes which address it is in front: `POAddressLine1`, `SACity`.
_XERO = re.compile(r"^(PO|SA)(?=(Address|City|Region|PostalCode|Country)\w*$)")
#: Whatever else a name says, these words speak of a wish to be left alone; who refused one kind of letter gets none.
_LEAVE_ALONE = re.compile(
    r"\b(opt(ed)? ?out|unsubscri\w+|suppress(ed|ions?)|blacklist(ed)?|blocklist(ed)?|do not|donot\w*|abgemeldet|"
    r"keine? (email|mails?|anrufe?|werbung)|nicht (anrufen|anschreiben)|desinscrit\w*|desabonne\w*|ne pas|"
    r"dado de baja|no molestar|no llamar|no contactar|no participacion|disiscritt[oa]|non contattare|non chiamare|"
    r"kein(en)? kontakt|opposition|bloctel|"
    r"niet (mailen|bellen|contacteren)|uitgeschreven|afgemeld|descadastrad[oa]|nao (contatar|ligar)|"
    r"(werbe|kontakt|mail|anruf|telefon)sperre|sperrvermerk|werbeverbot|robinson\w*|avregistrerad|avmeldt|afmeldt|"
    r"wypisan[aey]?|odhlasen[ay]?|отписал\w*|отписан\w*)\b|配信停止|配信不可"
)
_BY_PHONE = re.compile(
    r"\b(bloctel|sms|call\w*|phones?|anruf\w*|appel\w*|telefon\w*|llamar|chiamare|bellen|ligar)\b"
)
#: Why, and by what, says nothing of whom.
_NO_WISH = re.compile(r"\b(reason|campaign|link|url|mode|modify|grund|motif|motivo|by|source|fax)\b")
#: Programs that keep people below firms name them before their properties: `primary_contact_title`, `contact_1_email`.
_OF_PERSON = re.compile(
    r"(primary contact|contact 1|contact|lead|person|client|customer|attendee|executive|billing) "
)

_OVERRIDES: dict[System, dict[str, Field | None]] = {
    system: {name: Field(code) if code else None for name, code in told.items()}
    for system, told in OVERRIDES.items()
}


# Pipedrive and others name the thing before its property: `Person - Email - Work`, `Deal - Title`.
_ENTITIES = {
    "person": "person",
    "contact": "person",
    "kontakt": "person",
    "organization": "organization",
    "organisation": "organization",
    "deal": "deal",
    "lead": "deal",
    "activity": "activity",
    **dict.fromkeys(("personne", "persona", "pessoa", "persoon", "osoba", "henkilo"), "person"),
    **dict.fromkeys(
        ("organizacion", "organizacao", "organizzazione", "organisatie", "unternehmen"), "organization"
    ),
    **dict.fromkeys(("affaire", "negocio", "affare", "geschaft"), "deal"),
}
_PROPERTIES = {
    ("person", "name"): Field.FULL_NAME,
    ("person", "label s"): Field.TAGS,
    ("person", "labels"): Field.TAGS,
    ("person", "id"): Field.EXTERNAL_ID,
    ("organization", "name"): Field.COMPANY,
    ("organization", "owner"): Field.OWNER,
    ("organization", "website"): Field.WEBSITE,
    ("organization", "organization created"): Field.CREATED_AT,
    ("deal", "source"): Field.SOURCE,
    ("deal", "lead created"): Field.CREATED_AT,
    ("deal", "title"): Field.DEAL_TITLE,
    ("deal", "id"): Field.DEAL_ID,
    ("deal", "stage"): Field.DEAL_STAGE,
    ("deal", "status"): Field.DEAL_STAGE,
    ("deal", "deal created"): Field.CREATED_AT,
    ("deal", "value"): Field.DEAL_AMOUNT,
    ("deal", "currency of value"): Field.DEAL_CURRENCY,
    ("deal", "currency"): Field.DEAL_CURRENCY,
    ("deal", "owner"): Field.OWNER,
    ("deal", "won time"): Field.DEAL_CLOSED_AT,
    ("deal", "lost time"): Field.DEAL_CLOSED_AT,
    ("deal", "closed on"): Field.DEAL_CLOSED_AT,
    ("deal", "contact person"): Field.FULL_NAME,
    ("deal", "organization"): Field.COMPANY,
    ("deal", "lost reason"): Field.KEEP,
    ("deal", "label s"): Field.KEEP,
    ("deal", "label"): Field.KEEP,
    ("deal", "pipeline"): Field.KEEP,
    ("deal", "expected close date"): Field.KEEP,
}


def _of_entity(entity: str, part: str) -> Meaning | None:
    if field := _PROPERTIES.get((entity, part)):
        return Meaning(field)
    first, *others = part.split() or [""]
    if entity == "person" and first in {"email", "phone"} and others:
        label = LABELS.get(others[-1])
        return Meaning(Field(first), label) if label else None
    plain = _plain(part)
    if entity == "person":
        # Where given names have a column of their own, they are called so: `Pessoa - Primeiro nome`.
        return Meaning(Field.FULL_NAME) if part in _NAMES_OF_ENTITIES else plain
    if entity == "organization" and part in _NAMES_OF_ENTITIES:
        return Meaning(Field.COMPANY)
    if entity == "deal" and part.startswith("deal "):
        return _of_entity(entity, part.removeprefix("deal "))
    if entity == "organization" and plain is not None and plain.field in ADDRESS:
        return Meaning(plain.field, group="organization")
    return None


_NAMES_OF_ENTITIES = frozenset(key(name) for name in f"{GIVEN_OR_FULL}, {FAMILY_OR_FULL}".split(", "))


_POSTAL = {
    "street": Field.STREET,
    "po box": Field.STREET,
    "extended address": Field.STREET,
    "city": Field.CITY,
    "region": Field.REGION,
    "postal code": Field.POSTCODE,
    "country": Field.COUNTRY,
}
_ORGANIZATION = {"name": Field.COMPANY, "title": Field.TITLE, "department": Field.DEPARTMENT}


_KINDS = {
    "telefon": "phone", "telephone": "phone", "telefono": "phone", "telefone": "phone", "telefoon": "phone",
    "adresse": "address", "direccion": "address", "indirizzo": "address", "endereco": "address", "adres": "address",
    "webseite": "website", "site web": "website", "sitio web": "website", "sito web": "website", "site": "website",
}  # fmt: skip
_PARTS = {
    "wert": "value", "valeur": "value", "valor": "value", "valore": "value", "waarde": "value", "varde": "value",
    "etikett": "label", "libelle": "label", "etiqueta": "label", "etichetta": "label", "bezeichnung": "label",
    "typ": "type", "tipo": "type", "strasse": "street", "rue": "street", "calle": "street", "via": "street",
    "rua": "street", "straat": "street", "stadt": "city", "ort": "city", "ville": "city", "ciudad": "city",
    "citta": "city", "cidade": "city", "plaats": "city", "postleitzahl": "postal code", "code postal": "postal code",
    "codigo postal": "postal code", "postfach": "po box", "land": "country", "pays": "country", "pais": "country",
    "paese": "country", "bundesland": "region", "formatiert": "formatted",
}  # fmt: skip


def _of_google(kind: str, number: str, part: str) -> Meaning | None:
    """`E-mail 1 - Value`, `Phone 2 - Type`, `Address 1 - City`, `Organization 1 - Title`, in any tongue.

    `Address 1 - Formatted` is left out: it repeats the parts that stand beside it.
    """
    kind, part = _KINDS.get(kind, kind), _PARTS.get(part, part)
    if kind == "address":
        field = _POSTAL.get(part)
        return Meaning(field, group=number) if field else None
    if part in {"label", "type"}:
        return Meaning(Field(f"{kind}_label"), group=number) if kind in {"email", "phone"} else None
    if kind in {"email", "phone", "website"}:
        return Meaning(Field(kind), group=number)
    if kind == "organization" and number == "1" and part in _ORGANIZATION:
        return Meaning(_ORGANIZATION[part])
    return Meaning(Field.KEEP, group=number)


_OUTLOOK_EMAIL = re.compile(r"email(?: (?P<number>\d))?(?P<what> address| display name| type)?")
_OUTLOOK = {
    "company main phone": Field.KEEP,  # it reaches a switchboard
    "callback": Field.KEEP,
    "car phone": Field.PHONE,
    "radio phone": Field.KEEP,
    "isdn": Field.KEEP,
    "telex": Field.KEEP,
    "tty tdd phone": Field.KEEP,
}


def _of_outlook(name: str) -> Meaning | None:
    if name in _OUTLOOK:
        return Meaning(_OUTLOOK[name])
    match = _OUTLOOK_EMAIL.fullmatch(name)
    if match is None or match["what"] in {" display name", " type"}:
        return None
    return Meaning(Field.EMAIL, group=match["number"] or "1")


def _plain(name: str) -> Meaning | None:
    """A name by itself, or with a number behind it, or with a kind of place in front of or behind it."""
    if field := _FIELDS.get(name):
        return Meaning(field)
    if name in MOBILE:
        return Meaning(Field.PHONE, "mobile")
    if (match := _NUMBERED.fullmatch(name)) and match["part"] is None:
        return _numbered(match["name"], match["number"])
    if match := _POSTAL_PART.fullmatch(name):
        found = _plain(match["part"])
        return Meaning(found.field, group=match["number"]) if found and found.field in ADDRESS else None
    if match := _NTH_EMAIL.fullmatch(name):
        return Meaning(Field.EMAIL, group=match["number"])
    words = name.split()
    for count in (1, 2):  # “work”, “primary address”
        if len(words) <= count:
            return None
        first, last = " ".join(words[:count]), " ".join(words[-count:])
        found = _labelled(first, words[count:]) or _labelled(last, words[:-count])
        if found:
            return found
    return None


#: Where a header names the thing before its property: `Name > First name`, `email#work`.
_STEPS = re.compile(r"\s*[>#/|]\s*")
#: Where a header names what stands together in its cells: `Utca, házszám`, `House No. & Street`.
_LISTED = re.compile(r"\s*[,&+]\s*")
#: What is said by the way: `Mobile (UK)`, `Forename(s)`.
_ASIDE = re.compile(r"[(\[［][^)\]］]*[)\]］]")
#: How a name is read aloud: `氏名（ふりがな）`, `姓(カナ)`.
_READ_ALOUD = re.compile(r"ふりかな|フリカナ|カナ|かな|よみ|ヨミ|ローマ字|\byomi\b|\bphonetic\b")
#: Words behind which only more is told of what stands before: `Country of residence`, `Origem da conversão`.
_MORE = re.compile(r" (?:of|by|in|for|from|to|de la|de|del|da|do|der|des|vom|von|van) ")
#: What a word for it can be believed to be whatever stands beside it. Not names (“Name of the dog”), nor addresses and
#: numbers (“E-mail sent”), which are known by their looks.
_SURE = frozenset(
    {Field.NOTES, Field.OWNER, Field.STREET, Field.CITY, Field.POSTCODE, Field.COUNTRY, Field.SOURCE}
)
#: What may say in its cells that somebody has left: it has to be read, whatever it is called.
_OF_CONSENT = re.compile(
    r"\b(emails?|mails?|newsletter|marketing|subscri\w+|sms|contact|gdpr|dsgvo|lgpd|rgpd)\b.*"
    r"\b(status|state|preferences?|permission|consent|consentement|consentimiento|einwilligung|method|methode)\b|"
    r"^(ok|okay|may|can|allow|allowed|permitted|darf|peut on|puede|mag)\b.*\b(e ?mail\w*|mail\w*|contact\w*|call\w*|"
    r"phone\w*|sms|newsletter\w*|anruf\w*|telefon\w*|appel\w*|llamar|bellen)\b"
)
#: What a form asks, in the words of the form.
_HOW_THEY_CAME = re.compile(
    r"(how|where) (did|have) you (hear|heard|find|found|learn|learnt)|wie (haben sie|hast du|sind sie|bist du) .*"
    r"(gehort|erfahren|gefunden|aufmerksam)|comment .*(connu|entendu|trouve)|como .*(conoc\w+|entero|enteraste|soube|"
    r"ouviu)|come .*(conosciut\w|trovat\w)|hoe (heb|bent|hebt|heeft) .*(gehoord|gevonden|terecht)"
)
#: Words in front of what is not the person's: `Previous country`, `Company description`, `Data source`.
_OF_ANOTHER = [
    [word] for word in "previous former past converted company title product data phone mobile".split()
]
#: What a form asks for: `What is your job title?`, `¿Cuál es tu cargo?`.
_ASKED = re.compile(
    r"(what is|what s|whats|please enter|please provide|enter|provide|cual es|quel est|quelle est|wie lautet|wie ist|"
    r"was ist|qual e|qual|hva er|wat is) ((your|the|tu|su|votre|ton|ta|ihre?|deine?|o|a|il|la|el) )*"
)
_WHICH_FIRM = re.compile(
    r"(what|which) (company|organi[sz]ation|firm|employer)\b|(para )?que empresa\b|welche[rsmn]? (firma|unternehmen)\b|"
    r"quelle (entreprise|societe)\b|qual (a )?empresa\b|quale (azienda|societa)\b"
)
#: Outlook in several tongues names the address before its part: `Werkadres, straat`, `Adresse, arb.: Poststed`,
#: `Adres domowy - kod pocztowy`.
_PLACED = re.compile(
    r"(?P<whose>[^:]*\b(?:adress?e?|werkadres|huisadres|address|adresa|indirizzo|direccion|endereco|osoite)\b[^:]*?)"
    r"\s*(?:[,:]|\s[-–])\s*(?P<part>[^,:]+)",
    re.IGNORECASE,
)


def _loosely(header: str) -> Meaning | None:
    """What a header says that is not known as a whole: by its parts, or by its main word."""
    name = key(header)
    if name.startswith("ip "):
        return None  # Where somebody's line ends is not where they are.
    if found := _as_a_form_asks(name):
        return found
    if placed := _PLACED.fullmatch(header.strip()):
        return _at_a_place(key(placed["whose"]), placed["part"])
    parts = [key(part) for part in _STEPS.split(header) if key(part)]
    if len(parts) > 1:
        return _of_steps(parts)
    bare = _ASIDE.sub("", header)
    listed = [key(part) for part in _LISTED.split(bare) if key(part)]
    if len(listed) > 1 and (found := _of_several(listed)):
        return found
    if key(bare) not in {"", name} and (found := _plain(key(bare))):
        return found
    return _by_its_main_word(name)


def _as_a_form_asks(name: str) -> Meaning | None:
    if _READ_ALOUD.search(name):
        return Meaning(Field.KEEP)
    if _OF_CONSENT.search(name):
        return Meaning(Field.KEEP)
    if _HOW_THEY_CAME.match(name):
        return Meaning(Field.SOURCE)
    if _WHICH_FIRM.match(name):
        return Meaning(Field.COMPANY)
    asked = _ASKED.match(name)
    return _plain(name[asked.end() :]) if asked else None


def _of_steps(parts: list[str]) -> Meaning | None:
    """The property of a thing, which comes last; `Kraj/region` is the land, `Company/Association` the firm."""
    if whole := _plain(" ".join(parts)):
        return whole
    named = [found for part in parts if (found := _plain(part))]
    lands = (found for found in named if found.field is Field.COUNTRY)
    told = (found for part in reversed(parts) if part not in LABELS and (found := _plain(part)))
    firms = (found for found in named if found.field is Field.COMPANY)
    return next((found for found in (*lands, *told, *firms)), None)


def _by_its_main_word(name: str) -> Meaning | None:
    if name.endswith("s") and (found := _plain(name.removesuffix("es")) or _plain(name.removesuffix("s"))):
        return found
    if name.split()[:1] in _OF_ANOTHER:
        return None
    if _MORE.search(name):
        found, sure = _plain(_MORE.split(name, maxsplit=1)[0]), _SURE
    else:
        found, sure = _plain(" ".join(name.split()[1:])), _SURE - {Field.STREET, Field.CITY}
    return found if found and found.field in sure else None


def _at_a_place(whose: str, part: str) -> Meaning | None:
    """A part of an address of which the kind stands before it; `whose` tells addresses apart."""
    names = [key(part), *(key(one) for one in part.split("/"))]
    found = next((told for name in names if (told := _plain(name))), None)
    if found is None or found.field not in ADDRESS:
        return None
    return Meaning(found.field, group=re.sub(r" \d+(?= |$)", "", whose))


def _of_several(listed: list[str]) -> Meaning | None:
    """What cells hold that hold several things: the first that is known. An address or a number only where the rest
    says no more of it: `E-mail, displayed name` is a name."""
    told = [_plain(part) for part in listed]
    found = next((one for one in told if one), None)
    is_plain = all(one or part in LABELS for one, part in zip(told, listed, strict=True))
    if found and found.field in {Field.EMAIL, Field.PHONE} and not is_plain:
        return None
    return found


#: `Address 1: City`, `E-Mail 2: Adresse`.
_POSTAL_PART = re.compile(r"address (?P<number>\d) (?P<part>.+)")
_NTH_EMAIL = re.compile(
    r"(?:email|電子メール) (?P<number>\d) (address|adresse|adres|direccion|value|アトレス)"
)
#: Small words between a name and its kind: `Calle del trabajo`, `Telefoon op werk`.
_SMALL = frozenset("de del della do da du des d la le los el of op the at au il al am im".split())


def _numbered(name: str, number: str) -> Meaning | None:
    found = _plain(name)
    if found is not None and found.field is Field.NOTES:
        return found
    if found is None or found.field not in _LABELLED:
        return None
    # A second street line belongs to the same address.
    return found if found.field is Field.STREET else Meaning(found.field, found.label, number)


def _labelled(label: str, others: list[str]) -> Meaning | None:
    while others and others[-1] in _SMALL:
        others = others[:-1]
    while others and others[0] in _SMALL:
        others = others[1:]
    found = _plain(" ".join(others)) if label in LABELS and others else None
    if found is None or found.field not in _LABELLED | {Field.KEEP}:
        return None
    if found.field is Field.KEEP:
        return found  # The fax at work.
    return Meaning(found.field, LABELS[label], LABELS[label] if found.field in ADDRESS else found.group)
