"""Every condition of a list finds whom it means, and nobody of another workspace."""

from datetime import timedelta

import pytest

from tests.world import World, make_world
from twelfth.flow import act
from twelfth.flow.filtering.conditions import Condition, Groups, Op, flat, grouped
from twelfth.flow.filtering.fields import FEW, Asked, Field
from twelfth.flow.filtering.registry import fields_of, holding
from twelfth.flow.opt_out import stop
from twelfth.flow.selection import PeopleFilter, Selection
from twelfth.people.actions import mark_contact_point, tag
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import Person, Say
from twelfth.people.relations.actions import set_roles
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.rules.terms import Channel, Outcome, Party
from twelfth.touches.models import Touch

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(world: World) -> World:
    """Ana has everything, Ben has nothing; both exist in another workspace too."""
    for there in (make_world("Other", email="x@other.test"), world):
        size = define_field(there.by, "Size", Kind.NUMBER, now=there.now)
        tier = define_field(there.by, "Tier", Kind.SEVERAL, choices=["Gold", "Silver"], now=there.now)
        since = define_field(there.by, "Since", Kind.DATE, now=there.now)
        lead = define_field(there.by, "Lead", Kind.YES_NO, now=there.now)
        motto = define_field(there.by, "Motto", Kind.TEXT, now=there.now)
        ana = there.person("Ana Évora", email="ana@evora.test", phone="+351912555010")
        filled = {size: "12", tier: "Gold;Silver", since: "2026-05-01", lead: "yes", motto: "Élan vital"}
        fill(there.by, ana, filled, now=there.now)
        Person.objects.filter(pk=ana.pk).update(
            city="Évora", country="PT", title="Buyer", source="fair", language="pt", birthday="--05-09",
            notes="likes tea", zone="Europe/Lisbon",
        )  # fmt: skip
        tag(there.by, ana, "VIP", now=there.now)
        followup = there.followup(ana)
        logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1)
        act.log_contact(there.by, followup, logged, now=there.now - timedelta(days=3))
        new = NewPromise(
            party=Party.US, text="Call", day=there.now.date() - timedelta(days=1), zone="Europe/Lisbon"
        )
        make_promise(there.by, there.member, ana, new, followup=followup, touch=None, now=there.now)
        Touch.objects.filter(person=ana).update(balance=0)
        for at in (2, 3):
            Touch.objects.create(
                workspace=there.by.workspace, person=ana, at=there.now - timedelta(days=at), channel="phone",
                direction="out", outcome="talked", balance=-1, recorded_at=there.now,
            )  # fmt: skip
        ben = there.person("Ben Bare", email="ben@bare.test")
        Person.objects.filter(pk=ben.pk).update(owner=None, zone="", company=None, country="")
        mark_contact_point(there.by, ben.contact_points.get(), "bounced", now=there.now)
        stop(ben, None, "told us", now=there.now)
    return world


ANA, BEN, BOTH, NOBODY = ["Ana Évora"], ["Ben Bare"], ["Ana Évora", "Ben Bare"], list[str]()

