"""A row as JSON and back, exact to the microsecond, for what a merge has to remember."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model

Values = dict[str, Any]


def values_of(row: Model) -> Values:
    """Every column of the row."""
    return {field.attname: to_json(field.value_from_object(row)) for field in row._meta.concrete_fields}


def to_json(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(model: type[Model], attname: str, value: Any) -> Any:
    field = next(field for field in model._meta.concrete_fields if field.attname == attname)
    return field.to_python(value)


def row_from(model: type[Model], values: Mapping[str, Any]) -> Model | None:
    """The row with its old key, not saved. A column that is no longer there is left out. None where something that it
    cannot do without is gone; what it can do without is empty then."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.attname not in values:
            continue
        value = field.to_python(values[field.attname])
        if isinstance(field, ForeignKey) and value is not None and not _is_there(field, value):
            if not field.null:
                return None
            value = None
        setattr(row, field.attname, value)
    return row


def _is_there(field: "ForeignKey[Any, Any]", key: Any) -> bool:
    owner: type[Model] = field.related_model
    return owner._default_manager.filter(pk=key).exists()


def differences(before: Values, after: Values) -> tuple[Values, Values]:
    """What differs: as it was, and as it is."""
    names = [name for name, value in before.items() if after[name] != value]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def column(model: type[Model], name: str) -> str:
    """What a field is called in the table: "person_id" of "person"."""
    return next(field.attname for field in model._meta.concrete_fields if field.name == name)
