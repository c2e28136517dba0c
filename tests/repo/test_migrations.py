"""Migrations say by their names what they do, and the models need no more than there are."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.repo.source import modules


def is_named(file_name: str) -> bool:
    return bool(re.fullmatch(r"\d{4}_(?!auto)[a-z][a-z0-9_]+\.py", file_name))


def test_every_migration_has_a_name() -> None:
    places = [module.place for module in modules() if module.is_migration]
    files = [place for place in places if not place.endswith("__init__.py")]
    unnamed = [place for place in files if not is_named(place.rpartition("/")[2])]
    assert not unnamed, f"Name these for what they do (makemigrations --name): {', '.join(unnamed)}"


def test_a_migration_named_by_the_minute_is_seen() -> None:
    assert not is_named("0002_auto_20261124_0900.py")
    assert is_named("0002_zone_of_a_person.py")


@pytest.mark.django_db
def test_the_models_need_no_migration_that_is_not_there() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"Make the migration, and name it (makemigrations --name):\n{said.getvalue()}")
