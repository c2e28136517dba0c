"""A step's e-mail goes on with the last one's thread, or begins one of its own."""

import email
from dataclasses import replace

import pytest

from tests.world import World
from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.cadences.actions import save_version
from twelfth.cadences.models import CadenceVersion
from twelfth.cadences.queries import plan_of
from twelfth.flow import act
from twelfth.flow.enrol import enrol
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import OutgoingMessage
from twelfth.rules.terms import Channel


def on_a_plan(world: World, *, same_thread: bool) -> FollowUp:
    """At the first step of a plan whose steps are e-mails; the second one answers the first, or does not."""
    plan = plan_of(world.version)
    first, second, *rest = (replace(step, channel=Channel.EMAIL, fallbacks=()) for step in plan.steps)
    steps = (first, replace(second, same_thread=same_thread), *rest)
    version: CadenceVersion = save_version(
        world.by, world.version.cadence, replace(plan, steps=steps), based_on=1, now=world.now
    )
    world.mailbox()
    return enrol(
        world.by, world.person("Ines Carvalho"), version, owner=world.member, matter="papers", now=world.now
    )


def sent(world: World, followup: FollowUp, number: int) -> OutgoingMessage:
    """The next e-mail, sent with the words that the page proposes."""
    followup.refresh_from_db()
    draft = mail_draft(briefs.load(followup, today=world.now.date(), now=world.now))
    approved = act.Approved(
        number=number,
        subject=draft.subject,
        body=draft.body,
        in_reply_to=draft.in_reply_to,
        references=draft.references,
    )
    message = act.send_mail(world.by, followup, approved, now=world.now)
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    return message


def test_the_same_thread_is_answered_under_its_subject(world: World) -> None:
    followup = on_a_plan(world, same_thread=True)
    first = sent(world, followup, 1)
    world.later(days=3)
    second = sent(world, followup, 2)
    assert second.subject == f"Re: {first.subject}"
    got = email.message_from_bytes(world.mail.messages("ines@ribeiro.test")[-1])
    assert (got["In-Reply-To"], got["References"]) == (first.message_id, first.message_id)


def test_a_thread_of_its_own_has_its_own_subject(world: World) -> None:
    followup = on_a_plan(world, same_thread=False)
    first = sent(world, followup, 1)
    world.later(days=3)
    second = sent(world, followup, 2)
    assert first.subject not in second.subject
    got = email.message_from_bytes(world.mail.messages("ines@ribeiro.test")[-1])
    assert (got["In-Reply-To"], got["References"]) == (None, None)


@pytest.mark.parametrize("same_thread", [True, False])
def test_without_a_letter_before_it_the_step_has_its_own_subject(world: World, same_thread: bool) -> None:
    followup = on_a_plan(world, same_thread=same_thread)
    FollowUp.objects.filter(pk=followup.pk).update(next_step=2)
    followup.refresh_from_db()
    draft = mail_draft(briefs.load(followup, today=world.now.date(), now=world.now))
    assert (draft.in_reply_to, draft.references, draft.thread) == ("", "", "")
    assert not draft.subject.startswith("Re:")
