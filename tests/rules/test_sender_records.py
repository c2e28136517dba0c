"""What a domain's records mean to receivers, and what has to be entered to mend them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twelfth.rules.sender_providers import SENDERS, Sender, sender_of
from twelfth.rules.sender_records import (
    Finding,
    Level,
    Record,
    Signature,
    dkim_finding,
    dmarc_finding,
    key_bits,
    mended_spf,
    mx_finding,
    spf_finding,
)
from twelfth.rules.spf import follow

DOMAIN = "duarte.test"
GOOGLE = SENDERS[0]
GOOD, WARNING, BAD = Level.GOOD, Level.WARNING, Level.BAD
NAMES = {
    "_spf.google.com": ("v=spf1 include:_netblocks.google.com ~all",),
    "_netblocks.google.com": ("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",),
    "loop.test": ("v=spf1 include:duarte.test -all",),
    "two.test": ("v=spf1 -all", "v=spf1 ~all"),
    "deep.test": (
        "v=spf1 a mx a:1.test a:2.test a:3.test a:4.test a:5.test a:6.test a:7.test a:8.test -all",
    ),
}


def spf(*records: str, sender: Sender | None = GOOGLE) -> Finding:
    found = follow(DOMAIN, lambda name: records if name == DOMAIN else NAMES.get(name, ()))
    return spf_finding(DOMAIN, found, sender, "mail.duarte.test")


def pasted(finding: Finding) -> str:
    [record] = finding.records
    assert (record.name, record.type) == (DOMAIN, "TXT")
    return record.value


# --- SPF --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 include:_spf.google.com ~all",
        "v=spf1 include:_spf.google.com -all",
        "V=SPF1 INCLUDE:_SPF.GOOGLE.COM ip4:192.0.2.7 -ALL",
        "v=spf1 a mx/24 a:mail.duarte.test/24//64 ip6:2001:db8::1 ptr exists:%{i}.test include:_spf.google.com ~all",
        "v=spf1 redirect=_spf.google.com",
        "v=spf1 include:_spf.google.com unknown=modifier ~all",
    ],
)
def test_a_record_that_receivers_can_follow(record: str) -> None:
    finding = spf(record)
    assert (finding.level, finding.records) == (GOOD, ()), finding.text


def test_lookups_are_counted_with_those_of_what_is_included() -> None:
    assert "2 lookups of 10" in spf("v=spf1 include:_spf.google.com ~all").text


def test_no_record_is_bad_and_one_is_offered() -> None:
    finding = spf("site-verification=1", "v=spf10 all")
    assert finding.level is BAD
    assert pasted(finding) == "v=spf1 include:_spf.google.com ~all"
    assert pasted(spf(sender=None)) == "v=spf1 a:mail.duarte.test ~all"


def test_two_records_become_one() -> None:
    finding = spf("v=spf1 ip4:192.0.2.7 -all", "v=spf1 include:_spf.google.com ~all")
    assert finding.level is BAD
    assert pasted(finding) == "v=spf1 ip4:192.0.2.7 include:_spf.google.com -all"


def test_the_provider_has_to_be_in_it() -> None:
    finding = spf("v=spf1 ip4:192.0.2.7 -all")
    assert (finding.level, pasted(finding)) == (BAD, "v=spf1 include:_spf.google.com ip4:192.0.2.7 -all")
    # Of one that we do not know, nothing is claimed.
    unknown = spf("v=spf1 ip4:192.0.2.7 -all", sender=None)
    assert unknown.level is GOOD
    assert "mail.duarte.test" in unknown.text


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("v=spf1 include:_spf.google.com ip4:999.1.1.1 ~all", "“ip4:999.1.1.1”"),
        ("v=spf1 include:_spf.google.com ip4=192.0.2.1.5 inclde:x.test ~all", "“inclde:x.test”"),
        ("v=spf1 include:_spf.google.com include: ~all", "“include:”"),
        ("v=spf1 include:_spf.google.com include:gone.test ~all", "gone.test, which has no SPF record"),
        ("v=spf1 include:_spf.google.com include:two.test ~all", "two.test, which has more than one"),
        ("v=spf1 include:_spf.google.com include:loop.test ~all", "leads back to itself"),
        ("v=spf1 include:_spf.google.com include:deep.test ~all", "look up 13 names"),
    ],
)
def test_what_receivers_cannot_follow(record: str, says: str) -> None:
    finding = spf(record)
    assert finding.level is BAD
    assert says in finding.text


def test_allowing_everybody_is_bad_and_saying_nothing_of_others_is_weak() -> None:
    everybody = spf("v=spf1 include:_spf.google.com +all")
    assert (everybody.level, pasted(everybody)) == (BAD, "v=spf1 include:_spf.google.com ~all")
    assert spf("v=spf1 include:_spf.google.com all").level is BAD
    for record in ("v=spf1 include:_spf.google.com", "v=spf1 include:_spf.google.com ?all"):
        nothing = spf(record)
        assert (nothing.level, pasted(nothing)) == (WARNING, "v=spf1 include:_spf.google.com ~all")


def test_a_redirect_is_kept_by_including_it() -> None:
    assert mended_spf(["v=spf1 redirect=other.test"], "include:x.test") == (
        "v=spf1 include:x.test include:other.test ~all"
    )


@given(st.lists(st.text(alphabet="v=spf1 abcdeilmnp:/%{}.-+~?ALl64", max_size=60), max_size=3))
def test_any_text_is_read_without_an_error(records: list[str]) -> None:
    finding = spf(*(f"v=spf1 {text}" for text in records))
    for offered in [record.value for record in finding.records]:
        names = {DOMAIN: (offered,)}
        assert follow(DOMAIN, lambda name, names=names: names.get(name, ("v=spf1 -all",))).all in {"~", "-"}


# --- DMARC ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "level", "says"),
    [
        ([], BAD, "There is no DMARC record"),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], BAD, "2 DMARC records"),
        (["v=DMARC1; p=monitor"], BAD, "no policy that receivers know"),
        (["v=DMARC1"], BAD, "no policy that receivers know"),
        (["v=DMARC1; p=none"], WARNING, "nobody is told"),
        (["v=DMARC1; p=none; rua=dmarc@duarte.test"], WARNING, "no mailto:"),
        (
            ["v=DMARC1; p=none; rua=mailto:dmarc@duarte.test!10m, mailto:x@other.test"],
            GOOD,
            "watches and reports",
        ),
        (["v=DMARC1; p=quarantine"], GOOD, "puts into spam"),
        (["v=DMARC1;p=REJECT;adkim=s;aspf=s"], GOOD, "SPF and DKIM must be of exactly duarte.test"),
    ],
)
def test_dmarc(records: list[str], level: Level, says: str) -> None:
    finding = dmarc_finding(DOMAIN, DOMAIN, records)
    assert finding.level is level
    assert says in finding.text


def test_dmarc_to_paste() -> None:
    assert dmarc_finding(DOMAIN, DOMAIN, ()).records == (
        Record("_dmarc.duarte.test", "TXT", "v=DMARC1; p=none; rua=mailto:postmaster@duarte.test"),
    )


def test_reports_are_added_to_a_record_that_only_watches() -> None:
    [record] = dmarc_finding(DOMAIN, DOMAIN, ["v=DMARC1; p=none; pct=100"]).records
    assert record.value == "v=DMARC1; p=none; pct=100; rua=mailto:postmaster@duarte.test"


def test_the_record_of_a_domain_above_speaks_for_those_below() -> None:
    finding = dmarc_finding("mail.duarte.test", DOMAIN, ["v=DMARC1; p=reject; sp=quarantine"])
    assert "puts into spam" in finding.text
    assert "It is the one of duarte.test." in finding.text


# --- DKIM -------------------------------------------------------------------------------------------------


def key(size: int, **tags: str) -> str:
    return "; ".join(
        [
            "v=DKIM1",
            *(f"{name}={value}" for name, value in tags.items()),
            f"p={base64.b64encode(b'0' * size).decode()}",
        ]
    )


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        (key(162), 1024),
        (key(294), 2048),
        (key(550), 4096),
        (key(94), 256),
        (key(32, k="ed25519"), 2048),
        ("k=rsa; p=" + base64.b64encode(b"\x30\x81\x89\x02" + b"0" * 136).decode(), 1024),
        ("v=DKIM1; p=", 0),
        ("v=DKIM1; p=***", 0),
        ("v=DKIM2; p=AAAA", 0),
        ("p=" + "AAAA " * 98, 2048),
    ],
)
def test_the_length_of_a_key(text: str, bits: int) -> None:
    assert key_bits(text) == bits


def test_a_key_is_good_and_an_old_one_is_short() -> None:
    assert dkim_finding(DOMAIN, {"google": key(294)}, None, GOOGLE).level is GOOD
    old = dkim_finding(DOMAIN, {"google": key(162)}, None, GOOGLE)
    assert (old.level, "1,024 bits" in old.text) == (WARNING, True)
    assert dkim_finding(DOMAIN, {"google": key(94)}, None, GOOGLE).level is BAD
    withdrawn = dkim_finding(DOMAIN, {"google": "v=DKIM1; p="}, None, GOOGLE)
    assert (withdrawn.level, "withdrawn" in withdrawn.text) == (BAD, True)


def test_no_key_under_the_usual_names_is_not_taken_for_none() -> None:
    finding = dkim_finding(DOMAIN, {}, None, GOOGLE, ["google", "default"])
    assert finding.level is WARNING
    assert "Admin console" in finding.text
    fastmail = next(sender for sender in SENDERS if sender.name == "Fastmail")
    [first, *_] = dkim_finding(DOMAIN, {}, None, fastmail).records
    assert first == Record("fm1._domainkey.duarte.test", "CNAME", "fm1.duarte.test.dkim.fmhosted.com")


def test_the_signature_of_a_letter_counts_most() -> None:
    keys = {"k9": key(294)}
    right = dkim_finding(DOMAIN, keys, Signature(DOMAIN, "k9", is_right=True), None)
    assert (right.level, "the signature is right" in right.text) == (GOOD, True)
    wrong = dkim_finding(DOMAIN, keys, Signature(DOMAIN, "k9", is_right=False), None)
    assert (wrong.level, "does not match" in wrong.text) == (BAD, True)
    other = dkim_finding(DOMAIN, {}, Signature("provider.test", "k9", is_right=True), None)
    assert (other.level, "signed by provider.test" in other.text) == (WARNING, True)


# --- the rest ---------------------------------------------------------------------------------------------


def test_mail_in() -> None:
    assert mx_finding(DOMAIN, ["mx.duarte.test"], has_address=True).level is GOOD
    assert mx_finding(DOMAIN, [""], has_address=True).level is BAD
    assert mx_finding(DOMAIN, [], has_address=True).level is WARNING
    assert mx_finding(DOMAIN, [], has_address=False).level is BAD


def test_providers_are_known_by_their_servers() -> None:
    for hosts, name in [
        (("smtp.gmail.com",), "Google"),
        (("relay.duarte.test", "aspmx.l.google.com"), "Google"),
        (("duarte-test.mail.protection.outlook.com",), "Microsoft"),
        (("in1-smtp.messagingengine.com",), "Fastmail"),
    ]:
        found = sender_of(hosts)
        assert found is not None
        assert found.name == name
    assert sender_of(("mail.notgoogle.com", "notmigadu.com")) is None


def test_a_finding_survives_being_stored() -> None:
    finding = dmarc_finding(DOMAIN, DOMAIN, ())
    assert Finding.from_json(finding.to_json()) == finding
