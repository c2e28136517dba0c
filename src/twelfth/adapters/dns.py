"""The domain name system, by dnspython, and its fake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import dns.exception
import dns.name
import dns.resolver
from dns.rdtypes.ANY.CNAME import CNAME
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT
from dns.rdtypes.IN.A import A
from dns.rdtypes.IN.AAAA import AAAA
from dns.rdtypes.IN.SRV import SRV

from twelfth.messages.ports import DnsUnreachable, MxRecord, SrvRecord

#: For one question, all its tries and servers together. Somebody waits in front of a page.
PATIENCE = 4.0


class DnsResolver:
    """Asks the machine's name servers, or the one it is given. Answers are remembered as long as they say."""

    def __init__(self, *, server: str = "", port: int = 53, patience: float = PATIENCE) -> None:
        self._server, self._port, self._patience = server, port, patience
        self._made: dns.resolver.Resolver | None = None

    def txt(self, name: str) -> tuple[str, ...]:
        found = self._ask(name, "TXT")
        return tuple(
            b"".join(record.strings).decode("utf-8", "replace") for record in found if isinstance(record, TXT)
        )

    def mx(self, name: str) -> tuple[MxRecord, ...]:
        found = [
            MxRecord(record.preference, _plain(record.exchange))
            for record in self._ask(name, "MX")
            if isinstance(record, MX)
        ]
        return tuple(sorted(found, key=lambda record: (record.preference, record.host)))

    def srv(self, name: str) -> tuple[SrvRecord, ...]:
        found = [
            SrvRecord(record.priority, record.weight, record.port, _plain(record.target))
            for record in self._ask(name, "SRV")
            if isinstance(record, SRV)
        ]
        return tuple(sorted(found, key=lambda record: (record.priority, -record.weight, record.host)))

    def cname(self, name: str) -> str:
        found = [record for record in self._ask(name, "CNAME") if isinstance(record, CNAME)]
        return _plain(found[0].target) if found else ""

    def addresses(self, name: str) -> tuple[str, ...]:
        records = [*self._ask(name, "A"), *self._ask(name, "AAAA")]
        return tuple(str(record.address) for record in records if isinstance(record, A | AAAA))

    def _ask(self, name: str, kind: str) -> list[Any]:
        try:
            # Absolute: the machine's own search list must not turn a missing name into another one.
            asked = dns.name.from_text(
                name.strip().rstrip(".") + ".", idna_codec=dns.name.IDNA_2008_Practical
            )
        except (dns.exception.DNSException, ValueError):
            return []  # too long, an empty label: no such name can exist
        if asked == dns.name.root:
            return []
        try:
            answer = self._resolver().resolve(
                asked, kind, raise_on_no_answer=False, lifetime=self._patience, search=False
            )
        except dns.resolver.NXDOMAIN:
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise DnsUnreachable(name) from error
        return list(answer.rrset or ())

    def _resolver(self) -> dns.resolver.Resolver:
        """Made at the first question: a machine without a network has no servers to read from its settings."""
        if self._made is None:
            made = dns.resolver.Resolver(configure=not self._server)
            if self._server:
                made.nameservers, made.port = [self._server], self._port
            made.cache = dns.resolver.LRUCache(1000)
            self._made = made
        return self._made


def _plain(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True).lower().rstrip(".")


@dataclass
class FakeResolver:
    """A domain name system in memory. `records` by (name, type), each record as a zone file writes it:
    {("duarte.test", "MX"): ["10 mail.duarte.test"], ("duarte.test", "TXT"): ["v=spf1 -all"]}.

    `silent`: nobody answers any more, or not about these names.
    """

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    silent: bool = False
    silent_about: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, records: Mapping[tuple[str, str], list[str]]) -> "FakeResolver":
        return cls({(name.lower(), kind): list(found) for (name, kind), found in records.items()})

    def txt(self, name: str) -> tuple[str, ...]:
        return tuple(self._ask(name, "TXT"))

    def mx(self, name: str) -> tuple[MxRecord, ...]:
        rows = [record.split() for record in self._ask(name, "MX")]
        found = [MxRecord(int(preference), host.rstrip(".").lower()) for preference, host in rows]
        return tuple(sorted(found, key=lambda record: (record.preference, record.host)))

    def srv(self, name: str) -> tuple[SrvRecord, ...]:
        found = []
        for record in self._ask(name, "SRV"):
            priority, weight, port, host = record.split()
            found.append(SrvRecord(int(priority), int(weight), int(port), host.rstrip(".").lower()))
        return tuple(sorted(found, key=lambda record: (record.priority, -record.weight, record.host)))

    def cname(self, name: str) -> str:
        found = self._rows(name, "CNAME")
        return found[0].rstrip(".").lower() if found else ""

    def addresses(self, name: str) -> tuple[str, ...]:
        return (*self._ask(name, "A"), *self._ask(name, "AAAA"))

    def _ask(self, name: str, kind: str) -> list[str]:
        """As the real one: an alias is followed."""
        for _ in range(8):
            alias = self.records.get((_key(name), "CNAME"))
            if not alias or self.silent or name in self.silent_about:
                break
            name = alias[0].rstrip(".")
        return self._rows(name, kind)

    def _rows(self, name: str, kind: str) -> list[str]:
        self.asked.append((_key(name), kind))
        if self.silent or _key(name) in self.silent_about:
            raise DnsUnreachable(name)
        return self.records.get((_key(name), kind), [])


def _key(name: str) -> str:
    return name.strip().rstrip(".").lower()
