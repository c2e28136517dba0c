"""Long work as rows: claimed with a lease, its progress committed with what it did, resumed after a crash."""

from typing import ClassVar

from django.db import models

from twelfth.accounts.models import Member, Workspace


class Job(models.Model):
    """One piece of long work. `cursor` is what a worker needs to go on exactly where the last commit was."""

    DRAFT, QUEUED, RUNNING, DONE, FAILED = "draft", "queued", "running", "done", "failed"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    started_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default=QUEUED)
    arguments = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # The work that this one takes back.
    undoes = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="undone_by")
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["state", "created_at"],
                name="job_claim",
                condition=models.Q(state__in=["queued", "running"]),
            ),
            models.Index(fields=["workspace", "-created_at"], name="job_recent"),
        ]

    @property
    def is_over(self) -> bool:
        return self.state in {self.DONE, self.FAILED}

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None


class JobFile(models.Model):
    """A piece of the file that a job works on. Pieces, so that no file has to fit into memory or one packet."""

    PIECE = 1024 * 1024

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="pieces")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "number"], name="job_file_piece")]


class JobRow(models.Model):
    """What long work did to one row, and what that row was before: so it can be looked up, and undone.

    The subject is named by type and id, without a foreign key, as in an Event.
    """

    DONE, LEFT_OUT, UNDONE, KEPT = "done", "left_out", "undone", "kept"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="rows")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, default=DONE)
    before = models.JSONField(default=dict)
    # Why it was left out, or why an undo kept it.
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "subject_type", "subject_id"], name="job_row_once"),
        ]


class FileRow(models.Model):
    """What became of one row of a file that long work read: what people see, and what it takes to take it back.

    `number` is the row's as a spreadsheet shows it, `result` a code, `reason` a sentence. The subject is the person it
    became or was found to be, without a foreign key. `cells` are what stood in it, kept only where somebody has to mend
    them. `did` is what the row changed (see importing/ledger.py).
    """

    UNDONE, KEPT = "undone", "kept"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="file_rows", db_index=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False)
    number = models.PositiveIntegerField()
    result = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    subject_id = models.BigIntegerField(null=True)
    cells = models.JSONField(default=list)
    did = models.JSONField(default=dict)
    # Once the work was taken back: whether this row was, too, and why not.
    undo = models.CharField(max_length=6, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "number"], name="file_row_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["job", "result", "number"],
                name="file_row_result",
                # Most rows of most files: those are met by walking the file.
                condition=~models.Q(result="created"),
            ),
            models.Index(
                fields=["workspace", "subject_id"],
                name="file_row_subject",
                condition=models.Q(subject_id__isnull=False),
            ),
        ]


class Heartbeat(models.Model):
    """When a stage of a worker last proved that it runs. One row per worker and stage; belongs to no workspace."""

    worker = models.CharField(max_length=80)
    stage = models.CharField(max_length=30)
    at = models.DateTimeField()
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["worker", "stage"], name="heartbeat_stage")]
