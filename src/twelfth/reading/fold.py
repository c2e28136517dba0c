"""Text brought to one form, so that words are recognised however they were typed."""

import re
import unicodedata

# Letters that Unicode does not take apart into base and accent.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ς": "σ"}
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " "})
# Accents of Latin, Greek and Cyrillic letters, and the voicing marks of kana.
_MARKS = re.compile("[\u0300-\u036f\u3099\u309a]+")
_SPACES = re.compile(r"[ \t\u2000-\u200b\u00ad\ufeff]+")


def fold(text: str) -> str:
    """Lower case, without accents, straight apostrophes, single spaces; line ends are kept.

    >>> fold("Réponse  automatique : Grüße")
    'reponse automatique : grusse'
    """
    folded = text.lower().replace("`", "'") if text.isascii() else without_accents(text.casefold())
    return _SPACES.sub(" ", folded)


def any_of(phrases: str) -> str:
    """One regular expression out of phrases, one a line, to be searched in folded text.

    Phrases are written in lower case and with their accents; they may use the signs of regular expressions.
    A line that begins with "# " is a heading.
    """
    lines = [without_accents(line.strip()) for line in phrases.strip().splitlines()]
    return "(?:" + "|".join(line for line in lines if line and not line.startswith("# ")) + ")"


def without_accents(text: str) -> str:
    """Text, or an expression over folded text, as folding leaves it; case is kept."""
    text = text.translate(_APOSTROPHES).translate(_UNDECOMPOSED)
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))
