"""Whole lives: who may be one and the same, and who was merged into whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from twelfth.accounts.models import Member, Workspace
from twelfth.people.models import Company, Person


class MatchState(models.Model):
    """Of which words of a person the keys were made last, as a digest, and whether they still wait to be compared."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BigIntegerField()
    waits = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "person"], name="match_waiting", condition=Q(waits=True))
        ]


class MatchKey(models.Model):
    """One of the keys that two people must have in common to be compared at all, as a hash."""

    # A handful of short rows a person: without the checks they are written a third faster, as SearchWord's are.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    key = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "key", "person"], name="match_key_find")]


class Double(models.Model):
    """Two people who may be one: suggested by the search for doubles, decided by a member.

    `first` is the one with the smaller key. `evidence` lists what speaks for and against, as codes with their weights;
    the words and the two values are put to it when it is shown.
    """

    OPEN, NOT_SAME = "open", "not_same"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The sum of the weights: the logarithm (base 2) of how many times likelier it is in one person than in two.
    weight = models.FloatField()
    is_certain = models.BooleanField(default=False)
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=OPEN)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="double_once"),
            models.CheckConstraint(name="double_in_order", condition=Q(first__lt=F("second"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-weight", "id"], name="double_open", condition=Q(state="open"))
        ]


class Merge(models.Model):
    """One person, or company, merged into another, and all that is needed to take them apart again.

    `into` (or `into_company`) is who they live on in today, `kept` the key of the one they were merged into: the two
    differ once that one was merged into somebody else. `gone` is the key of the one that is no longer there.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    into = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    into_company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kept = models.BigIntegerField()
    gone = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="merge_into_one",
                condition=Q(into=None, into_company__isnull=False) | Q(into__isnull=False, into_company=None),
            ),
            models.UniqueConstraint(
                fields=["workspace", "gone"],
                condition=Q(undone_at=None, into_company=None),
                name="merge_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "gone"],
                condition=Q(undone_at=None, into=None),
                name="merge_of_company_once",
            ),
        ]


class MergeRow(models.Model):
    """What a merge did to one row, and what it was before.

    MOVED: `before` is empty, its foreign key `field` pointed to the one that is gone. DROPPED: the whole row as it was,
    `instead` the key of the row that stands for it, where there is one. CHANGED: the fields that differ, `before` and
    `after`. ADDED: the merge made it. The row is named by type and id, without a foreign key, as in an Event.
    """

    MOVED, DROPPED, CHANGED, ADDED = "moved", "dropped", "changed", "added"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    what = models.CharField(max_length=10)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=40, blank=True)
    instead = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)


class Erasure(models.Model):
    """Somebody was erased: nothing of them but the numbers they had here, so that a backup which brings them back
    can be told to forget them again. `people` has theirs, and those of whoever was merged into them."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    people = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # Whether a fingerprint of their addresses was put on the do-not-contact list.
    is_left_alone = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "at"], name="erasure_list")]


class Retention(models.Model):
    """How long a workspace keeps what it no longer needs. None, or no row at all: for ever."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="retention")
    # Whoever was not in contact for so many months, and about whom nothing runs, is suggested for erasure.
    people_months = models.PositiveSmallIntegerField(null=True, blank=True)
    # The texts and files of e-mails go after so many months; that there was one stays.
    letters_months = models.PositiveSmallIntegerField(null=True, blank=True)
    # Files of imports that wait or failed go after so many days.
    files_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Nothing is deleted before: somebody may think again.
    starts_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True, blank=True)
    # How many people were suggested when it was counted last (once a day), and until when nobody wants to be told.
    suggested = models.PositiveIntegerField(default=0, db_default=0)
    told_again_at = models.DateTimeField(null=True, blank=True)
