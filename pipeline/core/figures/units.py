"""What stands beside a number: currencies (ISO 4217), durations and measures (by pint's names)."""

from __future__ import annotations

SYMBOLS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS",
    "฿": "THB", "₦": "NGN", "₱": "PHP", "₫": "VND", "₴": "UAH", "₸": "KZT", "₡": "CRC", "₵": "GHS", "₲": "PYG",
    "₾": "GEL", "₭": "LAK", "₮": "MNT", "؋": "AFN",
}  # fmt: skip
DOLLARS = {
    "us": "USD", "u.s.": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD",
    "s": "SGD", "sg": "SGD", "r": "BRL", "nt": "TWD", "mx": "MXN", "mex": "MXN", "z": "ZWL",
}  # fmt: skip
CODES = frozenset(
    "USD EUR GBP JPY CNY RMB INR KRW RUB TRY ILS THB NGN PHP VND UAH AUD CAD NZD HKD SGD BRL TWD MXN CHF SEK NOK "
    "DKK PLN CZK HUF RON BGN ZAR EGP KES GHS SAR AED QAR KWD PKR BDT LKR IDR MYR ARS CLP COP PEN ISK MAD IRR IQD "
    "KZT GEL CRC LAK FIM ESP NLG DEM FRF ITL VES TND DZD BHD OMR JOD LBP SYP ETB UGX TZS XOF XAF RSD AZN BYN UZS "
    "AFN MMK UYU PYG JMD TTD LKR".split()
)
CODE_ALIASES = {"RMB": "CNY"}

# Currency words that name one currency by themselves.
WORDS = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "baht": "THB", "zloty": "PLN", "zlotys": "PLN", "forint": "HUF", "forints": "HUF", "shekel": "ILS",
    "shekels": "ILS", "naira": "NGN", "hryvnia": "UAH", "hryvnias": "UAH", "dong": "VND", "rand": "ZAR",
    "real": None, "reais": "BRL", "ringgit": "MYR", "rupiah": "IDR", "kronor": "SEK", "rouble": "RUB",
    "roubles": "RUB", "ruble": "RUB", "rubles": "RUB", "lira": "TRY", "liras": "TRY", "sterling": "GBP",
    "bolivars": "VES", "koruna": "CZK", "korunas": "CZK", "rmb": "CNY", "元": "CNY", "円": "JPY", "markka": "FIM",
    "markkas": "FIM",
    "peseta": "ESP", "pesetas": "ESP", "lari": "GEL", "tenge": "KZT", "afghani": "AFN", "afghanis": "AFN",
    "taka": "BDT", "cedi": "GHS", "cedis": "GHS",
}  # fmt: skip
# Words that name a currency only beside a country; alone they are money of a currency that is not known.
AMBIGUOUS = frozenset(
    "crown crowns dinar dinars dirham dirhams franc francs krona krone kroner peso pesos pound pounds rial rials "
    "riyal riyals rupee rupees shilling shillings won mark marks ducat ducats guilder guilders quid buck bucks "
    "pence penny cent cents p".split()
)
ALONE = {"pound": "GBP", "pounds": "GBP", "rupee": "INR", "rupees": "INR", "won": "KRW", "quid": "GBP",
         "buck": "USD", "bucks": "USD"}  # fmt: skip
