"""The right to be left alone: the link under every e-mail, and what happens when it is used."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.flow.act import hold_automatic
from twelfth.flow.next_moment import redecide_person
from twelfth.messages.actions import hold
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people import suppressions
from twelfth.people.actions import note_complaint, opt_out, remember, withdraw_complaint
from twelfth.people.models import Person, Remark
from twelfth.rules.terms import Channel

_SALT = "twelfth.opt-out"
#: "stop" and a token, wherever a mail program or a gateway has put something before it.
_STOP_SUBJECT = re.compile(r"\bstop\s+([A-Za-z0-9_=:-]{20,200})", re.IGNORECASE)


class LinkUnknown(Exception):
    """This link is not one of ours, or the person it belongs to is no longer on file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribeLinks:
    """`url` is "" unless PUBLIC_URL is https: mail programs post to nothing else (RFC 8058)."""

    url: str
    mailto: str
    footer: str


def unsubscribe_links(message: OutgoingMessage) -> UnsubscribeLinks:
    """What goes into the headers and under the text. Without a reachable https address the footer asks for a reply."""
    workspace = message.workspace
    identity = ", ".join(part for part in (workspace.name, workspace.postal_address) if part)
    path = reverse("stop", args=[token_for(message.person_id)])
    public_url = settings.TWELFTH.public_url
    stop = (
        f"No more e-mails: {public_url}{path}"
        if settings.TWELFTH.is_https
        else "No more e-mails? Just answer “stop”."
    )
    return UnsubscribeLinks(
        url=f"{public_url}{path}" if settings.TWELFTH.is_https else "",
        mailto=f"mailto:{message.mailbox.address}?subject={quote(f'stop {token_for(message.person_id)}')}",
        footer=f"-- \n{identity}\n{stop}",
    )


def token_for(person_id: int) -> str:
    """The person's stop token: signed, without an end, so that a link in an old e-mail still works."""
    return signing.Signer(salt=_SALT).sign_object({"p": person_id})


def person_of(token: str) -> Person:
    """Raises LinkUnknown."""
    try:
        person_id = signing.Signer(salt=_SALT).unsign_object(token)["p"]
        return Person.objects.select_related("workspace").get(pk=person_id)
    except (signing.BadSignature, KeyError, TypeError, Person.DoesNotExist) as error:
        raise LinkUnknown(LinkUnknown.__doc__) from error


def person_in_subject(subject: str) -> Person | None:
    """Whose wish a letter with this subject brings: mail programs write "stop" and the person's token when somebody
    presses their own unsubscribe button, and may send it from any address of that person.

    The token is signed, so whoever has it had our letter. It says nothing of the mailbox the letter came to: hear()
    compares the person's workspace with the mailbox's before it calls `stop`.
    """
    for token in _STOP_SUBJECT.findall(subject[:1000]):
        try:
            return person_of(token)
        except LinkUnknown:
            continue
    return None


def suppressed(addresses: Iterable[str], workspace: Workspace) -> set[str]:
    """Those of the e-mail addresses that asked, or whose domain is, to be left alone as of now. One query for many.

    To be asked once more in the moment of sending: a wish may have come while the message was waiting.
    """
    return suppressions.suppressed(workspace, addresses)


def lacks_identity(workspace: Workspace) -> bool:
    """Whether the footer could not say who writes and where they sit. Most countries forbid unasked advertising
    without that, so automatic mail to somebody who never answered waits until it is there."""
    return not (workspace.name.strip() and workspace.postal_address.strip())


@transaction.atomic
def stop(person: Person, channel: Channel | None, how: str, *, now: datetime) -> None:
    """The person wants no more on this channel (None: on any). What is queued to them is taken back at once."""
    by = Actor(person.workspace)
    opt_out(by, person, channel, how, now=now)
    hold_automatic(by, [person.pk], "They asked not to be written to.", now=now)
    if channel in {None, Channel.EMAIL}:
        queued = OutgoingMessage.objects.select_related("touch").filter(
            person=person, state=MessageState.QUEUED
        )
        for message in queued:
            hold(by, message, "They asked not to be written to.", now=now)
    redecide_person(person.pk, now=now)


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
