"""A name server on 127.0.0.1 that answers from a dictionary, over UDP and TCP as real ones do."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.servers.ports import reserve

#: More than this in one UDP packet is cut off, and asked for again over TCP.
_PACKET = 512


@dataclass
class NameServer:
    """`records` by (name, type), as a zone file writes them. About names in `silent_about` it says nothing at all,
    and of those in `broken` that it failed."""

    port: int
    records: dict[tuple[str, str], list[str]]
    silent_about: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    over_tcp: int = 0

    def answer(self, wire: bytes) -> bytes | None:
        query = dns.message.from_wire(wire)
        [question] = query.question
        name = question.name.to_text(omit_final_dot=True).lower()
        if name in self.silent_about:
            return None
        response = dns.message.make_response(query, recursion_available=True)
        if name in self.broken:
            response.set_rcode(dns.rcode.SERVFAIL)
            return response.to_wire()
        for _ in range(8):
            alias = self.records.get((name, "CNAME"))
            if not alias or question.rdtype == dns.rdatatype.CNAME:
                break
            response.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", *alias))
            name = alias[0].rstrip(".").lower()
        found = self.records.get((name, dns.rdatatype.to_text(question.rdtype)), [])
        if found:
            kind = dns.rdatatype.to_text(question.rdtype)
            response.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *found))
        elif not any(known == name for known, _ in self.records):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response.to_wire(max_size=65_535)


class _Udp(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server: NameServer = self.server.names  # type: ignore[attr-defined]  # set where the server is made
        wire, socket = self.request
        answer = server.answer(wire)
        if answer is None:
            return
        if len(answer) > _PACKET:
            short = dns.message.make_response(dns.message.from_wire(wire))
            short.flags |= dns.flags.TC
            answer = short.to_wire()
        socket.sendto(answer, self.client_address)


class _Tcp(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: NameServer = self.server.names  # type: ignore[attr-defined]  # set where the server is made
        length = int.from_bytes(self.rfile.read(2), "big")
        answer = server.answer(self.rfile.read(length))
        if answer is not None:
            server.over_tcp += 1
            self.wfile.write(len(answer).to_bytes(2, "big") + answer)


class _TcpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def name_server(records: Mapping[tuple[str, str], list[str]]) -> Iterator[NameServer]:
    names = NameServer(
        reserve(), {(name.lower(), kind): list(found) for (name, kind), found in records.items()}
    )
    address = ("127.0.0.1", names.port)
    with socketserver.ThreadingUDPServer(address, _Udp) as udp, _TcpServer(address, _Tcp) as tcp:
        udp.daemon_threads = True
        threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in (udp, tcp)]
        for server, thread in zip((udp, tcp), threads, strict=True):
            server.names = names  # type: ignore[attr-defined]  # for the handlers
            thread.start()
        try:
            yield names
        finally:
            for server, thread in zip((udp, tcp), threads, strict=True):
                server.shutdown()
                thread.join()
