"""Bytes -> meaning, pure: no Django, no clock, no I/O.

    mail = read(raw)                       what came, whatever the bytes
    classify(mail, now=now)                what it is: a person's reply, an auto-reply, a bounce …
    reply_text(mail)                       the new words alone
    forwarded(mail)                        the original inside a letter that was passed on
    clean_html(html)                       fit to be shown, loads nothing from elsewhere

Nothing here raises on bad input: what cannot be read is left empty.
"""

from twelfth.reading.bounce import Bounce, Failure
from twelfth.reading.bounce_reason import BounceClass, Reason, explain
from twelfth.reading.classify import Classification, Kind, classify
from twelfth.reading.complaint import Complaint
from twelfth.reading.forward import forwarded
from twelfth.reading.html import clean_html, text_of
from twelfth.reading.mail import Attachment, Mail, Part, read
from twelfth.reading.reply import reply_text

__all__ = [
    "Attachment",
    "Bounce",
    "BounceClass",
    "Classification",
    "Complaint",
    "Failure",
    "Kind",
    "Mail",
    "Part",
    "Reason",
    "classify",
    "clean_html",
    "explain",
    "forwarded",
    "read",
    "reply_text",
    "text_of",
]
