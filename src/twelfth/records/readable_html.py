"""The readable forms of one person's data: a page that needs nothing beside it and prints well, and plain text."""

import textwrap
from collections.abc import Iterable

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from twelfth.records.readable import Item, Section

#: In the page itself: it is read far from us, and for years.
_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem;
  overflow-wrap: anywhere }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 1px solid }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
.text { white-space: pre-wrap; margin: .5rem 0; padding-left: 1rem; border-left: 3px solid; opacity: .85 }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .15rem 1rem; margin: .25rem 0;
  font-size: .9rem }
dt { opacity: .7 }
dd { margin: 0 }
nav a { margin-right: 1rem }
@media print {
  body { margin: 0; max-width: none; font-size: 10.5pt }
  h2, h3 { break-after: avoid }
  dl { break-inside: avoid }
  nav { display: none }
}
"""


def as_html(title: str, intro: Iterable[str], sections: list[Section]) -> str:
    return format_html(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title>'
        "<style>{}</style></head>\n<body><header><h1>{}</h1>{}<nav>{}</nav></header>\n<main>{}</main></body></html>\n",
        title,
        mark_safe(_STYLE),  # noqa: S308 (our own words)
        title,
        format_html_join("", "<p>{}</p>", ((line,) for line in intro)),
        format_html_join(
            "", '<a href="#s{}">{}</a> ', ((at, section.title) for at, section in enumerate(sections))
        ),
        format_html_join(
            "\n",
            '<section id="s{}"><h2>{}</h2>{}</section>',
            (
                (at, section.title, mark_safe("".join(_item(item) for item in section.items)))  # noqa: S308 (escaped)
                for at, section in enumerate(sections)
            ),
        ),
    )


def _item(item: Item) -> SafeString:
    """By hand, because a person may have thousands: everything from outside is escaped."""
    if not item.texts and not item.facts:
        return format_html("<p>{}</p>\n", item.head)
    texts = "".join(f'<p class="text">{escape(text)}</p>' for text in item.texts)
    facts = "".join(
        f"<dt>{conditional_escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in item.facts
    )
    whole = f"<h3>{escape(item.head)}</h3>{texts}" + (f"<dl>{facts}</dl>\n" if facts else "\n")
    return mark_safe(whole)  # noqa: S308 (escaped above)


def as_text(title: str, intro: Iterable[str], sections: list[Section]) -> str:
    lines = [title, "=" * len(title), "", *(textwrap.fill(line, 78) for line in intro)]
    for section in sections:
        lines += ["", "", section.title, "-" * len(section.title)]
        for item in section.items:
            lines += ["", textwrap.fill(item.head, 78)]
            for text in item.texts:
                lines += ["", textwrap.indent(text.strip(), "  | ", lambda _: True), ""]
            lines += [f"  {label}: {value}" for label, value in item.facts]
    return "\n".join(lines) + "\n"
