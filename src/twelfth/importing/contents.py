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
    r"\b((contact|person|kontakt|attendee) [2-9]|by|owner|assistant|asst|manager|rep|sender|from|assigned|responsible|"
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
    r"pager|telex|tty|tdd|isdn|page seen|page visited|referring|referral)\b"
)
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
        if field is Field.PHONE and not _look_like_phones(hits):
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


def _look_like_phones(cells: Sequence[str]) -> bool:
    """Not dates and not bare numbers: an amount or an id must never be dialled."""
    odd = [
        cell for cell in cells if _DATE.fullmatch(cell) or (_PLAIN_NUMBER.fullmatch(cell) and cell[0] != "0")
    ]
    return bool(cells) and len(odd) * 2 < len(cells)
