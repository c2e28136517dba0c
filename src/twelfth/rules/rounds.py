"""Step numbers of a plan that starts over: they go on counting, so that no two contacts share a number.

A plan of ten steps that repeats from step 5 has step 11 like 5, 12 like 6, …, 17 like 5 again.
"""

from dataclasses import replace

from twelfth.rules.facts import Branch, Facts, StepFacts


def template_number(number: int, count: int, repeat_from: int | None) -> int | None:
    """The number, in a plan of `count` steps, of the step that step `number` is like; None when there is no such
    step."""
    if 1 <= number <= count:
        return number
    if repeat_from is None or number < 1 or not 1 <= repeat_from <= count:
        return None
    return repeat_from + (number - count - 1) % (count - repeat_from + 1)


def step_at(facts: Facts, number: int) -> StepFacts | None:
    """The step with that number, in whichever round; None when the plan has no such step."""
    count = len(facts.steps)
    like = template_number(number, count, facts.repeat_from)
    if like is None:
        return None
    step = facts.steps[like - 1]
    if like == number:
        return step
    ahead = number - like
    branches = tuple(Branch(branch.when, branch.go_to + ahead) for branch in step.branches)
    return replace(step, number=number, branches=branches)
