"""The quick select says the same as Django's."""

import pytest
from django import forms
from django.test.html import parse_html

from twelfth.web.look.long_select import LongSelect

CHOICES = [("", "Any <country>"), ("PT", "Portugal"), ("DE", 'Germany "&" co'), (3, "Three")]


@pytest.mark.parametrize("value", ["", "PT", "DE", 3, "3", None, "nowhere", '"><script>'])
def test_it_is_django_s_select_for_the_same_choices(value: object) -> None:
    attrs = {"id": "id_country", "required": True, "class": "wide", "disabled": False}
    ours = LongSelect(choices=CHOICES).render("country", value, attrs)
    theirs = forms.Select(choices=CHOICES).render("country", value, attrs)
    assert parse_html(ours) == parse_html(theirs)
