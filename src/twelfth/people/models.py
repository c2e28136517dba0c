"""Who they are: people, companies, how to reach them, and what they asked us not to do."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models.functions import Right

from twelfth.accounts.models import Member, Workspace
from twelfth.people.prefix import PrefixLookup


class Company(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    # Lower-cased, without legal form: what companies are matched by.
    match_key = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    # The company that it is a part of.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "match_key"], name="company_match")
        ]


class Person(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    full_name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    # What the list is ordered by: family name, then given name, case and accents folded.
    sort_name = models.CharField(max_length=200)
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    title = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    # How the zone is known: "told", "address", "phone", "" (the workspace's is assumed).
    zone_source = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, blank=True)
    # Full date, or --MM-DD where the year is unknown (as vCard 4 writes it).
    birthday = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=100, blank=True)
    # How they like to be reached: a channel, those they would rather not hear from us on (apart by spaces), and the
    # hours at their place as `rules.hours` writes them. No wish to be left alone: that is an OptOut.
    prefers_channel = models.CharField(max_length=12, blank=True, default="", db_default="")
    avoids_channels = models.CharField(max_length=120, blank=True, default="", db_default="")
    prefers_hours = models.CharField(max_length=20, blank=True, default="", db_default="")
    notes = models.TextField(blank=True)
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Set by an out-of-office reply: the first day back.
    away_until = models.DateField(null=True, blank=True)
    away_since = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    # They complained (about us, to us or to their provider): nothing goes out by itself any more.
    complained_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    last_contact_at = models.DateTimeField(null=True, blank=True)
    # How often they were contacted before they came here, as a file told it; the contacts may be here or not.
    contacts_told = models.PositiveSmallIntegerField(default=0)
    tags: "models.ManyToManyField[Tag, PersonTag]" = models.ManyToManyField(
        "Tag", through="PersonTag", related_name="people"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "sort_name", "id"], name="person_list"),
            models.Index(
                fields=["workspace", "external_id"],
                name="person_external",
                condition=~models.Q(external_id=""),
            ),
            models.Index(fields=["workspace", "-created_at"], name="person_new"),
            models.Index(fields=["workspace", "last_contact_at"], name="person_contacted"),
            # In the order of the list, so that a rare country is not looked for among all people.
            models.Index(fields=["workspace", "country", "sort_name", "id"], name="person_country_list"),
            # The day and month: the last five letters of both ways to write a birthday.
            models.Index(
                "workspace", Right("birthday", 5), name="person_birthday", condition=~models.Q(birthday="")
            ),
            models.Index(
                fields=["workspace", "opted_out_at"],
                name="person_left_alone",
                condition=models.Q(opted_out_at__isnull=False),
            ),
        ]


class ContactPoint(models.Model):
    """An address on one channel. `value` is normalised: e-mail in lower case, phone in E.164 where it could be."""

    WORKS, BOUNCED, WRONG = "works", "bounced", "wrong"
    # They asked not to be reached at this one; at others they may be. Only a person who takes it back changes that.
    OPTED_OUT = "opted_out"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_points")
    channel = models.CharField(max_length=12)
    value = models.CharField(max_length=254)
    label = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=WORKS)
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel", "value"], name="contact_point_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "channel", "value"], name="contact_point_find"),
            # Where what was sent came back, and the like.
            models.Index(fields=["workspace", "state", "channel"], name="contact_point_state"),
        ]


class Suppression(models.Model):
    """An address, a telephone number or a whole domain that must not be written to or called.

    It outlives the person. What it is found by is a keyed hash; `value` is the plain text, for the list that people
    read and export, and "" where only the hash was kept. `channel` is "" when no contact is wanted on any channel.
    """

    ADDRESS, DOMAIN = "address", "domain"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, default=ADDRESS)
    channel = models.CharField(max_length=12, blank=True)
    value_hash = models.CharField(max_length=64)
    value = models.CharField(max_length=254, blank=True)
    # How it came about: a code as in OptOut.how, or "by hand", "list".
    why = models.CharField(max_length=30)
    # In the words of whoever added it, or the name of the file.
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "value_hash", "channel"], name="suppression_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "-at", "-id"], name="suppression_list")]


class OptOut(models.Model):
    """A person's wish not to be contacted on one channel, or on any ("")."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="opt_outs")
    channel = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    how = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "channel"], name="opt_out_once")]


class Tag(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "name"], name="tag_once")]


class PersonTag(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "tag"], name="person_tag_once")]


class Remark(models.Model):
    """Something we know of a person, with where and when it was learnt. A milestone has its day, and whether it comes
    again (`rules.milestone.Repeats`)."""

    SAID, INTEREST, SHARED, BACKGROUND = "said", "interest", "shared", "background"
    MILESTONE = "milestone"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10)
    text = models.TextField()
    where = models.CharField(max_length=200, blank=True)
    learnt_on = models.DateField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    repeats = models.CharField(max_length=10, blank=True, default="", db_default="")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "kind"], name="remark_person"),
            models.Index(
                fields=["workspace", "on"], name="remark_milestone", condition=models.Q(on__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(on__isnull=False) | ~models.Q(kind="milestone"),
                name="milestone_has_its_day",
            )
        ]


