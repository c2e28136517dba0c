"""Letters as real programs send them, built from a subject and a text."""

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

OURS = "sam@seller.example"
THEIRS = "jo@buyer.example"
OUR_ID = "<touch-3.f2a1@seller.example>"
DATE = "Mon, 07 Sep 2026 09:30:00 +0000"

# What responders put into the header, by program; "{s}" is the subject of the letter they answer.
PROGRAMS: dict[str, dict[str, str]] = {
    "exchange": {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "X-MS-Exchange-Inbox-Rules-Loop": THEIRS,
        "In-Reply-To": OUR_ID,
        "References": OUR_ID,
    },
    "outlook.com": {
        "X-Auto-Response-Suppress": "All",
        "Auto-Submitted": "auto-replied",
        "In-Reply-To": OUR_ID,
    },
    "gmail": {
        "Auto-Submitted": "auto-replied",
        "Precedence": "bulk",
        "X-Autoreply": "yes",
        "In-Reply-To": OUR_ID,
    },
    "zimbra": {
        "Auto-Submitted": "auto-replied (zimbra; vacation)",
        "Precedence": "bulk",
        "In-Reply-To": OUR_ID,
    },
    "notes": {"Auto-Submitted": "auto-generated", "X-Mailer": "HCL Notes Release 12"},
    "vacation(1)": {"Precedence": "bulk", "Auto-Submitted": "auto-replied"},
    "old vacation": {"Precedence": "junk", "Return-Path": "<>"},
    "sieve": {"Auto-Submitted": "auto-replied (vacation)", "In-Reply-To": OUR_ID, "Return-Path": "<>"},
    "cpanel": {"X-Autorespond": "{s}", "Precedence": "auto_reply"},
    "ticket system": {
        "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
        "Auto-Submitted": "auto-generated",
    },
    "yahoo": {"Auto-Submitted": "auto-replied", "X-Mailer": "YahooMailWebService/0.8"},
    "icloud": {"X-Apple-Action": "VACATION/OOF", "Auto-Submitted": "auto-replied"},
    "proton": {"Auto-Submitted": "auto-replied", "X-Autoreply": "yes", "Precedence": "auto_reply"},
    "roundcube": {"Auto-Submitted": "auto-replied (vacation)", "Precedence": "bulk", "In-Reply-To": OUR_ID},
    "groupwise": {"X-Mailer": "Novell GroupWise Internet Agent 18", "Auto-Submitted": "auto-generated"},
    "zendesk": {
        "X-Auto-Response-Suppress": "All",
        "Auto-Submitted": "auto-generated",
        "X-Mailer": "Zendesk Mailer",
        "In-Reply-To": OUR_ID,
    },
    "nothing": {},
}


def letter(
    text: str,
    *,
    subject: str = "Re: Your training days",
    sender: str = f"Jo Buyer <{THEIRS}>",
    headers: dict[str, str] | None = None,
    html: str = "",
    date: str = DATE,
) -> bytes:
    """One letter to us, as bytes."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = OURS
    message["Subject"] = str(Header(subject)) if subject.isascii() else subject
    message["Date"] = date
    message["Message-ID"] = "<answer.1@buyer.example>"
    for name, value in (headers or {}).items():
        message[name] = value.replace("{s}", "Your training days")
    if text or not html:
        message.set_content(text)
    if html:
        if text:
            message.add_alternative(html, subtype="html")
        else:
            message.set_content(html, subtype="html")
    return message.as_bytes()


def auto_reply(program: str, subject: str, text: str) -> bytes:
    """What the program sends for its user, with the header fields it sets."""
    return letter(text, subject=subject, headers=PROGRAMS[program])


def answer(text: str, subject: str = "Re: Your training days") -> bytes:
    """A person's answer in our thread, as a mail program sends it."""
    return letter(text, subject=subject, headers={"In-Reply-To": OUR_ID, "References": OUR_ID})
