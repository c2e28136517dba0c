"""Which wording of a step a follow-up gets: drawn once, by a hash that anybody can repeat, and then kept."""

from hashlib import sha256

from twelfth.rules.facts import Facts, StepFacts


def variant_of(facts: Facts, step: StepFacts) -> str:
    """The name of the wording, "" where there is but one.

    A choice that was made stays while the step still has that wording. The hash of the follow-up's number and the
    step's key spreads follow-ups evenly over the wordings, and independently from step to step.
    """
    if not step.variants:
        return ""
    chosen = facts.variants.get(step.key)
    if chosen in step.variants:
        return chosen
    drawn = sha256(f"{facts.seed}:{step.key}".encode()).digest()
    return step.variants[int.from_bytes(drawn[:8], "big") % len(step.variants)]
