"""Delivery reports in prose: whom they are about and what was said of each, without a machine-readable part."""

import re

from twelfth.reading.bounce_reason import Stage
from twelfth.reading.fold import any_of, fold
from twelfth.reading.mail import Mail

_MAX_PROSE = 20_000  # characters of a report that are looked at
_MAX_RECIPIENTS = 200

_ADDRESS = re.compile(
    r"(?:\"[^\"\n]{1,64}\"|[^\s<>()\[\],;:\"|=']{1,128})@[A-Za-z0-9][^\s<>()\[\],;:\"|@']{1,255}"
)
# Where the returned letter begins: what follows is our own text and says nothing of the failure.
_RETURNED = re.compile(
    r"^[ \t>]{0,40}(?:"
    r"[-_=*# ]{0,60}(?:this is a copy of|below this line is|below is a copy|(?:the )?original message(?![ ]+(?:was|has|had))|unsent message|enclosed is a copy"
    r"|message (?:headers?|text) follow|a copy of (?:the|your)|returned message|forwarded message|the header of the original"
    r"|here is (?:a copy|your)|message contents follow|begin original message|header of the (?:original|returned))"
    r"|(?:return-path|received|dkim-signature|arc-seal|x-google-smtp-source)[ \t]?:)",
    re.IGNORECASE | re.MULTILINE,
)
# Lines that name a sender, a helper or the machine itself, not the recipient that failed.
_NOT_RECIPIENT = re.compile(
    r"mail from|envelope-from|from:|sender|reply-to|postmaster|mailer-daemon|contact|support|abuse|help|message-id|please send"
    r"|a message sent by|in-reply-to|expanded from|^cc:",
    re.IGNORECASE,
)
_NAMED_RECIPIENT = re.compile(
    r"^[ \t>*-]{0,40}(?:(?:<<<|>>>)[ \t]{0,10})?(?:\d{3}[ -][\d. -]{0,20})?(?:rcpt to|recipient(?: address)?|to|failed recipient|for|user|original-recipient"
    r"|final-recipient)?[ \t:]{0,10}<?[\"']?$"
    r"|(?:deliver(?:ed|ing|y)?|undeliverable|returned|sent|failed|send)[^.\n]{0,60}\b(?:to|for|attempts|address(?:es)?)\b[^.\n@]{0,40}$"
    r"|(?:user ?id|user|recipient|mailbox|rcpt to)[ \t]{0,5}:[ \t]{0,10}<?$",
    re.IGNORECASE | re.MULTILINE,
)
# "… the following recipients:" — what stands before it names our own letter.
_LIST_FOLLOWS = re.compile(
    r"(?:following|these|one or more)[^:@]{0,80}(?:address|recipient|destination)[^:@\n]{0,80}:|permanent fatal errors -|had (?:delivery|permanent)[^\n@]{0,40}-",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"(?:in reply to|after|like our|response to|command:?|when sending)\s+(?:the\s+)?(?:end of\s+|final\s+)?(data|rcpt|mail|helo|ehlo|initial"
    r"|connect|starttls)",
    re.IGNORECASE,
)
_DIALOGUE = re.compile(
    r"^[ \t]{0,40}>>>[ \t]{0,10}(\w{4})[^\n]{0,500}\n[ \t]{0,40}<<<[ \t]{0,10}[45]\d\d", re.MULTILINE
)
_NO_RECIPIENT_LEFT = re.compile(r"no valid recipients|need rcpt", re.IGNORECASE)
_STAGES = {
    "data": Stage.CONTENT,
    "rcpt": Stage.RECIPIENT,
    "mail": Stage.SENDER,
    "helo": Stage.CONNECT,
    "ehlo": Stage.CONNECT,
    "initial": Stage.CONNECT,
    "connect": Stage.CONNECT,
    "starttls": Stage.CONNECT,
}
_ORIGINAL_ID = re.compile(
    r"^[ \t>]{0,40}message-id[ \t]{0,5}:[ \t]{0,10}(?:\n[ \t]{1,10})?(<[^<>\s]{1,500}>)",
    re.IGNORECASE | re.MULTILINE,
)
_TO_LINE = re.compile(r"^[ \t>]{0,10}to[ \t]{0,5}:(.{0,1000})$", re.IGNORECASE | re.MULTILINE)
_STANDING_PHRASES = re.compile(
    any_of(
        r"""
        this is a permanent error[;.,]? i've given up\.? ?(?:sorry it didn't work out\.)?
        this is a permanent error
        i'm sorry to have to inform you that .{0,120}?below\.
        for further assistance, .{0,200}?(?:returned message|message returned below)\.
        do not reply to this (?:message|e-?mail)
        """
    ),
    re.DOTALL,
)
_DELAYED = re.compile(
    any_of(
        r"""
        (?:is|has been|was|message|mail|delivery) (?:still )?delayed
        \(?delay\)?$
        delay(?:ed)? (?:mail|message|delivery|notification)
        delivery (?:status notification )?\(?delay
        warning message only
        only a warning
        (?:not|no) need to re-?send
        not yet (?:been )?delivered
        still undelivered
        temporary failure report
        could not send message for past
        (?:will|shall) (?:be retried|keep trying|continue (?:to try|trying|to attempt)|retry|still be|try again|be attempted)
        delivery attempts will continue
        (?:wird|werden) weiterhin versucht
        verzogert(?:e zustellung)?
        (?:livraison|remise) (?:retardee|differee)
        entrega (?:retrasada|atrasada)
        consegna ritardata
        """
    ),
    re.MULTILINE,
)
_GIVEN_UP = re.compile(
    r"given up|giving up|not going to try|will not be retried|permanent(?:ly)? (?:error|fail)|failed permanently"
)


