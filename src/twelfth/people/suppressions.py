"""The list of addresses that are left alone: how an entry is found again when everything else of it is gone."""

from collections.abc import Iterable

import idna
from django.db.models import Q
from django.utils.crypto import salted_hmac

from twelfth.accounts.models import Workspace
from twelfth.people.models import Suppression
from twelfth.rules.terms import Channel


def address_hash(workspace_id: int, value: str) -> str:
    """A keyed hash (SHA-256, hex) of a normalised address; the same address differs between workspaces."""
    return salted_hmac(f"twelfth.suppression.{workspace_id}", value, algorithm="sha256").hexdigest()


def canonical(value: str) -> str:
    """An address or a domain as it is hashed: lower case, the domain in ASCII (ü becomes xn--…)."""
    local, at, domain = value.strip().lower().rpartition("@")
    if domain.isascii():
        return f"{local}{at}{domain}"
    try:
        return f"{local}{at}{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError:
        return f"{local}{at}{domain}"


def matching(value: str) -> list[str]:
    """What stands on the list for this address, if anything: itself as it is written and in ASCII, then its domain and
    the domains above that (for a@x.y.example: x.y.example, y.example). A telephone number stands for itself."""
    plain = canonical(value)
    found = list(dict.fromkeys((value, plain)))
    _, at, domain = plain.rpartition("@")
    while at and "." in domain:
        found.append(domain)
        domain = domain.partition(".")[2]
    return found


def covering(workspace: Workspace, values: Iterable[str]) -> dict[str, list[Suppression]]:
    """Each of the addresses that is on the list, on any channel, with its entries. One query for many."""
    wanted = {value: [address_hash(workspace.pk, one) for one in matching(value)] for value in set(values)}
    hashes = {each for listed in wanted.values() for each in listed}
    entries: dict[str, list[Suppression]] = {}
    for entry in Suppression.objects.filter(workspace=workspace, value_hash__in=hashes):
        entries.setdefault(entry.value_hash, []).append(entry)
    found = {value: [e for one in listed for e in entries.get(one, [])] for value, listed in wanted.items()}
    return {value: listed for value, listed in found.items() if listed}


def suppressed(workspace: Workspace, addresses: Iterable[str]) -> set[str]:
    """Those of the e-mail addresses that must not be written to now. One query for many."""
    wanted = {value: [address_hash(workspace.pk, one) for one in matching(value)] for value in set(addresses)}
    rows = Suppression.objects.filter(
        Q(channel="") | Q(channel=Channel.EMAIL),
        workspace=workspace,
        value_hash__in={each for listed in wanted.values() for each in listed},
    )
    found = set(rows.values_list("value_hash", flat=True))
    return {value for value, listed in wanted.items() if not found.isdisjoint(listed)}
