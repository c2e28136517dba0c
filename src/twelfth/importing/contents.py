"""What a column is by what stands in it, where its name says nothing.

Wishes to be left alone, dates and ids are never guessed: a column of yes and no, or of days, may mean anything.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from twelfth.importing.fields import Column, Field
from twelfth.importing.headers import key
from twelfth.importing.places import country_code

Rows = Sequence[Sequence[str]]

_EMAIL = re.compile(r"(\* )?[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
_PHONE = re.compile(r"[+(]?[\d][\d\s()./-]{6,20}\d(\s*(x|ext\.?)\s*\d+)?")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T].*)?")
_LINKEDIN = re.compile(r"(https?://)?([a-z]+\.)?linkedin\.com/(in|pub)/.+", re.IGNORECASE)
#: Not a firm's page at LinkedIn, which is nobody's website.
_WEBSITE = re.compile(r"(?!\S*linkedin\.com/(company|school|sales))(https?://|www\.)\S+", re.IGNORECASE)
_PICTURE = re.compile(r"\.(jpe?g|png|gif|webp|svg)(\?|$)", re.IGNORECASE)
_VALUES: tuple[tuple[Field, re.Pattern[str], str], ...] = (
    (Field.EMAIL, _EMAIL, "It is full of e-mail addresses."),
    (Field.LINKEDIN, _LINKEDIN, "It is full of LinkedIn addresses."),
    (Field.WEBSITE, _WEBSITE, "It is full of web addresses."),
    (Field.PHONE, _PHONE, "It is full of phone numbers."),
)
_PLAIN_NUMBER = re.compile(r"\d{1,12}")
#: Whose address or number it is, when it is not the person's: a colleague's, an assistant's, a picture's.
_NOT_THEIRS = re.compile(
    r"\b((contact|person|kontakt|ansprechpartner|contacto|contatto|attendee) [2-9]|"
    r"(2nd|second|secondary|alternat(e|ive)|additional|other|backup) (contact|person)|"
    # who works with them, and who sells to them
    r"boss|agent|broker|accountant|admin|support|invoices?|recruiter|sponsor|friend|colleague|co founder|cc|bcc|"
    r"reply to|sekretar\w*|secretar\w*|vendedora?|venditore|commerciale|commercial|"
    r"sprzedaw\w*|handlow\w*|verkaufer\w*|vertrieb\w*|"
    r"vendeur|selger|saljare|by|owner|assistant|asst|manager|rep|sender|from|assigned|responsible|"
    r"spouse|referrer|photo|picture|avatar|image|"
    r"logo|created|modified|updated|besitzer|erstellt|verantwortlich\w*|proprietaire|propietario|assistent\w*|fax|telefax|"
    r"telecopie|campaign|supervisor|vorgesetzte\w*|company linkedin|parents?|partner|emergency|bank|iban|"
    # of their family, whoever speaks for them, and whom they came from
    r"child(ren)?|sons?|daughters?|mothers?|fathers?|mum|mom|guardians?|carers?|wife|husband|relatives?|next of kin|"
    r"dad|kind(es)?|vaters?|mutter|eltern\w*|erziehungsberechtigte\w*|ehe(partner|frau|mann)\w*|notfall\w*|conjointe?|"
    r"enfants?|parents|pere|mere|tuteur|tutrice|urgence|padre|madre|hij[oa]s?|tutora?|conyuge|emergencia|genitor[ei]|"
    r"figli[oa]|coniuge|emergenza|opiekun\w*|rodzic\w*|matk[ai]|ojca|filh[oa]s?|pai|mae|conjuge|ouders?|voogd|nood\w*|"
    r"foralder\w*|vardnadshavare|malsman|foresatte?s?|verge|rodic\w*|zakonn\w*|"
    # of another time, or not in use
    r"previous|former|past|old|invalid|wrong|bounced|"
    # what cannot be spoken to
    r"pager|telex|teleks|telefaks|faks\w*|radiotele\w*|horsels\w*|tty|tdd|isdn|"
    r"page seen|page visited|qr code url|referring|referral)\b"
    r"|秘書|代理|緊急"
)
#: Numbers that are nobody's telephone, though they look like one.
_OTHER_NUMBER = re.compile(
    r"\b(vat|tax|orders?|invoices?|account|customer|passport|card|registration|serial|policy|members?|membership|licen[cs]e|"
    r"reference|ref|"
    r"id|ssn|national|badge|ticket|booking|contract|iban|bic|nif|nie|dni|cif|cpf|cnpj|rg|siret|siren|"
    r"kvk|kv k|bsn|btw|pesel|nip|regon|inn|kpp|ogrn|ico|dic|steuer\w*|ust\w*|ausweis\w*|personalausweis\w*|"
    r"vertrag\w*|rechnung\w*|"
    r"bestell\w*|kunden\w*|mitglied\w*|personal\w*|konto\w*|facture|commande|pedido|factura|fattura|ordine|partita iva|"
    r"codice fiscale|zip|postcode|amount|total|price|revenue|инн|кпп)\b"
)
#: How telephone numbers begin, or are cut; others are believed only under a name that hints at a telephone.
_DIALLED = re.compile(r"[+0(].*|\d{3}[ .-]\d{3}[ .-]\d{4}(\D.*)?|1[ .-]\d{3}[ .-]\d{3}[ .-]\d{4}(\D.*)?")
_HINTS_AT_PHONE = re.compile(r"tel|phon|fon|mob|cel|handy|gsm|movil|numero$|number$|nummer$|nr$|電話|тел")
#: A column with few different values is about something else than each person: a switchboard, the seller.
_ENOUGH_TO_COMPARE, _DIFFERENT = 6, 1 / 3


def by_values(columns: Sequence[Column], sample: Rows) -> list[Column]:
    """The columns, with those whose name says nothing recognised when nearly all that stands in them looks alike.

    A column of web addresses that are all LinkedIn's is where to find people there."""
    has_country = any(column.field is Field.COUNTRY for column in columns)
    has_linkedin = any(column.field is Field.LINKEDIN for column in columns)
    found = []
    for column in columns:
        filled = _filled(column, sample)
        if column.field is None:
            found.append(_by_values(column, filled, is_sampled=bool(sample), may_be_country=not has_country))
        elif (
            column.field is Field.WEBSITE and not has_linkedin and filled and _share(filled, _LINKEDIN) >= 0.8
        ):
            found.append(replace(column, field=Field.LINKEDIN, why="It is full of LinkedIn addresses."))
        else:
            found.append(column)
    return found


