"""A list of who must not be contacted: any text file with an address, a domain or a telephone number on each line.

Nothing that stands in it is lost: a line in which none of these can be read is told with its number. The list is worked
in in the background, batch by batch, and goes on where it stopped.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.background.actions import draft_job, go_on, queue_draft
from twelfth.background.models import Job
from twelfth.background.turns import give_way
from twelfth.flow.left_alone import leave_alone
from twelfth.importing.encoding import blocks, detect
from twelfth.importing.errors import ImportRefused
from twelfth.importing.filekinds import refuse_binary
from twelfth.importing.load import source_of
from twelfth.importing.points import read_email, read_phones
from twelfth.people.actions import NewEntry
from twelfth.people.suppressions import canonical
from twelfth.rules.terms import Channel

#: The kind of a job that takes in such a list.
LEFT_ALONE_LIST = "left alone"
#: How an entry of such a list came about (Suppression.why).
BY_LIST = "list"
BATCH = 500
#: Lines that could not be read, of which the result keeps the text.
MOST_PROBLEMS = 1_000
_LONGEST_LINE = 10_000
_DOMAIN = re.compile(r"@?(?P<name>[\w-]{1,63}(?:\.[\w-]{1,63})+)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_DELIMITERS = ";,\t|"
#: Names of columns, as exports write them; a first line of these holds nobody.
_HEADERS = re.compile(
    r"(e-?mail|address|domain|phone|telephone|number|name|reason|date|opt|unsub|value|what|kind)",
    re.IGNORECASE,
)


class NobodyInIt(ImportRefused):
    """There is no address, no domain and no telephone number in this file. Choose another one."""

    def __init__(self) -> None:
        super().__init__(NobodyInIt.__doc__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What must be left alone, normalised: "email", "domain" or "phone"."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file that holds something. `entry` None: nothing in it could be read."""

    number: int
    text: str
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPreview:
    """What would come of the file. `problems` are the first lines that cannot be read, of `unread` altogether."""

    counts: dict[str, int]
    first: tuple[Entry, ...]
    problems: tuple[Line, ...]
    unread: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def read_entry(text: str, country: str) -> Entry | None:
    """What a cell holds: an e-mail address, a domain (`acme.example`, `@acme.example`), a telephone number, or nothing.
    `country` (ISO code) is where numbers without a +prefix are dialled from."""
    text = text.strip().strip("'\"<>").removeprefix("mailto:").strip()
    if "@" in text.lstrip("@"):
        address = read_email(text)
        return Entry(kind="email", value=address) if address else None
    if (named := _DOMAIN.fullmatch(text)) is not None and not named["name"].rpartition(".")[2].isdigit():
        plain = canonical(named["name"])
        if all(_LABEL.fullmatch(label) for label in plain.split(".")):
            return Entry(kind="domain", value=named["name"].lower())
        return None
    if sum(character.isdigit() for character in text) >= 6:
        phone = next((phone for phone in read_phones(text, country) if phone.is_known), None)
        return Entry(kind="phone", value=phone.value) if phone else None
    return None


def read_lines(open_it: Callable[[], BinaryIO], country: str) -> Iterator[Line]:
    """Every line that holds something, in order. Raises ImportRefused for what is no text."""
    with open_it() as stream:
        refuse_binary(stream.read(64 * 1024))
    with open_it() as stream:
        encoding = detect(blocks(stream))
    with open_it() as stream:
        text = io.TextIOWrapper(stream, encoding.name, encoding.errors)
        for number, line in enumerate(text, start=1):
            shown = line.strip().lstrip("\ufeff")
            if not shown or shown.startswith("#"):
                continue
            entry = _entry_in(shown[:_LONGEST_LINE], country)
            if entry is None and number == 1 and _HEADERS.search(shown):
                continue
            yield Line(number=number, text=shown, entry=entry)


