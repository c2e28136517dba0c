"""What to say, ready: the step's words with the brief filled in."""

from dataclasses import dataclass

from twelfth.brief.brief import Brief
from twelfth.brief.merge import merge_fields
from twelfth.cadences.queries import plan_step
from twelfth.rules.plan import Words
from twelfth.rules.terms import Channel, NextKind
from twelfth.rules.words import render, render_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An e-mail to look at. `missing` names the merge fields that had nothing to fill in."""

    subject: str
    body: str
    missing: tuple[str, ...] = ()
    in_reply_to: str = ""
    references: str = ""
    #: The subject of the letter that it answers.
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Words for a call."""

    opening: str
    talking_points: tuple[str, ...]
    voicemail: str


def mail_draft(brief: Brief) -> Draft:
    """The e-mail of the next step; an answer to theirs when one waits; an empty one when the plan has none."""
    answer = brief.answer
    if answer is not None:
        return Draft(
            subject=_re(answer.subject),
            body=_blank(brief),
            in_reply_to=answer.identity,
            references=f"{answer.references} {answer.identity}".strip(),
            thread=answer.subject,
        )
    words = words_of(brief)
    if not words.body.strip():
        return Draft(subject="", body=_blank(brief))
    fields = merge_fields(brief)
    subject, body = render_line(words.subject, fields), render(words.body, fields)
    if (last := brief.thread) is not None:
        return Draft(
            subject=_re(last.subject),
            body=body.text,
            missing=body.missing,
            in_reply_to=last.message_id,
            references=f"{last.references} {last.message_id}".strip(),
            thread=last.subject,
        )
    return Draft(
        subject=subject.text, body=body.text, missing=tuple(dict.fromkeys((*subject.missing, *body.missing)))
    )


def _blank(brief: Brief) -> str:
    """Greeting and signature, with room between them."""
    first_name = brief.person.given_name or brief.person.full_name.split(" ")[0]
    return f"Hello {first_name},\n\n\n\n{brief.followup.owner.signature}".rstrip() + "\n"


def call_script(brief: Brief) -> Script:
    fields = merge_fields(brief)
    if brief.step is None:
        return Script(opening=_promised(brief), talking_points=(), voicemail="")
    words = words_of(brief)
    return Script(
        opening=render(words.opening, fields).text,
        talking_points=tuple(render(point, fields).text for point in words.talking_points),
        voicemail=render(words.voicemail, fields).text,
    )


def short_text(brief: Brief, channel: Channel) -> str:
    """What to paste into another channel."""
    if channel in {Channel.EMAIL, Channel.PHONE}:
        return ""
    return render(words_of(brief).short_text, merge_fields(brief)).text


def words_of(brief: Brief) -> Words:
    """The words of the next step, in the wording that this follow-up gets."""
    if brief.step is None:
        return Words()
    step = plan_step(brief.step)
    other = next((other for other in step.alternatives if other.name == brief.followup.next_variant), None)
    return step.words if other is None else other.words.over(step.words)


def _promised(brief: Brief) -> str:
    mine = next((promise for promise in brief.promises if promise.party == "us"), None)
    if brief.followup.next_kind != NextKind.PROMISE or mine is None:
        return ""
    first_name = brief.person.given_name or brief.person.full_name
    return f"{first_name}, it's {brief.followup.owner.first_name}, as promised: {mine.text[:1].lower()}{mine.text[1:]}."


def _re(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}".strip()
