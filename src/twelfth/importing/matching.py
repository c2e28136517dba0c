"""Whom the rows of a batch are about: people that are here already, or were in an earlier row.

A row is somebody we know when it has the id that the same system gave them, or one of their e-mail
addresses, or one of their phone numbers (or other addresses) and the same name. A number alone proves
nothing: colleagues share the switchboard. Nor does info@ under another name. A row with none of these is
somebody we know when name and company are the same and it has nothing else to tell, so that importing a
file twice makes nobody twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from twelfth.accounts.models import Workspace
from twelfth.deals.models import Deal
from twelfth.importing.drafts import DealDraft, PersonDraft, Point
from twelfth.importing.fields import System
from twelfth.importing.ledger import Did
from twelfth.people.actions import company_key
from twelfth.people.custom.kinds import Value
from twelfth.people.models import ContactPoint, CustomField, CustomValue, OptOut, Person, PersonTag
from twelfth.people.queries import now_known_by, with_external_id
from twelfth.people.search import fold, sort_name
from twelfth.rules.terms import Channel

#: Addresses that belong to an office rather than to somebody.
_OFFICE = re.compile(
    r"(info|office|sales|contact|kontakt|hello|mail|admin|support|service|team|buero|post|welcome|enquiries|bonjour"
    r"|contacto|ventas|accueil|verkauf|vertrieb|reception|secretary|sekretariat|hr|jobs|billing|accounts?|marketing)@.*"
)


@dataclass(slots=True, kw_only=True)
class Known:
    """A person of a batch: from the database, or (new) from one of its rows."""

    person: Person
    company_key: str = ""
    is_new: bool = False
    changed: set[str] = field(default_factory=set)
    points: set[tuple[str, str]] = field(default_factory=set)
    new_points: list[Point] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    new_tags: list[str] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
    new_opt_outs: list[str] = field(default_factory=list)
    #: Addresses that stand on the do-not-contact list, with how they came there and the channels of wishes that came
    #: with them and were news.
    listed: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    #: Channels of wishes that are new, told by the file or brought by an address.
    wished: set[str] = field(default_factory=set)
    #: What is in fields of one's own, by their ids: texts; and what is new of it.
    own: dict[int, set[str]] = field(default_factory=dict)
    new_own: list[tuple[CustomField, tuple[Value, ...]]] = field(default_factory=list)
    deals: list[DealDraft] = field(default_factory=list)
    #: Ids and titles of the deals that are here.
    deal_keys: set[str] = field(default_factory=set)
    #: How many things rows have added: a row that adds nothing is told so.
    additions: int = 0
    #: What the row does that is being put into this person, and what each row did that told of a deal, as in `deals`.
    did: Did = field(default_factory=dict)
    deal_dids: list[Did] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        return bool(
            self.is_new
            or self.changed
            or self.new_points
            or self.new_tags
            or self.new_opt_outs
            or self.new_own
            or self.deals
        )


def external_id(system: System, told: str) -> str:
    """An id as it is stored: with the system that gave it, since HubSpot's 101 is not Pipedrive's 101."""
    if not told:
        return ""
    return told[:100] if system is System.SPREADSHEET else f"{system.split()[0].lower()}:{told}"[:100]


@lru_cache(maxsize=20_000)
def company_key_of(name: str) -> str:
    """`company_key`, remembered: the rows of a file name the same companies over and over."""
    return company_key(name)


def name_key(text: str) -> str:
    return " ".join(fold(text).split())


class Directory:
    """The people that a batch of rows may be about, by everything they can be known by."""

    def __init__(self, workspace: Workspace, system: System, drafts: Sequence[PersonDraft]) -> None:
        self._system = system
        self._by_id: dict[int, Known] = {}
        self._by_external: dict[str, Known] = {}
        self._by_point: dict[tuple[str, str], list[Known]] = {}
        self._by_name: dict[tuple[str, str], list[Known]] = {}
        self.people: list[Known] = []
        self._load(workspace, drafts)

    def find(self, draft: PersonDraft) -> Known | None:
        """Whom a row is about; None when it is somebody new."""
        told_id = external_id(self._system, draft.external_id)
        if self._system is not System.SPREADSHEET and told_id in self._by_external:
            return self._by_external[told_id]
        for point in sorted(draft.points, key=lambda point: point.channel is not Channel.EMAIL):
            for known in self._by_point.get((point.channel, point.value), []):
                if _is_personal(point) or _same_name(known, draft):
                    return known
        if not _is_bare(draft, self._system):
            return None
        for known in self._by_name.get((name_key(draft.full_name), company_key_of(draft.company)), []):
            if draft.notes in {"", known.person.notes} and known.person.external_id in {"", told_id}:
                return known
        return None

    def add(self, known: Known) -> None:
        """A person whom the next rows may be about, too."""
        self.people.append(known)
        self._by_name.setdefault((name_key(known.person.full_name), known.company_key), []).append(known)
        if known.person.external_id:
            self._by_external.setdefault(known.person.external_id, known)
        for point in known.points:
            self.add_point(known, point)

    def add_point(self, known: Known, point: tuple[str, str]) -> None:
        self._by_point.setdefault(point, []).append(known)

    def _load(self, workspace: Workspace, drafts: Sequence[PersonDraft]) -> None:
        people = Person.objects.filter(workspace=workspace)
        wanted: set[int] = set()
        # Ids of entries that were merged into somebody: the file still knows them.
        formerly: dict[str, int] = {}
        values: dict[Channel, set[str]] = defaultdict(set)
        for draft in drafts:
            for point in draft.points:
                values[point.channel].add(point.value)
        for channel, told in values.items():
            points = ContactPoint.objects.filter(workspace=workspace, channel=channel, value__in=told)
            wanted.update(points.values_list("person_id", flat=True))
        if self._system is not System.SPREADSHEET:
            ids = {external_id(self._system, draft.external_id) for draft in drafts} - {""}
            wanted.update(with_external_id(workspace, ids).values_list("pk", flat=True))
            formerly = now_known_by(workspace, ids)
            wanted.update(formerly.values())
        bare = {_sort_name(draft) for draft in drafts if _is_bare(draft, self._system)}
        wanted.update(people.filter(sort_name__in=bare).values_list("pk", flat=True))
        found = people.filter(pk__in=wanted).select_related("company").order_by("pk")
        self._by_id = {person.pk: _known(person) for person in found}
        self._load_belongings(wanted)
        if any(draft.own for draft in drafts):
            self._load_own(wanted)
        for known in self._by_id.values():
            self.add(known)
        for told_id, person in formerly.items():
            self._by_external.setdefault(told_id, self._by_id[person])

    def _load_belongings(self, ids: Iterable[int]) -> None:
        for person, channel, value in ContactPoint.objects.filter(person__in=ids).values_list(
            "person_id", "channel", "value"
        ):
            self._by_id[person].points.add((channel, value))
        for person, tag in PersonTag.objects.filter(person__in=ids).values_list("person_id", "tag__name"):
            self._by_id[person].tags.add(tag)
        for person, channel in OptOut.objects.filter(person__in=ids).values_list("person_id", "channel"):
            self._by_id[person].opted_out.add(channel)
        deals = Deal.objects.filter(person__in=ids).values_list("person_id", "external_id", "title")
        for person, told_id, title in deals:
            self._by_id[person].deal_keys.update({told_id or title, title})

    def _load_own(self, ids: Iterable[int]) -> None:
        rows = CustomValue.objects.filter(person__in=ids)
        for person, own, text in rows.values_list("person_id", "field_id", "text"):
            if person is not None:
                self._by_id[person].own.setdefault(own, set()).add(text)


def _known(person: Person) -> Known:
    return Known(person=person, company_key=person.company.match_key if person.company else "")


def _sort_name(draft: PersonDraft) -> str:
    return sort_name(given=draft.given_name, family=draft.family_name, full=draft.full_name)


def _is_personal(point: Point) -> bool:
    """Whether an address is one person's alone. Numbers are not: colleagues share the switchboard."""
    return point.channel is Channel.LINKEDIN or (
        point.channel is Channel.EMAIL and not _OFFICE.fullmatch(point.value)
    )


def _is_bare(draft: PersonDraft, system: System) -> bool:
    """Whether a row tells nothing by which somebody could be known but the name."""
    return not draft.points and (not draft.external_id or system is System.SPREADSHEET)


def _same_name(known: Known, draft: PersonDraft) -> bool:
    """Whether both names may be one person's: equal, or one of them is no more than an address."""
    here, there = name_key(known.person.full_name), name_key(draft.full_name)
    return here == there or "@" in here or "@" in there or here.startswith("+") or there.startswith("+")
