"""The editor: a plan is changed as a draft, step by step, and saved as a whole or not at all.

Every change is kept at once in the draft, so that nothing is lost with a session or a tab; only “save” makes a version.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.cadences.actions import (
    ChangedMeanwhile,
    PlanExists,
    change_draft,
    discard_draft,
    rebase_draft,
    save_draft,
    start_draft,
    undo_in_draft,
)
from twelfth.cadences.models import Cadence, CadenceVersion, PlanDraft
from twelfth.cadences.plan_file import MOST_CHARACTERS, read, read_unchecked
from twelfth.cadences.queries import latest_plans, latest_version, plan_of
from twelfth.flow.plan_preview import on_older
from twelfth.people.custom.words import own_merge_fields
from twelfth.rules import words as liquid
from twelfth.rules.merge_fields import MERGE_FIELDS
from twelfth.rules.plan import Alternative, Plan, PlanRefused, PlanStep, key_of
from twelfth.rules.plan_advice import advise
from twelfth.rules.terms import FollowUpKind
from twelfth.web.access import done, member, own
from twelfth.web.cadences.forms import NewPlanForm, PlanForm, UploadForm
from twelfth.web.cadences.rows import beginning, condition_choices, page_of
from twelfth.web.cadences.step_form import StepForm
from twelfth.web.middleware import ActorRequest


def own_draft(request: ActorRequest, pk: int) -> PlanDraft:
    """The reader's draft: those of colleagues do not exist for them."""
    return own(request, PlanDraft.objects.filter(member=request.member).select_related("cadence"), pk)


# Beginning one.


@member
def new(request: ActorRequest) -> HttpResponse:
    """A plan from nothing; the page also offers a copy and a file."""
    request.actor.require(Permission.WORK)
    form = NewPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = set(Cadence.objects.filter(workspace=request.actor.workspace).values_list("key", flat=True))
        name = form.cleaned_data["name"]
        plan = Plan(key=key_of(name, taken), name=name, kind=FollowUpKind(form.cleaned_data["kind"]))
        return redirect("draft", start_draft(request.actor, plan, now=request.now).pk)
    return _new_page(request, form=form)


def _new_page(request: ActorRequest, **forms: Any) -> HttpResponse:
    rows = Cadence.objects.filter(workspace=request.actor.workspace).order_by("name")
    context = {"form": NewPlanForm(), "upload": UploadForm(), "plans": rows, **forms}
    is_wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "cadences/new.html", context, status=422 if is_wrong else 200)


@member
def upload(request: ActorRequest) -> HttpResponse:
    """A plan from a file, to be looked at as a draft: nothing is saved by bringing it in."""
    request.actor.require(Permission.WORK)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = read(_text_of(form.cleaned_data["file"]))
        except PlanRefused as error:
            form.add_error("file", str(error))
        else:
            return redirect("draft", start_draft(request.actor, plan, now=request.now).pk)
    return _new_page(request, upload=form)


def _text_of(file: Any) -> str:
    if file.size > 4 * MOST_CHARACTERS:
        raise PlanRefused("The file is far larger than any plan. Choose the file of a plan.")
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PlanRefused(
            "The file is no text in UTF-8. Save it as plain text, and bring it in again."
        ) from error


@member
@require_POST
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """The reader's draft of that plan, begun now or before."""
    version = _latest(own(request, Cadence.objects.all(), pk))
    draft = start_draft(request.actor, plan_of(version), version=version, now=request.now)
    return redirect("draft", draft.pk)


@member
@require_POST
def copy(request: ActorRequest, pk: int) -> HttpResponse:
    """A new plan that begins as that one."""
    plan = plan_of(_latest(own(request, Cadence.objects.all(), pk)))
    name = f"{plan.name[:110]}, a copy"
    taken = set(Cadence.objects.filter(workspace=request.actor.workspace).values_list("key", flat=True))
    draft = start_draft(request.actor, replace(plan, name=name, key=key_of(name, taken)), now=request.now)
    return redirect("draft", draft.pk)


def _latest(cadence: Cadence) -> CadenceVersion:
    return cadence.versions.select_related("cadence").order_by("-number")[0]


# Working on it.


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    draft = own_draft(request, pk)
    return _editor(request, draft)


