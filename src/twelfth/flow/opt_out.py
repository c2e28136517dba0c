"""The right to be left alone: the link under every e-mail, and what happens when it is used.

docs/explanation/right-to-be-left-alone.md tells the whole of it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.flow.act import hold_automatic
from twelfth.flow.facts import joined
from twelfth.flow.left_alone import lift_with_wishes, sharing, take_back_mail
from twelfth.flow.next_moment import lock_people, redecide_people, redecide_person
from twelfth.flow.words_of_leaving import leaving_words
from twelfth.followups.models import FollowUp
from twelfth.messages.models import OutgoingMessage
from twelfth.people.actions import SUPPRESSED, note_complaint, opt_in, opt_out, remember, withdraw_complaint
from twelfth.people.models import OptOut, Person, Remark, Suppression
from twelfth.people.queries import known_as
from twelfth.rules.terms import Channel, NextKind, Purpose

_SALT = "twelfth.opt-out"
#: "stop" and a token, wherever a mail program or a gateway has put something before it.
_STOP_SUBJECT = re.compile(r"\bstop\s+([A-Za-z0-9_=:-]{20,200})", re.IGNORECASE)
#: How a wish came about that was made with the link under an e-mail (OptOut.how).
BY_LINK = "link"
#: For so long whoever used the link can say that they did not mean it.
TAKE_BACK_WITHIN = timedelta(hours=1)


class LinkUnknown(Exception):
    """This link is not one of ours."""


class NoLongerOnFile(Exception):
    """The person this link belongs to is no longer on file, so nothing goes to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribeLinks:
    """`url` is "" unless PUBLIC_URL is https: mail programs post to nothing else (RFC 8058)."""

    url: str
    mailto: str
    footer: str


def unsubscribe_links(message: OutgoingMessage) -> UnsubscribeLinks:
    """What goes into the headers and under the text. Without a reachable https address the footer asks for a reply.

    What a person writes in answer to theirs carries the sender's identity alone: it is a conversation. The headers
    are the same on every message.
    """
    token = token_for(message.person_id)
    config = settings.TWELFTH
    url = f"{config.public_url}{reverse('stop', args=[token])}" if config.is_https else ""
    return UnsubscribeLinks(
        url=url,
        mailto=f"mailto:{message.mailbox.address}?subject={quote(f'stop {token}')}",
        footer=_footer(message, url),
    )


def _footer(message: OutgoingMessage, url: str) -> str:
    """Identity, postal address, and how to stop, in the reader's language; only what the text does not say already,
    "" when it says all of it."""
    workspace = message.workspace
    identity = ", ".join(part for part in (workspace.name.strip(), workspace.postal_address.strip()) if part)
    lines = [identity]
    if message.automatic or message.touch.purpose != Purpose.ANSWER:
        words = leaving_words([message.person.language])
        lines.append(f"{words.link} {url}" if url else words.reply)
    said = {line.strip() for line in message.body.splitlines()}
    missing = [line for line in lines if line and line not in said]
    return "\n".join(["-- ", *missing]) if missing else ""


def token_for(person_id: int) -> str:
    """The person's stop token: signed, without an end, so that a link in an old e-mail still works."""
    return signing.Signer(salt=_SALT).sign_object({"p": person_id})


def person_of(token: str) -> Person:
    """Raises LinkUnknown, NoLongerOnFile."""
    try:
        person_id = signing.Signer(salt=_SALT).unsign_object(token)["p"]
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise LinkUnknown(LinkUnknown.__doc__) from error
    found = known_as(person_id)
    if found is None:
        raise NoLongerOnFile(NoLongerOnFile.__doc__)
    return found


def person_in_subject(subject: str) -> Person | None:
    """Whose wish a letter with this subject brings: mail programs write "stop" and the person's token when somebody
    presses their own unsubscribe button, and may send it from any address of that person.

    The token is signed, so whoever has it had our letter. It says nothing of the mailbox the letter came to: hear()
    compares the person's workspace with the mailbox's before it calls `stop`.
    """
    for token in _STOP_SUBJECT.findall(subject[:1000]):
        try:
            return person_of(token)
        except (LinkUnknown, NoLongerOnFile):
            continue
    return None


