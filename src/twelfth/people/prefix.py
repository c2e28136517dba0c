"""`word__prefix="ann"`: words that begin so, by an index range on both databases.

Django's `startswith` becomes LIKE … ESCAPE on SQLite, which no index serves.
"""

from typing import Any

from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.db.backends.base.base import BaseDatabaseWrapper


class PrefixLookup(Lookup):  # type: ignore[type-arg]  # not subscriptable at run time
    lookup_name = "prefix"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        first, after = self.rhs, self.rhs + "\U0010ffff"
        # ~>=~ compares bytes whatever the database's collation, and varchar_pattern_ops serves it.
        least, less = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
        return f"({column} {least} %s AND {column} {less} %s)", [*params, first, *params, after]