def _filled(column: Column, sample: Rows) -> list[str]:
    cells = (row[column.index].strip() for row in sample if column.index < len(row))
    return [cell for cell in cells if cell]


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for cell in cells if pattern.fullmatch(cell)) / len(cells)


def _by_values(column: Column, filled: Sequence[str], *, is_sampled: bool, may_be_country: bool) -> Column:
    if not filled:
        return replace(column, why="It is empty." if is_sampled else column.why)
    if _NOT_THEIRS.search(key(column.header)):
        return column
    if len(filled) >= _ENOUGH_TO_COMPARE and len(set(filled)) <= len(filled) * _DIFFERENT:
        return _country(column, filled) if may_be_country else column
    for field, pattern, why in _VALUES:
        hits = [cell for cell in filled if pattern.fullmatch(cell) and not _PICTURE.search(cell)]
        if field is Field.PHONE and not _are_phones(key(column.header), hits):
            continue
        if len(hits) * 10 >= len(filled) * 8:
            return replace(column, field=field, why=why)
    return _country(column, filled) if may_be_country else column


def _country(column: Column, filled: Sequence[str]) -> Column:
    """Names of countries, not codes: `DE` and `IT` are departments too."""
    known = [cell for cell in filled if len(cell) > 3 and country_code(cell)]
    if len(known) >= 3 and len(known) * 10 >= len(filled) * 8:
        return replace(column, field=Field.COUNTRY, why="It is full of names of countries.")
    return column


def _are_phones(name: str, cells: Sequence[str]) -> bool:
    if _OTHER_NUMBER.search(name) or not _look_like_phones(cells):
        return False
    dialled = sum(1 for cell in cells if _DIALLED.fullmatch(cell))
    return dialled * 10 >= len(cells) * 8 or _HINTS_AT_PHONE.search(name) is not None


def _look_like_phones(cells: Sequence[str]) -> bool:
    """Not dates and not bare numbers: an amount or an id must never be dialled."""
    odd = [
        cell for cell in cells if _DATE.fullmatch(cell) or (_PLAIN_NUMBER.fullmatch(cell) and cell[0] != "0")
    ]
    return bool(cells) and len(odd) * 2 < len(cells)
