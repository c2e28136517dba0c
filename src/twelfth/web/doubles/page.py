"""Two people side by side: what each field holds, what would move, and whose values are taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from twelfth.accounts.models import Member
from twelfth.people.models import Company, ContactPoint, Person
from twelfth.records.merging.queries import about_the_same, would_move
from twelfth.records.merging.values import Choice, choices

_LABELS = {
    "full_name": "Name",
    "title": "Position",
    "company": "Company",
    "street": "Street",
    "city": "Town",
    "region": "Region",
    "postcode": "Postcode",
    "country": "Country",
    "zone": "Time zone",
    "language": "Language",
    "birthday": "Birthday",
    "owner": "Whose",
    "source": "From where",
    "external_id": "Id in another system",
    "name": "Name",
    "domain": "Domain",
}
#: What a table's rows are called in the sentence "What moves": one, several. All others by their own names.
_THINGS = {
    "people.contactpoint": ("address", "addresses"),
    "people.optout": ("wish to be left alone", "wishes to be left alone"),
    "people.persontag": ("tag", "tags"),
    "people.remark": ("remark", "remarks"),
    "people.customvalue": ("field of your own", "fields of your own"),
    "people.person": ("person", "people"),
    "deals.deal": ("deal", "deals"),
    "followups.followup": ("follow-up", "follow-ups"),
    "touches.touch": ("contact", "contacts"),
    "promises.promise": ("promise", "promises"),
    "messages.outgoingmessage": ("letter of ours", "letters of ours"),
    "messages.incomingmessage": ("letter of theirs", "letters of theirs"),
    "records.merge": ("earlier merge", "earlier merges"),
}
_NOT_TOLD = frozenset({"people.formerperson", "people.formercompany"})


@dataclass(frozen=True, slots=True)
class Side:
    """One field of both, as shown. `differ`: one has to be chosen."""

    field: str
    label: str
    kept: str
    gone: str
    differ: bool


def side_by_side(kept: Person, gone: Person) -> dict[str, Any]:
    """The context of the page."""
    return {
        "kept": kept,
        "gone": gone,
        "sides": [_side(choice) for choice in choices(kept, gone)],
        "points": (_points(kept), _points(gone)),
        "moves": what_moves(would_move(gone)),
        "same_matters": about_the_same(kept, gone),
    }


def _side(choice: Choice) -> Side:
    return Side(
        field=choice.field,
        label=_LABELS.get(choice.field, choice.field),
        kept=_shown(choice.kept),
        gone=_shown(choice.gone),
        differ=choice.differ,
    )


def _shown(value: Any) -> str:
    return value.name if isinstance(value, Company | Member) else str(value or "")


def _points(person: Person) -> list[ContactPoint]:
    return list(person.contact_points.order_by("channel", "-is_primary", "pk"))


def what_moves(counts: dict[type[Model], int]) -> list[str]:
    """ "3 contacts", "1 promise" and so on, in the order of `belongings`."""
    return list(_told(counts.items()))


def _told(counts: Iterable[tuple[type[Model], int]]) -> Iterable[str]:
    for model, count in counts:
        label = model._meta.label_lower
        if label in _NOT_TOLD:
            continue
        one, several = _THINGS.get(
            label, (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
        )
        yield f"{count} {one if count == 1 else several}"