class Say(StrEnum):
    """What somebody has to say in what their company decides."""

    DECIDER = "decider"
    INFLUENCER = "influencer"
    CHAMPION = "champion"
    GATEKEEPER = "gatekeeper"
    USER = "user"
    BLOCKER = "blocker"


class PersonRole(models.Model):
    """One of the roles that somebody has, as far as we know. One may have several: a champion may decide."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "role"], name="person_role_once")]


class Basis(StrEnum):
    """On what ground we may keep somebody's data and contact them (Article 6 of the GDPR names them)."""

    CONSENT = "consent"
    INTEREST = "interest"
    CONTRACT = "contract"
    DUTY = "duty"
    NONE = "none"


class LawfulBasis(models.Model):
    """Why we may contact a person, as somebody here stated it. The newest counts; those before stay, since one may
    have to show what was relied on at the time."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bases")
    kind = models.CharField(max_length=10)
    # The wording they agreed to, or why our interest weighs more.
    note = models.TextField(blank=True)
    where = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")


class Tie(StrEnum):
    """How one person stands to another; read from the one to the other: "Ana reports to Rui"."""

    REPORTS_TO = "reports_to"
    SWAYS = "sways"
    INTRODUCED_BY = "introduced_by"
    COULD_HELP = "could_help"


class Relation(models.Model):
    """How one person stands to another, and where we have it from. After a merge both ends may be the same person:
    such a row says nothing, is shown nowhere, and parts again with them."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=15)
    # Why, in a few words: what they could help with, on what occasion they were introduced.
    note = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=200, blank=True)
    learnt_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="relation_once")
        ]


class CustomField(models.Model):
    """A field that a workspace has added to its people or companies. `key` names it in filters, files and exports."""

    PERSON, COMPANY = "person", "company"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="custom_fields")
    of = models.CharField(max_length=10, default=PERSON)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    # What may be chosen, in its order.
    choices = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    # Not shown any more; its values are kept, so that it can come back.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "of", "key"], name="custom_field_once")
        ]


class CustomValue(models.Model):
    """What somebody has in a field: as text, and in the column of its kind, by which it is filtered. `slot` is the
    choice where several may be chosen (a row each), else ""."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="values")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="custom_values")
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="custom_values")
    slot = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=500)
    # The beginning of the text, folded.
    sort = models.CharField(max_length=60)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "field", "slot"], name="custom_value_of_person"),
            models.UniqueConstraint(fields=["company", "field", "slot"], name="custom_value_of_company"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, company__isnull=True)
                | models.Q(person__isnull=True, company__isnull=False),
                name="custom_value_has_one_owner",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["field", "sort", "person"],
                name="custom_value_text",
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],
            ),
            models.Index(
                fields=["field", "number", "person"],
                name="custom_value_number",
                condition=models.Q(number__isnull=False),
            ),
            models.Index(
                fields=["field", "day", "person"],
                name="custom_value_day",
                condition=models.Q(day__isnull=False),
            ),
        ]


class SavedList(models.Model):
    """A filter of the list of people, kept under a name by a member, for themselves or for all."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    is_shared = models.BooleanField(default=False)
    # As flow.selection.Selection writes it.
    filter = models.JSONField()
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)


class ListColumns(models.Model):
    """Which columns a member chose for the list of people, or for a saved list. `columns` are keys, as
    people.lists.columns has them."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    saved_list = models.ForeignKey(SavedList, null=True, on_delete=models.CASCADE, related_name="columns")
    columns = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "saved_list"], name="columns_of_a_list_once"),
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(saved_list__isnull=True),
                name="columns_of_a_member_once",
            ),
        ]


class SearchWord(models.Model):
    """One folded word by which a person is found: from the name, company, title, city, addresses.

    A table of our own rather than FTS5 and tsvector: the same on both databases, and a prefix is an index range.
    """

    # Eight rows a person: without the checks and the index that the one below covers, an import is a third faster.
    # Django still deletes them with their person.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="search_words", db_constraint=False, db_index=False
    )
    word = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "word", "person"],
                name="search_word_prefix",
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],
            ),
            # Whether somebody bears a word. Without the workspace, so that no database takes the one above for it.
            models.Index(
                fields=["person", "word"],
                name="search_word_borne",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ]


class Spelling(models.Model):
    """A word of the search index under one of its keys (see spelling.py): by these it is found when it is misspelt.

    One row a key of each word that the workspace knows, however many people share it. A key may be there twice after
    two people were added at the same moment; that costs nothing, and the nightly look at the index leaves one.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    key = models.IntegerField()
    word = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "key", "word"], name="spelling_key")]


class FormerPerson(models.Model):
    """A key, and an id in another system, by which somebody was known before they were merged into `person`. Links in
    old letters, addresses of pages and files from that system still name it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="formerly")
    key = models.BigIntegerField(unique=True)
    external_id = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "external_id"],
                name="former_external",
                condition=~models.Q(external_id=""),
            )
        ]


class FormerCompany(models.Model):
    """The same for a company; `match_key` is what the merged one was matched by: whoever types its name means
    `company`."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="formerly")
    key = models.BigIntegerField(unique=True)
    match_key = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "match_key"], name="former_company_match")
        ]


SearchWord._meta.get_field("word").register_lookup(PrefixLookup)
CustomValue._meta.get_field("sort").register_lookup(PrefixLookup)
