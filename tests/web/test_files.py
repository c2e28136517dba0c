"""Files chosen on the page of an e-mail: they go with it, or a sentence says why not."""

import email
import email.policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World, make_world
from twelfth import wiring
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import OutgoingFile, OutgoingMessage


@pytest.fixture
def followup(world: World) -> FollowUp:
    world.mailbox()
    return world.followup(world.person("Ines Carvalho"))


@pytest.fixture(autouse=True)
def _clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: world.now)


def client_of(world: World) -> Client:
    client = Client()
    client.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def pdf(name: str = "Prices 2026.pdf", size: int = 1000) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF" + b"x" * size, "text/html")


def post(client: Client, followup: FollowUp, *files: SimpleUploadedFile) -> int:
    data = {"number": 1, "subject": "Our prices", "body": "As promised.", "enclosed": list(files)}
    return client.post(f"/contact/{followup.pk}/mail/", data).status_code


def test_files_go_with_the_letter_and_can_be_had_back(world: World, followup: FollowUp) -> None:
    client = client_of(world)
    assert post(client, followup, pdf(), pdf("Second.pdf")) == 302
    message = OutgoingMessage.objects.get()
    assert message.file_count == 2
    world.later(minutes=1)
    outbox.send_some("me", world.wiring)
    (raw,) = world.mail.messages("ines@ribeiro.test")
    got = email.message_from_bytes(raw, policy=email.policy.default)
    files = [(file.get_filename(), file.get_content_type()) for file in got.iter_attachments()]
    # The kind comes from the name, not from what the browser said.
    assert files == [("Prices 2026.pdf", "application/pdf"), ("Second.pdf", "application/pdf")]
    page = client.get("/outbox/").content.decode()
    assert "Prices 2026.pdf" in page
    back = client.get(f"/outbox/file/{message.files.order_by('pk')[0].pk}/")
    assert back.content.startswith(b"%PDF")
    assert back["Content-Type"] == "application/octet-stream"
    assert back["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([pdf(f"{number}.pdf") for number in range(11)], "11 files"),
        ([pdf("big.pdf", 11 * 1024 * 1024)], "MB together"),
        ([SimpleUploadedFile("empty.pdf", b"")], "empty"),
    ],
)
def test_too_much_is_refused_and_what_was_typed_stays(
    world: World, followup: FollowUp, files: list[SimpleUploadedFile], sentence: str
) -> None:
    client = client_of(world)
    data = {"number": 1, "subject": "Our prices", "body": "As promised.", "enclosed": files}
    answer = client.post(f"/contact/{followup.pk}/mail/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "As promised." in page
    assert not OutgoingMessage.objects.exists()


def test_nobody_else_has_them(world: World, followup: FollowUp) -> None:
    post(client_of(world), followup, pdf())
    other = make_world("Other", "other@example.test")
    assert client_of(other).get(f"/outbox/file/{OutgoingFile.objects.get().pk}/").status_code == 404
