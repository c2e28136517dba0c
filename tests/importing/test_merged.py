"""A file that was exported before two were merged still knows both: it makes nobody anew."""

import pytest

from tests.importing.test_load import NOW, bring_in, counts, workspace
from twelfth.people.models import Company, Person
from twelfth.records.merging.actions import merge_companies, merge_people

pytestmark = pytest.mark.django_db

HUBSPOT = (
    "Record ID,First Name,Last Name,Company Name,Lifecycle Stage,Contact owner\n"
    "101,Ada,King,Acme Ltd,lead,\n102,Augusta,Byron,Acme Limited Works,lead,\n"
)


def test_merged_people_are_known_by_both_ids() -> None:
    by = workspace()
    bring_in(by, HUBSPOT)
    ada, augusta = Person.objects.order_by("pk")
    merge_people(by, ada, augusta, now=NOW)
    assert counts(bring_in(by, HUBSPOT)) == (0, 0, 2, 0)
    assert Person.objects.get() == ada


def test_a_merged_companys_name_means_the_other() -> None:
    by = workspace()
    bring_in(by, HUBSPOT)
    acme, works = Company.objects.order_by("pk")
    merge_companies(by, acme, works, now=NOW)
    bring_in(by, "Full Name,Company,Email\nBo Lee,Acme Limited Works,bo@acme.test\n")
    assert Company.objects.get() == acme
    assert Person.objects.get(full_name="Bo Lee").company == acme
