"""A few weeks of a small workspace, lived through the product's own actions: what `make` keeps."""

from datetime import date, timedelta
from decimal import Decimal
from email.message import EmailMessage

from twelfth.cli.process import django

django()

from tests.world import World, make_world  # noqa: E402 (Django first)
from twelfth.deals.actions import open_deal  # noqa: E402
from twelfth.flow import act  # noqa: E402
from twelfth.flow.due import tick  # noqa: E402
from twelfth.flow.opt_out import stop  # noqa: E402
from twelfth.flow.settle import NewDecision, decide_followup  # noqa: E402
from twelfth.followups.models import FollowUp  # noqa: E402
from twelfth.importing.load import start_import  # noqa: E402
from twelfth.jobs import outbox, sync  # noqa: E402
from twelfth.messages.models import OutgoingMessage  # noqa: E402
from twelfth.people.actions import remember, tag  # noqa: E402
from twelfth.people.models import Remark  # noqa: E402
from twelfth.promises.actions import NewPromise, make_promise  # noqa: E402
from twelfth.rules.terms import Cause, Channel, DecisionKind, Outcome, Party  # noqa: E402

ZONE = "Europe/Lisbon"
WAITING = b"First Name,Last Name,Email\r\nRui,Teixeira,rui@teixeira.test\r\n"


def live() -> None:
    world = make_world()
    world.mailbox()
    sync.read_some("maker", world.wiring)
    _answered(world)
    _called_with_a_promise(world)
    _decided(world)
    _refused(world)
    world.person("Zoë O’Brien-李", email="zoe@obrien.test")
    _written_by_itself(world)
    _written_and_waiting(world)
    start_import(world.by, "late.csv", [WAITING], now=world.now)


def _answered(world: World) -> None:
    """Written to, it went out, and they answered: the answer waits to be looked at."""
    followup = world.followup(world.person("Inês Carvalho", email="ines@ribeiro.test", phone="+351912555014"))
    message = _send(world, followup, "The supplier papers")
    world.later(seconds=11)
    outbox.send_some("maker", world.wiring)
    answer = EmailMessage()
    answer["From"], answer["To"] = "Inês <ines@ribeiro.test>", "clara@example.test"
    answer["Subject"], answer["Message-ID"] = "Re: The supplier papers", "<answer@ribeiro.test>"
    answer["In-Reply-To"] = message.message_id
    answer.set_content("Could we do September? Olá!\n")
    world.mail.deliver(answer.as_bytes(), to="clara@example.test")
    world.later(hours=2)
    sync.read_some("maker", world.wiring)


def _called_with_a_promise(world: World) -> None:
    person = world.person("Otto Brandt", email="otto@brandt.test", phone="+4930555014")
    tag(world.by, person, "fair 2026", now=world.now)
    said = "Their papers go missing."
    remember(world.by, person, Remark.SAID, said, where="the fair", on=date(2026, 4, 30), now=world.now)
    followup = world.followup(person)
    _log(world, followup, Outcome.VOICEMAIL)
    world.later(days=2)
    promise = NewPromise(party=Party.US, text="Send the checklist", day=date(2026, 5, 12), zone=ZONE)
    _log(world, followup, Outcome.TALKED, note="Wants the checklist.", promise=promise)
    theirs = NewPromise(party=Party.THEM, text="Ask the board", day=date(2026, 6, 1), zone=ZONE)
    make_promise(world.by, world.member, person, theirs, followup=followup, touch=None, now=world.now)


def _decided(world: World) -> None:
    """One bought, one said no, one is not ready before autumn."""
    kinds = (
        ("Maria Lopes", NewDecision(kind=DecisionKind.YES, note="Signed on paper.")),
        ("Jonas Weber", NewDecision(kind=DecisionKind.NO, cause=next(iter(Cause)))),
        ("Ana Sousa", NewDecision(kind=DecisionKind.NOT_YET, wake_on=date(2026, 9, 15))),
    )
    for name, decision in kinds:
        person = world.person(name)
        followup = world.followup(person)
        followup.deal = open_deal(
            world.by, person, f"Papers for {name}", amount=Decimal("1200.50"), currency="EUR", now=world.now
        )
        followup.save(update_fields=["deal"])
        _log(world, followup, Outcome.TALKED)
        decide_followup(world.by, followup, decision, today=world.now.date(), now=world.later(hours=1))


def _refused(world: World) -> None:
    person = world.person("Pia Novak", email="pia@novak.test")
    world.followup(person)
    stop(person, Channel.EMAIL, "link", now=world.later(hours=1))


def _written_by_itself(world: World) -> None:
    """Its automatic step has come, and the letter lies in the outbox."""
    followup = world.followup(world.person("Lena Roth", email="lena@roth.test"))
    while not followup.next_is_automatic:
        act.skip_step(world.by, followup, now=world.now)
        followup.refresh_from_db()
    assert followup.next_at is not None
    world.now = followup.next_at + timedelta(minutes=1)
    sync.read_some("maker", world.wiring)
    tick(now=world.now)
    assert OutgoingMessage.objects.filter(automatic=True, state="queued").exists()


def _written_and_waiting(world: World) -> None:
    followup = world.followup(world.person("Sara Lind", email="sara@lind.test"))
    _send(world, followup, "What you asked me at the fair")


def _send(world: World, followup: FollowUp, subject: str) -> OutgoingMessage:
    approved = act.Approved(
        number=followup.touch_count + 1, subject=subject, body="Hello,\n\nhere it is — as promised.\n"
    )
    return act.send_mail(world.by, followup, approved, now=world.now)


def _log(
    world: World, followup: FollowUp, outcome: Outcome, note: str = "", promise: NewPromise | None = None
) -> None:
    followup.refresh_from_db()
    logged = act.Logged(
        channel=Channel.PHONE,
        outcome=outcome,
        number=followup.touch_count + 1,
        note=note,
        promise=promise,
    )
    act.log_contact(world.by, followup, logged, now=world.now)