def _editor(request: ActorRequest, draft: PlanDraft, *, refusal: str = "", note: str = "") -> HttpResponse:
    plan = read_unchecked(draft.text)
    latest = latest_version(request.actor.workspace, plan.key)
    context = {
        "draft": draft,
        "page": page_of(plan, beginning(request), own_merge_fields(request.actor.workspace)),
        "then": Cadence.objects.filter(workspace=request.actor.workspace, key=plan.then).first(),
        "latest": latest,
        "is_taken": draft.cadence is None and latest is not None,
        "is_behind": draft.cadence is not None and latest is not None and latest.number != draft.based_on,
        "next_number": latest.number + 1 if latest else 1,
        "refusal": refusal,
        "note": note,
    }
    return render(request, "cadences/draft.html", context, status=409 if refusal else 200)


@member
def settings(request: ActorRequest, pk: int) -> HttpResponse:
    """Name, kind, and how it ends."""
    draft = own_draft(request, pk)
    plan = read_unchecked(draft.text)
    workspace = request.actor.workspace
    others = [other for _, other in latest_plans(workspace)]
    choices = condition_choices(plan, workspace, kept=plan.stop_when)
    form = PlanForm(plan, others, choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = form.changed()
        change_draft(request.actor, draft, lambda now: replace(changed, steps=now.steps), now=request.now)
        return redirect("draft", pk)
    context = {"draft": draft, "plan": plan, "form": form}
    return render(request, "cadences/settings.html", context, status=422 if form.errors else 200)


@member
def step(request: ActorRequest, pk: int) -> HttpResponse:
    """One step of the draft (?step=key), or a new one at a place (?at=3)."""
    draft = own_draft(request, pk)
    plan = read_unchecked(draft.text)
    found, number = _asked_for(request, plan)
    kept = (*found.only_if, *(one for branch in found.branches for one in branch.when)) if found else ()
    choices = condition_choices(plan, request.actor.workspace, kept=kept)
    own_fields = own_merge_fields(request.actor.workspace)
    form = StepForm(plan, number, found, choices, own_fields, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change = _with_wording(form, number) if "add-wording" in request.POST else form.changed
        plan = change_draft(request.actor, draft, change, now=request.now)
        there = found.key if found else plan.steps[min(number, len(plan.steps)) - 1].key
        if "add-wording" in request.POST:
            return redirect(f"{reverse('draft-step', args=[pk])}?step={there}#wordings")
        return redirect(f"{reverse('draft', args=[pk])}#step-{plan.number_of(there)}")
    context = {
        "draft": draft,
        "plan": plan,
        "form": form,
        "number": number,
        "step": found,
        "advice": [one for one in advise(plan) if found and one.step == number],
        "merge_fields": MERGE_FIELDS,
        "own_fields": own_fields,
    }
    return render(request, "cadences/step.html", context, status=422 if form.errors else 200)


def _asked_for(request: ActorRequest, plan: Plan) -> tuple[PlanStep | None, int]:
    key, at = request.GET.get("step", ""), request.GET.get("at", "")
    if key:
        number = plan.number_of(key)
        if not number:
            raise Http404
        return plan.steps[number - 1], number
    last = len(plan.steps) + 1
    return None, min(last, max(1, int(at))) if at.isascii() and at.isdigit() and len(at) < 6 else last


def _with_wording(form: StepForm, number: int) -> Callable[[Plan], Plan]:
    """As entered, with one more wording, which begins as the first."""

    def change(plan: Plan) -> Plan:
        plan = form.changed(plan)
        at = plan.number_of(form.step.key) if form.step else number
        step = plan.steps[at - 1]
        name = next(letter for letter in "BCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in step.variants)
        more = (*step.alternatives, Alternative(name=name, words=step.words))
        return replace(
            plan, steps=(*plan.steps[: at - 1], replace(step, alternatives=more), *plan.steps[at:])
        )

    return change


@member
@require_POST
def steps(request: ActorRequest, pk: int) -> HttpResponse:
    """Move a step up or down, take it out, or double it: `do` with the step's key."""
    draft = own_draft(request, pk)
    key = request.POST.get("step", "")
    change = _CHANGES.get(request.POST.get("do", ""))
    if change is None:
        raise Http404
    plan = change_draft(
        request.actor,
        draft,
        lambda now: (
            replace(now, steps=change(list(now.steps), now.number_of(key) - 1)) if now.number_of(key) else now
        ),
        now=request.now,
    )
    if request.POST.get("do") == "out":
        done(request, "The step is taken out.", undo=reverse("draft-undo", args=[pk]))
    number = plan.number_of(key)
    return redirect(f"{reverse('draft', args=[pk])}#{f'step-{number}' if number else 'steps'}")


@member
@require_POST
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """The draft as it was before its last change."""
    draft = own_draft(request, pk)
    if undo_in_draft(request.actor, draft, now=request.now):
        done(request, "The last change is taken back.")
    return redirect("draft", pk)


def _up(steps: list[PlanStep], at: int) -> tuple[PlanStep, ...]:
    return _swapped(steps, at, at - 1)


def _down(steps: list[PlanStep], at: int) -> tuple[PlanStep, ...]:
    return _swapped(steps, at, at + 1)


def _swapped(steps: list[PlanStep], at: int, to: int) -> tuple[PlanStep, ...]:
    if 0 <= to < len(steps):
        steps[at], steps[to] = steps[to], steps[at]
    return tuple(steps)


def _out(steps: list[PlanStep], at: int) -> tuple[PlanStep, ...]:
    return tuple(steps[:at] + steps[at + 1 :])


def _doubled(steps: list[PlanStep], at: int) -> tuple[PlanStep, ...]:
    again = replace(steps[at], key=key_of(steps[at].title, {step.key for step in steps}))
    return (*steps[: at + 1], again, *steps[at + 1 :])


_CHANGES: dict[str, Callable[[list[PlanStep], int], tuple[PlanStep, ...]]] = {
    "up": _up,
    "down": _down,
    "out": _out,
    "double": _doubled,
}


@member
@require_POST
def words(request: ActorRequest) -> HttpResponse:
    """One text as it would read with the examples of the merge fields, or what is wrong with it and in which line."""
    text = next((value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"), "")
    context: dict[str, Any] = {}
    try:
        own_fields = own_merge_fields(request.actor.workspace)
        liquid.parse(str(text), own_fields)
        written = liquid.render_line if request.GET.get("as") == "line" else liquid.render
        context["written"] = written(str(text), liquid.sample(own_fields)).text
    except liquid.WordsError as error:
        context["error"] = str(error)
    return render(request, "cadences/_words.html", context)


# Ending it.


@member
@require_POST
def save(request: ActorRequest, pk: int) -> HttpResponse:
    """The draft as the next version, or (`as`=new) as a plan of its own; `onto`: on top of a version seen since."""
    draft = own_draft(request, pk)
    note = request.POST.get("note", "")
    try:
        if request.POST.get("as") == "new":
            rebase_draft(request.actor, draft, None, now=request.now)
        elif onto := request.POST.get("onto", ""):
            _put_on_top(request, draft, onto)
        version = save_draft(request.actor, draft, note=note, now=request.now)
    except (PlanRefused, PlanExists, ChangedMeanwhile) as error:
        return _editor(request, own_draft(request, pk), refusal=str(error), note=note)
    cadence = version.cadence
    older = len(on_older(cadence, version))
    if older:
        done(request, f"Saved as version {version.number}. {older} still run on an earlier one.")
        return redirect("cadence-move", cadence.pk)
    done(request, f"“{cadence.name}” is saved as version {version.number}.")
    return redirect("cadence", cadence.pk)


def _put_on_top(request: ActorRequest, draft: PlanDraft, onto: str) -> None:
    """Of the version that the reader was told of, and of no later one: raises ChangedMeanwhile."""
    latest = latest_version(request.actor.workspace, read_unchecked(draft.text).key)
    if latest is not None and str(latest.number) == onto:
        rebase_draft(request.actor, draft, latest, now=request.now)
    else:
        raise ChangedMeanwhile(ChangedMeanwhile.__doc__)


@member
@require_POST
def discard(request: ActorRequest, pk: int) -> HttpResponse:
    draft = own_draft(request, pk)
    cadence = draft.cadence_id
    discard_draft(request.actor, draft)
    done(request, "The draft is thrown away; what was saved before is as it was.")
    return redirect("cadence", cadence) if cadence else redirect("cadences")
