"""Which people or follow-ups somebody means: a filter, kept as JSON, resolved to rows of one workspace.

A selection is a question, not a list: it is asked again for each batch, in the order of the ids, so that what is to
be done to 100 000 rows needs no room for their ids, and whoever no longer matches when their turn comes is left alone.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.background.models import JobRow
from twelfth.flow.filtering.conditions import Groups, from_json, to_json
from twelfth.flow.filtering.fields import Asked
from twelfth.flow.filtering.registry import narrowed
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.models import Person, PersonTag
from twelfth.people.named import Named, named
from twelfth.people.queries import known_by, people
from twelfth.rules.terms import DecisionKind, NextKind

PERSON, FOLLOWUP = "people.person", "followups.followup"


class State(StrEnum):
    """How a follow-up stands. Each but ENDED is a part of those that run."""

    ANY = ""
    GOING = "going"
    DUE = "due"
    PAUSED = "paused"
    WAITING = "waiting"
    NO_STEP = "no_step"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """A filter of the people list. `country` is an ISO 3166 code, `owner` and `company` are ids."""

    words: str = ""
    tag: str = ""
    owner: int | None = None
    company: int | None = None
    country: str = ""
    #: Only those with whom nothing runs, and who did not ask to be left alone.
    without_plan: bool = False
    #: All of these groups hold; of a group any of its conditions.
    groups: Groups = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpFilter:
    """A filter of follow-ups. `plan` is the id of a cadence, `job` that of a bulk change which changed them; the days
    are those of the next moment, both included."""

    words: str = ""
    plan: int | None = None
    owner: int | None = None
    kind: str = ""
    state: State = State.ANY
    next_from: date | None = None
    next_until: date | None = None
    job: int | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """All rows of the workspace that match, or of these only those with the ids `only`."""

    workspace: Workspace
    filter: PeopleFilter | FollowUpFilter
    only: tuple[int, ...] = field(default=())

    @property
    def is_of_people(self) -> bool:
        return isinstance(self.filter, PeopleFilter)

    def people(self, *, today: date) -> QuerySet[Person]:
        """The people meant: those of the follow-ups, where follow-ups are selected. `today` is the asker's day."""
        if isinstance(self.filter, PeopleFilter):
            return self._only(_people(self._named_people(self._named()), self.workspace, self.filter, today))
        theirs = self.followups(today=today).filter(person=OuterRef("pk"))
        return people(self.workspace).filter(Exists(theirs))

    def look_through(self, *, today: date) -> "LookedThrough":
        """The people as somebody looks through them, page by page. Raises TypeError for a filter of follow-ups."""
        if not isinstance(self.filter, PeopleFilter):
            raise TypeError("a list of people is looked through by a filter of people")
        found = self._named()
        is_words_only = (
            bool(found.words) and not self.only and self.filter == PeopleFilter(words=self.filter.words)
        )
        is_cut = is_words_only and not found.is_all
        if is_cut:
            rows = people(self.workspace).filter(found.some())
        else:
            rows = self._only(_people(self._named_people(found), self.workspace, self.filter, today))
        known = len(found.ids) if is_words_only else None
        return LookedThrough(rows=rows, known=known, is_cut=is_cut, is_misspelt=found.is_misspelt)

    def _named(self) -> Named:
        return named(self.workspace, self.filter.words)

    def _named_people(self, found: Named) -> QuerySet[Person]:
        return people(self.workspace).filter(found.condition("pk"))

    def followups(self, *, today: date) -> QuerySet[FollowUp]:
        """The follow-ups meant: all that run with the people, where people are selected."""
        if isinstance(self.filter, FollowUpFilter):
            return self._only(_followups(self.workspace, self.filter, today))
        rows = FollowUp.objects.filter(RUNNING, workspace=self.workspace)
        # Asked of each, so that a batch of many does not begin with a list of all people.
        return rows.filter(Exists(self.people(today=today).filter(pk=OuterRef("person"))))

    def _only(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=self.only) if self.only else rows

    def book_of(self) -> int | None:
        """The member whose whole book this is: all that runs of one owner, and nothing else asked for."""
        owner = self.filter.owner
        return owner if not self.only and self.filter == FollowUpFilter(owner=owner) else None

    def to_json(self) -> dict[str, Any]:
        told = {name: value for name, value in asdict(self.filter).items() if value not in ("", None, False)}
        days = {name: value.isoformat() for name, value in told.items() if isinstance(value, date)}
        of = PERSON if self.is_of_people else FOLLOWUP
        rows = {"groups": to_json(self.filter.groups)} if isinstance(self.filter, PeopleFilter) else {}
        return {"of": of, **told, **days, **rows, "only": list(self.only)}

    @classmethod
    def from_json(cls, workspace: Workspace, told: dict[str, Any]) -> "Selection":
        """The selection that `to_json` wrote, in that workspace."""
        kind = PeopleFilter if told["of"] == PERSON else FollowUpFilter
        values = {one.name: told[one.name] for one in fields(kind) if one.name in told}
        for name in {"next_from", "next_until"} & values.keys():
            values[name] = date.fromisoformat(values[name])
        if "groups" in values:
            values["groups"] = from_json(values["groups"])
        if "state" in values:
            values["state"] = State(values["state"])
        return cls(workspace, kind(**values), tuple(told["only"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedThrough:
    """The people whom somebody looks through: all that match, or where only words are asked for that more people bear
    than anybody reads (`is_cut`), FEW of them. To put all of those in order took longer than a page may."""

    rows: QuerySet[Person]
    is_cut: bool
    #: Nobody is called so: these are spelt alike.
    is_misspelt: bool
    #: How many match, or that they are more than FEW, where that is known without counting.
    known: int | None

    def count(self, most: int) -> int:
        """How many match, at most `most`."""
        return count(self.rows, most) if self.known is None else min(self.known, most)


NOBODY = LookedThrough(rows=Person.objects.none(), is_cut=False, is_misspelt=False, known=0)


def count(rows: QuerySet[Any], most: int) -> int:
    """How many rows there are, at most `most`: to count all takes longer than a page."""
    return rows.order_by()[:most].count()


def ids_of(rows: QuerySet[Any], *, after: int, until: int, most: int) -> list[int]:
    """The ids of the next rows behind `after` and not behind `until`, in their order."""
    found = rows.filter(pk__gt=after, pk__lte=until).order_by("pk").values_list("pk", flat=True)
    return list(found[:most])


def spread(rows: QuerySet[Any], count: int, most: int) -> list[int]:
    """Ids of at most `most` of the `count` rows, evenly spread over all of them."""
    every = max(1, -(-count // most))
    ids: Iterator[int] = rows.order_by("pk").values_list("pk", flat=True).iterator()
    return list(islice(ids, 0, None, every))


def state_is(state: State, *, today: date) -> Q:
    """The follow-ups that stand so, on that day."""
    resting = Q(paused_at__isnull=False) & (Q(paused_until__isnull=True) | Q(paused_until__gt=today))
    waiting = Q(decision=DecisionKind.NOT_YET, next_kind=NextKind.WAKE, next_is_due=False)
    match state:
        case State.ENDED:
            return Q(ended_at__isnull=False)
        case State.PAUSED:
            return RUNNING & resting
        case State.WAITING:
            return RUNNING & waiting
        case State.GOING:
            return RUNNING & ~resting & ~waiting
        case State.DUE:
            return RUNNING & Q(next_is_due=True, next_day__lte=today)
        case State.NO_STEP:
            return RUNNING & Q(next_kind=NextKind.REVIEW)
        case State.ANY:
            return RUNNING


def _people(rows: QuerySet[Person], workspace: Workspace, by: PeopleFilter, today: date) -> QuerySet[Person]:
    if by.tag:
        rows = rows.filter(Exists(PersonTag.objects.filter(person=OuterRef("pk"), tag__name=by.tag)))
    if by.owner is not None:
        rows = rows.filter(owner=by.owner)
    if by.company is not None:
        rows = rows.filter(company=by.company)
    if by.country:
        rows = rows.filter(country=by.country)
    if by.without_plan:
        running = FollowUp.objects.filter(RUNNING, person=OuterRef("pk"))
        rows = rows.filter(~Exists(running), opted_out_at=None)
    return narrowed(rows, Asked(workspace, today), by.groups)


def _followups(workspace: Workspace, by: FollowUpFilter, today: date) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(state_is(by.state, today=today), workspace=workspace)
    if by.words:
        rows = rows.filter(known_by(workspace, by.words, person="person"))
    if by.plan is not None:
        rows = rows.filter(version__cadence=by.plan)
    if by.owner is not None:
        rows = rows.filter(owner=by.owner)
    if by.kind:
        rows = rows.filter(kind=by.kind)
    if by.next_from is not None:
        rows = rows.filter(next_day__gte=by.next_from)
    if by.next_until is not None:
        rows = rows.filter(next_day__lte=by.next_until)
    if by.job is not None:
        rows = rows.filter(_changed_by(workspace, by.job))
    return rows


def _changed_by(workspace: Workspace, job: int) -> Q:
    done = JobRow.objects.filter(workspace=workspace, job=job, state=JobRow.DONE)
    return Q(pk__in=done.filter(subject_type=FOLLOWUP).values("subject_id"))
