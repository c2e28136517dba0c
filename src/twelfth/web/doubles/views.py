"""People who may be there twice: looked at two by two, merged, or told apart for ever; and merges, taken back."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.background.models import Job
from twelfth.people.models import Person
from twelfth.people.named import first_found
from twelfth.records.doubles.actions import ask_again, not_the_same, search
from twelfth.records.doubles.queries import doubles, last_search, which_stays
from twelfth.records.errors import CannotMerge
from twelfth.records.merging.actions import merge_people
from twelfth.records.merging.queries import merges
from twelfth.records.merging.values import taken_from
from twelfth.records.models import Double, Merge
from twelfth.records.parting.actions import part_companies, part_people
from twelfth.web.access import done, member, own, refused
from twelfth.web.doubles.evidence import evidence
from twelfth.web.doubles.page import side_by_side
from twelfth.web.middleware import ActorRequest

PAGE = 50


@member
def index(request: ActorRequest) -> HttpResponse:
    """What the last search has found, the likeliest first."""
    return _list(request, "open", Double.OPEN)


@member
def told_apart(request: ActorRequest) -> HttpResponse:
    """Those that somebody said are two."""
    return _list(request, "apart", Double.NOT_SAME)


def _list(request: ActorRequest, here: str, state: str) -> HttpResponse:
    page = Paginator(doubles(request.actor.workspace, state), PAGE).get_page(request.GET.get("page"))
    job = last_search(request.actor.workspace)
    context = {
        "here": here,
        "page": page,
        "rows": [(double, evidence(double)) for double in page],
        "job": job,
        "is_searching": job is not None and not job.is_over,
    }
    return render(request, "doubles/doubles.html", context)


@member
def merged(request: ActorRequest) -> HttpResponse:
    """Merges that can be taken back."""
    page = Paginator(merges(request.actor.workspace), PAGE).get_page(request.GET.get("page"))
    return render(request, "doubles/merged.html", {"here": "merged", "page": page})


@member
@require_POST
def look(request: ActorRequest) -> HttpResponse:
    """Search now instead of tonight."""
    request.actor.require(Permission.WORK)
    job = search(request.actor, now=request.now) or last_search(request.actor.workspace)
    return redirect("job", job.pk) if isinstance(job, Job) else redirect("doubles")


@member
def pair(request: ActorRequest, pk: int) -> HttpResponse:
    """The two of one suggestion."""
    double = own(request, doubles(request.actor.workspace), pk)
    kept, gone = which_stays(double.first, double.second)
    if request.GET.get("stays") == str(gone.pk):
        kept, gone = gone, kept
    context = side_by_side(kept, gone)
    following = doubles(request.actor.workspace).filter(weight__lte=double.weight).exclude(pk=double.pk)
    context |= {"double": double, "evidence": evidence(double), "following": following.first()}
    return render(request, "doubles/pair.html", context)


@member
@require_POST
def tell_apart(request: ActorRequest, pk: int) -> HttpResponse:
    double = own(request, Double.objects.select_related("first", "second"), pk)
    if not_the_same(request.actor, double, now=request.now):
        done(
            request,
            f"{double.first.full_name} and {double.second.full_name} are two people. You are not asked again.",
            undo=reverse("double-ask-again", args=[double.pk]),
        )
    return _onward(request)


@member
@require_POST
def ask(request: ActorRequest, pk: int) -> HttpResponse:
    double = own(request, Double.objects.all(), pk)
    ask_again(request.actor, double, now=request.now)
    return redirect("doubles")


@member
def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """A person, and the other entry of them: looked for, then both side by side, then made one."""
    request.actor.require(Permission.WORK)
    rows = Person.objects.select_related("company", "owner")
    kept, other = own(request, rows, pk), _number(request, "with")
    if other is None:
        return _with_whom(request, kept)
    gone = own(request, rows, other)
    if request.method != "POST":
        return render(request, "doubles/pair.html", side_by_side(kept, gone))
    try:
        made = merge_people(
            request.actor, kept, gone, from_gone=taken_from(request.POST.dict().items()), now=request.now
        )
    except CannotMerge as error:
        return refused(request, error, reverse("person", args=[kept.pk]))
    undo = reverse("merge-part", args=[made.pk])
    done(request, f"{gone.full_name} is one with {kept.full_name} now.", undo=undo)
    return _onward(request) if "following" in request.POST else redirect("person", kept.pk)


def _with_whom(request: ActorRequest, person: Person) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = first_found(request.actor.workspace, words, most=20) if words else []
    others = [each for each in found if each.pk != person.pk]
    return render(request, "doubles/with_whom.html", {"person": person, "q": words, "people": others})


@member
@require_POST
def part(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    made = own(request, Merge.objects.all(), pk)
    take_back = part_people if made.into_id else part_companies
    try:
        parted = take_back(request.actor, made, now=request.now)
    except CannotMerge as error:
        return refused(request, error, reverse("doubles-merged"))
    stays = (
        f" What was changed since stays as it is: {', '.join(parted.kept_since)}."
        if parted.kept_since
        else ""
    )
    done(request, f"They are two again, as they were.{stays}")
    return redirect("person", parted.back.pk) if made.into_id else redirect("doubles-merged")


def _onward(request: ActorRequest) -> HttpResponse:
    """To the next suggestion, for whoever goes through the list."""
    following = _number(request, "following")
    rows = doubles(request.actor.workspace)
    if following is not None and rows.filter(pk=following).exists():
        return redirect("double", following)
    return redirect("doubles")


def _number(request: ActorRequest, name: str) -> int | None:
    told = request.POST.get(name) or request.GET.get(name) or ""
    return int(told[:18]) if told.isascii() and told.isdigit() else None
