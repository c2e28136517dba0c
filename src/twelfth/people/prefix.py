"""`word__prefix="ann"`: words that begin so, by an index range on both databases.

Django's `startswith` becomes LIKE … ESCAPE on SQLite, which no index serves.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


class PrefixLookup(Lookup[str]):
    lookup_name = "prefix"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        column, params = self.process_lhs(compiler, connection)
        # ~>=~ compares bytes whatever the database's collation, and varchar_pattern_ops serves it.
        least, less = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
        last = self.rhs + "\U0010ffff"
        return f"({column} {least} %s AND {column} {less} %s)", (*params, self.rhs, *params, last)
