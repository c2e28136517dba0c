"""The workspace's own fields as something to filter by: an index for each kind of value."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from twelfth.flow.filtering.conditions import Op, Takes
from twelfth.flow.filtering.fields import (
    CHOICE_OPS,
    FILLING,
    NUMBER_OPS,
    TEXT_OPS,
    Ask,
    Asked,
    Field,
    day_of,
    days_of,
    number_of,
)
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import CustomField, CustomValue
from twelfth.people.search import fold

OWN = "Fields of your own"

_OPS: dict[Kind, dict[Op, Takes]] = {
    Kind.TEXT: TEXT_OPS,
    Kind.LINK: TEXT_OPS,
    Kind.NUMBER: NUMBER_OPS,
    Kind.DATE: {Op.BEFORE: Takes.DAY, Op.AFTER: Takes.DAY, Op.NEXT: Takes.NUMBER, Op.WITHIN: Takes.NUMBER},
    Kind.YES_NO: {Op.YES: Takes.NOTHING, Op.NO: Takes.NOTHING},
    Kind.ONE: CHOICE_OPS,
    Kind.SEVERAL: CHOICE_OPS,
}


def own_field(row: CustomField) -> Field:
    kind = Kind(row.kind)
    of_company = row.of == CustomField.COMPANY
    words = {Op.YES: f"{row.label}: yes", Op.NO: f"{row.label}: no"} if kind == Kind.YES_NO else {}
    return Field(
        key=f"{'company_' if of_company else ''}custom:{row.key}",
        label=f"{row.label} (company)" if of_company else row.label,
        group=OWN,
        ops={**_OPS[kind], **FILLING},
        ask=_asking(row),
        words=words,
    )


def _asking(row: CustomField) -> Ask:
    def ask(asked: Asked, op: Op, value: str) -> Q:
        if op in FILLING:
            has = _who(asked, row, lambda values: values)
            return has if op == Op.FILLED else ~has
        compare = Op.IS if op == Op.IS_NOT else op
        has = _who(asked, row, lambda values: _matching(asked, row, values, compare, value))
        return has if compare == op else ~has

    return ask


def _who(
    asked: Asked, row: CustomField, matching: Callable[[QuerySet[CustomValue]], QuerySet[CustomValue]]
) -> Q:
    # Of somebody their few values are looked at: told so that no database takes an index of all values for it.
    of_each = matching(CustomValue.objects.alias(plain=F("field_id") + 0).filter(plain=row.pk))
    if row.of == CustomField.COMPANY:
        return Q(Exists(of_each.filter(company=OuterRef("company"))))
    return asked.whose(matching(CustomValue.objects.filter(field=row)), are_ours=True, of_each=of_each)


def _matching(
    asked: Asked, row: CustomField, values: QuerySet[CustomValue], op: Op, value: str
) -> QuerySet[CustomValue]:
    if op in {Op.YES, Op.NO}:
        return values.filter(number=Decimal(int(op == Op.YES)))
    match Kind(row.kind):
        case Kind.DATE:
            return values.filter(**_days(asked, op, value))
        case Kind.NUMBER:
            compare = {Op.LEAST: "number__gte", Op.MOST: "number__lte", Op.IS: "number"}[op]
            return values.filter(**{compare: number_of(value)})
        case _:
            compare = {Op.IS: "sort", Op.BEGINS: "sort__prefix", Op.HAS: "sort__contains"}[op]
            same = Q(**{compare: fold(value)[:60]})
            # What is folded is the beginning; further behind it is looked for as it was typed.
            return values.filter(same | Q(text__icontains=value) if op == Op.HAS else same)


def _days(asked: Asked, op: Op, value: str) -> dict[str, date]:
    match op:
        case Op.BEFORE:
            return {"day__lt": day_of(value)}
        case Op.AFTER:
            return {"day__gt": day_of(value)}
        case Op.NEXT:
            return {"day__gte": asked.today, "day__lte": asked.today + days_of(value)}
        case _:
            return {"day__lte": asked.today, "day__gte": asked.today - days_of(value)}
