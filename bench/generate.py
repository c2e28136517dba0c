"""One generator of data at scale, for every benchmark: the same seed gives the same rows on both databases.

Rows are written past the product's actions (a million of them would take hours), by executemany on SQLite and COPY on
PostgreSQL, and kept: a second run uses what is there. Follow-ups get real next moments spread over the days around now.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db import connection, transaction
from django.db.models import JSONField, Model

from twelfth.accounts.actions import Newcomer
from twelfth.accounts.models import Workspace
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.found import found
from twelfth.followups.models import FollowUp
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import (
    Company,
    ContactPoint,
    CustomField,
    CustomValue,
    Person,
    PersonTag,
    SearchWord,
    Spelling,
    Tag,
)
from twelfth.people.search import fold, sort_name, words_of
from twelfth.people.spellings.keys import keys_of
from twelfth.touches.models import Touch

NOW = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
_GIVEN = "Ana Ben Clara Duarte Eva Finn Greta Hugo Ines Jonas Karin Lars Marta Nuno Olga Paul Rita Sven Tess Uwe".split()
_FAMILY = (
    "Adler Bakker Carvalho Duarte Eze Fischer Garnier Hartley Ibarra Jansen Keller Lobo Moura Novak Okafor Paiva "
    "Ribeiro Seidel Teles Vidal Wolff Ximenes Young Zielinski"
).split()
_SYLLABLES = "ba ko ri su me lan der vol tas min gor phi chen ula".split()
_TRADES = "Textiles Timber Foods Optics Pumps Printing Marine Seeds Glass Paper Tools Logistics".split()
_REASON = [{"code": "step", "step": 2, "of": 12}]


class Names:
    """Names as often as real ones are: the commonest given name is borne by 1.1 % and ten by 9 %, the commonest family
    name by 0.9 % and ten by 7 % (Smith has 0.8 % in the census of the United States of 2010, ten names 5 %)."""

    def __init__(self) -> None:
        self._given = self._ranked(_GIVEN, 5_000, "a", 15)
        self._family = self._ranked(_FAMILY, 60_000, "o", 12)

    @staticmethod
    def _ranked(common: Sequence[str], most: int, ending: str, slope: int) -> tuple[list[str], list[float]]:
        rare = [_made_up(number).capitalize() + ending for number in range(most - len(common))]
        return [*common, *rare], list(accumulate(1 / (rank + slope) for rank in range(most)))

    def draw(self, dice: random.Random) -> tuple[str, str]:
        """A given name and a family name."""
        given, family = (
            dice.choices(names, cum_weights=often)[0] for names, often in (self._given, self._family)
        )
        return given, family


def workspace_of(size: int) -> Workspace:
    """The workspace with `size` people and five times as many touches; made when it is not there yet."""
    return kept(f"bench {size}", lambda workspace: _fill(workspace, size))


def workspace_apart(size: int) -> Workspace:
    """A second one of the same size, for what changes its rows."""
    return kept(f"bench changed {size}", lambda workspace: _fill(workspace, size))


def kept(name: str, fill: Callable[[Workspace], None]) -> Workspace:
    """The workspace of that name; founded and filled when it is not there yet."""
    workspace = Workspace.objects.filter(name=name).first()
    if workspace is not None:
        return workspace
    founder = Newcomer(
        name="Bench Seller",
        email=f"{name.replace(' ', '')}@bench.test",
        password="a long enough phrase",
        zone="Europe/Lisbon",
    )
    with transaction.atomic():
        by = found(name=name, founder=founder, now=NOW)
        fill(by.workspace)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What autovacuum does by itself a minute after so many rows. SQLite has no statistics unless asked for.
            cursor.execute("VACUUM ANALYZE")
    return by.workspace


def _fill(workspace: Workspace, size: int) -> None:
    dice = random.Random(size)
    member = workspace.members.get().pk
    version = CadenceVersion.objects.get(workspace=workspace, cadence__key="first-meeting").pk
    start: dict[type[Model], int] = {model: last_id(model) + 1 for model in (Company, Person, FollowUp)}
    companies = max(1, size // 4)
    names = [f"{dice.choice(_FAMILY)} {dice.choice(_TRADES)} {number}" for number in range(companies)]
    called = Names()
    people = [(*called.draw(dice), dice.randrange(companies)) for _ in range(size)]
    write(
        Company,
        ("id", "workspace_id", "name", "match_key", "domain", "created_at"),
        ((start[Company] + n, workspace.pk, name, fold(name), "", NOW) for n, name in enumerate(names)),
    )
    _write_people(workspace.pk, member, start, people, names)
    _write_what_lists_ask(workspace, start[Person], size)
    _write_followups(workspace.pk, member, version, start, size, dice)
    write(
        Touch,
        ("workspace_id", "person_id", "followup_id", "member_id", "number", "step", "at", "channel", "direction", "purpose",
         "outcome", "state", "balance", "note", "recorded_at"),
        _touches(workspace.pk, member, start, size, dice),
    )  # fmt: skip


def _write_people(
    workspace: int,
    member: int,
    start: dict[type[Model], int],
    people: Sequence[tuple[str, str, int]],
    names: Sequence[str],
) -> None:
    blank = dict.fromkeys(
        ("title", "street", "city", "region", "postcode", "country", "zone_source", "language", "birthday", "source",
         "external_id", "notes"), ""
    )  # fmt: skip
    columns = ("id", "workspace_id", "full_name", "given_name", "family_name", "sort_name", "company_id", "zone", "owner_id",
               "created_at", "last_contact_at", *blank)  # fmt: skip
    write(
        Person,
        columns,
        (
            (start[Person] + n, workspace, f"{given} {family}", given, family, sort_name(given=given, family=family, full=""),
             start[Company] + company, "Europe/Lisbon", member, NOW, NOW - timedelta(days=n % 400), *blank.values())
            for n, (given, family, company) in enumerate(people)
        ),
    )  # fmt: skip
    write(
        ContactPoint,
        ("workspace_id", "person_id", "channel", "value", "label", "state", "is_primary"),
        (
            (workspace, start[Person] + n, channel, value, "", "works", True)
            for n in range(len(people))
            for channel, value in (("email", f"p{n}@bench.test"), ("phone", f"+35191{n:07}"))
            if channel == "phone" or _has_email(n)
        ),
    )
    write(
        SearchWord,
        ("workspace_id", "person_id", "word"),
        (
            (workspace, start[Person] + n, word)
            for n, (given, family, company) in enumerate(people)
            for word in words_of(
                [given, family, names[company], f"p{n}@bench.test" if _has_email(n) else "", f"+35191{n:07}"]
            )
        ),
    )


def _write_what_lists_ask(workspace: Workspace, first: int, size: int) -> None:
    """A number and a choice in fields of one's own, a rare tag and a common one, and what may be misspelt."""
    employees = CustomField.objects.create(
        workspace=workspace, key="employees", label="Employees", kind=Kind.NUMBER, position=1
    )
    tier = CustomField.objects.create(
        workspace=workspace, key="tier", label="Tier", kind=Kind.ONE, choices=["Gold", "Silver"], position=2
    )
    write(
        CustomValue,
        ("workspace_id", "field_id", "person_id", "slot", "text", "sort", "number"),
        (
            row
            for n in range(size)
            for row in (
                (workspace.pk, employees.pk, first + n, "", str(n % 5000), str(n % 5000), n % 5000),
                (workspace.pk, tier.pk, first + n, "", *(("Gold", "gold") if n % 400 == 0 else ("Silver", "silver")), None),
            )
        ),
    )  # fmt: skip
    rare, common = (Tag.objects.create(workspace=workspace, name=name) for name in ("VIP", "Fair"))
    write(
        PersonTag,
        ("workspace_id", "person_id", "tag_id"),
        (
            (workspace.pk, first + n, tag.pk)
            for n in range(size)
            for tag, every in ((rare, 5000), (common, 3))
            if n % every == 0
        ),
    )
    known = SearchWord.objects.filter(workspace=workspace).values_list("word", flat=True).distinct()
    # The names above repeat; a million real people have some three hundred thousand words between them.
    words = {*known, *(_made_up(number) for number in range(size * 3 // 10))}
    spelt = ((workspace.pk, key, word) for word in sorted(words) for key in keys_of(word))
    write(Spelling, ("workspace_id", "key", "word"), spelt)


def _made_up(number: int) -> str:
    word = ""
    while number or not word:
        number, at = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[at]
    return f"{word}er"


def _write_followups(
    workspace: int, member: int, version: int, start: dict[type[Model], int], size: int, dice: random.Random
) -> None:
    """Six of ten people have one, of which a quarter has ended with a no; the moments of the others lie in the next half
    year, and about a hundred are due today."""
    blank = dict.fromkeys(("decision_cause", "decision_note"), "")
    columns = ("id", "workspace_id", "person_id", "owner_id", "kind", "matter", "version_id", "started_at", "next_at",
               "next_day", "next_wall", "next_zone", "next_kind", "next_is_due", "next_is_timed", "next_is_automatic",
               "next_step", "next_channel", "next_reasons", "touch_count", "decision", "decided_at", "ended_at",
               *blank)  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for person in range(size):
            n = _followup_of(person)
            if n is None:
                continue
            if n % 4 == 3:
                decided = NOW - timedelta(days=n % 150)
                yield (start[FollowUp] + n, workspace, start[Person] + person, member, "prospect", "bench", version,
                       NOW - timedelta(days=200), None, None, "", "", "", False, False, False, None, "", "[]", 5, "no",
                       decided, decided, *blank.values())  # fmt: skip
                continue
            days = dice.randrange(1, 180) if n >= 134 else 0
            at = NOW + timedelta(days=days, minutes=-n % 300)
            yield (start[FollowUp] + n, workspace, start[Person] + person, member, "prospect", "bench", version,
                   NOW - timedelta(days=200), at, at.date(), at.strftime("%Y-%m-%dT%H:%M"), "Europe/Lisbon", "step", True,
                   False, False, 2 + n % 10, "phone", json.dumps(_REASON), n % 10, "", None, None, *blank.values())  # fmt: skip

    write(FollowUp, columns, rows())


def _has_email(person: int) -> bool:
    """Six of seven people have one."""
    return person % 7 != 6


def _followup_of(person: int) -> int | None:
    """Which follow-up the n-th person has: three of five people have one, all over the list."""
    block, place = divmod(person, 5)
    return block * 3 + place if place < 3 else None


def _touches(
    workspace: int, member: int, start: dict[type[Model], int], size: int, dice: random.Random
) -> Iterator[tuple[Any, ...]]:
    for n in range(size * 5):
        person = n % size
        turn = n // size
        place = _followup_of(person)
        followup = None if place is None else start[FollowUp] + place
        at = NOW - timedelta(days=190 - 30 * turn, minutes=dice.randrange(600))
        yield (workspace, start[Person] + person, followup, member, turn + 1 if followup else None,
               turn + 1 if followup else None, at, dice.choice(("phone", "email")), "out", "share",
               dice.choice(("voicemail", "talked", "no_answer")), "done", 1, "", at)  # fmt: skip


def last_id(model: type[Model]) -> int:
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def write(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows straight into a table; columns that are not named get what the model gives them by default."""
    rest = {
        str(field.column): json.dumps(value) if isinstance(field, JSONField) else value
        for field in model._meta.concrete_fields
        if field.column not in columns
        and not field.primary_key
        and (value := field.get_default()) is not None
    }
    columns = (*columns, *rest)
    rows = ((*row, *rest.values()) for row in rows)
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            sequence = "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM " + table + "))"
            cursor.execute(sequence, [model._meta.db_table])
            return
        holes = ", ".join("?" for _ in columns)
        plain = (tuple(_plain(value) for value in row) for row in rows)
        cursor.cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({holes})", plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    return value.isoformat() if hasattr(value, "isoformat") else value
