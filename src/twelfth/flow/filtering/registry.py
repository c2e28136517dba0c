"""All fields that people are filtered by, in the order in which they are offered."""

from datetime import timedelta
from functools import partial

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractDay, ExtractMonth, Right

from twelfth.accounts.models import Workspace
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.decider import decides_for
from twelfth.flow.filtering.conditions import Groups, NoSuchCondition, Op, Takes
from twelfth.flow.filtering.fields import (
    CHOICE_OPS,
    FILLING,
    NUMBER_OPS,
    Asked,
    Field,
    choice_column,
    days_of,
    flag,
    id_of,
    moment_column,
    number_of,
    text_column,
)
from twelfth.flow.filtering.own_fields import own_field
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.models import ContactPoint, CustomField, Person, PersonTag, Remark, Tag
from twelfth.promises.models import Promise
from twelfth.rules.terms import Channel, Party, PromiseState
from twelfth.touches.models import Touch, TouchState

STANDING, WHO, REACH, PLACE = "How it stands", "Who they are", "How to reach them", "Where they are"


def fields_of(workspace: Workspace) -> dict[str, Field]:
    """By their keys: those that everybody has, and the workspace's own."""
    own = CustomField.objects.filter(workspace=workspace, removed_at=None).order_by("of", "position", "pk")
    return {field.key: field for field in (*_FIELDS, *map(own_field, own))}


def holding(asked: Asked, groups: Groups) -> list[Q]:
    """What has to hold, a Q for each group. Raises NoSuchCondition."""
    known = fields_of(asked.workspace)
    found = []
    for group in groups:
        any_of = Q()
        for one in group:
            field = known.get(one.field)
            if field is None:
                raise NoSuchCondition("One of the fields of this list is there no more. Take that line out.")
            any_of |= field.q(asked, one.op, one.value.strip())
        found.append(any_of)
    return found


def narrowed(people: QuerySet[Person], asked: Asked, groups: Groups) -> QuerySet[Person]:
    """Those of whom all groups hold; nobody where one cannot be read: left out, it would select everybody."""
    if not groups:
        return people
    try:
        every = holding(asked, groups)
    except NoSuchCondition:
        return people.none()
    if any(one.field == "birthday" for group in groups for one in group):
        people = people.alias(birthday_day=Right("birthday", 5))
    for each in every:
        people = people.filter(each)
    return people


def _tag(asked: Asked, op: Op, value: str) -> Q:
    if op in FILLING:
        has = Q(Exists(PersonTag.objects.filter(person=OuterRef("pk"))))
        return has if op == Op.FILLED else ~has
    # By its key alone: the workspace would be one index more to choose from, and the worse one.
    tag = Tag.objects.filter(workspace=asked.workspace, name=value).first()
    has = asked.whose(PersonTag.objects.filter(tag=tag), are_ours=True) if tag is not None else Q(pk__in=())
    return has if op == Op.IS else ~has


def _plan(asked: Asked, op: Op, value: str) -> Q:
    versions = CadenceVersion.objects.filter(workspace=asked.workspace, cadence=id_of(value))
    keys, running = list(versions.values_list("pk", flat=True)), FollowUp.objects.filter(RUNNING)
    by_person = running.alias(plain=F("version_id") + 0).filter(plain__in=keys)
    on_it = asked.whose(running.filter(version__in=keys), are_ours=True, of_each=by_person)
    return on_it if op == Op.IS else ~on_it


def _contact_number(asked: Asked, op: Op, value: str) -> Q:
    running = FollowUp.objects.filter(RUNNING)
    number = int(number_of(value))
    compare = {Op.LEAST: "touch_count__gte", Op.MOST: "touch_count__lte", Op.IS: "touch_count"}[op]
    return asked.whose(running.filter(**{compare: number}))


def _decision(asked: Asked, op: Op, value: str) -> Q:
    rows = FollowUp.objects.filter(decision=value[:12])
    return asked.whose(rows) if op == Op.IS else ~asked.whose(rows)


def _birthday(asked: Asked, op: Op, value: str) -> Q:
    if op in FILLING:
        return Q(birthday="") if op == Op.EMPTY else ~Q(birthday="")
    days = min(days_of(value).days, 366)
    # YYYY-MM-DD and --MM-DD end alike. The 29th of February is kept on the 28th in other years.
    ahead = {(asked.today + one).strftime("%m-%d") for one in map(days_of, map(str, range(days + 1)))}
    if "02-28" in ahead:
        ahead.add("02-29")
    return ~Q(birthday="") & Q(birthday_day__in=sorted(ahead))


def _milestone(asked: Asked, op: Op, value: str) -> Q:
    rows = Remark.objects.filter(on__isnull=False)
    if op in FILLING:
        return asked.whose(rows) if op == Op.FILLED else ~asked.whose(rows)
    last = asked.today + min(days_of(value), timedelta(days=366))
    days = (asked.today + timedelta(days=n) for n in range((last - asked.today).days + 1))
    ahead = {day.month * 100 + day.day for day in days}
    if 228 in ahead:
        ahead.add(229)
    once = Q(on__gte=asked.today, on__lte=last)
    again = ~Q(repeats="") & Q(on__lte=last, day_of_year__in=sorted(ahead))
    dated = rows.alias(day_of_year=ExtractMonth("on") * 100 + ExtractDay("on"))
    return asked.whose(dated.filter(once | again))


