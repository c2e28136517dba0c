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
    PASSWORD, GOOGLE, MICROSOFT = "password", "google", "microsoft"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    owner = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField()
    display_name = models.CharField(max_length=120)
    username = models.CharField(max_length=254)
    # How we log in: with a password, or with tokens that Google or Microsoft gave (OAuth 2).
    auth = models.CharField(max_length=10, default=PASSWORD)
    password_locked = models.TextField(blank=True)
    # {"access": …, "refresh": …, "expires_at": ISO}, locked as a whole.
    tokens_locked = models.TextField(blank=True)
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
    # An address of this mailbox (an alias, or with +log) to which mail is copied or forwarded to be logged.
    log_address = models.EmailField(blank=True)
    # How much goes out of it, at most; docs/explanation/sending-limits.md.
    most_in_1_day = models.PositiveSmallIntegerField(default=200)
    most_in_1_hour = models.PositiveSmallIntegerField(default=30)
    most_new_in_1_day = models.PositiveSmallIntegerField(default=50)
    cold_gap_minutes = models.PositiveSmallIntegerField(default=10)
    # Since when a new mailbox warms up; None: it is known to its readers already.
    ramp_since = models.DateField(null=True, blank=True)
    # Stopped by itself, because too much came back or was complained about; a person lets it go on. What nearly was
    # too much is said in `stopped_why` alone.
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=300, blank=True)
    # Bounces and complaints before this are settled and count no more.
    judged_from = models.DateTimeField(null=True, blank=True)
    # What the domain's records said when they were looked at last: flow/sender_check.py.
    records_checked_at = models.DateTimeField(null=True, blank=True)
    records_found = models.JSONField(default=list)
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
    # What it is for, as messages.ports.FolderUse says; it is found again by this when it was renamed.
    use = models.CharField(max_length=10, default="inbox")
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    # The server's count of changes when we looked last (RFC 7162), where it keeps one.
    modseq = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailbox", "name"], name="mail_folder_once")]


class OAuthApp(models.Model):
    """The keys of the workspace's own app at Google or Microsoft, with which members connect their mailboxes."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    provider = models.CharField(max_length=10)
    client_id = models.CharField(max_length=300)
    secret_locked = models.TextField()
    # Microsoft's directory, "common" for any.
    tenant = models.CharField(max_length=100, default="common")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "provider"], name="oauth_app_once")
        ]


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
    # How many files go with it: OutgoingFile.
    file_count = models.PositiveSmallIntegerField(default=0)
    # The first to this person at all, from anybody: what a mailbox sends few of.
    is_cold = models.BooleanField(default=False)
    # What was reported of it afterwards.
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_class = models.CharField(max_length=10, blank=True)
    complained_at = models.DateTimeField(null=True, blank=True)

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
            models.Index(fields=["mailbox", "send_after"], name="outgoing_mailbox"),
            # What took a place in the mailbox lately: claimed is when it was let through.
            models.Index(fields=["mailbox", "claimed_at"], name="outgoing_places"),
        ]


class OutgoingFile(models.Model):
    """A file that goes with a message. It stays in the database, so that a backup has what was sent."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    message = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()


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
    # [{"name": …, "type": …, "size": bytes}, …]; the files themselves stay in the mailbox.
    attachments = models.JSONField(default=list)
    # Somebody looked at it and it asks for nothing more; None: it waits. Only answers wait.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "mailbox", "identity"], name="incoming_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "received_at"], name="incoming_person"),
            models.Index(fields=["workspace", "received_at"], name="incoming_list"),
            models.Index(
                fields=["workspace", "received_at"],
                name="incoming_waiting",
                condition=Q(settled_at=None, kind__in=["reply", "unsubscribe"]),
            ),
        ]