PARTS = {"pence": "GBP", "penny": "GBP", "p": "GBP", "cent": "USD", "cents": "USD"}  # hundredths
BY_COUNTRY = {
    ("us", "dollar"): "USD", ("u.s.", "dollar"): "USD", ("american", "dollar"): "USD", ("australian", "dollar"): "AUD",
    ("canadian", "dollar"): "CAD", ("zealand", "dollar"): "NZD", ("kong", "dollar"): "HKD",
    ("singapore", "dollar"): "SGD", ("taiwan", "dollar"): "TWD", ("british", "pound"): "GBP",
    ("egyptian", "pound"): "EGP", ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR",
    ("lankan", "rupee"): "LKR", ("swiss", "franc"): "CHF", ("norwegian", "krone"): "NOK", ("danish", "krone"): "DKK",
    ("norwegian", "crown"): "NOK", ("danish", "crown"): "DKK", ("swedish", "crown"): "SEK",
    ("swedish", "krona"): "SEK", ("icelandic", "krona"): "ISK", ("czech", "crown"): "CZK", ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS", ("chilean", "peso"): "CLP", ("colombian", "peso"): "COP",
    ("philippine", "peso"): "PHP", ("kuwaiti", "dinar"): "KWD", ("iraqi", "dinar"): "IQD", ("iranian", "rial"): "IRR",
    ("saudi", "riyal"): "SAR", ("qatari", "riyal"): "QAR", ("uae", "dirham"): "AED", ("moroccan", "dirham"): "MAD",
    ("kenyan", "shilling"): "KES", ("turkish", "lira"): "TRY", ("brazilian", "real"): "BRL",
    ("korean", "won"): "KRW", ("russian", "ruble"): "RUB", ("russian", "rouble"): "RUB", ("chinese", "yuan"): "CNY",
    ("japanese", "yen"): "JPY", ("dutch", "guilder"): "NLG", ("german", "mark"): "DEM", ("french", "franc"): "FRF",
    ("finnish", "markka"): "FIM", ("israeli", "shekel"): "ILS", ("african", "rand"): "ZAR",
}  # fmt: skip
COUNTRY_WORDS = frozenset(country for country, _ in BY_COUNTRY)

DURATIONS = {
    "second": "second", "seconds": "second", "sec": "second", "secs": "second", "minute": "minute",
    "minutes": "minute", "min": "minute", "mins": "minute", "hour": "hour", "hours": "hour", "hr": "hour",
    "hrs": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year", "decade": "decade",
    "decades": "decade", "century": "century", "centuries": "century", "fortnight": "fortnight",
    "fortnights": "fortnight", "millisecond": "millisecond", "milliseconds": "millisecond", "ms": "millisecond",
}  # fmt: skip

MEASURES = {
    "millimeter": "millimeter", "millimetre": "millimeter", "mm": "millimeter", "centimeter": "centimeter",
    "centimetre": "centimeter", "cm": "centimeter", "meter": "meter", "metre": "meter", "m": "meter",
    "decimeter": "decimeter", "decimetre": "decimeter", "dm": "decimeter", "nanometer": "nanometer",
    "nanometre": "nanometer", "nm": "nanometer", "picometer": "picometer", "micrometer": "micrometer",
    "kilometer": "kilometer", "kilometre": "kilometer", "km": "kilometer", "kms": "kilometer", "inch": "inch",
    "inches": "inch", "foot": "foot", "feet": "foot", "ft": "foot", "yard": "yard", "yd": "yard", "mile": "mile",
    "hectare": "hectare", "ha": "hectare", "acre": "acre", "gram": "gram", "gramme": "gram", "g": "gram",
    "milligram": "milligram", "mg": "milligram", "microgram": "microgram", "mcg": "microgram",
    "microgramme": "microgram",
    "μg": "microgram", "µg": "microgram", "milligramme": "milligram", "bit": "bit", "kilobit": "kilobit",
    "megabit": "megabit", "gigabit": "gigabit", "kb": "kilobyte",
    "kilogram": "kilogram", "kilogramme": "kilogram", "kilo": "kilogram", "kg": "kilogram", "kgs": "kilogram",
    "tonne": "metric_ton", "ton": "ton", "lb": "pound", "lbs": "pound", "ounce": "ounce", "oz": "ounce",
    "stone": "stone", "t": "metric_ton", "teaspoon": "teaspoon", "tsp": "teaspoon", "tablespoon": "tablespoon",
    "tbsp": "tablespoon", "liter": "liter", "litre": "liter", "l": "liter", "milliliter": "milliliter",
    "millilitre": "milliliter", "ml": "milliliter", "gallon": "gallon", "pint": "pint", "barrel": "oil_barrel",
    "watt": "watt", "kilowatt": "kilowatt", "kw": "kilowatt", "megawatt": "megawatt", "mw": "megawatt",
    "gigawatt": "gigawatt", "gw": "gigawatt", "kwh": "kilowatt_hour", "mwh": "megawatt_hour",
    "volt": "volt", "hertz": "hertz", "hz": "hertz", "mhz": "megahertz", "ghz": "gigahertz",
    "byte": "byte", "kilobyte": "kilobyte", "megabyte": "megabyte", "mb": "megabyte", "gigabyte": "gigabyte",
    "gb": "gigabyte", "terabyte": "terabyte", "tb": "terabyte", "mph": "mile_per_hour", "kph": "kilometer_per_hour",
    "kmh": "kilometer_per_hour", "kmph": "kilometer_per_hour", "knot": "knot", "calorie": "calorie",
    "kiloton": "kiloton", "megaton": "megaton",
    "degree": "degree", "celsius": "degree_Celsius", "fahrenheit": "degree_Fahrenheit", "horsepower": "horsepower",
    "hp": "horsepower", "decibel": "decibel", "db": "decibel", "megapixel": "megapixel", "carat": "carat",
}  # fmt: skip
MEASURES |= {
    word + "s": unit
    for word, unit in list(MEASURES.items())
    if (len(word) > 3 or word in ("ton", "bit")) and not word.endswith(("s", "h", "feet", "foot"))
}
# Short forms that are read as a unit only when glued to the number or after digits of a measure.
SHORT_UNITS = frozenset(
    "g l m t ha ms min sec hp db stone pint pints yd mb p dm nm kb bit bits gb tb".split()
)
TWO_WORDS = {
    ("nautical", "mile"): "nautical_mile", ("nautical", "miles"): "nautical_mile",
    ("light", "year"): "light_year", ("light", "years"): "light_year",
    ("metric", "ton"): "metric_ton", ("metric", "tons"): "metric_ton", ("metric", "tonnes"): "metric_ton",
    ("cubic", "meters"): "meter ** 3", ("cubic", "metres"): "meter ** 3", ("cubic", "feet"): "foot ** 3",
    ("cubic", "meter"): "meter ** 3", ("cubic", "metre"): "meter ** 3", ("cubic", "centimeters"): "centimeter ** 3",
    ("cubic", "kilometers"): "kilometer ** 3", ("cubic", "kilometres"): "kilometer ** 3",
    ("square", "miles"): "mile ** 2", ("square", "mile"): "mile ** 2", ("square", "kilometers"): "kilometer ** 2",
    ("square", "kilometres"): "kilometer ** 2", ("square", "kilometre"): "kilometer ** 2",
    ("square", "kilometer"): "kilometer ** 2", ("square", "meters"): "meter ** 2", ("square", "metres"): "meter ** 2",
    ("square", "meter"): "meter ** 2", ("square", "metre"): "meter ** 2", ("square", "feet"): "foot ** 2",
    ("square", "foot"): "foot ** 2", ("sq", "ft"): "foot ** 2", ("sq", "km"): "kilometer ** 2",
    ("sq", "m"): "meter ** 2", ("sq", "miles"): "mile ** 2", ("square", "inches"): "inch ** 2",
    ("kilowatt", "hours"): "kilowatt_hour", ("megawatt", "hours"): "megawatt_hour",
}  # fmt: skip

