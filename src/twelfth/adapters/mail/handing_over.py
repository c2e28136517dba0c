"""One message over one SMTP connection, step by step.

The library's `sendmail` hides at which step a connection broke, and that alone decides whether a message may
be tried again. The text of the message and the line that ends it therefore go out by two writes: when the
first one fails, the end was not sent, and a server discards what has no end (RFC 5321, 4.1.1.4).
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from twelfth.adapters.mail.connecting import Patience, quoted
from twelfth.messages.compose import UnusableAddress, ascii_address
from twelfth.messages.ports import Handed, HandOver, Refused, RefusedRecipient, Unsure

#: What the library raises when a conversation cannot go on.
BROKEN = (smtplib.SMTPException, OSError)

_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it goes over the wire: CRLF everywhere, leading dots doubled, domains in ASCII."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    options: tuple[str, ...]


def packed(
    smtp: smtplib.SMTP, envelope_from: str, recipients: tuple[str, ...], message: bytes
) -> Parcel | Refused:
    """The parcel for this server, or why this server can never take it."""
    try:
        sender, *others = [ascii_address(address) for address in (envelope_from, *recipients)]
    except UnusableAddress as error:
        return Refused(temporary=False, code=0, text=str(error), recipients=(error.address,))
    # On some servers a bare line end would let the text of one message end it and begin another.
    content = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    largest = smtp.esmtp_features.get("size", "")
    if largest.isdigit() and 0 < int(largest) < len(content):
        text = f"The message is larger than the mail server takes ({int(largest):,} bytes). Shorten it."
        return Refused(temporary=False, code=552, text=text)
    foreign = tuple(address for address in (sender, *others) if not address.isascii())
    if foreign and not smtp.has_extn("smtputf8"):
        text = f"Your mail server cannot send to {foreign[0]}: it knows only plain letters before the @."
        return Refused(temporary=False, code=553, text=text, recipients=foreign)
    offered = {
        f"SIZE={len(content)}": smtp.has_extn("size"),
        "BODY=8BITMIME": not content.isascii() and smtp.has_extn("8bitmime"),
        "SMTPUTF8": bool(foreign),
    }
    options = tuple(option for option, wanted in offered.items() if wanted)
    return Parcel(sender, tuple(others), re.sub(rb"(?m)^\.", b"..", content), options)


class Conversation:
    """Hands over one parcel. `left` gives the seconds until the message has to be through."""

    def __init__(self, smtp: smtplib.SMTP, patience: Patience, left: Callable[[], float]) -> None:
        self._smtp = smtp
        self._patience = patience
        self._left = left
        self._refused_copies: tuple[RefusedRecipient, ...] = ()
        #: Afterwards: the connection is of no more use.
        self.is_over = False
        #: Afterwards: the server had closed the connection before the message began.
        self.never_began = False

    def hand_over(self, parcel: Parcel) -> HandOver:
        try:
            refused = self._name_sender(parcel) or self._name_recipients(parcel) or self._give_content(parcel)
            if refused is not None:
                return refused
            self._be_in_time()
            self._wait_at_most(self._patience.last_answer)
        except BROKEN as error:
            self.is_over = True
            text = f"The mail server was lost before the message was handed over ({why(error)})."
            return Refused(temporary=True, code=0, text=text)
        return self._end(parcel)

    def _name_sender(self, parcel: Parcel) -> Refused | None:
        try:
            code, reply = self._ask(partial(self._smtp.mail, parcel.sender, parcel.options))
        except BROKEN:
            self.never_began = True
            raise
        if accepts(code):
            return None
        self.never_began = code == _CLOSING
        return self._refusal(code, reply, f"did not take the message from {parcel.sender}")

    def _name_recipients(self, parcel: Parcel) -> Refused | None:
        """The first one has to be accepted; without the others the message still goes."""
        for recipient in parcel.recipients:
            code, reply = self._ask(partial(self._smtp.rcpt, recipient))
            if accepts(code):
                continue
            if recipient == parcel.recipients[0] or code == _CLOSING or not _refuses(code):
                return self._refusal(code, reply, f"did not take the message for {recipient}", (recipient,))
            self._refused_copies += (RefusedRecipient(recipient, code, quoted(reply)),)
        return None

    def _give_content(self, parcel: Parcel) -> Refused | None:
        """Everything but the line that ends it."""
        code, reply = self._ask(partial(self._smtp.docmd, "DATA"))
        if code != 354:
            return self._refusal(code, reply, "did not take the message")
        self._be_in_time()
        self._wait_at_most(self._left())
        self._smtp.send(parcel.content)
        return None

    def _end(self, parcel: Parcel) -> HandOver:
        """From here on the message may have been sent, whatever becomes of the connection."""
        try:
            self._smtp.send(b".\r\n")
            code, reply = self._smtp.getreply()
        except BROKEN as error:
            self.is_over = True
            return self._unsure(f"the connection broke before the server's answer ({why(error)})")
        if accepts(code):
            return Handed(f"{code} {reply.decode('utf-8', 'replace')}", self._refused_copies)
        if _refuses(code):
            return self._refusal(code, reply, f"did not take the message for {parcel.recipients[0]}")
        self.is_over = True
        return self._unsure(f"the server's answer makes no sense ({code} {quoted(reply)})")

    def _unsure(self, because: str) -> Unsure:
        text = f"The message was handed over, but {because}: it may have been sent or not."
        return Unsure(text, self._refused_copies)

    def _refusal(self, code: int, reply: bytes, what: str, recipients: tuple[str, ...] = ()) -> Refused:
        """The server's no; the conversation is brought back to where the next message can begin."""
        if not _refuses(code):
            # Neither yes nor no: we are out of step, and nothing that it says from here on can be relied on.
            self.is_over = True
            text = f"The mail server {what} and answered out of turn: {code} {quoted(reply)}."
            return Refused(temporary=True, code=0, text=text, recipients=recipients)
        self.is_over = code == _CLOSING or not self._has_started_over()
        text = f"The mail server {what}: {code} {quoted(reply)}."
        return Refused(_is_temporary(code, reply), code, text, recipients)

    def _has_started_over(self) -> bool:
        try:
            code, _ = self._ask(self._smtp.rset)
        except BROKEN:
            return False
        return accepts(code)

    def _ask(self, command: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
        self._be_in_time()
        self._wait_at_most(min(self._patience.command, self._left()))
        return command()

    def _be_in_time(self) -> None:
        if self._left() <= 0:
            raise TimeoutError("the server was too slow")

    def _wait_at_most(self, seconds: float) -> None:
        if self._smtp.sock is None:
            raise smtplib.SMTPServerDisconnected("it was closed")
        # Zero would mean not to wait at all, which the library does not know how to do.
        self._smtp.sock.settimeout(max(seconds, 0.001))


def accepts(code: int) -> bool:
    return 200 <= code <= 299


def _refuses(code: int) -> bool:
    return 400 <= code <= 599


def _is_temporary(code: int, reply: bytes) -> bool:
    # Gmail says "550 5.4.5 Daily user sending limit exceeded": the number means for good, the words a day.
    return code < 500 or reply.startswith(b"5.4.5")


def why(error: Exception) -> str:
    """The library's words for a broken connection, without its own preface."""
    return str(error).removeprefix("Connection unexpectedly closed: ").strip(". ") or type(error).__name__
