"""The facts about providers: none without encryption, none twice."""

from collections import Counter

import pytest

from twelfth.messages.mailboxes import presets
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.mailboxes.presets import PRESETS


def test_every_server_is_encrypted_on_a_port_that_fits() -> None:
    for preset in PRESETS:
        for server in (preset.imap, preset.smtp):
            assert server.security in {"tls", "starttls"}, preset.name
            usual = {993: "tls", 465: "tls", 587: "starttls", 1143: "starttls", 1025: "starttls"}
            assert usual[server.port] == server.security, preset.name


def test_no_domain_belongs_to_two() -> None:
    for names in ([d for p in PRESETS for d in p.domains], [end for p in PRESETS for end in p.mx]):
        assert [name for name, count in Counter(names).items() if count > 1] == []
        assert all(name == name.lower().strip(".") for name in names)


def test_advice_is_a_sentence() -> None:
    assert all(preset.advice.endswith(".") for preset in PRESETS if preset.advice)


@pytest.mark.parametrize(
    ("hosts", "name"),
    [
        (["aspmx.l.google.com", "alt1.aspmx.l.google.com"], "Google"),
        (["smtp.google.com"], "Google"),
        (["duarte-test.mail.protection.outlook.com"], "Microsoft 365"),
        (["duarte-test.o-v1.mx.microsoft"], "Microsoft 365"),
        (["in1-smtp.messagingengine.com"], "Fastmail"),
        (["mx00.kundenserver.de"], "IONOS"),
        (["mx1.mail.ovh.net"], "OVH"),
        (["mta-gw.infomaniak.ch"], "Infomaniak"),
        (["mx2.zoho.eu"], "Zoho"),
        (["smtpin.rzone.de"], "STRATO"),
        (["www123.your-server.de"], "Hetzner"),
        (["mail.protonmail.ch"], "Proton Mail Bridge"),
        (["MX01.MAIL.ICLOUD.COM."], "iCloud"),
        (["filter.example.com", "aspmx.l.google.com"], "Google"),
    ],
)
def test_a_domain_is_known_by_who_takes_in_its_mail(hosts: list[str], name: str) -> None:
    found = presets.of_mx(hosts)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("host", ["notgoogle.com", "google.com.evil.test", "mail.duarte.test", "", "com"])
def test_what_only_looks_like_it_is_not(host: str) -> None:
    assert presets.of_mx([host]) is None


def test_companies_and_persons_at_microsoft_send_by_different_servers() -> None:
    person = presets.of_domain("hotmail.co.uk")
    assert person is not None
    assert person.smtp.host == "smtp-mail.outlook.com"
    assert presets.for_companies(Provider.MICROSOFT).smtp.host == "smtp.office365.com"
    assert presets.for_companies(Provider.GOOGLE).imap.host == "imap.gmail.com"
