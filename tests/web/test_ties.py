"""Who sways whom, kept from a person's page."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World, make_world
from twelfth import wiring
from twelfth.accounts.models import Role
from twelfth.deals.actions import open_deal, set_deal_roles
from twelfth.deals.models import Deal, DealRole
from twelfth.flow import act
from twelfth.flow.decider import missing_deciders
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person, PersonRole, Relation, Say, Tie
from twelfth.people.relations.actions import relate, set_roles
from twelfth.rules.terms import Channel, Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


def page(client: Client, person: Person) -> str:
    return client.get(reverse("person", args=[person.pk])).content.decode()


def involve(client: Client, person: Person, **data: str) -> int:
    given = {"kind": "reports_to", "who": "Rui Alves", **data}
    return client.post(reverse("person-relate", args=[person.pk]), given).status_code


def test_somebody_new_comes_to_the_same_company_and_decides(client: Client, world: World) -> None:
    ines = world.person()
    assert involve(client, ines, decides="on", note="since March", where="at the fair") == 302
    rui = Person.objects.get(full_name="Rui Alves")
    assert rui.company_id == ines.company_id
    relation = Relation.objects.get()
    assert (relation.person, relation.kind, relation.other) == (ines, Tie.REPORTS_TO, rui)
    assert relation.learnt_on == world.now.date()
    assert PersonRole.objects.get().person == rui
    shown = page(client, ines)
    assert "Inês Carvalho reports to Rui Alves" in shown.replace("&#x27;", "'")
    assert 'class="m-box m-top"' in shown


def test_the_other_way_round(client: Client, world: World) -> None:
    ines, rui = world.person(), world.person("Rui Alves")
    assert involve(client, ines, kind="-introduced_by", who="rui  ALVES") == 302
    assert Person.objects.count() == 2
    relation = Relation.objects.get()
    assert (relation.person, relation.other) == (rui, ines)


def test_what_cannot_be_is_said_beside_the_field_and_keeps_nothing(client: Client, world: World) -> None:
    ines = world.person()
    world.person("Rui Alves")
    world.person("Rui Alves")
    for who in ("Rui Alves", "Inês Carvalho", ""):
        assert involve(client, ines, who=who) == 422
    assert not Relation.objects.exists()
    assert Person.objects.count() == 3


def test_a_relation_is_removed_from_either_end(client: Client, world: World) -> None:
    ines, rui = world.person(), world.person("Rui Alves")
    relation = relate(world.by, ines, Tie.SWAYS, rui, now=world.now)
    response = client.post(reverse("relation-remove", args=[relation.pk]), {"back": rui.pk})
    assert response.headers["Location"] == f"{reverse('person', args=[rui.pk])}#ties"
    assert not Relation.objects.exists()


def called(world: World, followup: FollowUp, *numbers: int) -> None:
    for number in numbers:
        logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=number)
        act.log_contact(world.by, followup, logged, now=world.later(days=9))


def test_after_three_contacts_it_is_asked_who_decides_until_somebody_does(
    client: Client, world: World
) -> None:
    followup = world.followup()
    asked = "is known to decide"
    called(world, followup, 1, 2)
    assert asked not in page(client, followup.person)
    called(world, followup, 3)
    followup.refresh_from_db()
    assert asked in page(client, followup.person)
    assert missing_deciders([followup]) == {followup.pk}
    brief = reverse("contact", args=[followup.pk])
    assert asked in client.get(brief).content.decode()
    assert client.post(reverse("contact-decider", args=[followup.pk])).headers["Location"] == brief
    assert asked not in client.get(brief).content.decode()
    assert asked not in page(client, followup.person)
    assert missing_deciders([followup]) == set()


def test_today_asks_who_decides(client: Client, world: World) -> None:
    followup = world.followup()
    called(world, followup, 1, 2, 3)
    followup.refresh_from_db()
    assert followup.next_at is not None
    world.now = followup.next_at
    assert b"Who decides?" in client.get("/").content
    set_roles(world.by, world.person("Rui Alves"), {Say.DECIDER}, now=world.now)
    assert b"Who decides?" not in client.get("/").content


def test_a_larger_circle_costs_no_more_queries(client: Client, world: World) -> None:
    ines = world.person()
    relate(world.by, ines, Tie.REPORTS_TO, world.person("Rui Alves"), now=world.now)
    page(client, ines)
    few = queries_of(lambda: page(client, ines))
    for number in range(30):
        other = world.person(f"Person{number} Many")
        relate(world.by, other, Tie.SWAYS, ines, now=world.now)
        set_roles(world.by, other, {Say.USER}, now=world.now)
    assert queries_of(lambda: page(client, ines)) == few


def test_a_viewer_may_say_who_decides(client: Client, world: World) -> None:
    ines = world.person()
    world.member.role = Role.VIEWER
    world.member.save(update_fields=["role"])
    client.post(reverse("person-roles", args=[ines.pk]), {"roles": ["decider"]})
    assert PersonRole.objects.get().role == Say.DECIDER


def deal_of(world: World, person: Person) -> Deal:
    return open_deal(world.by, person, "Looms", amount=None, currency="EUR", now=world.now)


def test_a_deal_has_its_own_roles(client: Client, world: World) -> None:
    ines = world.person()
    deal = deal_of(world, ines)
    set_roles(world.by, ines, {Say.DECIDER}, now=world.now)
    its_page = reverse("deal-roles", args=[deal.pk])
    assert "as otherwise" in client.get(its_page).content.decode()
    assert its_page in client.get(reverse("company", args=[ines.company_id])).content.decode()
    keep = reverse("deal-roles-set", args=[deal.pk])
    given = {"person": str(ines.pk), "roles": ["user"], "back": "person"}
    assert client.post(keep, given).headers["Location"] == f"{reverse('person', args=[ines.pk])}#ties"
    assert "In Looms: would use it<" in page(client, ines)
    assert "Nobody is known to decide in this deal." in client.get(its_page).content.decode()
    added = client.post(reverse("deal-roles-add", args=[deal.pk]), {"who": "Rui Alves", "roles": ["decider"]})
    assert added.headers["Location"] == its_page
    rui = Person.objects.get(full_name="Rui Alves")
    assert rui.company_id == ines.company_id
    assert set(DealRole.objects.values_list("person", "role")) == {(ines.pk, "user"), (rui.pk, "decider")}
    assert "Nobody is known" not in client.get(its_page).content.decode()
    assert "Decides" in client.get(its_page).content.decode()


def test_what_a_deal_cannot_take_is_said(client: Client, world: World) -> None:
    deal = deal_of(world, world.person())
    other = make_world("Another", "otto@another.test").person("Otto Brandt")
    keep, add = (reverse(name, args=[deal.pk]) for name in ("deal-roles-set", "deal-roles-add"))
    assert client.post(keep, {"person": str(other.pk), "roles": ["user"]}).status_code == 404
    assert client.post(keep, {"person": "", "roles": ["user"]}).status_code == 422
    assert client.post(add, {"who": "Rui Alves"}).status_code == 422
    for _ in range(2):
        world.person("Rui Alves")
    assert client.post(add, {"who": "Rui Alves", "roles": ["user"]}).status_code == 422
    assert not DealRole.objects.exists()


def test_one_click_on_the_brief_says_so_of_the_deal(client: Client, world: World) -> None:
    followup = world.followup()
    called(world, followup, 1, 2, 3)
    deal = deal_of(world, followup.person)
    set_roles(world.by, followup.person, {Say.DECIDER, Say.USER}, now=world.now)
    client.post(
        reverse("deal-roles-set", args=[deal.pk]), {"person": followup.person_id, "roles": ["champion"]}
    )
    brief = reverse("contact", args=[followup.pk])
    assert "is known to decide" in client.get(brief).content.decode()
    client.post(reverse("contact-decider", args=[followup.pk]))
    assert "is known to decide" not in client.get(brief).content.decode()
    assert set(DealRole.objects.values_list("role", flat=True)) == {"champion", "decider"}


def test_more_people_with_a_say_cost_no_more_queries(client: Client, world: World) -> None:
    ines = world.person()
    deals = [deal_of(world, ines) for _ in range(2)]
    paths = [reverse("person", args=[ines.pk]), reverse("company", args=[ines.company_id])]
    paths.append(reverse("deal-roles", args=[deals[0].pk]))
    set_deal_roles(world.by, deals[0], ines, {Say.USER}, now=world.now)

    def costs() -> list[int]:
        return [queries_of(partial(client.get, path)) for path in paths]

    few = costs()
    for number in range(6):
        other = world.person(f"Person{number} Many")
        for deal in deals:
            set_deal_roles(world.by, deal, other, {Say.USER, Say.BLOCKER}, now=world.now)
    assert costs() == few
