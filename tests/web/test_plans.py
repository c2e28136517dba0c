"""The pages of plans: who may, what they cost, and that nothing typed is lost and nothing half saved."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.rules.test_plan_advice import good
from tests.web.test_walk import client_of
from tests.world import World
from twelfth.accounts.models import Role
from twelfth.background.models import Job
from twelfth.cadences.actions import create_plan, save_version, start_draft
from twelfth.cadences.models import Cadence, CadenceVersion, PlanDraft
from twelfth.cadences.plan_file import read, read_unchecked, write
from twelfth.cadences.queries import plan_of
from twelfth.cadences.shipped import shipped
from twelfth.followups.models import FollowUp
from twelfth.jobs.long_work import do_one
from twelfth.rules.plan import Plan
from twelfth.touches.models import Touch

STEP = {
    "title": "Thank-you on the way", "amount": "0", "unit": "working_days", "counts_from": "", "channel": "phone",
    "fallback-0": "email", "purpose": "thank", "gives": "thanks", "asks": "", "w0-body": "Thank you!",
}  # fmt: skip


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    return client_of(world)


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


# The list and one plan.


def test_the_list_shows_own_plans_and_those_to_add_and_adding_is_one_click(
    world: World, client: Client
) -> None:
    world.followup()
    Cadence.objects.filter(key="ten-day-close").delete()
    shown = page(client.get(reverse("cadences")))
    assert "<b>1</b> running" in shown
    assert "Ten-day close" in shown
    response = client.post(reverse("plan-add"), {"key": "ten-day-close"})
    added = Cadence.objects.get(workspace=world.by.workspace, key="ten-day-close")
    assert response.headers["Location"] == reverse("cadence", args=[added.pk])
    client.post(reverse("plan-add"), {"key": "ten-day-close"})
    assert Cadence.objects.filter(key="ten-day-close").count() == 1


def test_a_plan_that_is_not_shipped_is_not_added(world: World, client: Client) -> None:
    before = Cadence.objects.count()
    assert client.post(reverse("plan-add"), {"key": "made-up"}).status_code == 302
    assert Cadence.objects.count() == before


def test_a_longer_list_of_plans_costs_no_more_queries(world: World, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("cadences"))
        return len(seen)

    queries()
    few = queries()
    for number in range(5):
        create_plan(world.by, replace(good(), key=f"good-{number}"), now=world.now)
    assert queries() == few
    assert few <= 14


def test_a_retired_plan_is_offered_again(world: World, client: Client) -> None:
    pk = world.version.cadence_id
    client.post(reverse("cadence-retire", args=[pk]))
    assert Cadence.objects.get(pk=pk).retired_at is not None
    assert "No longer offered" in page(client.get(reverse("cadences")))
    client.post(reverse("cadence-offer", args=[pk]))
    assert Cadence.objects.get(pk=pk).retired_at is None


def test_an_earlier_version_can_be_looked_at(world: World, client: Client) -> None:
    second = plan_of(world.version).steps[1].title
    changed_version(world)
    url = reverse("cadence", args=[Cadence.objects.get(key="first-meeting").pk])
    assert second not in page(client.get(url))
    assert second in page(client.get(f"{url}?v=1"))
    assert client.get(f"{url}?v=nonsense").status_code == 200


def test_every_shipped_plan_has_its_pages(world: World, client: Client) -> None:
    for plan in shipped.all():
        client.post(reverse("plan-add"), {"key": plan.key})
        pk = Cadence.objects.get(key=plan.key).pk
        draft = a_draft(world, plan)
        pages = [reverse(name, args=[pk]) for name in ("cadence", "cadence-dates", "cadence-load")]
        for url in [*pages, reverse("draft", args=[draft.pk])]:
            assert client.get(url).status_code == 200, url


# The editor.


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


# Files.


def test_a_plan_goes_out_as_a_file_and_comes_in_as_the_next_version_on_purpose(
    world: World, client: Client
) -> None:
    pk = world.version.cadence_id
    response = client.get(reverse("cadence-file", args=[pk]))
    assert read(page(response)) == plan_of(world.version)
    assert 'filename="first-meeting.toml"' in response.headers["Content-Disposition"]
    changed = replace(plan_of(world.version), name="First meeting, shorter")
    uploaded(client, write(changed))
    draft = PlanDraft.objects.get()
    assert CadenceVersion.objects.filter(cadence=pk).count() == 1, "looking at it saves nothing"
    assert "There is a plan with this key already" in page(client.get(reverse("draft", args=[draft.pk])))
    assert client.post(reverse("draft-save", args=[draft.pk])).status_code == 409
    client.post(reverse("draft-save", args=[draft.pk]), {"onto": "1", "note": "shorter"})
    assert CadenceVersion.objects.get(cadence=pk, number=2).note == "shorter"


def test_the_same_file_may_become_a_plan_of_its_own(world: World, client: Client) -> None:
    uploaded(client, write(replace(plan_of(world.version), name="Another")))
    client.post(reverse("draft-save", args=[PlanDraft.objects.get().pk]), {"as": "new"})
    assert Cadence.objects.get(name="Another").key == "another"
    assert world.version.number == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"name = ", "no TOML"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b'name = "X"\nkind = "prospect"', "has no steps"),
        (write(good()).replace('channel = "phone"', 'channel = "pigeon"').encode(), "“pigeon” is no channel"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_the_mend(
    world: World, client: Client, text: bytes, says: str
) -> None:
    response = uploaded(client, text)
    assert response.status_code == 422
    assert says in page(response)
    assert not PlanDraft.objects.exists()


def uploaded(client: Client, text: str | bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("plan-file"), {"file": SimpleUploadedFile("plan.toml", content)})


# Moving.


def test_what_runs_on_an_earlier_version_is_shown_and_moved_on_purpose(world: World, client: Client) -> None:
    followups = [world.followup(world.person(f"Person{at} Many")) for at in range(3)]
    latest = changed_version(world)
    url = reverse("cadence-move", args=[latest.cadence_id])
    shown = page(client.get(url))
    assert "3 run on an earlier version" in shown
    assert FollowUp.objects.filter(version=latest).count() == 0
    client.post(url)
    while do_one("tester", world.wiring):
        pass
    assert Job.objects.get().state == Job.DONE
    assert FollowUp.objects.filter(version=latest).count() == len(followups)
    assert "All on the latest version" in page(client.get(url))
    jobs = Job.objects.count()
    client.post(url)
    assert Job.objects.count() == jobs


def test_the_preview_of_a_move_costs_the_same_for_many(world: World, client: Client) -> None:
    first = world.version
    followups = [world.followup(world.person(f"Person{at} Many")).pk for at in range(14)]
    latest = changed_version(world)
    url = reverse("cadence-move", args=[latest.cadence_id])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    FollowUp.objects.filter(pk__in=followups[9:]).update(version=latest)
    queries()
    nine = queries()
    FollowUp.objects.update(version=first)
    assert queries() == nine


# Trying out.


def test_real_dates_for_a_person_store_nothing(world: World, client: Client) -> None:
    person = world.person()
    before = FollowUp.objects.count(), Touch.objects.count()
    draft = a_draft(world, good())
    url = reverse("draft-dates", args=[draft.pk])
    assert person.full_name in page(client.get(url, {"q": "Inês"}))
    response = client.get(url, {"person": str(person.pk), "start": "2026-12-18"})
    shown = page(response)
    assert "Fri 25 Dec 2026" in shown
    assert "Christmas Day" in shown
    assert "Europe/Lisbon" in shown
    contacts = response.context["contacts"]
    assert [row["step"].key for row in contacts] == ["a", "b", "c", "d", "e", "f"]
    assert str(contacts[0]["day"]) == "2026-12-18"
    assert (FollowUp.objects.count(), Touch.objects.count()) == before


def test_real_dates_for_a_place(world: World, client: Client) -> None:
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    shown = page(client.get(url, {"start": "2026-12-18", "country": "JP", "zone": "Asia/Tokyo"}))
    assert "holidays of Japan" in shown
    assert "at their place in Tokyo" in shown


def test_who_wants_no_contact_has_no_dates(world: World, client: Client) -> None:
    person = world.person()
    person.opted_out_at = world.now
    person.save()
    from twelfth.people.models import OptOut

    OptOut.objects.create(workspace=world.by.workspace, person=person, channel="", at=world.now, how="told")
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    assert "asked not to be contacted" in page(client.get(url, {"person": person.pk}))


@pytest.mark.parametrize("wrong", [{"start": "soon"}, {"start": "2199-01-01"}, {"zone": "Mars/Olympus"}])
def test_a_day_or_zone_that_is_none_is_said(world: World, client: Client, wrong: dict[str, str]) -> None:
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    response = client.get(url, dict(wrong))
    assert response.status_code == 422
    assert 'class="error"' in page(response)


def test_somebody_elses_person_is_nobody(world: World, client: Client) -> None:
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    assert client.get(url, {"person": 999_999}).status_code == 404
    assert client.get(url, {"person": "x"}).status_code == 200


def test_a_date_of_the_matter_can_be_tried(world: World, client: Client) -> None:
    from twelfth.rules.facts import Anchor
    from twelfth.rules.terms import AnchorKind

    plan = good()
    anchored = replace(plan.steps[5], anchor=Anchor(AnchorKind.CONTRACT_END, before=True))
    draft = a_draft(world, replace(plan, steps=(*plan.steps[:5], anchored)))
    url = reverse("draft-dates", args=[draft.pk])
    assert "no day is known for the end of their contract" in page(client.get(url))
    response = client.get(url, {"on-contract_end": "2026-12-01"})
    assert len(response.context["contacts"]) == 6


def test_the_load_says_that_its_rates_are_assumed_and_takes_others(world: World, client: Client) -> None:
    url = reverse("cadence-load", args=[world.version.cadence_id])
    response = client.get(url)
    assert "these rates are assumed" in page(response)
    assert "Most days" in page(response)
    few = client.get(url, {"decided": "100"}).context["load"]
    assert sum(week.total for week in few.weeks) < sum(week.total for week in response.context["load"].weeks)
    assert client.get(url, {"people": "many"}).status_code == 422


def test_the_load_of_a_plan_without_steps_says_so(world: World, client: Client) -> None:
    draft = a_draft(world, replace(good(), steps=()))
    assert "no steps yet" in page(client.get(reverse("draft-load", args=[draft.pk])))
    assert "no steps yet" in page(client.get(reverse("draft-dates", args=[draft.pk])))


def test_rates_are_measured_from_the_last_quarter(world: World, client: Client) -> None:
    from twelfth.flow import act
    from twelfth.flow.plan_rates import ENOUGH, measured
    from twelfth.rules.terms import Channel, Outcome

    for at in range(ENOUGH):
        followup = world.followup(world.person(f"Person{at} Many"))
        outcome = Outcome.TALKED if at % 3 == 0 else Outcome.VOICEMAIL
        logged = act.Logged(channel=Channel.PHONE, outcome=outcome, number=1)
        act.log_contact(world.by, followup, logged, now=world.now)
    found = measured(world.by.workspace, now=world.now)
    assert found.contacts == ENOUGH
    assert found.rates.answered[Channel.PHONE] == pytest.approx(1 / 3)
    assert found.rates.reached[Channel.EMAIL] == 1
    assert found.rates.decided == 0
    assert measured(world.by.workspace, now=world.now + timedelta(days=92)).is_assumed


def test_a_plan_of_the_same_name_is_another_plan(world: World, client: Client) -> None:
    create_plan(world.by, good(), now=world.now)
    client.post(reverse("plan-new"), {"name": "Good", "kind": "prospect"})
    assert held(PlanDraft.objects.get()).key == "good-2"
