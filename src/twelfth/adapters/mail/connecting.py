"""What both protocols share on the way to a server: whom to trust, how long to wait, what to say then."""

import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from twelfth.messages.ports import CheckResult, CheckStep, MailError, ServerUnreachable, Stage, TlsFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to wait, so that no server can hold up a worker.

    `hand_over` is for everything of one message up to the line that ends it, `last_answer` for the server's
    answer to that line. Their sum stays below the time that a worker keeps of its claim (flow/deliver.py):
    who waits longer finds that the message was settled meanwhile. RFC 5321 would have us wait ten minutes for
    the last answer; here the message becomes unknown sooner, and is looked for.
    """

    connect: float = 15
    command: float = 20
    hand_over: float = 60
    last_answer: float = 50


@lru_cache(maxsize=4)
def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """TLS that verifies certificate and name by the system's authorities and those of one more PEM file.

    Loading the authorities takes longer than connecting, so it is done once. Raises TlsFailed when the extra
    file cannot be used.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:
            raise TlsFailed(
                f"The file {ca_file} holds no certificate that can be read ({reason(error)}). "
                "Correct MAIL_CA_FILE: it names a PEM file."
            ) from error
    return context


def cannot_connect(error: Exception, *, host: str, port: int, security: str) -> MailError:
    """The port's error for one of the system's, met while connecting or in the TLS handshake."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_bad(error, host)
    if isinstance(error, ssl.SSLError):
        return TlsFailed(
            f"{host} does not speak TLS on port {port} ({reason(error)}). "
            "Choose STARTTLS instead, or the port that the provider names for TLS."
        )
    if isinstance(error, socket.gaierror):
        return _name_unknown(error, host)
    if isinstance(error, TimeoutError):
        other = "TLS instead of STARTTLS" if security == "starttls" else "another port"
        return ServerUnreachable(
            f"{host} does not answer on port {port}. Check the name and the port, try {other}, "
            "and see whether a firewall is in between."
        )
    if isinstance(error, ConnectionRefusedError):
        return ServerUnreachable(
            f"{host} takes no connections on port {port}. "
            "Check the port, or wait until the server is up again."
        )
    return ServerUnreachable(
        f"The conversation with {host} on port {port} did not come about ({reason(error)}). "
        "Check the port and its security; if both are right, the server is out of order: try again later."
    )


# Numbers of OpenSSL's X509_V_ERR_….
_NOT_YET_VALID, _EXPIRED, _OTHER_NAME, _OTHER_ADDRESS = 9, 10, 62, 64


def _certificate_bad(error: ssl.SSLCertVerificationError, host: str) -> TlsFailed:
    why = error.verify_message.rstrip(".")
    if error.verify_code == _EXPIRED:
        return TlsFailed(
            f"The certificate of {host} has expired, so nobody can tell whether it is that server. Whoever runs the "
            "server has to renew it; nothing is read or sent there until then."
        )
    if error.verify_code == _NOT_YET_VALID:
        return TlsFailed(
            f"The certificate of {host} is not valid yet. Check the clock of the machine that Twelfth runs on."
        )
    if error.verify_code in {_OTHER_NAME, _OTHER_ADDRESS}:
        return TlsFailed(
            f"The certificate of {host} was made for another name ({why}). Use the name that it was made for; your "
            "provider's help page has it."
        )
    return TlsFailed(
        f"The certificate of {host} is not to be trusted ({why}). Check the name of the server; for a server of "
        "your own, name its authority in MAIL_CA_FILE."
    )


def _name_unknown(error: socket.gaierror, host: str) -> MailError:
    if error.errno == socket.EAI_AGAIN:
        return ServerUnreachable(
            f"The name {host} cannot be looked up now. Check this machine's connection to the network."
        )
    return ServerUnreachable(f"There is no server named {host}. Check how it is spelled.")


def quoted(text: str | bytes) -> str:
    """What a server said, fit for a sentence: one line, no controls, not longer than a few lines of text."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split())
    return f"“{line[:300]}”" if line else "nothing"


def reason(error: Exception) -> str:
    """The system's own words for it: "Connection reset by peer", "wrong version number"."""
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.lower().replace("_", " ")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).strip(". ") or type(error).__name__


def results_until(
    steps: Sequence[tuple[CheckStep, Stage, str]], error: MailError | None
) -> list[CheckResult]:
    """The steps of a check as far as they went: those before the error's stage passed, its own failed."""
    results: list[CheckResult] = []
    for step, stage, sentence in steps:
        if error is not None and stage == error.stage:
            return [*results, CheckResult(step, ok=False, sentence=str(error))]
        results.append(CheckResult(step, ok=True, sentence=sentence))
    return results
