"""The servers of a mailbox from its address alone."""

import pytest

from twelfth.adapters.dns import FakeResolver
from twelfth.messages.mailboxes.discovery import Proposal, Source, discover
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.mailboxes.presets import Server

DOMAIN = "duarte.test"


def found(
    records: dict[tuple[str, str], list[str]] | None = None, address: str = f"clara@{DOMAIN}"
) -> Proposal:
    return discover(address, FakeResolver.of(records or {}))


def srv(*services: str) -> dict[tuple[str, str], list[str]]:
    """Each "name priority weight port host"."""
    records: dict[tuple[str, str], list[str]] = {}
    for service in services:
        name, _, rest = service.partition(" ")
        records.setdefault((f"{name}._tcp.{DOMAIN}", "SRV"), []).append(rest)
    return records


def test_a_providers_own_address_needs_no_question() -> None:
    resolver = FakeResolver()
    proposal = discover("Clara.Duarte@GMAIL.com", resolver)
    assert (proposal.source, proposal.provider) == (Source.PRESET, Provider.GOOGLE)
    assert proposal.sent_saved_by_server
    assert "app password" in proposal.advice
    assert resolver.asked == []


def test_a_company_at_google_or_microsoft_is_known_by_its_mx() -> None:
    at_google = found({(DOMAIN, "MX"): ["1 aspmx.l.google.com", "5 alt1.aspmx.l.google.com"]})
    assert (at_google.source, at_google.provider) == (Source.MX, Provider.GOOGLE)
    assert at_google.imap == Server("imap.gmail.com", 993)
    at_microsoft = found({(DOMAIN, "MX"): ["0 duarte-test.mail.protection.outlook.com"]})
    assert at_microsoft.provider == Provider.MICROSOFT
    assert at_microsoft.smtp == Server("smtp.office365.com", 587, "starttls")
    assert DOMAIN in at_microsoft.sentence


def test_what_the_domain_says_itself_is_taken() -> None:
    records = srv("_imaps 0 1 993 imap.duarte.test", "_submissions 0 1 465 smtp.duarte.test")
    proposal = found(records)
    assert proposal.source == Source.SRV
    assert (proposal.imap, proposal.smtp) == (
        Server("imap.duarte.test", 993),
        Server("smtp.duarte.test", 465),
    )


def test_tls_is_taken_before_starttls_and_the_first_by_priority() -> None:
    records = srv(
        "_imap 0 1 143 imap.duarte.test",
        "_imaps 20 1 9930 second.duarte.test",
        "_imaps 10 1 9931 first.duarte.test",
        "_submission 0 1 587 smtp.duarte.test",
    )
    proposal = found(records)
    assert proposal.imap == Server("first.duarte.test", 9931)
    assert proposal.smtp == Server("smtp.duarte.test", 587, "starttls")


def test_a_service_that_the_domain_does_not_offer_is_not_taken() -> None:
    """A target of "." says: not here (RFC 2782)."""
    records = srv("_imaps 0 0 0 .", "_submissions 0 0 0 .", "_imap 0 1 143 imap.duarte.test")
    proposal = found(records)
    assert proposal.source == Source.GUESS
    assert proposal.imap == Server("imap.duarte.test", 143, "starttls")


def test_a_provider_that_the_domain_names_brings_what_we_know_of_it() -> None:
    records = srv("_imaps 0 1 993 imap.fastmail.com", "_submissions 0 1 465 smtp.fastmail.com")
    assert "Fastmail wants an app password" in found(records).advice


def test_the_web_server_is_asked_last() -> None:
    asked: list[str] = []

    def told(domain: str) -> tuple[Server, Server]:
        asked.append(domain)
        return Server("imap.told.test", 993), Server("smtp.told.test", 465)

    proposal = discover(f"clara@{DOMAIN}", FakeResolver(), told)
    assert (proposal.source, proposal.imap.host, asked) == (Source.AUTOCONFIG, "imap.told.test", [DOMAIN])
    discover("clara@gmail.com", FakeResolver(), told)
    assert asked == [DOMAIN]


def test_else_it_is_a_guess_and_says_so() -> None:
    proposal = found()
    assert (proposal.source, proposal.imap) == (Source.GUESS, Server("mail.duarte.test", 993))
    assert "guess" in proposal.sentence
    own = found({(DOMAIN, "MX"): ["10 post.duarte.test"]})
    assert own.imap.host == own.smtp.host == "post.duarte.test"


def test_without_name_servers_nothing_more_is_asked() -> None:
    resolver = FakeResolver(silent=True)
    proposal = discover(f"clara@{DOMAIN}", resolver, lambda _: pytest.fail("asked all the same"))
    assert "cannot be looked up now" in proposal.sentence
    assert len(resolver.asked) == 1


def test_no_proposal_is_ever_without_encryption() -> None:
    proposals = [
        found(),
        found(srv("_imap 0 1 143 a.test", "_submission 0 1 25 a.test")),
        found({(DOMAIN, "MX"): ["1 a.test"]}),
    ]
    for proposal in proposals:
        assert {proposal.imap.security, proposal.smtp.security} <= {"tls", "starttls"}
