"""Writes to how somebody likes to be reached."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.models import Person
from twelfth.rules.facts import Hours
from twelfth.rules.hours import write_hours
from twelfth.rules.terms import Channel


@transaction.atomic
def set_preferences(
    by: Actor,
    person: Person,
    *,
    prefers: Channel | None,
    avoids: Collection[Channel],
    hours: Hours | None,
    now: datetime,
) -> bool:
    """They told us on which channel, on which rather not, and when; None and () forget it. Whether it changed."""
    by.require(Permission.WORK)
    new = {
        "prefers_channel": prefers or "",
        "avoids_channels": " ".join(sorted(avoids)),
        "prefers_hours": write_hours(hours) if hours else "",
    }
    changed = Person.objects.filter(pk=person.pk).exclude(**new).update(**new)
    if changed:
        record(by, "person.preferences_set", person, now=now)
    return bool(changed)