def lacks_identity(workspace: Workspace) -> bool:
    """Whether the footer could not say who writes and where they sit. Most countries forbid unasked advertising
    without that, so automatic mail to somebody who never answered waits until it is there."""
    return not (workspace.name.strip() and workspace.postal_address.strip())


@transaction.atomic
def identity_given(workspace: Workspace, *, now: datetime) -> None:
    """The postal address is there now: what only waited for it may go by itself again."""
    if lacks_identity(workspace):
        return
    waits = FollowUp.objects.filter(
        workspace=workspace, ended_at=None, next_kind=NextKind.STEP, next_is_due=True, next_is_automatic=False
    )
    held = [
        followup
        for followup in joined(waits)
        if any(reason["code"] == "needs_identity" for reason in followup.next_reasons)
    ]
    redecide_people(sorted({followup.person_id for followup in held}), now=now)


@transaction.atomic
def stop(person: Person, channel: Channel | None, how: str, *, now: datetime) -> None:
    """The person wants no more on this channel (None: on any). What is queued to them is taken back at once.

    Their addresses go onto the do-not-contact list, so that the wish also counts for whoever shares one of them.
    """
    by = Actor(person.workspace)
    concerned = sorted({person.pk, *sharing(person, channel)})
    lock_people(concerned)
    opt_out(by, person, channel, how, now=now)
    for other in Person.objects.filter(pk__in=concerned).exclude(pk=person.pk).order_by("pk"):
        opt_out(by, other, channel, SUPPRESSED, now=now)
    take_back_mail(by, concerned, channel, now=now)
    redecide_people(concerned, now=now)


def may_be_taken_back(person: Person, *, now: datetime) -> bool:
    """Whether they used the link within the last hour."""
    return _lately(person, now=now).exists()


def _lately(person: Person, *, now: datetime) -> QuerySet[OptOut]:
    return OptOut.objects.filter(person=person, how=BY_LINK, at__gt=now - TAKE_BACK_WITHIN)


@transaction.atomic
def take_back_stop(person: Person, *, now: datetime) -> bool:
    """They did not mean it: what the link did within the last hour is undone, for them and for whoever shares their
    addresses. What was taken back meanwhile stays so; the plan goes on. False when there is nothing (any more)."""
    by = Actor(person.workspace)
    wishes = list(_lately(person, now=now))
    if not wishes:
        return False
    values = person.contact_points.values_list("value", flat=True)
    entries = Suppression.objects.filter(
        workspace=person.workspace,
        value__in=list(values),
        why=BY_LINK,
        at__gt=now - TAKE_BACK_WITHIN,
        channel__in=[wish.channel for wish in wishes],
    )
    lock_people(sorted({person.pk, *sharing(person, None)}))
    for wish in wishes:
        opt_in(by, person, Channel(wish.channel) if wish.channel else None, reason="not_meant", now=now)
    lift_with_wishes(by, list(entries), reason="not_meant", now=now)
    redecide_people([person.pk], now=now)
    return True


@transaction.atomic
def complain(by: Actor, person: Person, words: str, *, now: datetime) -> None:
    """They complained: nothing goes to them by itself, and a person contacts them only with the role and a reason.
    It is no wish to be left alone: for that there is `stop`."""
    if not note_complaint(by, person, now=now):
        return
    if words.strip():
        today = now.astimezone(ZoneInfo(person.workspace.zone)).date()
        remember(by, person, Remark.SAID, words, where="in a complaint", on=today, now=now)
    hold_automatic(by, [person.pk], "They complained.", now=now)
    redecide_person(person.pk, now=now)


@transaction.atomic
def forgive(by: Actor, person: Person, *, now: datetime) -> None:
    """The complaint was noted by mistake, or was made up for. Raises NotAllowed for whom it is not theirs to say."""
    if withdraw_complaint(by, person, now=now):
        redecide_person(person.pk, now=now)
