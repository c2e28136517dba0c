"""What a merge does, noted row by row while it is done, in memory."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from twelfth.records.merging.rows import Values, column, differences, values_of
from twelfth.records.models import Merge, MergeRow


@dataclass(slots=True)
class Ledger:
    merge: Merge
    rows: list[MergeRow] = field(default_factory=list)
    #: Rows that the merge may change, as they were.
    _before: dict[tuple[type[Model], int], Values] = field(default_factory=dict)

    def moved(self, model: type[Model], name: str, keys: Iterable[int]) -> None:
        self.rows.extend(self._row(MergeRow.MOVED, model, key, field=name) for key in keys)

    def dropped(self, row: Model, instead: int | None = None) -> None:
        noted = self._row(MergeRow.DROPPED, type(row), row.pk, instead=instead)
        noted.before = values_of(row)
        self.rows.append(noted)

    def added(self, row: Model) -> None:
        self.rows.append(self._row(MergeRow.ADDED, type(row), row.pk))

    def watch(self, rows: Iterable[Model]) -> None:
        """They may be changed from here on; `changed` finds out what was."""
        for row in rows:
            self._before.setdefault((type(row), row.pk), values_of(row))

    def changed(self) -> None:
        """Note what has changed in the rows that were watched, as the database has them now. What moved is noted as
        moved, not as changed."""
        moved = {
            (row.subject_type, row.subject_id, row.field) for row in self.rows if row.what == MergeRow.MOVED
        }
        models = {model for model, _ in self._before}
        now = {
            (model, key): row
            for model in models
            for key, row in model._default_manager.in_bulk(
                [key for each, key in self._before if each is model]
            ).items()
        }
        for (model, key), was in self._before.items():
            if (model, key) not in now:
                continue
            noted = self._row(MergeRow.CHANGED, model, key)
            names = {name for label, pk, name in moved if (label, pk) == (noted.subject_type, key)}
            attnames = {column(model, name) for name in names}
            stayed = {name: value for name, value in was.items() if name not in attnames}
            noted.before, noted.after = differences(stayed, values_of(now[model, key]))
            if noted.before:
                self.rows.append(noted)

    def _row(
        self, what: str, model: type[Model], key: int, *, field: str = "", instead: int | None = None
    ) -> MergeRow:
        return MergeRow(
            workspace_id=self.merge.workspace_id,
            merge=self.merge,
            what=what,
            subject_type=model._meta.label_lower,
            subject_id=key,
            field=field,
            instead=instead,
        )