def prose(mail: Mail) -> str:
    """The report's own words, without the returned letter."""
    text = mail.text[:_MAX_PROSE]
    cut = _RETURNED.search(text)
    # A report that quotes the letter first and explains below it would be left with nothing.
    return text[: cut.start()] if cut and text[: cut.start()].strip() else text


def returns_letter(mail: Mail) -> bool:
    """Whether the text goes on with the letter that came back."""
    return bool(_RETURNED.search(mail.text[:_MAX_PROSE]))


def without_standing_phrases(text: str) -> str:
    """Folded text without what the reporting program says each time."""
    return _STANDING_PHRASES.sub(" ", fold(text))


def announces_further_tries(subject: str, text: str) -> bool:
    """Whether the report is a notice of delay: the server itself goes on trying."""
    words = fold(f"{subject}\n{text}")
    return bool(_DELAYED.search(words)) and not _GIVEN_UP.search(words)


def failed_recipients(mail: Mail, text: str) -> list[str]:
    """The addresses a report in prose is about, lower-cased, in order.

    Taken from X-Failed-Recipients, else from the places where reports name a recipient, else every address
    that is not the sender's, the reporting machine's or a helper's; else the returned letter's own To.
    """
    named = [a.lower() for value in mail.every("x-failed-recipients") for a in _ADDRESS.findall(value)]
    if named:
        return list(dict.fromkeys(named))[:_MAX_RECIPIENTS]
    heading = _LIST_FOLLOWS.search(text)
    if heading and _ADDRESS.search(text, heading.end()):
        text = text[heading.end() :]
    own = {mail.from_address, *mail.to}
    likely: list[str] = []
    possible: list[str] = []
    for match in _ADDRESS.finditer(text):
        address = match[0].lower().strip(".")
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[max(start, match.start() - 200) : match.start()]
        if address in own or address.startswith("mailer-daemon@"):
            continue
        if _NAMED_RECIPIENT.search(before) and not re.search(
            r"mail from|sender|^\s*from:", before, re.IGNORECASE
        ):
            likely.append(address)
        elif not address.startswith("postmaster@") and not _NOT_RECIPIENT.search(before):
            possible.append(address)
    return list(dict.fromkeys(likely or possible or _returned_to(mail)))[:_MAX_RECIPIENTS]


def _returned_to(mail: Mail) -> list[str]:
    """Whom the letter that came back was to, where that is one: with more it cannot be told which one failed."""
    returned = [
        part.text for part in mail.parts_of("message/rfc822", "message/global", "text/rfc822-headers")
    ]
    cut = _RETURNED.search(mail.text[:_MAX_PROSE])
    returned += [mail.text[cut.start() :]] if cut else []
    for text in returned:
        found = _TO_LINE.search(text)
        addresses = {a.lower() for a in _ADDRESS.findall(found[1])} if found else set()
        if len(addresses) == 1:
            return list(addresses)
    return []


def passages(recipients: list[str], text: str) -> dict[str, str]:
    """By recipient: the lines from the first that names him to the one before the next recipient's.

    A recipient that the text does not name is left out.
    """
    lowered = text.lower()
    named = sorted((at, one) for one in set(recipients) if (at := lowered.find(one)) >= 0)
    found: dict[str, str] = {}
    for index, (at, one) in enumerate(named):
        start = lowered.rfind("\n", 0, at) + 1
        following = named[index + 1][0] if index + 1 < len(named) else len(text)
        end = lowered.rfind("\n", 0, following) if following < len(text) else following
        found[one] = text[start : max(end, at + len(one))]
    return found


def stage_in(text: str) -> Stage:
    """How far the servers had come, as the report tells in words or as a transcript."""
    found = _COMMAND.search(text) or _DIALOGUE.search(text)
    if found and found[1].lower() == "data" and _NO_RECIPIENT_LEFT.search(text):
        # Commands were sent ahead of their answers: what was refused is the recipient.
        return Stage.RECIPIENT
    return _STAGES.get(found[1].lower(), Stage.UNKNOWN) if found else Stage.UNKNOWN


def original_message_id(mail: Mail) -> str:
    """Which of our letters came back: from the returned part, the text, else what the report answers."""
    for part in mail.parts_of(
        "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"
    ):
        found = _ORIGINAL_ID.search(part.text)
        if found:
            return found[1]
    found = _ORIGINAL_ID.search(mail.text)
    if found:
        return found[1]
    answered = (*mail.in_reply_to, *reversed(mail.references))
    return answered[0] if answered else ""
