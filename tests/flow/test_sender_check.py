"""What receivers find of a mailbox's domain, asked of a name system in memory and of our own letter's signature."""

import base64
from datetime import timedelta

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.flow.test_pacing import letter
from tests.world import TUESDAY, World
from twelfth.accounts.models import Event
from twelfth.flow.health import problems
from twelfth.flow.sender_check import check_records, own_copy, signature_of, store_findings, stored_findings
from twelfth.jobs.records import look_at_all
from twelfth.messages.models import Mailbox, MessageState
from twelfth.messages.ports import DnsUnreachable
from twelfth.rules.sender_records import Finding, Level, Signature

DOMAIN = "duarte.test"


@pytest.fixture(scope="module")
def keys() -> tuple[bytes, str]:
    """A private key, and the record of its public one."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = made.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


@pytest.fixture
def mailbox(world: World) -> Mailbox:
    mailbox = world.mailbox()
    mailbox.address, mailbox.smtp_host = f"clara@{DOMAIN}", "smtp.gmail.com"
    mailbox.save()
    world.dns.records = {
        (DOMAIN, "MX"): ["1 aspmx.l.google.com"],
        (DOMAIN, "TXT"): ["site=1", "v=spf1 include:_spf.google.com ~all"],
        ("_spf.google.com", "TXT"): ["v=spf1 ip4:192.0.2.0/24 ~all"],
        (f"_dmarc.{DOMAIN}", "TXT"): ["v=DMARC1; p=reject"],
    }
    return mailbox


def levels(findings: list[Finding]) -> dict[str, str]:
    return {finding.what: finding.level.value for finding in findings}


def signed(private: bytes, *, selector: str = "k9", domain: str = DOMAIN, message_id: str = "<a@x>") -> bytes:
    raw = (
        f"From: Clara <clara@{DOMAIN}>\r\nTo: ines@ribeiro.test\r\nSubject: Hello\r\n"
        f"Date: Tue, 5 May 2026 09:30:00 +0000\r\nMessage-ID: {message_id}\r\n\r\nHello.\r\n"
    ).encode()
    return bytes(dkim.sign(raw, selector.encode(), domain.encode(), private)) + raw


def test_a_domain_in_order(world: World, mailbox: Mailbox, keys: tuple[bytes, str]) -> None:
    world.dns.records["google._domainkey." + DOMAIN, "TXT"] = [keys[1]]
    found = check_records(mailbox, world.dns)
    assert levels(found) == {"MX": "good", "SPF": "good", "DKIM": "good", "DMARC": "good"}


def test_a_domain_without_anything(world: World, mailbox: Mailbox) -> None:
    world.dns.records = {}
    found = check_records(mailbox, world.dns)
    assert levels(found) == {"MX": "bad", "SPF": "bad", "DKIM": "warning", "DMARC": "bad"}
    assert [record.name for finding in found for record in finding.records] == [DOMAIN, f"_dmarc.{DOMAIN}"]


def test_addresses_of_a_provider_need_nothing(world: World, mailbox: Mailbox) -> None:
    mailbox.address = "clara@gmail.com"
    [finding] = check_records(mailbox, world.dns)
    assert finding.level is Level.GOOD
    assert world.dns.asked == []


def test_a_silent_name_server_says_nothing_good_or_bad(world: World, mailbox: Mailbox) -> None:
    world.dns.silent_about = {f"_dmarc.{DOMAIN}"}
    with pytest.raises(DnsUnreachable):
        check_records(mailbox, world.dns)


def test_the_dmarc_record_above_speaks_for_a_domain_below(world: World, mailbox: Mailbox) -> None:
    mailbox.address = f"clara@mail.{DOMAIN}"
    dmarc = next(finding for finding in check_records(mailbox, world.dns) if finding.what == "DMARC")
    assert dmarc.level is Level.GOOD
    assert f"It is the one of {DOMAIN}." in dmarc.text


def test_our_own_letter_tells_the_key(world: World, mailbox: Mailbox, keys: tuple[bytes, str]) -> None:
    private, public = keys
    world.dns.records["k9._domainkey." + DOMAIN, "TXT"] = [public]
    raw = signed(private)
    assert signature_of(raw, DOMAIN, world.dns) == Signature(DOMAIN, "k9", is_right=True)
    found = check_records(mailbox, world.dns, raw)
    assert levels(found)["DKIM"] == "good"
    changed = raw.replace(b"Hello.\r\n", b"Bonjour.\r\n")
    assert levels(check_records(mailbox, world.dns, changed))["DKIM"] == "bad"


@pytest.mark.parametrize("record", [None, "v=DKIM1; p=", "v=DKIM1; p=AAAA", "nonsense"])
def test_a_signature_without_its_key_is_not_right(
    world: World, mailbox: Mailbox, keys: tuple[bytes, str], record: str | None
) -> None:
    world.dns.records["k9._domainkey." + DOMAIN, "TXT"] = [record] if record else []
    assert levels(check_records(mailbox, world.dns, signed(keys[0])))["DKIM"] == "bad"


def test_of_several_signatures_the_domains_own_counts(world: World, keys: tuple[bytes, str]) -> None:
    world.dns.records["k9._domainkey." + DOMAIN, "TXT"] = [keys[1]]
    raw = signed(keys[0])
    other = bytes(dkim.sign(raw, b"x", b"relay.test", keys[0]))
    assert signature_of(other + raw, DOMAIN, world.dns) == Signature(DOMAIN, "k9", is_right=True)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@b.test\r\n\r\nHello",
        b"DKIM-Signature: v=1\r\n\r\n",
        b"DKIM-Signature: d=;s=\r\n\r\n",
        b"\xff\x00",
    ],
)
def test_what_is_not_signed_has_no_signature(world: World, raw: bytes) -> None:
    assert signature_of(raw, DOMAIN, world.dns) is None


def test_a_broken_signature_is_not_right(world: World, keys: tuple[bytes, str]) -> None:
    raw = b"DKIM-Signature: v=1; a=rsa-sha256; d=duarte.test; s=k9; b=!!!; bh=?; h=from\r\nFrom: a@b.test\r\n\r\nHello"
    world.dns.records["k9._domainkey." + DOMAIN, "TXT"] = [keys[1]]
    assert signature_of(raw, DOMAIN, world.dns) == Signature(DOMAIN, "k9", is_right=False)


def test_the_copy_is_found_in_the_mailbox(world: World, keys: tuple[bytes, str]) -> None:
    account = world.mail.account("clara")
    mailbox = world.mailbox(account)
    with world.mail.reader.open(account) as session:
        assert own_copy(mailbox, session) is None
    message = letter(mailbox, world.person(), state=MessageState.SENT, at=TUESDAY - timedelta(minutes=5))
    with world.mail.reader.open(account) as session:
        assert own_copy(mailbox, session) is None
    raw = signed(keys[0], message_id=message.message_id)
    world.mail.deliver(raw, to=account.address)
    with world.mail.reader.open(account) as session:
        copy = own_copy(mailbox, session)
    assert copy is not None
    assert message.message_id.encode() in copy


def test_the_findings_are_kept(world: World, mailbox: Mailbox) -> None:
    found = check_records(mailbox, world.dns)
    store_findings(world.by, mailbox, found, now=world.now)
    mailbox.refresh_from_db()
    assert stored_findings(mailbox) == found
    assert mailbox.records_checked_at == world.now
    event = Event.objects.get(verb="mailbox.records_checked")
    assert event.data == {"wrong": 1}


@pytest.mark.usefixtures("mailbox")
class TestEveryDay:
    def look(self, world: World, **later: float) -> list[Finding]:
        world.later(**later)
        assert not look_at_all(world.wiring)
        return stored_findings(Mailbox.objects.get())

    def test_a_mailbox_just_connected_is_left_to_whoever_connects_it(self, world: World) -> None:
        Mailbox.objects.update(created_at=world.now)
        assert self.look(world, hours=23) == []
        assert self.look(world, hours=2) != []

    def test_what_changed_is_told_once(self, world: World) -> None:
        Mailbox.objects.update(created_at=world.now)
        good = self.look(world, days=1)
        world.dns.records[DOMAIN, "TXT"] = ["v=spf1 nonsense -all"]
        assert self.look(world, hours=23) == good
        bad = self.look(world, hours=2)
        assert {one.level for one in bad if one.what == "SPF"} == {Level.BAD}
        self.look(world, days=1)
        assert [event.member for event in Event.objects.filter(verb="mailbox.records_checked")] == [
            None,
            None,
        ]

    def test_what_cannot_be_looked_up_stays_as_it_was(self, world: World) -> None:
        Mailbox.objects.update(created_at=world.now)
        found = self.look(world, days=1)
        world.dns.records[DOMAIN, "TXT"] = []
        world.dns.silent = True
        assert self.look(world, days=1) == found

    def test_what_makes_letters_be_refused_is_on_every_page(self, world: World, mailbox: Mailbox) -> None:
        def told() -> list[str]:
            return [one.text for one in problems(world.by.workspace, now=world.now) if one.page == "sending"]

        assert told() == []
        found = [Finding("SPF", Level.BAD, "Broken."), Finding("DMARC", Level.BAD, "None.")]
        store_findings(world.by, mailbox, found, now=world.now)
        assert len(told()) == 1
        assert "(SPF)" in told()[0]
        store_findings(world.by, mailbox, found[1:], now=world.now)
        assert told() == []
