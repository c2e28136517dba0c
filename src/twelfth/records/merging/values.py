"""Which value the one that stays has in each field: its own, unless it has none or somebody chose the other's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Model

from twelfth.people.models import Company, ContactPoint, Person
from twelfth.people.search import sort_name

#: Worked out from others, or about the row itself.
_NOT_CHOSEN = {
    Person: frozenset({"id", "workspace", "sort_name", "zone_source"}),
    Company: frozenset({"id", "workspace", "match_key"}),
}
#: Of these the earlier counts: a wish, a complaint and an acquaintance stand from the day they began.
_EARLIEST = frozenset({"opted_out_at", "complained_at", "created_at"})
#: And of these the later, or the greater.
_LATEST = frozenset({"last_contact_at", "away_until", "away_since", "contacts_told"})
#: Fields that are shown to choose from, in their order. All others follow the rules above, or fill what is empty.
CHOICES = {
    Person: (
        "full_name", "title", "company", "street", "city", "region", "postcode", "country", "zone", "language",
        "birthday", "owner", "source", "external_id",
    ),
    Company: ("name", "domain"),
}  # fmt: skip
#: Parts that go with what they are parts of.
_WITH = {"full_name": ("given_name", "family_name"), "zone": ("zone_source",)}
_NOTHING: tuple[Any, ...] = (None, "", [], {})
#: The worse of two states of one address counts: what came back from it, or was asked of it, is true for both.
_WORSE = ("works", "bounced", "wrong", "opted_out")


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of both: the values, and whose is taken when nobody chooses."""

    field: str
    kept: Any
    gone: Any

    @property
    def takes_gone(self) -> bool:
        return not self.kept

    @property
    def differ(self) -> bool:
        return bool(self.kept and self.gone and self.kept != self.gone)


def choices(kept: Model, gone: Model) -> list[Choice]:
    """The fields of which at least one has something to say."""
    told = (Choice(name, getattr(kept, name), getattr(gone, name)) for name in CHOICES[type(kept)])
    return [choice for choice in told if choice.kept or choice.gone]


def settle(kept: Any, gone: Any, from_gone: Collection[str]) -> None:
    """Give the one that stays its values, in memory. `from_gone` names the fields for which the other's was chosen."""
    taken = set(from_gone) & set(CHOICES[type(kept)])
    taken |= {part for name in taken for part in _WITH.get(name, ())}
    whole = {part for parts in _WITH.values() for part in parts} - taken
    for field in kept._meta.concrete_fields:
        if field.name not in _NOT_CHOSEN[type(kept)] | whole or field.name in taken:
            setattr(kept, field.attname, _settled(field, kept, gone, is_taken=field.name in taken))
    if isinstance(kept, Person):
        _settle_name_and_zone(kept, gone)


def _settled(field: "Field[Any, Any]", kept: Model, gone: Model, *, is_taken: bool) -> Any:
    mine, theirs = getattr(kept, field.attname), getattr(gone, field.attname)
    if field.name in _EARLIEST | _LATEST:
        both = [moment for moment in (mine, theirs) if moment is not None]
        return _pick(both, latest=field.name in _LATEST)
    if field.name == "notes":
        return _both_texts(mine, theirs)
    if field.name == "avoids_channels":
        # What either of them would rather not have.
        return " ".join(sorted({*mine.split(), *theirs.split()}))
    if field.related_model is type(kept):
        # Nobody is above themselves.
        mine = None if mine == gone.pk else mine
        theirs = None if theirs == kept.pk else theirs
    return theirs if (is_taken or mine in _NOTHING) and theirs not in _NOTHING else mine


def _pick(moments: list[datetime | date], *, latest: bool) -> datetime | date | None:
    if not moments:
        return None
    return max(moments) if latest else min(moments)


def _both_texts(mine: str, theirs: str) -> str:
    """Nothing that somebody wrote down is lost, and nothing stands there twice."""
    if theirs.strip() in mine:
        return mine
    return theirs if mine.strip() in theirs else f"{mine}\n\n{theirs}"


def _settle_name_and_zone(kept: Person, gone: Person) -> None:
    if kept.full_name == gone.full_name and not (kept.given_name or kept.family_name):
        kept.given_name, kept.family_name = gone.given_name, gone.family_name
    if kept.zone and not kept.zone_source:
        kept.zone_source = gone.zone_source
    kept.sort_name = sort_name(given=kept.given_name, family=kept.family_name, full=kept.full_name)


def worse_state(one: ContactPoint, other: ContactPoint) -> str:
    return max(one.state, other.state, key=lambda state: _WORSE.index(state) if state in _WORSE else 0)


def taken_from(form: Iterable[tuple[str, object]]) -> frozenset[str]:
    """Of a form's fields and what was chosen in each ("kept" or "gone"): those that the other one's value is for."""
    return frozenset(name for name, whose in form if whose == "gone")
