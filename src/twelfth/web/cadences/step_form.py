"""The form of one step of a plan, with all its words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from twelfth.rules.facts import Anchor, Offset
from twelfth.rules.merge_fields import MergeField
from twelfth.rules.plan import (
    MOST_AMOUNT,
    Alternative,
    Plan,
    PlanBranch,
    PlanRefused,
    PlanStep,
    Words,
    check_step,
    key_of,
)
from twelfth.rules.terms import AnchorKind, Channel, OffsetUnit, Purpose
from twelfth.rules.words import WordsError, parse
from twelfth.web.cadences.condition_fields import MORE, chosen_conditions, condition_fields
from twelfth.web.cadences.labels import KIND_LABELS, UNIT_LABELS, from_choices, purpose_choices
from twelfth.web.labels import CHANNEL_LABELS

_CHANNELS = [(str(channel), label) for channel, label in CHANNEL_LABELS.items()]
_KINDS = [(str(kind), label) for kind, label in KIND_LABELS.items()]
_FALLBACKS = 3


class StepForm(forms.Form):
    """One step: `step` None is a new one, to stand at `number`. `own` are the workspace's fields that its words may
    name."""

    title = forms.CharField(
        max_length=120,
        label="What it is",
        error_messages={"required": "Say in a few words what it is, such as “Thank-you on the way”."},
    )
    amount = forms.IntegerField(
        min_value=0,
        max_value=MOST_AMOUNT,
        label="When",
        error_messages={"required": "Say how long after: 0 is the same day.", "min_value": "Use 0 or more."},
    )
    unit = forms.ChoiceField(
        choices=[(str(unit), label) for unit, label in UNIT_LABELS.items()], label="Unit"
    )
    counts_from = forms.ChoiceField(required=False, choices=from_choices, label="Counted from")
    channel = forms.ChoiceField(choices=_CHANNELS, label="Channel")
    purpose = forms.ChoiceField(choices=purpose_choices, label="What it is for")
    gives = forms.CharField(required=False, max_length=200, label="What it gives")
    asks = forms.CharField(required=False, max_length=200, label="What it asks for")
    automatic = forms.BooleanField(
        required=False,
        label="Goes by itself",
        help_text="Only an e-mail, and only while nobody has answered; the guard is asked again before it goes.",
    )
    same_thread = forms.BooleanField(
        required=False,
        label="In the thread of the last e-mail",
        help_text="Under its subject, as an answer to it. The subject below counts when there was none.",
    )

    def __init__(
        self,
        plan: Plan,
        number: int,
        step: PlanStep | None,
        conditions: Sequence[tuple[str, object]],
        own: Collection[MergeField],
        data: Any = None,
    ) -> None:
        self.plan, self.number, self.step, self.own = plan, number, step, own
        super().__init__(data, initial=_initial(step))
        fallbacks = step.fallbacks if step else ()
        self.fallbacks = [f"fallback-{at}" for at in range(max(_FALLBACKS, len(fallbacks) + MORE))]
        for at, name in enumerate(self.fallbacks):
            self.fields[name] = forms.ChoiceField(
                required=False,
                choices=[("", "—"), *_CHANNELS],
                label="Else" if not at else "And else",
                initial=fallbacks[at] if at < len(fallbacks) else "",
            )
        self.only_if = condition_fields(self, "only", step.only_if if step else (), conditions)
        self.branches = list(self._branch_fields(conditions))
        wordings = 1 + self._count_of_wordings(data)
        self.wordings = [self._word_fields(at) for at in range(wordings)]

    def _branch_fields(self, conditions: Sequence[tuple[str, object]]) -> Iterator[tuple[str, list[str]]]:
        branches = self.step.branches if self.step else ()
        # A new step is not in the plan yet: what stands at its place now comes after it.
        later = list(enumerate(self.plan.steps, start=1))[self.number - (0 if self.step else 1) :]
        there = [("", "—"), *((step.key, f"{at}, {step.title}") for at, step in later)]
        for at in range(len(branches) + MORE):
            branch = branches[at] if at < len(branches) else None
            when = condition_fields(self, f"branch-{at}", branch.when if branch else (), conditions)
            name = f"branch-{at}-to"
            kept = [(branch.go_to, branch.go_to)] if branch and branch.go_to not in dict(there) else []
            self.fields[name] = forms.ChoiceField(
                required=False,
                choices=[*there, *kept],
                label="on to step",
                initial=branch.go_to if branch else "",
            )
            yield name, when

    def _count_of_wordings(self, data: Any) -> int:
        if data is None:
            return len(self.step.alternatives) if self.step else 0
        return sum(f"w{at}-name" in data for at in range(1, 20))

    def _word_fields(self, at: int) -> dict[str, str]:
        words, name = Words(), "A"
        if self.step is not None:
            others = self.step.alternatives
            words = self.step.words if not at else others[at - 1].words if at <= len(others) else Words()
            name = "A" if not at else others[at - 1].name if at <= len(others) else chr(ord("A") + at)
        names = {}
        for field, (label, rows) in _WORDS.items():
            names[field] = f"w{at}-{field}"
            value = getattr(words, field)
            self.fields[names[field]] = forms.CharField(
                required=False,
                max_length=200 if field == "subject" else 20_000,
                label=label,
                strip=field != "body",
                initial="\n".join(value) if field == "talking_points" else value,
                widget=forms.TextInput() if field == "subject" else forms.Textarea(attrs={"rows": rows}),
            )
        if at:
            self.fields[f"w{at}-name"] = forms.CharField(
                max_length=20, label="Its name", initial=name, error_messages={"required": "Name it: B, C …"}
            )
            self.fields[f"w{at}-drop"] = forms.BooleanField(required=False, label="Take this wording out")
        return names

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for names in self.wordings:
            for name in names.values():
                try:
                    parse(data.get(name, ""), self.own)
                except WordsError as error:
                    self.add_error(name, str(error))
        for to, when in self.branches:
            if bool(data.get(to)) != any(data.get(name) for name in when):
                self.add_error(to, "A branch needs both: when, and to which step.")
        if not self.errors:
            self._check_in_plan()
        return data

    def _check_in_plan(self) -> None:
        try:
            check_step(self.changed(self.plan), self.number, self.own)
        except PlanRefused as error:
            self.add_error(None, str(error))

    def changed(self, plan: Plan) -> Plan:
        """That plan with the step as entered: in the place of the one with its key, or as a new one."""
        steps = list(plan.steps)
        step = self._entered(plan)
        if self.step is not None:
            steps = [step if one.key == step.key else one for one in steps]
        else:
            steps.insert(min(self.number, len(steps) + 1) - 1, step)
        return replace(plan, steps=tuple(steps))

    def _entered(self, plan: Plan) -> PlanStep:
        data = self.cleaned_data
        unit = OffsetUnit(data["unit"])
        counts_from = data["counts_from"]
        before = counts_from.startswith("before ")
        anchor = (
            Anchor(AnchorKind(counts_from.removeprefix("before ")), before=before) if counts_from else None
        )
        key = self.step.key if self.step else key_of(data["title"], {step.key for step in plan.steps})
        others = range(1, len(self.wordings))
        return PlanStep(
            key=key,
            title=data["title"],
            offset=Offset(data["amount"], unit),
            anchor=anchor,
            channel=Channel(data["channel"]),
            fallbacks=tuple(Channel(data[name]) for name in self.fallbacks if data[name]),
            purpose=Purpose(data["purpose"]),
            gives=data["gives"],
            asks=data["asks"],
            automatic=data["automatic"],
            same_thread=data["same_thread"],
            only_if=chosen_conditions(data, self.only_if),
            branches=tuple(
                PlanBranch(when=chosen_conditions(data, when), go_to=data[to])
                for to, when in self.branches
                if data[to]
            ),
            words=self._words(0),
            alternatives=tuple(
                Alternative(name=data[f"w{at}-name"], words=self._words(at))
                for at in others
                if not data[f"w{at}-drop"]
            ),
        )

    def _words(self, at: int) -> Words:
        given = {field: newlines(self.cleaned_data[name]) for field, name in self.wordings[at].items()}
        points = given.pop("talking_points")
        body = given.pop("body").strip()
        return Words(
            **given,
            body=f"{body}\n" if body else "",
            talking_points=tuple(line.strip() for line in points.split("\n") if line.strip()),
        )

    # What the template asks for.

    def bound_fallbacks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fallbacks]

    def boundconditions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.only_if]

    def bound_branches(self) -> list[dict[str, Any]]:
        return [{"to": self[to], "when": [self[name] for name in when]} for to, when in self.branches]

    def bound_wordings(self) -> list[dict[str, Any]]:
        return [
            {
                "name": self[f"w{at}-name"] if at else None,
                "drop": self[f"w{at}-drop"] if at else None,
                "fields": [(field, self[name]) for field, name in names.items()],
                "has_errors": any(self[name].errors for name in names.values()),
            }
            for at, names in enumerate(self.wordings)
        ]


_WORDS = {
    "subject": ("Subject", 1),
    "body": ("E-mail", 8),
    "opening": ("Call: how it opens", 3),
    "talking_points": ("Call: points, one a line", 3),
    "voicemail": ("Voicemail", 3),
    "short_text": ("Short text for every other channel", 2),
}


def _initial(step: PlanStep | None) -> dict[str, Any]:
    if step is None:
        return {
            "amount": 3,
            "unit": OffsetUnit.WORKING_DAYS,
            "channel": Channel.EMAIL,
            "purpose": Purpose.SHARE,
        }
    anchor = step.anchor
    return {
        "title": step.title,
        "amount": step.offset.amount,
        "unit": step.offset.unit,
        "counts_from": "" if anchor is None else f"{'before ' if anchor.before else ''}{anchor.kind}",
        "channel": step.channel,
        "purpose": step.purpose,
        "gives": step.gives,
        "asks": step.asks,
        "automatic": step.automatic,
        "same_thread": step.same_thread,
    }


def newlines(text: str) -> str:
    return text.replace("\r\n", "\n")
