"""What was said: mailboxes, what goes out, what comes in."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from twelfth.accounts.models import Member, Workspace
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.touches.models import Touch


class Mailbox(models.Model):
    """One SMTP and IMAP account. The password is locked with a key that is not in the database."""

    TLS, STARTTLS = "tls", "starttls"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    owner = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField()
    display_name = models.CharField(max_length=120)
    username = models.CharField(max_length=254)
    password_locked = models.TextField()
    smtp_host = models.CharField(max_length=253)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=8, default=STARTTLS)
    imap_host = models.CharField(max_length=253)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, default=TLS)
    # False: each message also goes to ourselves in the same transaction, and the sync files it under Sent. That
    # copy is how an unknown sending is looked up (docs/explanation/sent-once.md).
    sent_saved_by_server = models.BooleanField(default=False)
    sent_folder = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    # The last proven round trips, and what went wrong since.
    synced_at = models.DateTimeField(null=True, blank=True)
    sync_trouble = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    send_trouble = models.CharField(max_length=500, blank=True)
    # Sync is claimed like everything else: two workers never read one mailbox at once.
    sync_claimed_by = models.CharField(max_length=80, blank=True)
    sync_lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "address"], name="mailbox_address")
        ]


class MailFolder(models.Model):
    """How far a folder has been read."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=200)
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailbox", "name"], name="mail_folder_once")]


class MessageState(StrEnum):
    """QUEUED waits for a worker; CLAIMED is in a worker's hands; SENT was accepted by the server; FAILED was not and
    will not be tried again; UNKNOWN may or may not have been accepted: looked up or settled by a person, never sent
    again by itself; HELD was taken back before sending, by undo or by the guard."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    HELD = "held"


class Override(models.Model):
    """A contact that the guard refused, and that somebody with the role for it made all the same, with a reason.

    It lets exactly one contact pass (the one of that number, on that channel), and only over the grounds that stood
    then. An opt-out is never among them.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="overrides")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12)
    # The codes of the grounds that were passed: rules.guard.
    grounds = models.JSONField(default=list)
    reason = models.TextField()
    at = models.DateTimeField()


class OutgoingMessage(models.Model):
    """One e-mail on its way. Its Message-ID is fixed before the first try."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="outgoing")
    touch = models.OneToOneField(Touch, on_delete=models.CASCADE, related_name="message")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="outgoing")
    to_address = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    in_reply_to = models.CharField(max_length=998, blank=True)
    references = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=MessageState.QUEUED)
    queued_at = models.DateTimeField()
    # Not before: the undo time, and the pauses between tries.
    send_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # What the server said, or why it is held: shown as it is.
    trouble = models.CharField(max_length=500, blank=True)
    unknown_since = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    # What lets it pass the guard although a hard ground speaks against it.
    override = models.ForeignKey(
        Override, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    # A restore brought this message back; a person has to settle it.
    from_restore = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outgoing_state", condition=Q(state__in=[state.value for state in MessageState])
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["send_after"], name="outgoing_queue", condition=Q(state="queued")),
            models.Index(fields=["lease_until"], name="outgoing_claimed", condition=Q(state="claimed")),
            models.Index(fields=["workspace", "state", "queued_at"], name="outgoing_state_list"),
            models.Index(fields=["person", "queued_at"], name="outgoing_person"),
        ]


class IncomingMessage(models.Model):
    """One e-mail that came in from somebody in the workspace. Mail of others is not stored."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="incoming")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="incoming")
    followup = models.ForeignKey(FollowUp, null=True, on_delete=models.SET_NULL, related_name="incoming")
    touch = models.OneToOneField(Touch, null=True, on_delete=models.SET_NULL, related_name="incoming")
    answers = models.ForeignKey(
        OutgoingMessage, null=True, on_delete=models.SET_NULL, related_name="answers_in"
    )
    # The Message-ID, or a digest of the bytes where there is none: read twice, stored once.
    identity = models.CharField(max_length=200)
    references = models.TextField(blank=True)
    from_address = models.EmailField(max_length=320)
    subject = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    return_date = models.DateField(null=True, blank=True)
    # How it was matched: "thread" (it names one of our messages) or "sender".
    matched_by = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "mailbox", "identity"], name="incoming_once")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "received_at"], name="incoming_person")]
