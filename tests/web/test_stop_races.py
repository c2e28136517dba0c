"""Wishes that come at the same moment, from people who share an address: each is obeyed, and nobody waits for ever."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.world import make_world
from twelfth.flow.opt_out import token_for
from twelfth.people.models import OptOut, Suppression


@pytest.mark.django_db(transaction=True)
def test_ten_at_once() -> None:
    world = make_world()
    people = [world.person(name, email="info@ribeiro.test") for name in ("Ines Carvalho", "Otto Brandt")]
    for person in people:
        world.followup(person)
    links = [reverse("stop", args=[token_for(person.pk)]) for person in people]
    start = threading.Barrier(10)
    answers: list[int] = []

    def press(number: int) -> None:
        start.wait()
        body = {"what": "all"} if number % 3 == 0 else {"List-Unsubscribe": "One-Click"}
        try:
            answers.append(Client().post(links[number % 2], body).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 10
    assert set(OptOut.objects.values_list("person", "channel")) == {
        (person.pk, channel) for person in people for channel in ("", "email")
    }
    assert set(Suppression.objects.values_list("value", "channel")) == {
        ("info@ribeiro.test", ""),
        ("info@ribeiro.test", "email"),
    }
