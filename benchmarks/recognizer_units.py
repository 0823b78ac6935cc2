"""The units of Recognizers-Text in our normal form: ISO 4217 codes and pint's names."""

from __future__ import annotations

from typing import Any

_COINS = {"Cent": ("USD", 0.01), "Pence": ("GBP", 0.01), "Penny": ("GBP", 0.01)}
_MONEY = {
    "Dollar": "USD", "Pound": "GBP", "Euro": "EUR", "Rupee": "INR", "Finnish markka": "FIM", "Peseta": "ESP",
    "Netherlands guilder": "NLG", "Sri Lankan rupee": "LKR",
}  # fmt: skip
_NO_CODE = ("Franc", "Sen")  # words of more than one currency: the value alone is compared
_MEASURES = {
    "Square meter": "meter ** 2", "Square kilometer": "kilometer ** 2", "Cubic foot": "foot ** 3",
    "Barrel": "oil_barrel", "Metric ton": "metric_ton", "Mile per hour": "mile_per_hour",
    "Kilometer per hour": "kilometer_per_hour",
}  # fmt: skip
_AGES = {"Year": "year", "Month": "month", "Week": "week", "Day": "day", "Age": "year"}


def unit_of(resolution: dict[str, Any], kind: str) -> tuple[str | None, float]:
    """(our unit for a figure of a kind, the factor that takes their value to it); None for a word of many units."""
    unit = str(resolution["unit"])
    if resolution.get("isoCurrency"):
        return str(resolution["isoCurrency"]), 1.0
    if kind == "money":
        return _COINS.get(unit) or (None if unit in _NO_CODE else _MONEY.get(unit, unit), 1.0)
    if unit == "Ton":  # of `tons` and `tonnes` alike, which differ
        return None, 1.0
    if unit in _AGES:
        return _AGES[unit], 1.0
    return _MEASURES.get(unit, unit.lower().replace(" ", "_")), 1.0
