"""Which machines may be connected to. Members type names of servers; what those lead to is looked at before each
connection, and the connection is made to exactly the address that was looked at.

Public addresses may be reached by anybody. Addresses of a network of one's own only where the operator's setting
MAIL_PRIVATE_NETWORKS allows it. Link-local addresses, where clouds keep the keys of their machines, never.
"""

import ipaddress
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from twelfth.messages.ports import ServerUnreachable

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

#: This machine itself, as Proton Mail Bridge is reached.
LOOPBACK: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
# Written as IPv6, it leads to an IPv4 address all the same (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


class PlaceRefused(ServerUnreachable):
    """The name leads to a place that members may not have connected to."""


def may_reach(address: Address, private: tuple[Network, ...]) -> bool:
    """May a member's mailbox be there? `private` are the networks of one's own that the operator allows."""
    address = _meant(address)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    # Python calls multicast addresses global too, which is why they come first.
    return address.is_global or any(
        address in network for network in private if network.version == address.version
    )


def connected_socket(
    host: str, port: int, timeout: float | None, private: tuple[Network, ...]
) -> socket.socket:
    """As socket.create_connection, to the addresses that may be reached alone.

    Raises PlaceRefused when there is none of them, and OSError as the original does.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [
        entry for entry in found if may_reach(ipaddress.ip_address(_without_scope(entry[4][0])), private)
    ]
    if not allowed:
        raise PlaceRefused(
            f"{host} leads to an address within a private network, and this installation connects mailboxes only to "
            "servers on the internet. Whoever runs it can allow that network in MAIL_PRIVATE_NETWORKS."
        )
    met: list[OSError] = []
    for family, kind, protocol, _, address in allowed:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(address)
        except OSError as refused:
            made.close()
            met.append(refused)
        else:
            return made
    raise met[0]


def _meant(address: Address) -> Address:
    """The IPv4 address that some IPv6 addresses stand for."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _without_scope(address: str | int) -> str:
    return str(address).partition("%")[0]
