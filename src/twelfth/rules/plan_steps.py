"""A plan as the rules walk it, before it is a version in the database."""

from twelfth.rules.facts import Branch, StepFacts
from twelfth.rules.plan import Plan


def steps_of(plan: Plan) -> tuple[StepFacts, ...]:
    """The steps in order. A branch to a step that the plan does not have is left out."""
    return tuple(
        StepFacts(
            number=number,
            key=step.key,
            offset=step.offset,
            anchor=step.anchor,
            channel=step.channel,
            purpose=step.purpose,
            fallbacks=step.fallbacks,
            automatic=step.automatic,
            only_if=step.only_if,
            branches=tuple(
                Branch(branch.when, there)
                for branch in step.branches
                if (there := plan.number_of(branch.go_to))
            ),
            variants=step.variants,
        )
        for number, step in enumerate(plan.steps, start=1)
    )


def repeats_from(plan: Plan) -> int | None:
    """The number of the step at which the plan starts over; None when it ends after its last."""
    return (plan.number_of(plan.repeat_from) or None) if plan.repeat_from else None
