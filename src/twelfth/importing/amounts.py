"""Amounts of money as spreadsheets write them."""

import re
from decimal import Decimal

_CODE = re.compile(r"\b([A-Z]{3})\b")
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "US$": "USD",
    "$": "USD",
    "zł": "PLN",
    "Kč": "CZK",
    "₽": "RUB",
}


def read_amount(text: str) -> tuple[Decimal, str] | None:
    """(amount, ISO currency or "") of `€ 1.234,50`, `1,234.50 USD`, `1 234,5`; None when it is no amount.

    A lone separator with three digits behind it divides thousands: amounts of deals have two decimals
    or none.
    """
    currency = next((code for sign, code in _SIGNS.items() if sign in text), "")
    if not currency and (match := _CODE.search(text)):
        currency = match[1]
    number = re.sub(r"[^\d.,'-]", "", text).replace("'", "")
    if re.search(r"\d\s*[kKmM]\b", text) or not re.fullmatch(r"-?[\d.,]*\d[.,-]*", number):
        return None
    number = number.rstrip(".,-")
    last = max(number.rfind("."), number.rfind(","))
    whole, decimals = (number[:last], number[last + 1 :]) if last >= 0 else (number, "")
    if len(decimals) == 3 or number.count(number[last] if last >= 0 else ".") > 1:
        whole, decimals = number, ""
    if len(number) > 16:
        return None  # more than there is money
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits or 0}.{decimals or 0}").quantize(Decimal("0.01")), currency
