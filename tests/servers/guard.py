"""Keeps tests on this machine.

An audit hook sees every name looked up and every connection made by this process, whichever library asks for
it. It cannot be taken off again, which is fine: the process belongs to the tests. Programs that a test starts
are not seen.
"""

import ipaddress
import socket
import sys

# Our own name is among them because smtplib looks it up to greet a server with.
_HERE = frozenset({"localhost", "", None, socket.gethostname()})
_tried: list[str] = []
_closed = False


class WayOutClosed(Exception):
    """A test tried to reach beyond this machine."""


def close_the_way_out() -> None:
    """From now on, for the rest of this process. Calling it again changes nothing."""
    global _closed  # noqa: PLW0603 (an audit hook lives as long as the process, and so does this)
    if not _closed:
        _closed = True
        sys.addaudithook(_watch)


def forget() -> list[str]:
    """What was tried since the last call."""
    tried = list(_tried)
    _tried.clear()
    return tried


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        _check_name(arguments[0])
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        # Unix sockets have a path for an address, IP sockets a tuple that begins with the host.
        if isinstance(address, tuple) and isinstance(address[0], str):
            _check_name(address[0])


def _check_name(name: object) -> None:
    host = name.decode("ascii", "replace") if isinstance(name, bytes) else name
    if host in _HERE or (isinstance(host, str) and _is_loopback(host)):
        return
    if isinstance(host, str) and host.endswith(".invalid"):
        # RFC 6761: never exists. Tests of "no such server" get the resolver's answer without asking one.
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    _tried.append(str(host))
    raise WayOutClosed(f"Tests may not reach {host}.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
