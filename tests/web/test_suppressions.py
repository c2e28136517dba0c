"""Settings, “Do not contact”: added by hand or from a file, found, given out, taken off by a manager."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.world import World
from twelfth.accounts.models import Event, Role
from twelfth.background.models import Job
from twelfth.flow.opt_out import stop
from twelfth.importing.left_alone import Entry, read_entry, read_lines
from twelfth.jobs.long_work import do_one
from twelfth.people.models import OptOut, Suppression
from twelfth.rules.terms import Channel

LIST = (
    "\ufeffEmail;Reason\r\n"
    "ada@acme.test;unsubscribed\r\n"
    "\r\n"
    "# competitors\r\n"
    "rival.test\r\n"
    '"Bo Lee";"bo@acme.test"\r\n'
    "+351 912 555 014\r\n"
    "=cmd|' /C calc'!A0\r\n"
    "no such thing\r\n"
    "ADA@acme.test\r\n"
)


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    client = Client()
    client.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, name: str, query: str = "") -> str:
    response = client.get(reverse(name) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (" Ada@Acme.test ", "email", "ada@acme.test"),
        ("<mailto:ada@acme.test>", "email", "ada@acme.test"),
        ("@acme.test", "domain", "acme.test"),
        ("Mail.Acme.test", "domain", "mail.acme.test"),
        ("müller.de", "domain", "müller.de"),
        ("912 555 014", "phone", "+351912555014"),
        ("+49 30 1234567", "phone", "+49301234567"),
    ],
)
def test_what_a_line_can_hold(text: str, kind: str, value: str) -> None:
    assert read_entry(text, "PT") == Entry(kind=kind, value=value)


@pytest.mark.parametrize(
    "text", ["", "acme", "12", "1.2.3.4", "2026-05-05", "a@b@c", "-x-.test", "Ada King", "x" * 5000]
)
def test_what_is_nothing(text: str) -> None:
    assert read_entry(text, "PT") is None


def test_every_line_is_read_or_told(world: World) -> None:
    lines = list(read_lines(lambda: io.BytesIO(LIST.encode()), "PT"))
    assert [(line.number, line.entry.value if line.entry else None) for line in lines] == [
        (2, "ada@acme.test"),
        (5, "rival.test"),
        (6, "bo@acme.test"),
        (7, "+351912555014"),
        (8, None),
        (9, None),
        (10, "ada@acme.test"),
    ]


def test_in_any_usual_encoding() -> None:
    for encoding in ("utf-16", "cp1252"):
        raw = "jörg@müller.test\r\nrival.test\r\n".encode(encoding)
        found = [line.entry for line in read_lines(lambda raw=raw: io.BytesIO(raw), "DE")]  # type: ignore[misc]  # bound at once
        assert found[1] == Entry(kind="domain", value="rival.test")


def test_a_file_is_looked_at_and_then_worked_in(world: World, client: Client) -> None:
    person = world.person("Rival Person", email="anna@rival.test")
    file = SimpleUploadedFile("old-system.csv", LIST.encode())
    response = client.post(reverse("suppressions-import"), {"file": file, "everything": "yes"}, follow=True)
    html = response.content.decode()
    assert "3 addresses, 1 domain, 1 telephone number" in html
    assert "2 lines cannot be read" in html
    assert "line 9" in html
    assert not Suppression.objects.exists(), "nothing before it is let begin"
    job = Job.objects.get()
    client.post(reverse("suppressions-list-begin", args=[job.pk]))
    assert do_one("me", world.wiring)
    assert set(Suppression.objects.values_list("value", "kind", "channel", "why", "note")) == {
        (value, kind, "", "list", "old-system.csv")
        for value, kind in (
            ("ada@acme.test", "address"),
            ("bo@acme.test", "address"),
            ("rival.test", "domain"),
            ("+351912555014", "address"),
        )
    }
    person.refresh_from_db()
    assert person.opted_out_at == world.now
    html = client.get(reverse("suppressions-list-result", args=[job.pk])).content.decode()
    assert "4 new, 1 on the list already, 1 people concerned, 2 lines not read." in html
    rows = client.get(reverse("suppressions-list-unread", args=[job.pk])).getvalue().decode()
    assert "8,'=cmd|' /C calc'!A0" in rows
    assert "new on the list" in client.get(reverse("job", args=[job.pk])).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no address, no domain and no telephone number"),
        (b"Name\r\nnobody\r\n", "no address, no domain and no telephone number"),
        (b"PK\x03\x04" + b"x" * 100, "zip"),
        (b"ada@acme.test\x00\r\n", "zero byte"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(client: Client, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("list.csv", content)
    response = client.post(reverse("suppressions-import"), {"file": file, "everything": "yes"})
    assert response.status_code == 422
    assert said in response.content.decode().lower()
    assert not Job.objects.exists()


def test_added_by_hand(world: World, client: Client) -> None:
    world.person()
    response = client.post(
        reverse("suppressions-add"),
        {"value": "Ribeiro.test", "everything": "no", "note": "Their lawyer wrote"},
        follow=True,
    )
    html = response.content.decode()
    assert "ribeiro.test is left alone from now on. 1 person has it." in html
    assert "Their lawyer wrote" in html
    assert OptOut.objects.get().channel == "email"
    assert Event.objects.filter(verb="suppressions.added").count() == 1


def test_what_is_no_address_is_said(client: Client) -> None:
    response = client.post(reverse("suppressions-add"), {"value": "Ada King", "everything": "yes"})
    assert response.status_code == 422
    assert "is no e-mail address, no domain and no telephone number" in response.content.decode()


def test_a_domain_of_half_the_world_is_asked_twice(client: Client) -> None:
    data = {"value": "gmail.com", "everything": "no"}
    response = client.post(reverse("suppressions-add"), data)
    assert response.status_code == 422
    assert 'name="sure"' in response.content.decode()
    assert not Suppression.objects.exists()
    client.post(reverse("suppressions-add"), {**data, "sure": "on"})
    assert Suppression.objects.get().value == "gmail.com"


def test_found_by_any_part_and_people_by_their_name(world: World, client: Client) -> None:
    stop(world.person(), None, "told us", now=world.now)
    assert "inês@ribeiro.test" in page(client, "suppressions", "?q=RIBEIRO")
    assert "is not on the list" in page(client, "suppressions", "?q=acme")
    html = page(client, "suppressions-people", "?q=carv")
    assert "Inês Carvalho" in html
    assert "told one of us" in html
    assert "Nobody of that name" in page(client, "suppressions-people", "?q=otto")


def test_what_is_only_a_fingerprint_is_found_by_the_whole_address(world: World, client: Client) -> None:
    stop(world.person(), Channel.EMAIL, "link", now=world.now)
    Suppression.objects.update(value="")
    html = page(client, "suppressions", "?q=inês@ribeiro.test")
    assert "only its fingerprint is kept" in html


def test_pages(world: World, client: Client) -> None:
    from twelfth.flow.left_alone import leave_alone
    from twelfth.people.actions import NewEntry

    new = [NewEntry(value=f"p{number}@acme.test", channel=None, why="list") for number in range(101)]
    leave_alone(world.by, new, now=world.now)
    assert "Page 1 of 3" in page(client, "suppressions")
    assert page(client, "suppressions", "?page=3").count("@acme.test</strong>") == 1
    assert "Page 3 of 3" in page(client, "suppressions", "?page=999")


def test_given_out_whole_with_harmless_cells(world: World, client: Client) -> None:
    stop(world.person(), None, "link", now=world.now)
    Suppression.objects.filter(value__startswith="in").update(note="=HYPERLINK(1)")
    text = client.get(reverse("suppressions-export")).getvalue().decode().lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["what"] for row in rows} == {"inês@ribeiro.test", "'+351912555014"}
    assert {row["note"] for row in rows} == {"'=HYPERLINK(1)", ""}
    again = list(read_lines(lambda: io.BytesIO(text.encode()), "PT"))
    assert [line.entry is not None for line in again] == [True, True], (
        "and what was given out can be taken in"
    )


def test_taken_off_by_a_manager_with_a_reason(world: World, client: Client) -> None:
    stop(world.person(), Channel.EMAIL, "link", now=world.now)
    url = reverse("suppression-lift", args=[Suppression.objects.get().pk])
    html = client.get(url).content.decode()
    assert "asked for it themselves" in html
    assert client.post(url, {"reason": ""}).status_code == 422
    assert Suppression.objects.exists()
    client.post(url, {"reason": "asked"})
    assert not Suppression.objects.exists()
    assert not OptOut.objects.exists()
    assert Event.objects.get(verb="suppression.lifted").data["reason"] == "asked"


def test_a_seller_adds_and_takes_nothing_off(world: World, client: Client) -> None:
    stop(world.person(), Channel.EMAIL, "link", now=world.now)
    world.member.role = Role.SELLER
    world.member.save()
    assert "Take off" not in page(client, "suppressions")
    for url in (
        reverse("suppression-lift", args=[Suppression.objects.get().pk]),
        reverse("opt-out-lift", args=[OptOut.objects.get().pk]),
    ):
        assert client.post(url, {"reason": "asked"}).status_code == 403
    assert Suppression.objects.exists()
    client.post(reverse("suppressions-add"), {"value": "acme.test", "everything": "yes"})
    assert Suppression.objects.filter(value="acme.test").exists()


def test_a_persons_wish_is_taken_back(world: World, client: Client) -> None:
    stop(world.person(), None, "told us", now=world.now)
    client.post(reverse("opt-out-lift", args=[OptOut.objects.get().pk]), {"reason": "mistake"})
    assert not OptOut.objects.exists()
    assert not Suppression.objects.exists()
