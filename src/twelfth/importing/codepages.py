"""Which old code page some bytes are in, guessed by how its languages spell.

Only words that hold non-ASCII bytes say anything. Each page spells them in its way, and the page in which
they look most like words wins. General detectors go by the statistics of long texts and take names such as
“François Lefèvre” for cp1250; charset-normalizer is therefore only asked about the East Asian pages, which
letters can't tell apart.
"""

import codecs
import unicodedata
from collections.abc import Sequence

#: Error handler for bytes that are nearly all UTF-8: the few others come from a cell pasted from Windows.
MIXED = "twelfth.cp1252"
#: Error handler: a byte that a code page leaves undefined becomes the control character of that number.
KEEP = "twelfth.keep"


def _cp1252_instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", KEEP), error.end


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(MIXED, _cp1252_instead)
codecs.register_error(KEEP, _keep_byte)

_WEST = (
    "äöüß",  # German
    "éèêëàâçîïôûùœÿæ",  # French
    "áéíóúñü",  # Spanish
    "ãõáéíóúâêôçà",  # Portuguese
    "àèéìíòóù",  # Italian
    "åäöéøæ",  # Nordic
    "áéíóúýþæöð",  # Icelandic
    "ëéïöüèê",  # Dutch
    "àçèéíïòóúü",  # Catalan
)
_CENTRE = (
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţ",  # Romanian, with cedillas as that page has them
    "čćđšž",  # Croatian, Slovene
    "äöüß",  # German neighbours
)
_CYRILLIC = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "абвгдежзийклмнопрстуфхцчшщьюяіїєґ",
    "абвгдђежзијклљмнњопрстћуфхцчџш",
)

#: Each page with the alphabets of its languages; earlier pages win ties.
_PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", _WEST),
    ("cp1250", _CENTRE),
    ("cp1254", ("çğıöşüâî",)),
    ("cp1257", ("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž")),
    ("cp1251", _CYRILLIC),
    ("cp1253", ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",)),
    ("cp1255", ("אבגדהוזחטיכלמנסעפצקרשתךםןףץ",)),
    ("cp1256", ("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئپچژگ",)),
    ("cp850", _WEST),
    ("mac_roman", _WEST),
)
_LATIN = {"cp1252", "cp1250", "cp1254", "cp1257", "cp850", "mac_roman"}
_CASELESS = {"cp1255", "cp1256"}
_OPENING = frozenset("\u2018“„\u201a«")
_CLOSING = frozenset("\u2019”»…\u00b4")
_BETWEEN = frozenset("\u2013—•·\xa0€®©™°§ºª")
_ASIAN = ("cp932", "gb18030", "big5", "cp949")
_ALPHABETS = {
    page: tuple(frozenset(letters + letters.upper()) for letters in languages) for page, languages in _PAGES
}


def guess(words: Sequence[bytes], sample: bytes) -> tuple[str, str]:
    """The code page of some bytes that are no UTF-8, and why: (Python's name, a phrase).

    `words` are the distinct words with non-ASCII bytes, `sample` some of their lines.
    """
    usable = [word for word in words if 1 < len(word) < 80]
    scores = [(_score(usable, page), page) for page, _ in _PAGES]
    best, page = max(scores, key=lambda score: score[0])
    if best < 0.4 and (asian := _asian(sample)) is not None:
        return asian, "its words look most like that code page"
    if best <= 0:
        return "cp1252", "it is no UTF-8, and Windows-1252 is the usual other"
    return page, "its words look most like that code page"


def _score(words: Sequence[bytes], page: str) -> float:
    """How well words read in a page: near 1 when all is usual, below 0 when little is."""
    total, letters = 0.0, 0
    for word in words:
        text = word.decode(page, KEEP)
        odd = [char for char in text if char >= "\x80"]
        letters += len(odd)
        total += max(sum(char in alphabet for char in odd) for alphabet in _ALPHABETS[page])
        total += _oddities(text, page)
    return total / letters if letters else 0.0


def _oddities(text: str, page: str) -> float:
    """What speaks against (or, for punctuation in its right place, for) a spelling, beside its letters."""
    found, run = 0.0, 0
    for place, char in enumerate(text):
        if char < "\x80":
            run = 0
            continue
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        if not char.isalpha() or char in "ºª":
            found += _punctuation(char, before, after)
            run = 0
            continue
        run += 1
        if page in _LATIN:
            found += _latin_letter(char, before, after) - (1.5 if run > 2 else 0.0)
        elif _is_ascii_letter(before) or _is_ascii_letter(after):
            found -= 2.0  # a Cyrillic or Greek letter inside a Latin word
        elif char.isupper() and before.islower():
            found -= 1.0
    if page not in _CASELESS and text[0] >= "\x80" and text[0].islower():
        found -= 0.3  # names and towns mostly begin with a capital: that tells Cyrillic from Hebrew
    return found


def _punctuation(char: str, before: str, after: str) -> float:
    if char in _OPENING:
        return -1.0 if before.isalpha() else 0.7
    if char in _CLOSING:
        return 0.7
    if char in _BETWEEN:
        return -1.0 if before.isalpha() and after.isalpha() else 0.3
    return -2.0


def _latin_letter(char: str, before: str, after: str) -> float:
    if char.isupper() and before.isalpha() and (before.islower() or after.islower()):
        return -1.0
    if _misplaced(char.lower(), before, after.lower()):
        return -0.6
    if before.isdigit() or after.isdigit():
        return -1.5  # “Ł5” is £5
    if not _vowel(char) and before.isalpha() and after.isalpha() and not (_vowel(before) or _vowel(after)):
        return -0.5  # “Jźrgen”: a consonant where a vowel has to be
    return 0.0


def _misplaced(char: str, before: str, after: str) -> bool:
    """Whether a western letter stands where its languages never have it, so that it is another page's."""
    return (
        (char == "õ" and after != "e")  # Portuguese; else a Hungarian ő
        or (char == "ñ" and not _vowel(after))  # Spanish; else a Polish ń
        or (char == "þ" and before.isalpha())  # Icelandic; else a Turkish ş or a Romanian ţ
        or (char == "æ" and not after.isalpha())  # Nordic; else a Croatian ć
    )


def _vowel(char: str) -> bool:
    return unicodedata.normalize("NFD", char)[0].lower() in "aeiouyæøœ\u0131"


def _is_ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _asian(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_ASIAN), threshold=0.3, enable_fallback=False).best()
    return None if best is None else best.encoding
