"""Looks up what receivers look up before they trust a mailbox's domain: SPF, DKIM, DMARC, and where its mail arrives.

Nothing is stored but the findings.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import compat32

import dkim
from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.messages.mailboxes import presets
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.messages.ports import Cursor, MailError, MailSession, Resolver
from twelfth.rules.sender_providers import COMMON_SELECTORS, Sender, sender_of
from twelfth.rules.sender_records import (
    Finding,
    Level,
    Signature,
    dkim_finding,
    dmarc_finding,
    is_aligned,
    mx_finding,
    spf_finding,
)
from twelfth.rules.spf import follow
from twelfth.settings.keys import CredentialsUnreadable

#: How far from the end of a folder the copy of the last letter is looked for.
_LOOKED_BACK = 30
_DMARC = re.compile(r"v\s*=\s*DMARC1\s*(;|$)")


def check_records(mailbox: Mailbox, resolver: Resolver, copy: bytes | None = None) -> list[Finding]:
    """What receivers find of the mailbox's domain, the mail in first. `copy`: a letter of its own that came back to
    it, whose signature is verified.

    Raises DnsUnreachable: then nothing is known, good or bad.
    """
    domain = mailbox.address.rpartition("@")[2].lower()
    if (preset := presets.of_domain(domain)) is not None:
        text = f"{domain} belongs to {preset.name}, which keeps its records in order. Nothing is left for you to do."
        return [Finding("Records", Level.GOOD, text)]
    mx = [found.host for found in resolver.mx(domain)]
    has_address = bool(mx) or bool(resolver.addresses(domain))
    sender = sender_of((mailbox.smtp_host, *mx))
    return [
        mx_finding(domain, mx, has_address=has_address),
        spf_finding(domain, follow(domain, resolver.txt), sender, mailbox.smtp_host),
        _dkim(domain, resolver, sender, copy),
        _dmarc(domain, resolver),
    ]


def last_copy(mailbox: Mailbox, connect: Callable[[], AbstractContextManager[MailSession]]) -> bytes | None:
    """What `own_copy` finds. None also when the mailbox cannot be read, which is said elsewhere: keys are then looked
    for under their usual names."""
    try:
        with connect() as session:
            return own_copy(mailbox, session)
    except (MailError, CredentialsUnreadable):
        return None


def own_copy(mailbox: Mailbox, session: MailSession) -> bytes | None:
    """The last letter of the mailbox as it lies in the mailbox itself, where it is found near the end of a folder.

    Raises MailError.
    """
    sent = OutgoingMessage.objects.filter(mailbox=mailbox, state=MessageState.SENT)
    message_id = sent.order_by("-claimed_at").values_list("message_id", flat=True).first()
    folder = session.find(message_id) if message_id else None
    if message_id is None or folder is None:
        return None
    end = session.newest(folder)
    since = Cursor(end.uidvalidity, max(end.uid - _LOOKED_BACK, 0))
    found = (fetched.raw for fetched in session.fetch_new(folder, since))
    return next((raw for raw in found if message_id.encode() in raw), None)


@transaction.atomic
def store_findings(by: Actor, mailbox: Mailbox, findings: list[Finding], *, now: datetime) -> None:
    """Keep what was found. That it was looked up is an event when a person asked, or when it is not what it was."""
    by.require(Permission.WORK)
    found = [finding.to_json() for finding in findings]
    is_news = by.member is not None or found != mailbox.records_found
    mailbox.records_found, mailbox.records_checked_at = found, now
    mailbox.save(update_fields=["records_found", "records_checked_at"])
    if not is_news:
        return
    wrong = sum(finding.level is not Level.GOOD for finding in findings)
    record(by, "mailbox.records_checked", mailbox, now=now, wrong=wrong)


def stored_findings(mailbox: Mailbox) -> list[Finding]:
    """What the last check found; empty when there was none."""
    return [Finding.from_json(row) for row in mailbox.records_found]


def _dmarc(domain: str, resolver: Resolver) -> Finding:
    """At the domain, else at the nearest one above it that has one (the walk of DMARC's second edition)."""
    labels = domain.split(".")
    for start in range(max(len(labels) - 1, 1)):
        above = ".".join(labels[start:])
        texts = [text for text in resolver.txt(f"_dmarc.{above}") if _DMARC.match(text)]
        if texts:
            return dmarc_finding(domain, above, texts)
    return dmarc_finding(domain, domain, ())


def _dkim(domain: str, resolver: Resolver, sender: Sender | None, copy: bytes | None) -> Finding:
    signature = signature_of(copy, domain, resolver) if copy else None
    if signature is not None:
        selectors: tuple[str, ...] = (signature.selector,) if is_aligned(domain, signature.domain) else ()
        places = {selector: f"{selector}._domainkey.{signature.domain}" for selector in selectors}
    else:
        selectors = tuple(dict.fromkeys((*(sender.selectors if sender else ()), *COMMON_SELECTORS)))
        places = {selector: f"{selector}._domainkey.{domain}" for selector in selectors}
    keys: dict[str, str] = {}
    for selector, name in places.items():
        texts = [text for text in resolver.txt(name) if "p=" in text]
        if texts:
            keys[selector] = texts[0]
            break
    return dkim_finding(domain, keys, signature, sender, selectors)


def signature_of(raw: bytes, domain: str, resolver: Resolver) -> Signature | None:
    """The signature of a letter that counts for this domain, else its first; None where there is none.

    Raises DnsUnreachable.
    """
    headers = BytesHeaderParser(policy=compat32).parsebytes(raw).get_all("DKIM-Signature", [])
    found = [
        (place, _tag(str(value), "d").lower(), _tag(str(value), "s")) for place, value in enumerate(headers)
    ]
    named = [each for each in found if each[1] and each[2]]
    named.sort(key=lambda each: not is_aligned(domain, each[1]))
    if not named:
        return None
    place, signer, selector = named[0]
    return Signature(signer, selector, _verifies(raw, place, resolver))


def _verifies(raw: bytes, place: int, resolver: Resolver) -> bool:
    def key_at(name: bytes, timeout: int = 5) -> bytes | None:  # noqa: ARG001 (as dkimpy calls it)
        texts = resolver.txt(name.decode("ascii", "replace"))
        return texts[0].encode() if texts else None

    try:
        return bool(dkim.DKIM(raw).verify(idx=place, dnsfunc=key_at))
    except (dkim.DKIMException, ValueError):
        return False  # A key or a signature that cannot be read verifies nothing.


def _tag(value: str, name: str) -> str:
    match = re.search(rf"(?:^|;)\s*{name}\s*=\s*([^;\s]+)", value)
    return match[1] if match else ""
