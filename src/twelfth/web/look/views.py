"""The style guide: every component on one page, to be looked at on a phone and a laptop, light and dark."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from twelfth.web.look.chart import Value, chart
from twelfth.web.look.line import Dot, layout

_A_DAY = date(2026, 11, 24)


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name")
    said = forms.CharField(label="What was said", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    channel = forms.ChoiceField(label="Channel", choices=[("phone", "Phone"), ("email", "E-mail")])
    when = forms.CharField(label="When", help_text="“tomorrow at 9”, “Friday 14:30”")
    kind = forms.ChoiceField(
        label="They said",
        choices=[("yes", "Yes"), ("no", "No"), ("not_yet", "Not yet")],
        widget=forms.RadioSelect,
    )
    thank = forms.BooleanField(label="Send a thank-you", required=False)
    file = forms.FileField(label="A CSV file", required=False)


def guide(request: HttpRequest) -> HttpResponse:
    """GET: the guide. Its figures are invented, its day stands still."""
    wrong = Example({"name": "", "when": "9/8", "channel": "phone", "kind": "yes"})
    wrong.add_error("when", "Is 9/8 the ninth of August or the eighth of September? Write “9 August”.")
    context = {
        "form": Example(),
        "wrong": wrong,
        "dots": _story(),
        "full": layout(_story(), today=_A_DAY),
        "header": layout(_story(), today=_A_DAY, size="header"),
        "ended": layout(
            [*_story()[:4], _dot(-2, "decided", "Yes on 22 November", label="Yes")], today=_A_DAY
        ),
        "chances": chart(_chances()),
        "shares": chart(_shares()),
    }
    return render(request, "look/guide.html", context)


def _dot(days: int, state: str, title: str, **more: object) -> Dot:
    on = _A_DAY + timedelta(days=days)
    return Dot(on=on, state=state, title=title, **more)  # type: ignore[arg-type]  # the fields of Dot, by name


def _story() -> list[Dot]:
    return [
        _dot(-20, "done", "Contact 1: met, gave a thank-you", text="1", side="gave", label="met, thank-you"),
        _dot(-19, "done", "Contact 2: e-mail with an article", text="2", side="gave", label="article"),
        _dot(-14, "done", "Contact 3: asked to meet", text="3", side="asked", label="asked to meet"),
        _dot(-12, "heard", "They answered on LinkedIn", label="answered"),
        _dot(-5, "done", "Contact 4: voicemail", text="4", label="voicemail"),
        _dot(0, "next", "Next: call at 10:00, as promised", text="5", flag=True, label="as promised"),
        _dot(9, "planned", "Contact 6, planned: a case study", text="6", side="gave"),
        _dot(20, "planned", "Contact 7, planned: asks for a meeting", text="7", side="asked"),
        _dot(34, "planned", "Contact 8, planned: an invitation", text="8", side="gave"),
        _dot(90, "planned", "Contact 9, planned: asks for a decision", text="9", side="asked"),
        _dot(97, "open_end", "Then it is decided"),
    ]


def _chances() -> list[Value]:
    shares = [0.03, 0.05, 0.06, 0.08, 0.11, 0.1, 0.12, 0.09, 0.07, 0.1, 0.0, 0.1]
    return [
        Value(
            label=str(number),
            title=f"Contact {number}: {share:.0%}",
            value=share,
            low=share * 0.6,
            high=share if number > 10 else share * 1.5 + 0.01,
            few=number > 10,
        )
        for number, share in enumerate(shares, start=1)
    ]


def _shares() -> list[Value]:
    own = [("1", 0.12, 0.02), ("2", 0.16, 0.03), ("3", 0.15, 0.05), ("4", 0.13, 0.1), ("5–12", 0.41, 0.8)]
    return [
        Value(label=label, title="", value=share, low=share - 0.05, high=share + 0.06, claim=claim)
        for label, share, claim in own
    ]
