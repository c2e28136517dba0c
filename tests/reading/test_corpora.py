"""Real letters, kept outside the repository because they are other people's.

They are looked for in ../shared/corpora beside the repository, or where TWELFTH_CORPORA says. The floors are what the
rules reach; a fall is a fault.
"""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from twelfth.reading import BounceClass, Kind, classify, read, reply_text

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)
ROOT = Path(os.environ.get("TWELFTH_CORPORA") or Path(__file__).parents[2].parent / "shared" / "corpora")

pytestmark = pytest.mark.skipif(
    not ROOT.is_dir(), reason=f"no letters at {ROOT}; set TWELFTH_CORPORA to the folder that has them"
)

FULL = frozenset({"mailboxfull", "exceedlimit"})
BLOCKED = frozenset(
    "blocked spamdetected rejected policyviolation authfailure badreputation norelaying filtered securityerror virusdetected "
    "toomanyconn speeding requireptr notcompliantrfc ratelimited contenterror".split()
)


def labels(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]


def expected_class(expected: dict[str, Any]) -> str:
    if expected["hard"]:
        return "hard"
    return "full" if expected["reason"] in FULL else "blocked" if expected["reason"] in BLOCKED else "soft"


def test_bounces() -> None:
    kinds: list[str] = []
    classes: list[str] = []
    recipients: list[str] = []
    every = labels("bounces.labels.jsonl")
    for label in every:
        found = classify(read((ROOT / label["file"]).read_bytes()), now=NOW)
        if found.kind != label["kind"]:
            kinds.append(f"{label['file']}: {found.kind}, not {label['kind']}")
        if found.bounce is None or label["kind"] != "bounce":
            continue
        right = {expected_class(one) for one in label["expected"]}
        # A report of delay is labelled by its cause; that the server goes on trying is what the seller must know.
        if found.bounce.class_ not in right and found.bounce.class_ is not BounceClass.DELAYED:
            classes.append(f"{label['file']}: {found.bounce.class_} ({found.bounce.reason}), not {right}")
        named = {address.lower() for address in label["final_recipients"]}
        if named and not named & set(found.bounce.recipients):
            recipients.append(f"{label['file']}: {found.bounce.recipients}, not {named}")
    bounces = sum(1 for label in every if label["kind"] == "bounce")
    assert len(kinds) <= 0.01 * len(every), kinds
    assert len(classes) <= 0.05 * bounces, classes
    assert len(recipients) <= 0.01 * bounces, recipients


def test_replies() -> None:
    wrong: list[str] = []
    every = labels("replies.labels.jsonl")
    for label in every:
        text = (ROOT / label["file"]).read_text(encoding="utf-8", errors="replace")
        words = reply_text(text)
        if not _fits(words, text, label):
            wrong.append(label["file"])
        # No text of a person is taken for a bounce.
        raw = f"From: jo@buyer.example\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode()
        assert classify(read(raw), now=NOW).kind in {Kind.REPLY, Kind.UNSUBSCRIBE}, label["file"]
    assert len(wrong) <= 0.03 * len(every), wrong


def _fits(words: str, text: str, label: dict[str, Any]) -> bool:
    whole = label.get("expected_reply", label.get("expected_first_fragment"))
    if whole is not None:
        return words == str(whole).strip()
    if "must_match_regex" in label:
        return all(re.search(pattern, words) for pattern in label["must_match_regex"])
    if label["match"] == "contains":
        return all(one in words for one in label["must_contain"]) and not any(
            one in words for one in label["must_not_contain"]
        )
    return words == "\n".join(line.rstrip() for line in text.strip().split("\n"))
