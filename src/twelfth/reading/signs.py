"""Signs in the header fields that no person typed this letter."""

import re

from twelfth.reading.mail import Mail

_MAIL_SYSTEM = re.compile(
    r"\A(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|daemon|po+st[-_.]?master|mail[-_.]?(?:administrator|delivery|system|server)"
    r"|mail[-_.]?deliver[a-z]*|bounces?|mailadmin|mmdf|delivery|undeliverable|emailsystem|fpmail|mailgate|mailerdaemon|microsoftexchange[0-9a-f]{20,40}|smtp[-_.]?(?:daemon|server)|mta)(?:[-+_.=0-9][^@]*)?(?:@|\Z)"
)
_MAIL_SYSTEM_NAME = re.compile(
    r"mail(?:er)?[- ]?(?:delivery|deliver|daemon)|delivery (?:sub)?system|mail system|system administrator|postmaster|mail administrator"
    r"|interscan|content-filter|mail server|microsoft outlook|delivery service",
    re.IGNORECASE,
)
_NO_REPLY = re.compile(
    r"\A(?:[^@]*[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply|donotreply|auto[-_.]?(?:reply|responder|confirm))[^@]*@"
)

# A person passes a report on, or answers it.
ANSWER_OR_FORWARD = re.compile(
    r"\A\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|sv|vs|antw|odp|ref|rif|res|ynt|回复|答复|返信|fwd?|wg|tr|rv|enc|pd|vb|vl|i|doorst|转发|転送)\s*(?:\[\d+\])?\s*[::]",
    re.IGNORECASE,
)


def auto_submitted(mail: Mail) -> str:
    """The keyword of Auto-Submitted (RFC 3834) in lower case, "" without the field."""
    value = mail.header("auto-submitted").lower()
    return re.split(r"[;\s(]", value.strip(), maxsplit=1)[0]


def has_null_return_path(mail: Mail) -> bool:
    """Whether the envelope asked that nothing ever be returned: reports and well-behaved responders do so."""
    return any(value.replace(" ", "") in {"<>", "<null>"} for value in mail.every("return-path"))


def is_automatic(mail: Mail) -> bool:
    """Whether the letter itself says that a machine made it."""
    return (
        auto_submitted(mail) not in {"", "no"}
        or has_null_return_path(mail)
        or mail.header("return-path") == "<MAILER-DAEMON>"
    )


def is_from_mail_system(mail: Mail) -> bool:
    """Whether a mail server speaks, by the sender's address or name."""
    if _MAIL_SYSTEM.search(mail.from_address):
        return True
    # By name alone only with another sign: anyone can call himself "Postmaster".
    return is_mail_system_by_name(mail) and (is_automatic(mail) or not mail.from_address)


def is_mail_system_by_name(mail: Mail) -> bool:
    """Whether the sender's name is a mail server's. That alone proves nothing."""
    return bool(_MAIL_SYSTEM_NAME.search(mail.from_name))


def is_no_reply(mail: Mail) -> bool:
    """Whether the sender's address says that nobody reads it."""
    return bool(_NO_REPLY.search(mail.from_address))
