"""What stands in a company's form, and the way back to what stood there."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from django.urls import reverse

from twelfth.people.custom.queries import filled
from twelfth.people.models import Company, CustomField
from twelfth.web.people.way_back import locked, unlocked

PLACE = ("street", "postcode", "city", "region", "country")
#: A longer address is refused on its way to us.
_LONGEST = 3_000


def told_of(company: Company, fields: Sequence[CustomField]) -> dict[str, str]:
    """Everything in the form, as it is typed there."""
    told = {name: str(getattr(company, name)) for name in ("name", "domain", *PLACE)}
    told["part_of"] = company.parent.name if company.parent else ""
    return told | {own_key(one.field): "\n".join(one.values) for one in filled(company, fields)}


def texts_of(typed: Mapping[CustomField, str]) -> dict[str, str]:
    return {own_key(field): text for field, text in typed.items()}


def own_key(field: CustomField) -> str:
    return f"own {field.pk}"


def way_back(company: Company, was: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The address that puts back what was changed; "" when nothing was, or more than an address can carry."""
    changed = {name: (text, _mark(now[name])) for name, text in was.items() if now[name] != text}
    if not changed:
        return ""
    address = reverse("company-restore", args=[company.pk])
    address = f"{address}?was={locked(company.pk, changed, of='company')}"
    return address if len(address) <= _LONGEST else ""


def before(company: Company, now: Mapping[str, str], was: str) -> dict[str, str]:
    """What stands there now, but for what still is as that change left it: that is as it was before. Raises Http404."""
    changed = unlocked(was, company.pk, of="company")
    return {
        name: changed[name][0] if name in changed and changed[name][1] == _mark(text) else text
        for name, text in now.items()
    }


def _mark(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
