"""A select with hundreds of options: countries, time zones."""

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """The same HTML as Django's for choices without groups. Django renders a template for every option, which for all
    countries takes longer than the list of people above which they stand."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: object = None,  # noqa: ARG002 (Django's signature)
    ) -> SafeString:
        chosen = frozenset(str(each) for each in self.format_value(value))
        options = _options(tuple(self.choices), chosen)
        all_attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>\n{}\n</select>", flatatt(all_attrs), options)


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[Any, Any], ...], chosen: frozenset[str]) -> SafeString:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((key, SafeString(" selected") if str(key) in chosen else "", label) for key, label in choices),
    )
