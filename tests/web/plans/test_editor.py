"""The editor: nothing typed is lost, and nothing half saved."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.rules.test_plan_advice import good
from tests.web.plans.made import STEP, a_draft, changed_version, held, page
from tests.world import World
from twelfth.accounts.models import Role
from twelfth.cadences.actions import create_plan
from twelfth.cadences.models import Cadence, PlanDraft
from twelfth.cadences.plan_file import write
from twelfth.cadences.queries import plan_of
from twelfth.cadences.shipped import shipped


def test_a_plan_from_nothing(world: World, client: Client) -> None:
    response = client.post(reverse("plan-new"), {"name": "After the fair", "kind": "prospect"})
    draft = PlanDraft.objects.get()
    assert response.headers["Location"] == reverse("draft", args=[draft.pk])
    assert client.get(reverse("draft", args=[draft.pk])).status_code == 200
    client.post(reverse("draft-step", args=[draft.pk]), STEP)
    client.post(reverse("draft-save", args=[draft.pk]))
    made = Cadence.objects.get(key="after-the-fair")
    step = plan_of(made.versions.get()).steps[0]
    assert (step.title, step.gives, step.fallbacks, step.words.body) == (
        "Thank-you on the way",
        "thanks",
        ("email",),
        "Thank you!\n",
    )
    assert not PlanDraft.objects.exists()


def test_an_empty_plan_is_not_saved_and_says_why(world: World, client: Client) -> None:
    client.post(reverse("plan-new"), {"name": "Empty", "kind": "prospect"})
    response = client.post(reverse("draft-save", args=[PlanDraft.objects.get().pk]))
    assert response.status_code == 409
    assert "has no steps" in page(response)
    assert not Cadence.objects.filter(key="empty").exists()


def test_every_shipped_step_goes_through_its_form_unchanged(world: World, client: Client) -> None:
    """What the form shows is what it takes: nothing of a plan is lost by looking at it."""
    for plan in shipped.all():
        draft = a_draft(world, plan)
        for step in plan.steps:
            url = f"{reverse('draft-step', args=[draft.pk])}?step={step.key}"
            form = client.get(url).context["form"]
            data = {field.html_name: field.value() for field in form if field.value() or field.value() == 0}
            response = client.post(url, data)
            assert response.status_code == 302, (plan.key, step.key, response.context["form"].errors)
        assert held(draft) == plan


def test_the_settings_go_through_their_form_unchanged(world: World, client: Client) -> None:
    for plan in shipped.all():
        draft = a_draft(world, plan)
        url = reverse("draft-settings", args=[draft.pk])
        form = client.get(url).context["form"]
        data = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
        response = client.post(url, data)
        assert response.status_code == 302, (plan.key, response.context["form"].errors)
        assert held(draft) == plan


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Say in a few words"),
        ({"amount": "-1"}, "Use 0 or more"),
        ({"gives": ""}, "does not say of what"),
        ({"automatic": "on"}, "only an e-mail can"),
        ({"fallback-0": "phone"}, "names a channel twice"),
        ({"w0-body": "One\nTwo {{ person.first_nam }}"}, "Line 2: “person.first_nam” is not a merge field"),
        ({"w0-subject": "{% if said %}"}, "never closed"),
        ({"unit": "hours", "counts_from": "meeting"}, "has no hour"),
        ({"branch-0-0": "replied"}, "A branch needs both"),
        ({"unit": "fortnights"}, "fortnights"),
    ],
)
def test_a_wrong_step_is_said_and_shown_again_and_not_kept(
    world: World, client: Client, wrong: dict[str, str], says: str
) -> None:
    draft = a_draft(world, good())
    before = held(draft)
    response = client.post(f"{reverse('draft-step', args=[draft.pk])}?at=2", STEP | wrong)
    assert response.status_code == 422
    shown = page(response)
    assert says in shown.replace("&quot;", '"').replace("&#x27;", "'")
    assert 'value="thanks"' in shown or "gives" in wrong
    assert held(draft) == before


def test_enter_in_a_field_keeps_the_step_and_does_nothing_else(world: World, client: Client) -> None:
    """Browsers press the first button of a form, which must not be the one for another wording."""
    draft = a_draft(world, good())
    form = page(client.get(f"{reverse('draft-step', args=[draft.pk])}?step=a")).partition("step-form")[2]
    assert form.partition("<button")[2].startswith(" hidden>Keep the step")


def test_a_new_step_stands_where_it_was_asked_for(world: World, client: Client) -> None:
    draft = a_draft(world, good())
    data = STEP | {"branch-0-0": "replied", "branch-0-to": "d", "only-0": "has: phone"}
    client.post(f"{reverse('draft-step', args=[draft.pk])}?at=3", data)
    plan = held(draft)
    assert [step.key for step in plan.steps] == ["a", "b", "thank-you-on-the-way", "c", "d", "e", "f"]
    assert plan.steps[2].branches[0].go_to == "d"
    assert plan.steps[2].only_if[0].kind == "has"


def test_steps_are_moved_doubled_and_taken_out_and_that_can_be_undone(world: World, client: Client) -> None:
    draft = a_draft(world, good())

    def do(what: str, key: str) -> str:
        client.post(reverse("draft-steps", args=[draft.pk]), {"do": what, "step": key})
        return "".join(step.key[0] for step in held(draft).steps)

    assert do("up", "b") == "bacdef"
    assert do("up", "b") == "bacdef"
    assert do("down", "f") == "bacdef"
    assert do("down", "b") == "abcdef"
    assert do("double", "c") == "abccdef"
    assert do("out", "c") == "abcdef"
    client.post(reverse("draft-undo", args=[draft.pk]))
    assert len(held(draft).steps) == 7
    assert do("out", "not-there") == "abccdef"
    assert client.post(reverse("draft-steps", args=[draft.pk]), {"do": "burn"}).status_code == 404


def test_another_wording_begins_as_the_first_and_can_be_taken_out(world: World, client: Client) -> None:
    draft = a_draft(world, good())
    url = f"{reverse('draft-step', args=[draft.pk])}?step=a"
    client.post(url, STEP | {"add-wording": "yes"})
    step = held(draft).steps[0]
    assert step.variants == ("A", "B")
    assert step.alternatives[0].words == step.words
    client.post(url, STEP | {"w1-name": "B", "w1-body": "Thanks a lot!"})
    assert held(draft).steps[0].alternatives[0].words.body == "Thanks a lot!\n"
    client.post(url, STEP | {"w1-name": "B", "w1-drop": "on"})
    assert held(draft).steps[0].alternatives == ()


def test_a_step_that_another_tab_took_out_is_not_found(world: World, client: Client) -> None:
    draft = a_draft(world, good())
    client.post(reverse("draft-steps", args=[draft.pk]), {"do": "out", "step": "c"})
    assert client.post(f"{reverse('draft-step', args=[draft.pk])}?step=c", STEP).status_code == 404


def test_words_are_checked_as_they_are_typed(world: World, client: Client) -> None:
    said = page(client.post(reverse("plan-words"), {"w0-body": "Hello {{ person.first_name }}"}))
    assert "Hello Anna" in said
    wrong = page(client.post(reverse("plan-words"), {"w0-body": "Hello\n{{ person.nam }}"}))
    assert "Line 2" in wrong
    assert client.post(reverse("plan-words")).status_code == 200


def test_who_saves_second_is_told_and_chooses(world: World, client: Client) -> None:
    draft = a_draft(world)
    client.post(reverse("draft-settings", args=[draft.pk]), {"name": "Mine", "kind": "prospect"})
    changed_version(world)
    response = client.post(reverse("draft-save", args=[draft.pk]))
    assert response.status_code == 409
    assert "Somebody else saved a version" in page(response)
    assert held(draft).name == "Mine"
    stale = client.post(reverse("draft-save", args=[draft.pk]), {"onto": "1"})
    assert stale.status_code == 409, "only on top of the version one was told of"
    client.post(reverse("draft-save", args=[draft.pk]), {"onto": "2"})
    cadence = Cadence.objects.get(key="first-meeting")
    assert (cadence.name, cadence.versions.count()) == ("Mine", 3)


def test_a_colleagues_draft_does_not_exist(world: World, client: Client) -> None:
    from tests.flow.bulk import colleague

    theirs = PlanDraft.objects.create(
        workspace=world.by.workspace, member=colleague(world), text=write(good()),
        created_at=world.now, changed_at=world.now,
    )  # fmt: skip
    for name in ("draft", "draft-step", "draft-settings", "draft-dates", "draft-load"):
        assert client.get(reverse(name, args=[theirs.pk])).status_code == 404
    assert client.post(reverse("draft-discard", args=[theirs.pk])).status_code == 404
    assert PlanDraft.objects.count() == 1


def test_a_viewer_looks_and_changes_nothing(world: World, client: Client) -> None:
    pk = world.version.cadence_id
    before = Cadence.objects.count()
    world.member.role = Role.VIEWER
    world.member.save()
    for name in ("cadence", "cadence-dates", "cadence-load", "cadence-file", "cadence-move"):
        assert client.get(reverse(name, args=[pk])).status_code == 200
    assert "New plan" not in page(client.get(reverse("cadences")))
    for name in ("cadence-edit", "cadence-copy", "cadence-retire"):
        assert client.post(reverse(name, args=[pk])).status_code == 403
    assert client.post(reverse("plan-new"), {"name": "x", "kind": "prospect"}).status_code == 403
    assert client.post(reverse("plan-add"), {"key": "last-try"}).status_code == 403
    assert not PlanDraft.objects.exists()
    assert Cadence.objects.count() == before
    assert not Cadence.objects.exclude(retired_at=None).exists()


def test_a_plan_of_the_same_name_is_another_plan(world: World, client: Client) -> None:
    create_plan(world.by, good(), now=world.now)
    client.post(reverse("plan-new"), {"name": "Good", "kind": "prospect"})
    assert held(PlanDraft.objects.get()).key == "good-2"