CASES = [
    ("city", "is", "ÉVORA", ANA),
    ("city", "is_not", "évora", BEN),
    ("city", "has", "vor", ANA),
    ("city", "begins", "évo", ANA),
    ("city", "empty", "", BEN),
    ("city", "filled", "", ANA),
    ("company", "empty", "", BEN),
    ("name", "has", "bare", BEN),
    ("country", "is", "PT", ANA),
    ("country", "is_not", "PT", BEN),
    ("owner", "empty", "", BEN),
    ("tag", "is", "VIP", ANA),
    ("tag", "is_not", "VIP", BEN),
    ("tag", "empty", "", BEN),
    ("tag", "filled", "", ANA),
    ("last_contact", "older", "60", BEN),
    ("last_contact", "older", "1", BOTH),
    ("last_contact", "within", "7", ANA),
    ("last_contact", "empty", "", BEN),
    ("created", "within", "1", BOTH),
    ("created", "before", "2026-05-05", NOBODY),
    ("created", "after", "2026-05-04", BOTH),
    ("overdue", "yes", "", ANA),
    ("overdue", "no", "", BEN),
    ("promised", "yes", "", ANA),
    ("asked", "least", "2", ANA),
    ("asked", "least", "3", NOBODY),
    ("answered", "yes", "", NOBODY),
    ("no_step", "yes", "", NOBODY),
    ("no_decider", "yes", "", ANA),
    ("no_decider", "no", "", BEN),
    ("contacts", "least", "1", ANA),
    ("contacts", "most", "0", NOBODY),
    ("decision", "is", "no", NOBODY),
    ("birthday", "next", "7", ANA),
    ("birthday", "next", "2", NOBODY),
    ("birthday", "empty", "", BEN),
    ("email_works", "no", "", BEN),
    ("phone_works", "yes", "", ANA),
    ("point", "is", "bounced", BEN),
    ("opted_out", "yes", "", BEN),
    ("complained", "no", "", BOTH),
    ("notes", "has", "tea", ANA),
    ("custom:size", "least", "12", ANA),
    ("custom:size", "most", "11.5", NOBODY),
    ("custom:size", "is", "12,0", ANA),
    ("custom:size", "empty", "", BEN),
    ("custom:tier", "is", "Silver", ANA),
    ("custom:tier", "is_not", "Silver", BEN),
    ("custom:since", "before", "2026-05-02", ANA),
    ("custom:since", "after", "2026-05-01", NOBODY),
    ("custom:since", "within", "4", ANA),
    ("custom:since", "next", "4", NOBODY),
    ("custom:lead", "yes", "", ANA),
    ("custom:lead", "no", "", NOBODY),
    ("custom:motto", "begins", "elan", ANA),
    ("custom:motto", "has", "vital", ANA),
    ("custom:motto", "is", "ELAN VITAL", ANA),
    # What cannot be read finds nobody: left out, it would find everybody.
    ("custom:gone", "is", "1", NOBODY),
    ("city", "older", "1", NOBODY),
    ("last_contact", "older", "many", NOBODY),
    ("last_contact", "older", "99999999", NOBODY),
    ("created", "before", "soon", NOBODY),
    ("owner", "is", "x", NOBODY),
    ("custom:size", "least", "", NOBODY),
]


def test_each_condition_finds_whom_it_means(crowd: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for few in (0, FEW):
        monkeypatch.setattr("twelfth.flow.filtering.fields.FEW", few)
        for field, op, value, names in CASES:
            assert _found(crowd, ((Condition(field, op, value),),)) == names, (field, op, value, few)


def test_a_colleague_who_decides_is_enough(crowd: World) -> None:
    asked = ((Condition("no_decider", "yes"),),)
    boss = crowd.person("Cara Boss", email="cara@evora.test")
    assert _found(crowd, asked) == ANA, "of somebody with whom nothing runs nobody has to decide"
    set_roles(crowd.by, boss, [Say.DECIDER], now=crowd.now)
    assert _found(crowd, asked) == NOBODY


def test_every_field_answers_every_comparison(crowd: World) -> None:
    """Whatever is offered can be asked, of both databases."""
    asked = Asked(crowd.by.workspace, crowd.now.date())
    for field in fields_of(crowd.by.workspace).values():
        for op in field.ops:
            for value in ("3", "2026-05-01"):
                if _takes(field, op, value):
                    assert isinstance(holding(asked, ((Condition(field.key, op, value),),)), list)
                    _found(crowd, ((Condition(field.key, op, value),),))


def test_groups_and_alternatives(crowd: World) -> None:
    tag_or_city = (Condition("tag", "is", "None such"), Condition("city", "filled"))
    assert _found(crowd, (tag_or_city,)) == ANA
    assert _found(crowd, (tag_or_city, (Condition("opted_out", "yes"),))) == NOBODY
    assert _found(crowd, ((*tag_or_city, Condition("opted_out", "yes")),)) == BOTH
    rows = [(Condition("a", "is"), False), (Condition("b", "is"), True), (Condition("c", "is"), False)]
    assert flat(grouped(rows)) == rows


def test_a_filter_is_kept_as_json(crowd: World) -> None:
    groups = (
        (Condition("tag", "is", "VIP"), Condition("city", "is", "Évora")),
        (Condition("overdue", "yes"),),
    )
    kept = Selection(crowd.by.workspace, PeopleFilter(words="ana", groups=groups)).to_json()
    again = Selection.from_json(crowd.by.workspace, kept)
    assert again.filter == PeopleFilter(words="ana", groups=groups)
    assert again.to_json() == kept


def _takes(field: Field, op: Op, value: str) -> bool:
    return (field.ops[op] == "day") == (value != "3")


def _found(world: World, groups: Groups) -> list[str]:
    rows = Selection(world.by.workspace, PeopleFilter(groups=groups)).people(today=world.now.date())
    return sorted(rows.values_list("full_name", flat=True))
