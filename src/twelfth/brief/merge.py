"""The brief as merge fields for templates. docs/reference/merge-fields.md lists them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from twelfth.brief.brief import Brief
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.models import Touch

#: How the last contact is called in a sentence that begins "after …".
_SUMMARY = {
    Outcome.TALKED: "our call",
    Outcome.HESITATED: "our call",
    Outcome.CALL_BACK: "our call",
    Outcome.VOICEMAIL: "my voicemail",
    Outcome.NO_ANSWER: "my call",
    Outcome.SENT: "my e-mail",
    Outcome.REPLIED: "your reply",
    Outcome.CALLED_US: "your call",
    Outcome.ANSWERED_THERE: "your message",
    Outcome.MET: "our meeting",
}


def merge_fields(brief: Brief) -> Mapping[str, Any]:
    """Texts only, "" where nothing is known; lists never, so that a template needs no loop."""
    person, followup = brief.person, brief.followup
    zone = ZoneInfo(person.zone or person.workspace.zone)
    today = brief.local_time.date()
    said = brief.said[0] if brief.said else None
    mine = next((promise for promise in brief.promises if promise.party == "us"), None)
    last = brief.last_touch
    return {
        "person": {
            "first_name": person.given_name or person.full_name.split(" ")[0],
            "full_name": person.full_name,
            "title": person.title,
            "company": person.company.name if person.company else "",
            "city": person.city,
            "own": brief.own.of_person,
        },
        "company": {"own": brief.own.of_company},
        "said": said.text if said else "",
        "said_where": said.where if said else "",
        "said_when": on_day(said.learnt_on, today) if said and said.learnt_on else "",
        "shared": brief.shared[0].text if brief.shared else "",
        "last": {
            "channel": last.channel if last else "",
            "when": on_day(last.at.astimezone(zone).date(), today) if last else "",
            "summary": summary(last) if last else "",
        },
        "promise": {
            "text": mine.text if mine else "",
            "when": on_day(mine.made_at.astimezone(zone).date(), today) if mine else "",
        },
        "me": {
            "first_name": followup.owner.first_name,
            "full_name": followup.owner.name,
            "company": followup.workspace.name,
            "phone": followup.owner.phone,
            "calendar_url": followup.owner.calendar_url,
            "signature": followup.owner.signature,
        },
        "matter": followup.matter,
        "number": brief.number,
        "of": len(brief.steps),
        "proof": {"title": "", "result": ""},
        "event": {"title": "", "when": ""},
        "article": {"title": "", "url": ""},
    }


def summary(touch: Touch) -> str:
    """The contact as one would name it to the person: "my voicemail", "your reply"."""
    if touch.direction == Direction.OUT and touch.outcome == Outcome.DONE:
        return {Channel.POST: "my card", Channel.VISIT: "my visit"}.get(Channel(touch.channel), "my message")
    return _SUMMARY.get(Outcome(touch.outcome), "")


def on_day(day: date, today: date) -> str:
    """ "today", "yesterday", "on Tuesday" within the week, else "on 7 May" (with the year when it is another)."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    if ago == 1:
        return "yesterday"
    if 1 < ago < 7:
        return f"on {day:%A}"
    return f"on {day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")
