"""What a misspelt word may be meant for."""

from twelfth.accounts.models import Workspace
from twelfth.people.models import Spelling
from twelfth.people.spellings.keys import keys_of, nearest

# A key that so many words share tells them apart no more.
_MOST_WORDS = 3_000


def near(workspace: Workspace, word: str) -> dict[str, int]:
    """The known words that a folded word may be meant for, with how many letters part them, the nearest first."""
    keys = keys_of(word)
    if not keys:
        return {}
    rows = Spelling.objects.filter(workspace=workspace, key__in=keys).values_list("word", flat=True)
    return nearest(word, set(rows[:_MOST_WORDS]))
