"""No page reads all the rows of a workspace to show a few of them.

SQLite has no statistics here, as in use: it plans by its rules alone, the same with one row as with a million. So what
it says of a handful of rows is what it does with many. (PostgreSQL plans by what it counts.)
"""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.flow.letters import answered
from tests.web.test_walk import client_of
from tests.world import World
from twelfth.flow import act
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.lists.actions import choose_columns
from twelfth.people.models import CustomField
from twelfth.rules.terms import Channel, Outcome

#: Tables that have few rows however long a workspace is used.
SHORT = (
    "accounts_member accounts_workspace accounts_user accounts_invitation cadences_ people_tag people_customfield "
    "people_savedlist people_listcolumns django_ mail_mailbox agenda_ background_heartbeat auth_ account_ "
    "records_retention"
).split()


#: A page of a list is read in the order of its index until it is full.
LISTS = {
    "/people/": "people_person",
    "/people/follow-ups/": "followups_followup",
    "/inbox/": "mail_incomingmessage",
}
#: Indexes of the few rows that wait for somebody, or of those that a condition is about.
WAITING = "incoming_waiting followup_answered promise_open touch_asked remark_milestone"
#: Of what stands in texts the newest are looked through (`flow.finding.NEWEST`), and the names of companies.
LOOKED_THROUGH = "touches_touch people_remark promises_promise mail_outgoingmessage deals_deal people_company"


def long_way(page: str, sql: str) -> list[str]:
    """Where a query reads a long table from end to end: its plan's lines that say so."""
    if not sql.startswith("SELECT"):
        return []
    alias = {short: table for table, short in re.findall(r'"(\w+)" ([A-Z]\d+)\b', sql)}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = {row[0]: (row[1], row[3]) for row in cursor.fetchall()}
    lines = [line for _, line in plan.values()]
    is_page = " LIMIT " in sql and not any("TEMP B-TREE FOR ORDER BY" in line for line in lines)
    found = []
    for parent, line in plan.values():
        # What is asked of each row has to begin with that row.
        is_asked_of_each = "CORRELATED" in plan.get(parent, (0, ""))[1]
        read = re.match(r"(SCAN|SEARCH) (\w+)(?: USING .*INDEX (\w+))?(?: \((.*)\))?$", line)
        if read is None:
            continue
        table: str = alias.get(read[2], str(read[2]))
        if (
            not re.match(r"[a-z]+_[a-z]+$", table)
            or table.startswith(tuple(SHORT))
            or read[3] in WAITING.split()
        ):
            continue
        if page.startswith(reverse("palette")) and table in LOOKED_THROUGH.split():
            continue
        is_list = is_page and LISTS.get(page.partition("?")[0]) == table
        is_far = is_asked_of_each and not re.match(
            r"(person_id|company_id|followup_id|deal_id|touch_id|rowid)=\?", str(read[4])
        )
        if is_far or ((read[1] == "SCAN" or read[4] == "workspace_id=?") and not is_list):
            found.append(line)
    return found


def pages(world: World) -> list[str]:
    """Those that people wait for, each with somebody who has a follow-up, a contact and an answer."""
    followup = world.followup()
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1)
    act.log_contact(world.by, followup, logged, now=world.now)
    answered(world, "Pia Novak")
    size, _ = (
        define_field(world.by, "Size", Kind.NUMBER, of=of, now=world.now)
        for of in (CustomField.PERSON, CustomField.COMPANY)
    )
    chosen = ["company", "owner", "tags", "custom:size", "company_custom:size", "so_far", "last", "next"]
    choose_columns(world.by, chosen, now=world.now)
    person, company = followup.person_id, followup.person.company_id
    fill(
        world.by,
        followup.person,
        {
            size: "40",
            define_field(world.by, "Tier", Kind.ONE, choices=["Gold"], now=world.now): "Gold",
            define_field(world.by, "Renewal", Kind.DATE, now=world.now): "2026-08-31",
        },
        now=world.now,
    )
    conditions = [
        "last_contact~older~60", "last_contact~within~1", "overdue~yes~", "asked~least~2", "answered~yes~",
        "no_step~yes~", "no_decider~yes~", "tag~is~VIP", "country~is~PT", "email_works~no~", "milestone~next~30",
        "prefers_channel~is~phone", "email_works~yes~", "phone_works~no~", "point~is~bounced", "no_decider~no~",
        "plan~is~1", "tag~empty~", "decision~is_not~no", "birthday~next~7",
        "custom:size~least~3", "custom:size~is~40", "custom:tier~is~Gold", "custom:renewal~next~90", "promised~yes~",
        "company_custom:size~least~3", "company~is~Oak", "decision~is~no", "contacts~least~2",
    ]  # fmt: skip
    lists = [dict(zip("fov", one.split("~"), strict=True)) | {"j": "and"} for one in conditions]
    return [
        reverse("today"), reverse("people"), f"{reverse('people')}?q=carvalho", f"{reverse('people')}?q=ines+carvahlo",
        f"{reverse('people')}?after=keller~{person}", reverse("person", args=[person]),
        reverse("contact", args=[followup.pk]), reverse("contact-mail", args=[followup.pk]), reverse("followups"),
        reverse("inbox"), f"{reverse('palette')}?q=carvalho", reverse("company", args=[company]),
        *(f"{reverse('people')}?{urlencode(one)}" for one in lists),
    ]  # fmt: skip


@pytest.mark.skipif("connection.vendor == 'postgresql'")
@pytest.mark.parametrize("few", [0, 2_000])
def test_no_page_reads_a_long_table_from_end_to_end(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Also where a condition or a word finds more than a few."""
    monkeypatch.setattr("twelfth.flow.filtering.fields.FEW", few)
    monkeypatch.setattr("twelfth.people.named.FEW", few)
    client = client_of(world)
    found = {}
    for page in pages(world):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page, headers={"HX-Request": "true"}).status_code == 200, page
        for sql in (one["sql"] for one in asked.captured_queries):
            for line in long_way(page, sql):
                found[f"{line}: {sql[:2000]}"] = page
    assert not found, "\n".join(f"{page} {what}" for what, page in found.items())
