"""The doctor's look at the domains that mail is sent from: one line each, by the same check as Settings, Sending."""

from collections.abc import Iterator
from typing import Literal

from twelfth.flow.sender_check import check_records
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import DnsUnreachable, Resolver
from twelfth.rules.sender_records import Finding, Level

#: RFC 2606 and 6762: not on the net, so there is nothing to look up.
_NOT_ON_THE_NET = (".test", ".example", ".invalid", ".localhost", ".local")


def domain_lines(resolver: Resolver) -> Iterator[tuple[str, Literal["fine", "look"], str, str]]:
    """(what, state, finding, how to mend it) for each domain of a connected mailbox; the demo's are left out.

    Where no name server answers, one line says so and the rest is not asked.
    """
    for domain, mailbox in _domains().items():
        what = f"Domain {domain}"
        try:
            findings = check_records(mailbox, resolver)
        except DnsUnreachable as error:
            yield what, "look", "no name server answered, so its records are not known", str(error)
            return
        wrong = [finding for finding in findings if finding.level is not Level.GOOD]
        if wrong:
            finding = " ".join(f"{each.what}: {each.text}" for each in wrong)
            yield what, "look", finding, f"Settings, Sending of {mailbox.address} shows what to enter."
        else:
            yield what, "fine", _in_order(findings), ""


def _domains() -> dict[str, Mailbox]:
    rows = connected().filter(workspace__is_demo=False).order_by("pk")
    found: dict[str, Mailbox] = {}
    for mailbox in rows:
        domain = mailbox.address.rpartition("@")[2].lower()
        if not domain.endswith(_NOT_ON_THE_NET) and domain != "localhost":
            found.setdefault(domain, mailbox)
    return found


def _in_order(findings: list[Finding]) -> str:
    names = [finding.what for finding in findings]
    return f"{', '.join(names[:-1])} and {names[-1]} are in order" if len(names) > 1 else findings[0].text
