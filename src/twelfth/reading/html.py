"""HTML of strangers: made harmless for showing, or turned into text."""

import re
from html import escape, unescape

import nh3

_MAX_HTML = 1024 * 1024  # characters
_MAX_DEPTH = 500
_MAX_REFERENCES = 50_000

_TAGS = {
    "a", "abbr", "address", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del",
    "dfn", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p",
    "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
    "*": {"dir", "lang"},
}
# Pictures that load nothing: their bytes are in the letter itself. SVG can carry script and stays out.
_OWN_PICTURE = re.compile(r"\Adata:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")

# Every repetition is bounded or ends at the next "<", so that no page takes more than linear time.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNSHOWN = re.compile(
    r"<(style|script|head|title|template|noscript|svg)\b[^<>]{0,2000}>.*?(?:</\1\s{0,20}>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z!?][a-zA-Z0-9:]{0,30})[^<>]{0,20000}>")
# Elements without an end, or whose end may be left out: a hundred list items are no depth.
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option !doctype".split()
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EDGE_BLANKS = re.compile(r" *\n *")
_MANY_LINES = re.compile(r"\n{3,}")
_BREAK_BEFORE_AND_AFTER = frozenset(
    "address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol pre "
    "section table tbody thead tr ul".split()
)
_PARAGRAPH = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre"])


def clean_html(html: str) -> str:
    """HTML that can be shown inside our page: no script, style, form, frame or remote picture; links open apart.

    Nothing in the result makes a browser load anything by itself.
    """
    html = _sound(html)
    if html.count("&") > _MAX_REFERENCES or _depth(html) > _MAX_DEPTH:
        # The sanitiser's work grows with the square of both; no letter of a person's is made like this.
        return f"<pre>{escape(text_of(html))}</pre>"
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={
            "script",
            "style",
            "title",
            "template",
            "noscript",
            "svg",
            "math",
            "iframe",
            "object",
        },
        attributes=_ATTRIBUTES,
        attribute_filter=_loads_nothing,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def _depth(html: str) -> int:
    """How deep the elements are nested at most, as a parser that mends nothing would have it."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _VOID or tag[0].endswith("/>"):
            continue
        depth = max(0, depth + (-1 if tag[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _loads_nothing(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if tag == "img" and _OWN_PICTURE.match(value) else None
    if attribute == "href":
        return None if value.strip().lower().startswith("data:") else value
    return value


def _sound(html: str) -> str:
    return html[:_MAX_HTML].encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def text_of(html: str) -> str:
    """HTML -> the text a reader sees: paragraphs apart, list items with "- ", quotations with "> ".

    Never raises; unclosed and overlapping tags are taken as they come.
    """
    html = _UNSHOWN.sub(" ", _COMMENT.sub("", _sound(html)))
    out: list[str] = []
    depth, preformatted, end = 0, 0, 0
    for tag in _TAG.finditer(html):
        out.append(_shown(html[end : tag.start()], preformatted=preformatted > 0))
        end = tag.end()
        closing, name = bool(tag[1]), tag[2].lower()
        if name == "blockquote":
            depth = max(0, depth + (-1 if closing else 1))
            out.append(f"\n\x01{min(depth, 10)}\n")
        elif name == "pre":
            preformatted = max(0, preformatted + (-1 if closing else 1))
            out.append("\n")
        else:
            out.append(_layout(name, closing=closing))
    out.append(_shown(html[end:], preformatted=preformatted > 0))
    return _with_quotes("".join(out))


def _shown(text: str, *, preformatted: bool) -> str:
    if not text:
        return ""
    text = unescape(text).replace("\x01", "").replace("\xa0", " ")
    return text if preformatted else _BLANKS.sub(" ", text)


def _layout(name: str, *, closing: bool) -> str:
    if name == "br":
        return "\n"
    if name == "li" and not closing:
        return "\n- "
    if name in _PARAGRAPH:
        return "\n\n"
    if name in {"td", "th"} and closing:
        return " "
    return "\n" if name in _BREAK_BEFORE_AND_AFTER else ""


def _with_quotes(text: str) -> str:
    """Put "> " before the lines between the marks that blockquotes left, and tidy blank space."""
    lines: list[str] = []
    prefix = ""
    for line in _EDGE_BLANKS.sub("\n", text).split("\n"):
        if line.startswith("\x01"):
            prefix = "> " * int(line[1:] or 0)
            lines.append("")
        else:
            lines.append((prefix + line).rstrip() if line or prefix else "")
    joined = "\n".join(lines)
    return _MANY_LINES.sub("\n\n", joined).strip("\n")
