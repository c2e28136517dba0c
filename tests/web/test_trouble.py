"""What can go wrong outside of us: a full disk, a locked database, a forgotten password."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse

from tests.world import make_world
from twelfth.background.actions import LEASE
from twelfth.background.models import Job
from twelfth.importing.load import start_import
from twelfth.jobs.long_work import do_one
from twelfth.messages.ports import MailTransport
from twelfth.people.models import ContactPoint, Person
from twelfth.touches.models import Touch

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_said_and_nothing_is_half_stored() -> None:
    world = make_world()
    followup = world.followup()
    client = Client()
    client.force_login(world.member.user, backend=_BACKEND)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            data = {"number": 1, "channel": "phone", "outcome": "voicemail", "note": "long " * 100_000}
            response = client.post(reverse("contact-log", args=[followup.pk]), data)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert response.status_code == 503
    assert "disk is full" in response.content.decode()
    assert Touch.objects.count() == 0


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_an_import_waits_until_there_is_room_and_goes_on() -> None:
    """What was stored is whole, nothing is brought in twice, and nobody has to begin anew."""
    world = make_world()
    lines = ["First Name,Last Name,Email", *(f"Ada{n},Brandt,ada{n}@example.test" for n in range(1_500))]
    job = start_import(world.by, "people.csv", ["\n".join(lines).encode()], now=world.now)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 220}")
        try:
            with pytest.raises(OperationalError, match="full"):
                do_one("a worker", world.wiring)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.RUNNING, "")
    assert 0 < job.done < 1_500, job.done
    assert Person.objects.count() == job.done, "what is counted is stored, and nothing else"
    assert not do_one("another worker", world.wiring), "it is still the first one's"
    world.now += LEASE
    assert do_one("another worker", world.wiring)
    job.refresh_from_db()
    assert (job.state, job.done, job.result["created"]) == (Job.DONE, 1_500, 1_500)
    assert Person.objects.count() == ContactPoint.objects.count() == 1_500


@pytest.mark.django_db
def test_a_locked_database_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    followup = world.followup()
    client = Client()
    client.force_login(world.member.user, backend=_BACKEND)

    def locked(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("twelfth.flow.act.add_touch", locked)
    data = {"number": 1, "channel": "phone", "outcome": "voicemail"}
    response = client.post(reverse("contact-log", args=[followup.pk]), data)
    assert response.status_code == 503
    assert "try again" in response.content.decode()


@pytest.mark.django_db
# Tests send Django's mail nowhere, unless told otherwise.
@override_settings(EMAIL_BACKEND="twelfth.adapters.mail.django_backend.WorkspaceMailbox")
def test_a_forgotten_password_comes_through_a_mailbox_of_the_workspace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = make_world(email="clara@example.test")
    world.mailbox()

    def transport(**_: object) -> MailTransport:
        return world.mail.transport

    monkeypatch.setattr("twelfth.adapters.mail.django_backend.SmtpTransport", transport)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "clara@example.test"})
    (raw,) = world.mail.messages("clara@example.test")
    link = re.search(rb"https?://[^/\s]+(/account/password/reset/key/\S+)", raw)
    assert link is not None
    page = client.get(link[1].decode(), follow=True)
    where = page.redirect_chain[-1][0]
    client.post(where, {"password1": "quite another phrase", "password2": "quite another phrase"})
    world.member.user.refresh_from_db()
    assert world.member.user.check_password("quite another phrase")
