"""All that hangs on a person or a company, table by table, and what becomes of it.

`PERSON` and `COMPANY` name every model with a path of foreign keys that ends there: `path` is the lookup from the
model to the person's or company's key ("person", "followup__person"). A row may stand here twice, once for each of
its paths (a relation has two ends). Three questions are answered for each, once, here:

- `merge`: what becomes of the row when its person is merged into another (`records.merge`);
- `erase`: what becomes of it when its person is erased;
- `export`: whether it is part of what we hand over when the person asks for what we know of them.

`rows(belonging, owner)` are the rows themselves. What names a person without a foreign key is listed in `BY_NAME`:
no walk finds it, so whoever merges or erases has to think of it.

A test walks the foreign keys of all models and fails for one that is not classified here. To classify a new table,
add a line: most are `Belonging(Model, "person")`, or a `below` where it hangs on something that hangs on a person.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model, QuerySet

from twelfth.accounts.models import Event
from twelfth.background.models import FileRow, Job, JobRow
from twelfth.deals.models import Deal, DealRole
from twelfth.followups.models import FollowUp, KeyDate
from twelfth.messages.models import IncomingMessage, OutgoingFile, OutgoingMessage, Override
from twelfth.people.models import (
    Company,
    ContactPoint,
    CustomValue,
    FormerCompany,
    FormerPerson,
    LawfulBasis,
    OptOut,
    Person,
    PersonRole,
    PersonTag,
    Relation,
    Remark,
    SearchWord,
    Suppression,
)
from twelfth.promises.models import Promise
from twelfth.records.models import Double, MatchKey, MatchState, Merge, MergeRow
from twelfth.touches.models import Touch


class OnMerge(StrEnum):
    """MOVE: it hangs on the other one from now on. UNLESS_THERE: likewise, but where the other one has the same
    (`same` says in which fields) one of the two is enough. DROP: it is worked out anew, or has no sense any more.
    FOLLOWS: it hangs on something that moves, and is not touched itself."""

    MOVE = "move"
    UNLESS_THERE = "unless_there"
    DROP = "drop"
    FOLLOWS = "follows"


class OnErase(StrEnum):
    """DELETE: the row goes. BLANK: the row stays, without a word of the person. HASH: only a keyed hash stays."""

    DELETE = "delete"
    BLANK = "blank"
    HASH = "hash"


@dataclass(frozen=True, slots=True)
class Belonging:
    model: type[Model]
    path: str
    merge: OnMerge = OnMerge.MOVE
    erase: OnErase = OnErase.DELETE
    export: bool = True
    # The fields in which two rows are the same one, beside their person: those of the unique constraint.
    same: tuple[str, ...] = ()

    @property
    def hangs_directly(self) -> bool:
        return "__" not in self.path


def below(model: type[Model], path: str, *, export: bool = True) -> Belonging:
    """What hangs on something that hangs on a person: it goes where that goes."""
    return Belonging(model, path, OnMerge.FOLLOWS, OnErase.DELETE, export)


PERSON: tuple[Belonging, ...] = (
    Belonging(ContactPoint, "person", OnMerge.UNLESS_THERE, same=("channel", "value")),
    Belonging(OptOut, "person", OnMerge.UNLESS_THERE, same=("channel",)),
    Belonging(PersonTag, "person", OnMerge.UNLESS_THERE, same=("tag",)),
    Belonging(Remark, "person"),
    Belonging(LawfulBasis, "person"),
    Belonging(PersonRole, "person", OnMerge.UNLESS_THERE, same=("role",)),
    Belonging(Relation, "person", OnMerge.UNLESS_THERE, same=("other", "kind")),
    Belonging(Relation, "other", OnMerge.UNLESS_THERE, same=("person", "kind")),
    Belonging(CustomValue, "person", OnMerge.UNLESS_THERE, same=("field", "slot")),
    # Found by words that are written anew from what the person is then.
    Belonging(SearchWord, "person", OnMerge.DROP, export=False),
    Belonging(Deal, "person"),
    Belonging(DealRole, "person", OnMerge.UNLESS_THERE, same=("deal", "role")),
    Belonging(FollowUp, "person"),
    below(KeyDate, "followup__person"),
    below(Override, "followup__person"),
    Belonging(Touch, "person"),
    Belonging(Promise, "person"),
    Belonging(OutgoingMessage, "person"),
    below(OutgoingFile, "message__person"),
    Belonging(IncomingMessage, "person"),
    # What the search for doubles keeps for itself; "not the same" is told on by `records.merge`.
    Belonging(Double, "first", OnMerge.DROP, export=False),
    Belonging(Double, "second", OnMerge.DROP, export=False),
    Belonging(MatchKey, "person", OnMerge.DROP, export=False),
    Belonging(MatchState, "person", OnMerge.DROP, export=False),
    Belonging(FormerPerson, "person"),
    # Whoever was merged into them lives on in them. The rows hold what the other one was, word by word.
    Belonging(Merge, "into"),
    below(MergeRow, "merge__into"),
)

COMPANY: tuple[Belonging, ...] = (
    Belonging(CustomValue, "company", OnMerge.UNLESS_THERE, same=("field", "slot")),
    Belonging(Person, "company", erase=OnErase.BLANK),
    Belonging(Company, "parent", erase=OnErase.BLANK),
    Belonging(Deal, "company", erase=OnErase.BLANK),
    Belonging(FormerCompany, "company"),
    Belonging(Merge, "into_company"),
    below(MergeRow, "merge__into_company"),
)

#: Models that name a person or a company by type and id, or by an address, without a foreign key.
BY_NAME: dict[type[Model], OnErase] = {
    # Without personal text, and never changed: it says what was done, not to whom, once its subject is gone.
    Event: OnErase.BLANK,
    JobRow: OnErase.DELETE,
    FileRow: OnErase.DELETE,
    Job: OnErase.BLANK,
    # A wish to be left alone outlives the person, as a hash.
    Suppression: OnErase.HASH,
}


def of(owner: type[Model]) -> tuple[Belonging, ...]:
    """The belongings of Person or of Company."""
    return PERSON if owner is Person else COMPANY


def rows(belonging: Belonging, owner: Person | Company) -> QuerySet[Model]:
    """What hangs on this person or company by this path."""
    mine = belonging.model._default_manager.filter(workspace=owner.workspace_id)
    return mine.filter(**{belonging.path: owner.pk})
