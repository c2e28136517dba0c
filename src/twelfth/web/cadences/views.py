"""Plans: all of them, and one as a line of contacts with its words."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.accounts.models import Workspace
from twelfth.cadences.actions import bring_back, install, retire
from twelfth.cadences.models import Cadence, CadenceVersion, PlanDraft
from twelfth.cadences.plan_file import read_unchecked, write
from twelfth.cadences.queries import latest_plans, plan_of
from twelfth.cadences.shipped import shipped
from twelfth.flow.plan_preview import on_older
from twelfth.followups.models import FollowUp
from twelfth.rules.plan import PlanRefused
from twelfth.web.access import done, member, own, refused
from twelfth.web.cadences.rows import PlanPage, beginning, page_of
from twelfth.web.middleware import ActorRequest


@dataclass(frozen=True, slots=True)
class Row:
    """A plan in the list."""

    version: CadenceVersion
    page: PlanPage
    running: int

    @property
    def is_offered(self) -> bool:
        return self.version.cadence.retired_at is None


@member
def index(request: ActorRequest) -> HttpResponse:
    """The workspace's plans, those that come with the product and are not in it yet, and the reader's drafts."""
    workspace, begins = request.actor.workspace, beginning(request)
    running = running_by_plan(workspace)
    rows = [
        Row(version, page_of(plan, begins), running.get(version.cadence_id, 0))
        for version, plan in latest_plans(workspace)
    ]
    there = {row.page.plan.key for row in rows}
    drafts = PlanDraft.objects.filter(workspace=workspace, member=request.member).order_by("-changed_at")
    context = {
        "offered": [row for row in rows if row.is_offered],
        "retired": [row for row in rows if not row.is_offered],
        "shipped": [page_of(plan, begins) for plan in shipped.all() if plan.key not in there],
        "drafts": [{"draft": draft, "name": read_unchecked(draft.text).name} for draft in drafts[:20]],
        "may_work": request.actor.may(Permission.WORK),
    }
    return render(request, "cadences/cadences.html", context)


def running_by_plan(workspace: Workspace) -> dict[int, int]:
    rows = FollowUp.objects.filter(workspace=workspace, ended_at=None).values("version__cadence")
    return dict(rows.annotate(running=Count("pk")).values_list("version__cadence", "running"))


@member
@require_POST
def add(request: ActorRequest) -> HttpResponse:
    """A plan that comes with the product, into the workspace."""
    request.actor.require(Permission.WORK)
    try:
        version = install(request.actor, request.POST.get("key", ""), now=request.now)
    except PlanRefused as error:
        return refused(request, error, "cadences")
    done(request, f"“{version.cadence.name}” is one of your plans now. Change it as you like.")
    return redirect("cadence", version.cadence_id)


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One plan, its latest version or another one (?v=2)."""
    cadence = own(request, Cadence.objects.all(), pk)
    versions = list(cadence.versions.order_by("-number"))
    version = _asked_for(versions, request.GET.get("v", ""))
    plan = plan_of(version)
    context = {
        "cadence": cadence,
        "version": version,
        "versions": versions,
        "is_latest": version == versions[0],
        "page": page_of(plan, beginning(request)),
        "running": FollowUp.objects.filter(version__cadence=cadence, ended_at=None).count(),
        "older": len(on_older(cadence, versions[0])),
        "then": Cadence.objects.filter(workspace=cadence.workspace_id, key=plan.then).first(),
        "may_work": request.actor.may(Permission.WORK),
        "has_draft": PlanDraft.objects.filter(member=request.member, cadence=cadence).exists(),
    }
    return render(request, "cadences/cadence.html", context)


def _asked_for(versions: list[CadenceVersion], number: str) -> CadenceVersion:
    return next((one for one in versions if str(one.number) == number), versions[0])


@member
def file(request: ActorRequest, pk: int) -> HttpResponse:
    """The latest version as a file that can be read, sent to a colleague and brought in again."""
    cadence = own(request, Cadence.objects.all(), pk)
    version = cadence.versions.order_by("-number")[0]
    response = HttpResponse(write(plan_of(version)), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{cadence.key}.toml"'
    return response


@member
@require_POST
def retire_plan(request: ActorRequest, pk: int) -> HttpResponse:
    cadence = own(request, Cadence.objects.all(), pk)
    if retire(request.actor, cadence, now=request.now):
        undo = reverse("cadence-offer", args=[pk])
        done(request, f"“{cadence.name}” is no longer offered. What runs on it goes on.", undo=undo)
    return redirect("cadences")


@member
@require_POST
def offer(request: ActorRequest, pk: int) -> HttpResponse:
    cadence = own(request, Cadence.objects.all(), pk)
    if bring_back(request.actor, cadence, now=request.now):
        done(request, f"“{cadence.name}” is offered again.")
    return redirect("cadence", pk)
