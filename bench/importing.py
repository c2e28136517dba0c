"""How many rows a second an import brings in: a HubSpot export of made-up people, through the product's own path."""

import random
import time

from bench.generate import _FAMILY, _TRADES, Names
from twelfth import wiring
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member
from twelfth.background.actions import claim_job, finish
from twelfth.importing.load import run_import, start_import

_HEADER = "Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Lead Status,Create Date,City,Country/Region"


def export(rows: int, seed: int) -> bytes:
    dice, called = random.Random(seed), Names()
    lines = [_HEADER]
    for number in range(rows):
        given, family = called.draw(dice)
        company = f"{dice.choice(_FAMILY)} {dice.choice(_TRADES)} {dice.randrange(rows // 4)}"
        address = f"{given}.{family}.{seed}.{number}@import.test".lower()
        lines.append(
            f"{seed}{number},{given},{family},{address},+351 9{(seed * 7919 + number) % 10**8:08},Buyer,{company},NEW,2026-01-02,Porto,Portugal"
        )
    return "\r\n".join(lines).encode()


def rows_a_second(rows: int) -> float:
    """Into the benchmark's workspace, from a file that nobody imported before."""
    member = Member.objects.select_related("workspace").order_by("-pk")[0]
    content = export(rows, time.time_ns() % 1_000_000_007)
    job = start_import(Actor(member.workspace, member), "bench.csv", [content], now=wiring.now())
    claimed = claim_job("bench", now=wiring.now())
    assert claimed is not None
    assert claimed.pk == job.pk
    begun = time.perf_counter()
    run_import(claimed, wiring.now)
    seconds = time.perf_counter() - begun
    finish(claimed, now=wiring.now())
    assert claimed.result["created"] + claimed.result["updated"] == rows
    assert claimed.result["created"] > rows * 0.99
    return rows / seconds
