"""The guard in the moment of acting: refused with a sentence, passed by whom it may concern, asked again on sending."""

from datetime import date, timedelta

import pytest

from tests.world import World
from twelfth.accounts.actions import become_a_demo
from twelfth.accounts.actor import Actor, NotAllowed, Permission
from twelfth.accounts.models import Event, Member, Role
from twelfth.flow import act, settle
from twelfth.flow.enrol import enrol
from twelfth.flow.guarded import (
    GuardRefuses,
    NoReason,
    NothingToPass,
    hard_grounds,
    in_words,
    pass_guard,
    verdict_on,
)
from twelfth.flow.opt_out import complain, forgive, stop
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import MessageState, OutgoingMessage, Override
from twelfth.people.models import Person
from twelfth.rules.guard import PassedBy
from twelfth.rules.terms import Channel, DecisionKind, Outcome, Purpose
from twelfth.touches.models import Touch


@pytest.fixture
def followup(world: World) -> FollowUp:
    world.mailbox()
    return world.followup(world.person("Ines Carvalho"))


def send(world: World, followup: FollowUp, reason: str = "", by: Actor | None = None) -> OutgoingMessage:
    number = Touch.objects.filter(followup=followup, number__isnull=False).count() + 1
    approved = act.Approved(number=number, subject="Thank you", body="Hello Ines,\n\nthank you.\n")
    return act.send_mail(by or world.by, followup, approved, reason=reason, now=world.now)


def work_the_outbox(world: World) -> list[bytes]:
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    return world.mail.messages("ines@ribeiro.test")


def not_now(world: World, followup: FollowUp) -> None:
    new = settle.NewDecision(kind=DecisionKind.NOT_YET, wake_on=date(2026, 7, 1))
    settle.decide_followup(world.by, followup, new, today=world.now.date(), now=world.now)
    world.later(days=2)
    world.by.workspace.mailbox_set.update(synced_at=world.now)


def as_role(world: World, role: Role) -> Actor:
    Member.objects.filter(pk=world.member.pk).update(role=role)
    return Actor(
        world.by.workspace, Member.objects.select_related("workspace", "user").get(pk=world.member.pk)
    )


def test_not_now_is_refused_with_its_day_and_nothing_is_queued(world: World, followup: FollowUp) -> None:
    not_now(world, followup)
    with pytest.raises(GuardRefuses, match="not to come back before") as refused:
        send(world, followup)
    assert refused.value.passed_by is PassedBy.ROLE
    assert not OutgoingMessage.objects.exists()
    assert not Touch.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_the_role_for_it_passes_a_hard_ground(world: World, followup: FollowUp, role: Role) -> None:
    not_now(world, followup)
    by = as_role(world, role)
    if by.may(Permission.OVERRIDE):
        assert role in {Role.OWNER, Role.MANAGER}
        message = send(world, followup, "She called and asked for it", by)
        assert message.override is not None
        assert message.override.reason == "She called and asked for it"
        assert len(work_the_outbox(world)) == 1
    else:
        with pytest.raises(NotAllowed):
            send(world, followup, "I want to", by)
        assert not OutgoingMessage.objects.exists()
        assert not Override.objects.exists()


def test_passing_is_recorded_without_personal_text(world: World, followup: FollowUp) -> None:
    not_now(world, followup)
    override = pass_guard(world.by, followup, Channel.PHONE, "Her colleague asked", now=world.now)
    event = Event.objects.get(verb="guard.passed")
    assert (event.member_id, event.subject_id) == (world.member.pk, followup.pk)
    assert event.data == {"channel": "phone", "number": 1, "override": override.pk}
    assert [reason["code"] for reason in event.why] == ["not_now"]
    assert "colleague" not in str(event.data) + str(event.why)


def test_an_override_needs_words_and_something_to_pass(world: World, followup: FollowUp) -> None:
    with pytest.raises(NothingToPass):
        pass_guard(world.by, followup, Channel.PHONE, "Because", now=world.now)
    not_now(world, followup)
    with pytest.raises(NoReason):
        pass_guard(world.by, followup, Channel.PHONE, "  ", now=world.now)
    assert not Override.objects.exists()


def test_it_lets_one_contact_pass_on_one_channel_and_no_more(world: World, followup: FollowUp) -> None:
    not_now(world, followup)
    pass_guard(world.by, followup, Channel.PHONE, "She asked", now=world.now)
    with pytest.raises(GuardRefuses):
        send(world, followup)
    send(world, followup, "She asked by phone")
    assert len(work_the_outbox(world)) == 1
    world.later(days=3)
    followup.refresh_from_db()
    with pytest.raises(GuardRefuses):
        send(world, followup)


def test_what_comes_up_after_it_was_passed_holds_the_message(world: World, followup: FollowUp) -> None:
    not_now(world, followup)
    message = send(world, followup, "She asked")
    complain(world.by, followup.person, "", now=world.now)
    assert work_the_outbox(world) == []
    message.refresh_from_db()
    assert (message.state, "complained" in message.trouble) == (MessageState.HELD, True)


def test_a_complaint_between_pressing_send_and_sending_holds_it(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    complain(world.by, followup.person, "Stop this", now=world.later(seconds=2))
    assert work_the_outbox(world) == []
    message.refresh_from_db()
    assert message.state == MessageState.HELD
    followup.refresh_from_db()
    assert followup.touch_count == 0, "what was not sent is no contact"


def test_an_approved_mail_passes_what_one_key_passes(world: World, followup: FollowUp) -> None:
    act.log_contact(
        world.by,
        followup,
        act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1),
        now=world.now,
    )
    world.later(hours=1)
    followup.refresh_from_db()
    assert verdict_on(followup, Channel.EMAIL, now=world.now).passed_by is PassedBy.KEY
    send(world, followup)
    assert len(work_the_outbox(world)) == 1


