"""What a file says in the workspace's own fields of companies: put there where there was nothing yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from twelfth.accounts.models import Workspace
from twelfth.importing.drafts import DealOnly, PersonDraft
from twelfth.importing.matching import company_key_of
from twelfth.importing.results import Outcome, RowResult
from twelfth.people.custom.actions import fill_empty_companies
from twelfth.people.custom.kinds import Value
from twelfth.people.custom.queries import fields_of
from twelfth.people.models import Company, CustomField, CustomValue


def fill_companies(
    workspace: Workspace,
    drafts: Iterable[PersonDraft | DealOnly],
    companies: Mapping[str, Company],
    results: Mapping[int, RowResult],
) -> dict[int, RowResult]:
    """Fill in what these rows tell of their companies (by match key), the first row that tells it first. Returns the
    results of the rows that told something, with it."""
    telling = sorted((one for one in drafts if one.company and one.company_own), key=lambda one: one.row)
    if not telling:
        return {}
    fields = {one.key: one for one in fields_of(workspace, CustomField.COMPANY)}
    here = _texts({companies[company_key_of(one.company)].pk for one in telling}, fields.values())
    new: list[tuple[int, CustomField, Sequence[Value]]] = []
    told = {}
    for draft in telling:
        company = companies[company_key_of(draft.company)]
        added: list[list[Any]] = []
        untaken: list[str] = []
        for key, values in draft.company_own:
            if (own := fields.get(key)) is None or not values:
                continue
            texts = [value.text for value in values]
            there = here.setdefault((company.pk, own.pk), texts)
            if there is texts:
                new.append((company.pk, own, values))
                added.append([company.pk, own.pk, texts])
            elif set(there) != set(texts):
                untaken.append(_not_taken(company, own, there))
        told[draft.row] = _with(results[draft.row], company, added, untaken)
    fill_empty_companies(workspace, new)
    return told


def _with(
    result: RowResult, company: Company, added: Sequence[list[Any]], untaken: Iterable[str]
) -> RowResult:
    result = replace(result, warnings=(*result.warnings, *untaken))
    if not added:
        return result
    result.did["company_own"] = list(added)
    if result.outcome is not Outcome.SKIPPED:
        return result
    reason = f"What was empty of {company.name[:80]} was filled in; all else is here already."
    return replace(result, outcome=Outcome.UPDATED, reason=reason)


def _not_taken(company: Company, own: CustomField, there: Sequence[str]) -> str:
    return f"{own.label} was not taken: {company.name[:80]} has “{', '.join(there)[:80]}” there already."


def _texts(companies: Iterable[int], fields: Iterable[CustomField]) -> dict[tuple[int, int], list[str]]:
    """What is in the fields of companies, by the ids of both."""
    found: dict[tuple[int, int], list[str]] = {}
    rows = CustomValue.objects.filter(company__in=companies, field__in=list(fields)).order_by("pk")
    for company, own, text in rows.values_list("company_id", "field_id", "text"):
        found.setdefault((company or 0, own), []).append(text)
    return found
