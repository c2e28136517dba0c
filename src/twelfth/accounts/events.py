"""Recording what happened. Called inside the transaction of the write that it records."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Event
from twelfth.rules.reasons import Reason


def record(
    by: Actor,
    verb: str,
    subject: Model,
    *,
    now: datetime,
    why: Iterable[Reason] = (),
    **data: Any,
) -> None:
    """Write that `by` did `verb` (such as "person.added") to `subject`. `data` carries ids, codes and numbers only."""
    Event.objects.create(
        workspace=by.workspace,
        at=now,
        member=by.member,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        why=[reason.to_json() for reason in why],
        data=data,
    )


def record_many(by: Actor, what: Iterable[tuple[str, Model]], *, now: datetime, **data: Any) -> None:
    """The same for many, each a verb and its subject, in one query; they share `data`."""
    Event.objects.bulk_create(
        Event(
            workspace=by.workspace,
            at=now,
            member=by.member,
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            why=[],
            data=data,
        )
        for verb, subject in what
    )
