"""Writes to cadences: install what is shipped."""

from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.cadences.models import Cadence, CadenceVersion, Step
from twelfth.cadences.shipped.shipped import ShippedCadence, ShippedStep


@transaction.atomic
def install(by: Actor, shipped: ShippedCadence, *, now: datetime) -> CadenceVersion:
    """The shipped cadence as the workspace's own, version 1. Installing it again gives the latest version there is."""
    cadence, is_new = Cadence.objects.get_or_create(
        workspace=by.workspace,
        key=shipped.key,
        defaults={
            "name": shipped.name,
            "description": shipped.description,
            "kind": shipped.kind,
            "created_at": now,
        },
    )
    if not is_new:
        return cadence.versions.order_by("-number")[0]
    version = CadenceVersion.objects.create(workspace=by.workspace, cadence=cadence, number=1, created_at=now)
    Step.objects.bulk_create(_step(version, step) for step in shipped.steps)
    record(by, "cadence.installed", cadence, now=now)
    return version


def _step(version: CadenceVersion, step: ShippedStep) -> Step:
    return Step(
        workspace_id=version.workspace_id,
        version=version,
        number=step.number,
        title=step.title,
        offset_amount=step.offset.amount,
        offset_unit=step.offset.unit,
        channel=step.channel,
        fallbacks=[str(channel) for channel in step.fallbacks],
        purpose=step.purpose,
        automatic=step.automatic,
        gives=step.gives,
        asks=step.asks,
        subject=step.subject,
        body=step.body,
        opening=step.opening,
        talking_points=list(step.talking_points),
        voicemail=step.voicemail,
        short_text=step.short_text,
    )
