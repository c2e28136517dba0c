"""A plan as the rules walk it, before it is a version in the database."""

from twelfth.rules.facts import Branch, StepFacts
from twelfth.rules.plan import Plan, PlanStep
from twelfth.rules.rounds import template_number


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


def step_like(plan: Plan, number: int) -> PlanStep:
    """The step that contact `number` of the plan carries out, in whichever round. Raises LookupError where the plan has
    none."""
    like = template_number(number, len(plan.steps), repeats_from(plan))
    if like is None:
        raise LookupError(number)
    return plan.steps[like - 1]
