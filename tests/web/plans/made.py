"""Drafts, versions and forms for the tests of the pages of plans."""

from dataclasses import replace
from typing import Any

from tests.world import World
from twelfth.cadences.actions import save_version, start_draft
from twelfth.cadences.models import CadenceVersion, PlanDraft
from twelfth.cadences.plan_file import read_unchecked
from twelfth.cadences.queries import plan_of
from twelfth.rules.plan import Plan

STEP = {
    "title": "Thank-you on the way", "amount": "0", "unit": "working_days", "counts_from": "", "channel": "phone",
    "fallback-0": "email", "purpose": "thank", "gives": "thanks", "asks": "", "w0-body": "Thank you!",
}  # fmt: skip


def page(response: Any) -> str:
    return str(response.content.decode())


def a_draft(world: World, plan: Plan | None = None) -> PlanDraft:
    if plan is not None:
        return start_draft(world.by, plan, now=world.now)
    return start_draft(world.by, plan_of(world.version), version=world.version, now=world.now)


def held(draft: PlanDraft) -> Plan:
    draft.refresh_from_db()
    return read_unchecked(draft.text)


def changed_version(world: World) -> CadenceVersion:
    """First meeting without its second step, by somebody."""
    plan = plan_of(world.version)
    shorter = replace(plan, steps=(plan.steps[0], *plan.steps[2:]))
    return save_version(world.by, world.version.cadence, shorter, based_on=1, now=world.now)