def _asked_and_gave_nothing(asked: Asked, _: Op, value: str) -> Q:
    done = Touch.objects.filter(state=TouchState.DONE)
    often = (
        done.filter(balance__lt=0)
        .order_by()
        .values("person")
        .annotate(times=Count("pk"))
        .filter(times__gte=max(1, int(number_of(value))))
    )
    return asked.whose(often) & ~Q(Exists(done.filter(balance__gt=0, person=OuterRef("pk"))))


def _owed(asked: Asked, *, late: bool) -> Q:
    rows = Promise.objects.filter(party=Party.US, state=PromiseState.OPEN)
    return asked.whose(rows.filter(due_day__lt=asked.today) if late else rows)


def _answer_waits(asked: Asked) -> Q:
    rows = FollowUp.objects.filter(RUNNING, answer_waits_since__isnull=False)
    return asked.whose(rows)


def _no_step(_: Asked) -> Q:
    running = FollowUp.objects.filter(RUNNING, person=OuterRef("pk"))
    return ~Q(Exists(running)) & Q(opted_out_at=None)


def _no_decider(_: Asked) -> Q:
    """Something runs with them, and of nobody where they work, themselves included, is it known that they decide."""
    running = FollowUp.objects.filter(RUNNING, person=OuterRef("pk"))
    return Q(Exists(running)) & ~decides_for("pk", "company")


def _reached(channel: Channel, _: Asked) -> Q:
    points = ContactPoint.objects.filter(channel=channel, state=ContactPoint.WORKS, person=OuterRef("pk"))
    return Q(Exists(points))


def _point_state(asked: Asked, _: Op, value: str) -> Q:
    return asked.whose(ContactPoint.objects.filter(state=value[:10]))


_FIELDS: tuple[Field, ...] = (
    moment_column("last_contact", "Last contact", STANDING, "last_contact_at", {
        Op.OLDER: "no contact for {} days", Op.WITHIN: "contacted in the last {} days", Op.EMPTY: "never contacted",
    }),
    flag("overdue", "Promised and not done", "Nothing promised is late", STANDING, partial(_owed, late=True)),
    flag("promised", "We owe them something", "We owe them nothing", STANDING, partial(_owed, late=False)),
    Field(
        key="asked", label="Asked and gave nothing", group=STANDING, ops={Op.LEAST: Takes.NUMBER},
        ask=_asked_and_gave_nothing, words={Op.LEAST: "asked at least {} times, gave nothing"},
    ),
    flag("answered", "Answered, and nobody reacted", "No answer waits", STANDING, _answer_waits),
    flag("no_step", "Without a next step", "With a next step, or left alone", STANDING, _no_step),
    flag("no_decider", "Followed up, and nobody is known to decide", "A decider is known, or nothing runs", STANDING,
         _no_decider),
    Field(key="plan", label="Plan", group=STANDING, ops=CHOICE_OPS, ask=_plan, words={}),
    Field(
        key="contacts", label="Contacts made in what runs", group=STANDING, ops=NUMBER_OPS, ask=_contact_number,
        words={},
    ),
    Field(key="decision", label="Decision", group=STANDING, ops=CHOICE_OPS, ask=_decision, words={}),
    Field(key="tag", label="Tag", group=WHO, ops={**CHOICE_OPS, **FILLING}, ask=_tag, words={
        Op.EMPTY: "has no tag", Op.FILLED: "has a tag",
    }),
    choice_column("owner", "Owner", WHO, read=id_of, empty=None),
    text_column("name", "Name", WHO, "full_name"),
    text_column("family_name", "Family name", WHO),
    text_column("given_name", "Given name", WHO),
    text_column("company", "Company", WHO, "company__name"),
    text_column("title", "What they do", WHO),
    Field(
        key="birthday", label="Birthday", group=WHO, ops={Op.NEXT: Takes.NUMBER, **FILLING}, ask=_birthday, words={}
    ),
    Field(
        key="milestone", label="Milestone", group=WHO, ops={Op.NEXT: Takes.NUMBER, **FILLING}, ask=_milestone, words={
            Op.EMPTY: "has no milestone", Op.FILLED: "has a milestone",
        },
    ),
    text_column("source", "Source", WHO),
    text_column("notes", "Notes", WHO),
    moment_column("created", "Added", WHO, "created_at", {
        Op.OLDER: "added more than {} days ago", Op.WITHIN: "added in the last {} days",
    }),
    flag("email_works", "Has an e-mail address that works", "Has no e-mail address that works", REACH,
         partial(_reached, Channel.EMAIL)),
    flag("phone_works", "Has a phone number that works", "Has no phone number that works", REACH,
         partial(_reached, Channel.PHONE)),
    Field(key="point", label="An address that", group=REACH, ops={Op.IS: Takes.CHOICE}, ask=_point_state, words={
        Op.IS: "has an address that is {}",
    }),
    choice_column("prefers_channel", "Prefers to be reached", REACH),
    flag("opted_out", "Asked to be left alone", "Did not ask to be left alone", REACH,
         lambda _: Q(opted_out_at__isnull=False)),
    flag("complained", "Complained", "Did not complain", REACH, lambda _: Q(complained_at__isnull=False)),
    text_column("city", "City", PLACE),
    text_column("region", "Region", PLACE),
    text_column("postcode", "Postcode", PLACE),
    choice_column("country", "Country", PLACE),
    choice_column("language", "Language", PLACE),
    choice_column("zone", "Time zone", PLACE),
)  # fmt: skip
