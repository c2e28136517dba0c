"""The list of companies, and one company's page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World
from twelfth import wiring
from twelfth.flow import act
from twelfth.people.custom.actions import change_field, define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import Company, CustomField, Tie
from twelfth.people.queries import find
from twelfth.people.relations.actions import relate
from twelfth.records.merging.actions import merge_companies
from twelfth.rules.terms import Channel, Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


def call(world: World, name: str) -> None:
    followup = world.followup(world.person(name))
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1, note=f"With {name}.")
    act.log_contact(world.by, followup, logged, now=world.later(days=1))


def other_company(world: World, name: str) -> Company:
    return Company.objects.create(
        workspace=world.by.workspace, name=name, match_key=name.lower(), created_at=world.now
    )


def test_the_page_says_who_spoke_to_whom_last(client: Client, world: World) -> None:
    call(world, "Inês Carvalho")
    call(world, "Rui Alves")
    company = Company.objects.get()
    shown = client.get(reverse("company", args=[company.pk])).content.decode()
    assert "by Clara Duarte" in shown
    assert shown.index("With Rui Alves.") < shown.index("With Inês Carvalho.")


def test_more_people_and_contacts_cost_no_more_queries(client: Client, world: World) -> None:
    call(world, "Inês Carvalho")
    url = reverse("company", args=[Company.objects.get().pk])
    client.get(url)
    few = queries_of(lambda: client.get(url))
    ines = world.person("Ana Lobo")
    for number in range(6):
        call(world, f"Person{number} Many")
        relate(world.by, ines, Tie.SWAYS, world.person(f"Other{number} Many"), now=world.now)
    assert queries_of(lambda: client.get(url)) == few
    assert few <= 22


def test_the_list_is_found_by_the_beginning_of_a_name_and_paged(client: Client, world: World) -> None:
    world.person()
    for number in range(60):
        other_company(world, f"Zeta {number:02}")
    shown = client.get(reverse("companies"), {"q": "RIB"}).content.decode()
    assert "Ribeiro &amp; Filhos" in shown
    assert "Zeta" not in shown
    first = client.get(reverse("companies")).content.decode()
    assert "Zeta 40" in first
    assert "Zeta 55" not in first
    behind = client.get(reverse("companies"), {"after": "zeta 48"}).content.decode()
    assert "Zeta 49" in behind
    assert "Ribeiro" not in behind


def test_its_people_are_found_by_its_new_name(client: Client, world: World) -> None:
    ines = world.person()
    company = Company.objects.get()
    data = {"name": "Ribeiro Holding", "domain": "Ribeiro.TEST "}
    assert client.post(reverse("company-edit", args=[company.pk]), data).status_code == 302
    company.refresh_from_db()
    assert (company.name, company.domain) == ("Ribeiro Holding", "ribeiro.test")
    assert list(find(world.by.workspace, "holding")) == [ines]


def test_a_name_that_another_has_is_refused(client: Client, world: World) -> None:
    world.person()
    company = Company.objects.get()
    other_company(world, "Zeta")
    response = client.post(reverse("company-edit", args=[company.pk]), {"name": "ZETA", "domain": ""})
    assert response.status_code == 422
    assert "Another company is called ZETA already" in response.content.decode()
    company.refresh_from_db()
    assert company.name == "Ribeiro & Filhos"


def test_a_merged_company_leads_to_the_one_it_is_now(client: Client, world: World) -> None:
    world.person()
    kept, gone = Company.objects.get(), other_company(world, "Zeta")
    pk = gone.pk
    merge_companies(world.by, kept, gone, now=world.now)
    response = client.get(reverse("company", args=[pk]))
    assert response.headers["Location"] == reverse("company", args=[kept.pk])


def own_fields(world: World) -> tuple[CustomField, CustomField]:
    size = define_field(world.by, "Fleet size", Kind.NUMBER, of=CustomField.COMPANY, now=world.now)
    choices = ["SAP", "Sage"]
    systems = define_field(
        world.by, "Systems", Kind.SEVERAL, of=CustomField.COMPANY, choices=choices, now=world.now
    )
    return size, systems


def in_fields(company: Company) -> list[str]:
    return [one.text for one in filled(company, fields_of(company.workspace, CustomField.COMPANY))]


def test_fields_of_ones_own_are_edited_shown_and_taken_back(client: Client, world: World) -> None:
    world.person()
    company = Company.objects.get()
    size, systems = own_fields(world)
    edit = reverse("company-edit", args=[company.pk])
    typed = {"name": company.name, f"custom_{size.pk}": "1,200", f"custom_{systems.pk}": ["SAP", "Sage"]}
    client.post(edit, typed)
    assert in_fields(company) == ["1200", "SAP, Sage"]
    page = client.get(reverse("company", args=[company.pk])).content.decode()
    assert "SAP, Sage" in page
    assert client.get(edit).context["form"][f"custom_{size.pk}"].value() == "1200"
    answer = client.post(
        edit, {"name": "Ribeiro Holding", "city": "Porto", f"custom_{size.pk}": "7"}, follow=True
    )
    assert in_fields(company) == ["7", ""]
    fill(world.by, company, {size: "8"}, now=world.now)
    undo = undo_in(answer)
    for _ in range(2):
        assert client.post(undo).status_code == 302
        company.refresh_from_db()
        # The number was changed since, by somebody else.
        assert (company.name, company.city, in_fields(company)) == (
            "Ribeiro & Filhos",
            "",
            ["8", "SAP, Sage"],
        )


def test_a_wrong_value_in_a_company_keeps_nothing(client: Client, world: World) -> None:
    world.person()
    company = Company.objects.get()
    size, _ = own_fields(world)
    edit = reverse("company-edit", args=[company.pk])
    answer = client.post(edit, {"name": "Other", f"custom_{size.pk}": "many"})
    assert answer.status_code == 422
    assert "is no number" in answer.content.decode()
    company.refresh_from_db()
    assert (company.name, in_fields(company)) == ("Ribeiro & Filhos", ["", ""])


def test_the_way_back_of_one_company_is_not_that_of_another(client: Client, world: World) -> None:
    world.person()
    company, other = Company.objects.get(), other_company(world, "Zeta")
    answer = client.post(reverse("company-edit", args=[company.pk]), {"name": "Ribeiro Holding"}, follow=True)
    was = undo_in(answer).partition("?was=")[2]
    there = reverse("company-restore", args=[other.pk])
    assert client.post(f"{there}?was={was}").status_code == 404
    assert client.post(f"{there}?was=made+up").status_code == 404
    other.refresh_from_db()
    assert other.name == "Zeta"


def test_a_choice_that_left_its_list_is_not_put_back(client: Client, world: World) -> None:
    world.person()
    company = Company.objects.get()
    _, systems = own_fields(world)
    fill(world.by, company, {systems: "SAP"}, now=world.now)
    answer = client.post(reverse("company-edit", args=[company.pk]), {"name": "Other"}, follow=True)
    change_field(world.by, systems, label="Systems", choices=["Sage"], now=world.now)
    told = client.post(undo_in(answer), follow=True).content.decode()
    assert "“SAP” is none of the choices" in told
    company.refresh_from_db()
    assert (company.name, in_fields(company)) == ("Other", ["", ""])


def undo_in(answer: Any) -> str:
    found = re.search(r'action="(/companies/\d+/restore/[^"]+)"', answer.content.decode())
    assert found is not None
    return found.group(1)
