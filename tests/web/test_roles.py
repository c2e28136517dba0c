"""Nobody is offered a form that would only be refused."""

from django.test import Client
from django.urls import reverse

from tests.world import World
from twelfth.accounts.models import Role


def test_a_viewer_is_offered_to_log_and_not_to_plan_send_or_decide(world: World) -> None:
    followup = world.followup()
    pages = [
        reverse("contact", args=[followup.pk]),
        reverse("person", args=[followup.person_id]),
        reverse("people"),
    ]
    refused = [
        reverse("contact-decide", args=[followup.pk]),
        reverse("contact-skip", args=[followup.pk]),
        reverse("person-start", args=[followup.person_id]),
        reverse("person-edit", args=[followup.person_id]),
        reverse("person-add"),
        reverse("imports"),
    ]
    client = Client()
    client.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = "".join(client.get(page).content.decode() for page in pages)
    assert all(address in seen for address in refused)
    world.member.role = Role.VIEWER
    world.member.save()
    seen = "".join(client.get(page).content.decode() for page in pages)
    assert not [address for address in refused if address in seen]
    assert reverse("contact-log", args=[followup.pk]) in seen
