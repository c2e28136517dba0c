"""Whether the writer asks to be left alone. What matters is said by the person: quotations and our own footer
("to stop, answer 'stop'") must be cut off before."""

import re

from twelfth.reading.fold import fold
from twelfth.reading.words_of_stopping import ALONE, CONDITIONS, GOES_ON, NEGATED, REQUESTS

_MAX_LOOKED_AT = 6000  # characters
_SENTENCE_START = re.compile(r"[.!?\n。!?]\s*")
_REPLY_MARK = re.compile(r"\A(?:(?:re|aw|sv|vs|antw|odp|ref|rif|res|fwd?|wg|tr)\s*(?:\[\d+\])?\s*:\s*)+")
_PUNCTUATION = re.compile(r"[\s.!?,;:\"'*_()<>\[\]-]+")
_GREETING = re.compile(
    r"\A(?:hi|hello|hey|dear|hallo|guten tag|bonjour|hola|ola|ciao|buongiorno|hej|hei|moi|dzien dobry)\b[^\n]{0,40}\n"
)


def asks_to_stop(text: str, subject: str = "") -> bool:
    """Whether the new words of a letter, or its subject where there are none, ask for no further messages.

    "Not interested" is an answer and no such wish; neither is "please stop by", "don't stop" nor a sentence that
    tells others how to unsubscribe.
    """
    words = fold(text[:_MAX_LOOKED_AT]).strip()
    if _alone(words) or _alone(_GREETING.sub("", words)):
        return True
    own_subject = fold(subject[:200]).strip()
    # A subject that we wrote ourselves comes back with "Re:" and says nothing of their wish.
    if not _REPLY_MARK.match(own_subject) and _alone(own_subject):
        return True
    return any(
        _stands(words, match)
        for stems, pattern in REQUESTS
        if any(stem in words for stem in stems)
        for match in pattern.finditer(words)
    )


def _alone(words: str) -> bool:
    bare = _PUNCTUATION.sub(" ", words[:200]).strip()
    return bool(bare) and (
        bare in ALONE or bare.replace(" ", "-") in ALONE or words[:200].strip(" .!\n") in ALONE
    )


def _stands(words: str, match: re.Match[str]) -> bool:
    before = words[max(0, match.start() - 300) : match.start() + 1]
    starts = list(_SENTENCE_START.finditer(before))
    begin = starts[-1].end() if starts else 0
    sentence = before[begin:] + words[match.start() + 1 : match.start() + 40]
    if CONDITIONS.search(sentence) or GOES_ON.search(words[match.end() : match.end() + 160]):
        return False
    return not NEGATED.search(words[max(0, match.start() - 30) : match.start()])
