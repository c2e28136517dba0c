"""The insight's figures as charts."""

from typing import Any

from twelfth.insights.claims import SALES_BY_CONTACT
from twelfth.insights.curve import TOO_FEW, Share
from twelfth.insights.queries import Contacts
from twelfth.web.look.chart import Value, chart

#: Beyond this contact number the points are only in the table.
_DRAWN = 16


def drawn(found: Contacts) -> dict[str, Any]:
    """The two charts: the chance at each contact, and the shares beside the claims."""
    chances = [
        Value(
            label=str(point.number),
            title=f"Contact {point.number}: {point.yes} yes of {point.at_risk} who got it, "
            f"{percent(point.chance_yes.value)} ({percent(point.chance_yes.low)} to {percent(point.chance_yes.high)})",
            value=point.chance_yes.value,
            low=point.chance_yes.low,
            # Few cases have intervals up to 1, which would flatten all others; they are shaded instead.
            high=point.chance_yes.value if point.too_few else point.chance_yes.high,
            few=point.too_few,
        )
        for point in found.points[:_DRAWN]
    ]
    claims = {(claim.first, claim.last): claim for claim in SALES_BY_CONTACT}
    shares = [_share(share, claims.get((share.first, share.last))) for share in found.shares]
    return {
        "chance_chart": chart(chances) if chances else None,
        "share_chart": chart(shares) if found.yes else None,
        "too_few": TOO_FEW,
        "agrees": _agrees(found),
    }


def percent(share: float) -> str:
    return f"{share * 100:.1f} %" if share < 0.1 else f"{share * 100:.0f} %"


def _range(share: Share) -> str:
    if share.last is None:
        return f"{share.first}+"
    return str(share.first) if share.first == share.last else f"{share.first}–{share.last}"


def _share(share: Share, claim: Any) -> Value:
    own = f"Contact {_range(share)}: {share.count} of {share.of} sales, {percent(share.share.value)}"
    return Value(
        label=_range(share),
        title=f"{own} ({percent(share.share.low)} to {percent(share.share.high)})",
        value=share.share.value,
        low=share.share.low,
        high=share.share.high,
        few=share.of < TOO_FEW,
        claim=claim.share if claim else None,
        claim_title=f"Claimed: {claim.wording}" if claim else "",
    )


def _agrees(found: Contacts) -> str:
    """Whether the own data agree with "80 % on the fifth to twelfth", in one sentence."""
    late = next((share for share in found.shares if (share.first, share.last) == (5, 12)), None)
    if late is None or late.of < TOO_FEW:
        return "Too few sales yet to tell whether the claims hold here."
    claimed = next(claim.share for claim in SALES_BY_CONTACT if claim.first == 5)
    if late.share.low <= claimed <= late.share.high:
        return "Your own sales do not contradict the claim of 80 % on contacts 5 to 12."
    return (
        f"Your own sales disagree with the claim: {percent(late.share.value)} came on contacts 5 to 12 "
        f"({percent(late.share.low)} to {percent(late.share.high)}), not 80 %."
    )