def test_a_promise_is_kept_although_they_complained(world: World, followup: FollowUp) -> None:
    logged = act.Logged(
        channel=Channel.PHONE,
        outcome=Outcome.CALL_BACK,
        number=1,
        call_back=world.now.date() + timedelta(days=2),
    )
    act.log_contact(world.by, followup, logged, now=world.now)
    complain(world.by, followup.person, "", now=world.later(hours=1))
    world.later(days=2)
    world.by.workspace.mailbox_set.update(synced_at=world.now)
    followup.refresh_from_db()
    assert followup.next_kind == "promise"
    send(world, followup)
    assert len(work_the_outbox(world)) == 1


def test_an_overdrawn_account_is_refused_where_the_workspace_says_so(
    world: World, followup: FollowUp
) -> None:
    world.by.workspace.refuses_overdrawn = True
    world.by.workspace.save()
    for number in (1, 2):
        logged = act.Logged(
            channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=number, purpose=Purpose.ASK_DECISION
        )
        act.log_contact(world.by, followup, logged, now=world.later(days=3))
    world.later(days=4)
    followup = FollowUp.objects.get(pk=followup.pk)
    asks = followup.version.steps.filter(purpose__startswith="ask_").values_list("number", flat=True)
    FollowUp.objects.filter(pk=followup.pk).update(next_step=asks[0])
    followup.refresh_from_db()
    answer = verdict_on(followup, Channel.PHONE, now=world.now)
    assert [ground.reason.code for ground in hard_grounds(answer)] == ["overdrawn"]
    pass_guard(world.by, followup, Channel.PHONE, "They know us for years", now=world.now)


def test_logging_what_happened_is_never_refused(world: World, followup: FollowUp) -> None:
    complain(world.by, followup.person, "", now=world.now)
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1)
    assert act.log_contact(world.by, followup, logged, now=world.later(hours=1)).number == 1


def test_a_colleague_who_holds_one_back_is_named_with_the_hour(world: World, followup: FollowUp) -> None:
    become_a_demo(world.by, [("Rui Costa", Role.SELLER)], now=world.now)
    colleague = Actor(world.by.workspace, Member.objects.select_related("workspace").get(name="Rui Costa"))
    theirs = enrol(
        colleague,
        followup.person,
        world.version,
        owner=colleague.member or world.member,
        matter="x",
        now=world.now,
    )
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1)
    act.log_contact(colleague, theirs, logged, now=world.now)
    world.later(hours=2)
    answer = verdict_on(followup, Channel.EMAIL, now=world.now)
    words = in_words(answer, followup, now=world.now)
    assert answer.passed_by is PassedBy.KEY
    assert "Rui Costa left a voicemail on Tue 5 May at 10:30" in words


def test_a_colleagues_conversation_in_the_company_is_named_with_whom(
    world: World, followup: FollowUp
) -> None:
    become_a_demo(world.by, [("Rui Costa", Role.SELLER)], now=world.now)
    colleague = Actor(world.by.workspace, Member.objects.select_related("workspace").get(name="Rui Costa"))
    other = world.person("Marta Moura", email="marta@ribeiro.test")
    theirs = enrol(colleague, other, world.version, owner=colleague.member or world.member, now=world.now)
    act.log_answer(colleague, theirs, Channel.LINKEDIN, note="", now=world.now)
    world.later(hours=2)
    answer = verdict_on(followup, Channel.EMAIL, now=world.now)
    assert "Rui Costa is in conversation with Marta Moura" in in_words(answer, followup, now=world.now)
    send(world, followup)
    assert len(work_the_outbox(world)) == 1, "a person passes it with one key"


@pytest.mark.parametrize("channel", [None, Channel.EMAIL])
def test_nobody_passes_a_wish_to_be_left_alone(
    world: World, followup: FollowUp, channel: Channel | None
) -> None:
    stop(followup.person, channel, "told us", now=world.now)
    world.later(hours=1)
    followup.refresh_from_db()
    with pytest.raises(GuardRefuses, match="Nobody can pass this") as refused:
        send(world, followup, "But I am the owner")
    assert refused.value.passed_by is PassedBy.NOBODY
    with pytest.raises(GuardRefuses):
        pass_guard(world.by, followup, Channel.EMAIL, "But I am the owner", now=world.now)
    assert not OutgoingMessage.objects.exists()
    assert not Override.objects.exists()
    assert work_the_outbox(world) == []


def test_a_complaint_holds_what_goes_by_itself_and_a_manager_takes_it_back(
    world: World, followup: FollowUp
) -> None:
    queued = send(world, followup)
    OutgoingMessage.objects.update(automatic=True)
    complain(world.by, followup.person, "Too many mails", now=world.later(seconds=2))
    queued.refresh_from_db()
    assert queued.state == MessageState.HELD
    person = Person.objects.get(pk=followup.person_id)
    assert person.complained_at == world.now
    assert person.remarks.get().text == "Too many mails"
    with pytest.raises(NotAllowed):
        forgive(as_role(world, Role.SELLER), person, now=world.now)
    forgive(as_role(world, Role.MANAGER), person, now=world.later(hours=1))
    assert Person.objects.filter(pk=person.pk, complained_at=None).exists()
    assert [event.verb for event in Event.objects.filter(verb__contains="complain").order_by("pk")] == [
        "person.complained",
        "person.complaint_withdrawn",
    ]
