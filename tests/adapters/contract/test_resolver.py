"""What Resolver promises, kept by the real part in front of a name server on this machine, and by the fake."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.servers.dns import name_server
from twelfth.adapters.dns import DnsResolver, FakeResolver
from twelfth.messages.ports import DnsUnreachable, MxRecord, Resolver, SrvRecord

Make = Callable[..., Resolver]
LONG = "v=DKIM1; k=rsa; p=" + "A" * 700


@pytest.fixture(params=["real", "fake"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """A resolver that knows these records, and of `silent` names nothing."""
    with ExitStack() as open_servers:

        def real(records: dict[tuple[str, str], list[str]], silent: str = "", broken: str = "") -> Resolver:
            quoted = {
                (name, kind): [_quoted(record) for record in found] if kind == "TXT" else found
                for (name, kind), found in records.items()
            }
            server = open_servers.enter_context(name_server(quoted))
            server.silent_about, server.broken = {silent}, {broken}
            return DnsResolver(server="127.0.0.1", port=server.port, patience=0.5 if silent else 20)

        def fake(records: dict[tuple[str, str], list[str]], silent: str = "", broken: str = "") -> Resolver:
            made = FakeResolver.of(records)
            made.silent_about = {silent, broken} - {""}
            return made

        yield real if request.param == "real" else fake


def _quoted(text: str) -> str:
    """As a zone file writes a text: in pieces of at most 255."""
    return " ".join(f'"{text[start : start + 200]}"' for start in range(0, len(text), 200))


def test_a_text_is_joined_from_its_pieces(make: Make) -> None:
    resolver = make({("mail._domainkey.duarte.test", "TXT"): [LONG]})
    assert resolver.txt("mail._domainkey.duarte.test") == (LONG,)


def test_every_text_of_a_name_is_given(make: Make) -> None:
    resolver = make({("duarte.test", "TXT"): ["v=spf1 -all", "site=1"]})
    assert sorted(resolver.txt("Duarte.test.")) == ["site=1", "v=spf1 -all"]


def test_mail_servers_come_by_preference(make: Make) -> None:
    resolver = make({("duarte.test", "MX"): ["20 b.duarte.test.", "10 A.duarte.test."]})
    assert resolver.mx("duarte.test") == (MxRecord(10, "a.duarte.test"), MxRecord(20, "b.duarte.test"))


def test_a_domain_may_say_that_it_takes_no_mail(make: Make) -> None:
    assert make({("duarte.test", "MX"): ["0 ."]}).mx("duarte.test") == (MxRecord(0, ""),)


def test_services_come_by_priority_and_weight(make: Make) -> None:
    name = "_imaps._tcp.duarte.test"
    rows = [
        "10 5 993 slow.duarte.test.",
        "0 1 993 light.duarte.test.",
        "0 9 993 heavy.duarte.test.",
        "20 0 0 .",
    ]
    found = make({(name, "SRV"): rows}).srv(name)
    assert [record.host for record in found] == [
        "heavy.duarte.test",
        "light.duarte.test",
        "slow.duarte.test",
        "",
    ]
    assert found[0] == SrvRecord(0, 9, 993, "heavy.duarte.test")


def test_an_alias_is_told_and_followed(make: Make) -> None:
    alias, real = "selector1._domainkey.duarte.test", "key.provider.test"
    resolver = make({(alias, "CNAME"): [f"{real}."], (real, "TXT"): ["v=DKIM1; p=QQ=="]})
    assert resolver.cname(alias) == real
    assert resolver.txt(alias) == ("v=DKIM1; p=QQ==",)
    assert resolver.cname(real) == ""


def test_addresses_of_both_kinds(make: Make) -> None:
    resolver = make({("mail.duarte.test", "A"): ["192.0.2.5"], ("mail.duarte.test", "AAAA"): ["2001:db8::5"]})
    assert resolver.addresses("mail.duarte.test") == ("192.0.2.5", "2001:db8::5")


def test_no_such_name_and_no_such_record_are_both_nothing(make: Make) -> None:
    resolver = make({("duarte.test", "A"): ["192.0.2.5"]})
    assert resolver.txt("gone.test") == ()
    assert resolver.txt("duarte.test") == ()
    assert resolver.cname("gone.test") == ""
    assert resolver.addresses("gone.test") == ()


@pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".test", ".".join(["abc"] * 80), "", "-\\"])
def test_a_name_that_cannot_exist_is_nothing(make: Make, name: str) -> None:
    assert make({("duarte.test", "A"): ["192.0.2.5"]}).txt(name) == ()


def test_silence_is_not_taken_for_no(make: Make) -> None:
    resolver = make({("duarte.test", "TXT"): ["v=spf1 -all"]}, silent="duarte.test")
    with pytest.raises(DnsUnreachable, match=r"No name server answered when we asked about duarte\.test"):
        resolver.txt("duarte.test")


def test_neither_is_a_failure_of_the_server(make: Make) -> None:
    resolver = make({("duarte.test", "TXT"): ["v=spf1 -all"]}, broken="duarte.test")
    with pytest.raises(DnsUnreachable):
        resolver.txt("duarte.test")


def test_the_real_one_asks_again_over_tcp_for_what_is_long() -> None:
    with name_server({("long.test", "TXT"): [_quoted(LONG)]}) as server:
        resolver = DnsResolver(server="127.0.0.1", port=server.port, patience=20)
        assert resolver.txt("long.test") == (LONG,)
        assert server.over_tcp == 1
        # And remembers the answer.
        assert resolver.txt("long.test") == (LONG,)
        assert server.over_tcp == 1