PERCENT = frozenset(("%", "percent", "pct", "percents", "percentage", "per"))
# What a rate is counted by: `a day`, `per barrel`.
PER = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "night": "night", "barrel": "barrel", "share": "share", "gallon": "gallon", "ounce": "ounce",
    "ton": "ton", "tonne": "metric_ton", "head": "person", "person": "person", "kilo": "kilogram",
    "kilogram": "kilogram", "liter": "liter", "litre": "liter", "pound": "pound", "acre": "acre", "mile": "mile",
    "household": "household", "child": "child", "pupil": "pupil", "student": "student", "ticket": "ticket",
    "game": "game", "vote": "vote", "capita": "person", "annum": "year", "kilometer": "kilometer",
    "kilometre": "kilometer", "hectare": "hectare", "unit": "unit", "bushel": "bushel", "patient": "patient",
    "dose": "dose", "piece": "piece", "meal": "meal", "employee": "employee", "worker": "worker", "family": "family",
}  # fmt: skip
PER_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year",
               "hourly": "hour", "nightly": "night"}  # fmt: skip


def currency_of(word: str, country: str) -> tuple[bool, str | None]:
    """(is it a currency word, its ISO code when that is known), given the word before it."""
    singular = _singular(word)
    named = BY_COUNTRY.get((country, singular)) or BY_COUNTRY.get((country, word))
    if named:
        return True, named
    if word in WORDS:
        return word != "real", WORDS[word]
    if word in AMBIGUOUS:
        return True, ALONE.get(word) if country not in COUNTRY_WORDS else None
    return False, None


def _singular(word: str) -> str:
    if word in ("kroner", "kronor"):
        return {"kroner": "krone", "kronor": "krona"}[word]
    return word.removesuffix("s")
