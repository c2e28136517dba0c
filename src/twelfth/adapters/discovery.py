"""What a domain's web server says about its mail servers, in the format of Mozilla's autoconfig.

Only by https with the certificate verified, only from the domain itself, only from public addresses, without
following anywhere else, and only so much and so long: the name comes from whoever types an address. The address itself
is not told.
"""

import http.client
import re
import socket
import ssl
import threading
from contextlib import closing, suppress
from functools import partial
from xml.etree import ElementTree as ET

from twelfth.adapters.mail.connecting import trusting
from twelfth.adapters.mail.reach import Network, connected_socket
from twelfth.messages.mailboxes.presets import Server
from twelfth.messages.ports import MailError

#: Seconds for each step and for all of one conversation; bytes of an answer. A person waits in front of the page.
_PATIENCE, _ALTOGETHER = 4.0, 8.0
_LARGEST = 64 * 1024
_PLACES = (
    ("autoconfig.{domain}", "/mail/config-v1.1.xml"),
    ("{domain}", "/.well-known/autoconfig/mail/config-v1.1.xml"),
)
_SECURITY = {"SSL": "tls", "STARTTLS": "starttls"}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.IGNORECASE
)


class _Connection(http.client.HTTPSConnection):
    """To a vetted address, by the name that was asked for."""

    def __init__(self, host: str, port: int, trust: ssl.SSLContext, private: tuple[Network, ...]) -> None:
        super().__init__(host, port, timeout=_PATIENCE, context=trust)
        self._trust = trust
        self._private = private

    def connect(self) -> None:
        plain = connected_socket(self.host, self.port, self.timeout, self._private)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)

    def cut(self) -> None:
        """A server that sends a letter every now and then would else hold us for hours."""
        with suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)


def autoconfig(
    domain: str, *, private: tuple[Network, ...] = (), port: int = 443, trust: ssl.SSLContext | None = None
) -> tuple[Server, Server] | None:
    """The servers for reading and for sending that the domain's web server names, or None. Never raises."""
    if not _DOMAIN.fullmatch(domain):
        return None
    ask = partial(_asked, port=port, trust=trust or trusting(None), private=private)
    for host, path in _PLACES:
        text = ask(host.format(domain=domain), path)
        if text and (found := read_autoconfig(text)) is not None:
            return found
    return None


def _asked(host: str, path: str, *, port: int, trust: ssl.SSLContext, private: tuple[Network, ...]) -> bytes:
    connection = _Connection(host, port, trust, private)
    cutting = threading.Timer(_ALTOGETHER, connection.cut)
    cutting.start()
    failing = suppress(OSError, MailError, http.client.HTTPException, UnicodeError)
    with closing(connection), failing:
        connection.request("GET", path, headers={"Accept": "application/xml, text/xml"})
        answer = connection.getresponse()
        if answer.status == 200 and len(text := answer.read(_LARGEST + 1)) <= _LARGEST:
            cutting.cancel()
            return text
    cutting.cancel()
    return b""


def read_autoconfig(text: bytes) -> tuple[Server, Server] | None:
    """The first encrypted IMAP and SMTP servers in such a file; None when there are not both."""
    # A document that defines entities of its own is none of these, and may be made to swell.
    if b"<!" in text.replace(b"<!--", b""):
        return None
    try:
        root = ET.fromstring(text)  # noqa: S314 (small, and without entities: see above)
    except (ET.ParseError, ValueError):
        return None
    imap = _first(root, "incomingServer", "imap")
    smtp = _first(root, "outgoingServer", "smtp")
    return (imap, smtp) if imap and smtp else None


def _first(root: ET.Element, tag: str, kind: str) -> Server | None:
    for element in root.iter(tag):
        host = (element.findtext("hostname") or "").strip().rstrip(".")
        port = (element.findtext("port") or "").strip()
        security = _SECURITY.get((element.findtext("socketType") or "").strip().upper())
        is_port = port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536
        if element.get("type", "").lower() == kind and security and is_port and _HOST.fullmatch(host):
            return Server(host.lower(), int(port), security)
    return None