def _entry_in(line: str, country: str) -> Entry | None:
    """The first cell that says whom: an address anywhere in the line, else a domain, else a number."""
    cells = [line]
    if delimiter := max(_DELIMITERS, key=line.count) if any(d in line for d in _DELIMITERS) else "":
        cells = next(csv.reader([line], delimiter=delimiter), [])
    found = [entry for cell in cells if (entry := read_entry(cell, country)) is not None]
    return min(found, key=lambda entry: ("email", "domain", "phone").index(entry.kind), default=None)


@transaction.atomic
def keep_list(by: Actor, name: str, pieces: Iterable[bytes], *, everything: str, now: datetime) -> Job:
    """Store a file; nothing is done with it yet. `everything` "yes": no contact at all, else only on the channel that
    an entry is of. Raises ImportRefused (then nothing is stored), NotAllowed."""
    by.require(Permission.IMPORT)
    arguments = {"everything": everything == "yes"}
    job = draft_job(by, LEFT_ALONE_LIST, name, arguments=arguments, pieces=pieces, now=now)
    preview_list(job)
    return job


def preview_list(job: Job) -> ListPreview:
    """What would come of it. Raises ImportRefused."""
    counts: Counter[str] = Counter()
    first: list[Entry] = []
    problems: list[Line] = []
    unread = 0
    for line in read_lines(_opener(job), job.workspace.country):
        if line.entry is None:
            unread += 1
            if len(problems) < 20:
                problems.append(line)
            continue
        counts[line.entry.kind] += 1
        if len(first) < 10:
            first.append(line.entry)
    if not first:
        raise NobodyInIt
    return ListPreview(counts=dict(counts), first=tuple(first), problems=tuple(problems), unread=unread)


def begin_list(by: Actor, job: Job, *, now: datetime) -> bool:
    """Let it begin in the background; False when it had begun. Raises NotAllowed."""
    by.require(Permission.IMPORT)
    return queue_draft(by, job, job.arguments, now=now)


def run_list(job: Job, clock: Callable[[], datetime]) -> None:
    """Do a claimed job to its end. Raises ImportRefused, JobLost."""
    by = Actor(job.workspace, job.started_by)
    lines = list(read_lines(_opener(job), job.workspace.country))
    if job.total is None:
        job.total = len(lines)
        job.result = {"added": 0, "known": 0, "people": 0, "unread": 0, "problems": []}
    rest = (line for line in lines if line.number > job.cursor.get("line", 0))
    while batch := list(islice(rest, BATCH)):
        now = clock()
        with transaction.atomic():
            _work_in(by, job, batch, now=now)
            go_on(job, now=now)
        give_way()


def _work_in(by: Actor, job: Job, batch: list[Line], *, now: datetime) -> None:
    new = [
        _new_entry(line.entry, job.title, everything=job.arguments["everything"])
        for line in batch
        if line.entry is not None
    ]
    listed = leave_alone(by, new, now=now)
    unread = [line for line in batch if line.entry is None]
    result: dict[str, Any] = job.result
    result["added"] += listed.added
    result["known"] += listed.known
    result["people"] += listed.people
    result["unread"] += len(unread)
    room = max(0, MOST_PROBLEMS - len(result["problems"]))
    result["problems"] += [{"line": line.number, "text": line.text[:300]} for line in unread[:room]]
    job.done += len(batch)
    job.cursor["line"] = batch[-1].number


def _new_entry(entry: Entry, title: str, *, everything: bool) -> NewEntry:
    channel = Channel.PHONE if entry.kind == "phone" else Channel.EMAIL
    return NewEntry(
        value=entry.value,
        channel=None if everything else channel,
        why=BY_LIST,
        is_domain=entry.kind == "domain",
        note=title,
    )


def _opener(job: Job) -> Callable[[], BinaryIO]:
    source = source_of(job)
    assert callable(source)  # noqa: S101 (a job's file always is)
    return source
