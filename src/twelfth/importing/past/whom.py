"""Whom the rows of a batch name, among those who are here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from twelfth.accounts.models import Workspace
from twelfth.importing.drafts import ActivityDraft, Whom
from twelfth.importing.fields import System
from twelfth.importing.matching import company_key_of, external_id, name_key
from twelfth.people.models import ContactPoint, Person
from twelfth.people.queries import now_known_by, with_external_id
from twelfth.people.search import sort_name
from twelfth.rules.terms import Channel


class Circle:
    """The people that the drafts of a batch may mean, by everything they are named by. A handful of queries."""

    def __init__(self, workspace: Workspace, system: System, drafts: Sequence[ActivityDraft]) -> None:
        self._system = system
        whom = [draft.whom for draft in drafts]
        self._by_id = self._known_by_id(
            workspace, {external_id(system, one) for who in whom for one in who.ids}
        )
        self._by_point = self._reached_at(workspace, whom)
        self._by_name = self._called(workspace, {name for who in whom for name in who.names})
        people = set(self._by_id.values())
        people.update(pk for found in (self._by_point, self._by_name) for pks in found.values() for pk in pks)
        rows = Person.objects.filter(workspace=workspace, pk__in=people)
        self.people = {person.pk: person for person in rows.select_related("company", "owner")}

    def find(self, whom: Whom) -> list[Person]:
        """Those meant, each once. Ids are believed first, then addresses, numbers and names of one person alone;
        of people with one name those of the company that the row names."""
        ids = [external_id(self._system, one) for one in whom.ids]
        if found := self._people(self._by_id[one] for one in ids if one in self._by_id):
            return found
        for channel, values in ((Channel.EMAIL, whom.emails), (Channel.PHONE, whom.phones)):
            reached = [self._by_point.get((channel, one), ()) for one in values]
            if found := self._people(pk for pks in reached if len(pks) == 1 for pk in pks):
                return found
        return self._people(
            pk for name in whom.names if (pk := self._one_called(name, whom.company)) is not None
        )

    def _one_called(self, name: str, company: str) -> int | None:
        called = [self.people[pk] for pk in self._by_name.get(name_key(name), ()) if pk in self.people]
        if company:
            wanted = company_key_of(company)
            there = [one for one in called if one.company is not None and one.company.match_key == wanted]
            called = there or [one for one in called if one.company is None]
        return called[0].pk if len(called) == 1 else None

    def _people(self, ids: Iterable[int]) -> list[Person]:
        return [self.people[pk] for pk in dict.fromkeys(ids) if pk in self.people]

    def _known_by_id(self, workspace: Workspace, ids: set[str]) -> dict[str, int]:
        ids -= {""}
        if not ids:
            return {}
        found = dict(now_known_by(workspace, ids))
        for person in with_external_id(workspace, ids):
            found[person.external_id] = person.pk
        return found

    def _reached_at(self, workspace: Workspace, whom: Iterable[Whom]) -> dict[tuple[str, str], set[int]]:
        wanted: dict[Channel, set[str]] = {Channel.EMAIL: set(), Channel.PHONE: set()}
        for one in whom:
            wanted[Channel.EMAIL].update(one.emails)
            wanted[Channel.PHONE].update(one.phones)
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for channel, values in wanted.items():
            rows = ContactPoint.objects.filter(workspace=workspace, channel=channel, value__in=values)
            for value, person in rows.values_list("value", "person_id") if values else ():
                found[channel, value].add(person)
        return found

    def _called(self, workspace: Workspace, names: set[str]) -> dict[str, set[int]]:
        sorts = {name: _sorts(name) for name in names}
        by_sort: dict[str, set[int]] = defaultdict(set)
        if every := {one for told in sorts.values() for one in told}:
            rows = Person.objects.filter(workspace=workspace, sort_name__in=every)
            for pk, sort in rows.values_list("pk", "sort_name"):
                by_sort[sort].add(pk)
        found: dict[str, set[int]] = defaultdict(set)
        for name, told in sorts.items():
            found[name_key(name)].update(pk for sort in told for pk in by_sort.get(sort, ()))
        return found


def _sorts(name: str) -> set[str]:
    """How somebody called so may stand in the list: wherever the family name begins, and as "Silva, Ana"."""
    if "," in name:
        family, _, given = name.partition(",")
        return {sort_name(given=given.strip(), family=family.strip(), full=name)}
    first, _, rest = name.partition(" ")
    given, _, last = name.rpartition(" ")
    return {
        sort_name(given="", family="", full=name),
        sort_name(given=first, family=rest, full=name),
        sort_name(given=given, family=last, full=name),
    }
