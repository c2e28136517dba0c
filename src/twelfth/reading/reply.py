"""The new words of a reply, cut from what it quotes and from its signature.

`mail-parser-reply` knows how mail programs introduce what they quote; what it leaves (quoted lines, signatures, the
note of a phone) is cut here.
"""

import re

from mailparser_reply import EmailReplyParser

from twelfth.reading.mail import Mail

_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "no", "fi"]
_MOST = 200_000

_HEADER = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|urspr.ngliche nachricht|message d'origine|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_FROM_PHONE = re.compile(
    r"^\s*(?:sent from my|sent from outlook|get outlook for|von meinem .{2,30} gesendet|gesendet von|envoy. de mon|"
    r"enviado desde mi|enviado do meu|inviato da|verstuurd vanaf|skickat fr.n min|sendt fra min|wys.ano z)\b[^\n.]{0,60}\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def reply_text(mail: Mail | str) -> str:
    """What the person wrote now; the whole text where nothing of it is new."""
    text = mail if isinstance(mail, str) else mail.text
    text = text[:_MOST].replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return ""
    first = EmailReplyParser(languages=_LANGUAGES).read(text).replies
    new = first[0].body if first and first[0].body else text
    return _without_rest(new).strip() or _without_rest(text).strip()


def _without_rest(text: str) -> str:
    for mark in (_HEADER, _SIGNATURE):
        if (found := mark.search(text)) and text[: found.start()].strip():
            text = text[: found.start()]
    text = _FROM_PHONE.sub("", text)
    lines = text.rstrip().split("\n")
    # Quoted lines at the end go; those between answers stay, because the answers speak to them.
    while lines and (lines[-1].lstrip().startswith(">") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)
