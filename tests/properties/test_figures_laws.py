"""Laws of reading and comparing figures."""

import itertools
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.divergence.figure import compare_figures, sides_of
from pipeline.core.divergence.figure_values import relation
from pipeline.core.figures import find_figures

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number):
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    rest = number % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(number // 1000)} thousand{joint + in_words(rest) if rest else ''}"


def read_one(sentence):
    found = find_figures(sentence)
    assert len(found) == 1, (sentence, found)
    return found[0]


@given(st.integers(2, 999_999))
def test_a_count_reads_back_from_digits_grouping_and_words(number):
    for written in (str(number), f"{number:,}", in_words(number)):
        if written == str(number) and 1000 <= number <= 2199:
            continue  # a bare four-digit number may be a year
        figure = read_one(f"They found {written} lamps there.")
        assert (figure.value_low, figure.value_high) == (number, number)
        assert figure.kind == "count"


@given(st.integers(1, 9999), st.sampled_from([("million", 1e6), ("billion", 1e9), ("m", 1e6), ("bn", 1e9)]))
def test_money_reads_back_in_many_forms(tenths, scale):
    word, factor = scale
    amount = f"{tenths / 10:g}"
    forms = (
        [f"${amount}{word}"]
        if len(word) < 3
        else [f"${amount} {word}", f"{amount} {word} dollars", f"US${amount} {word}"]
    )
    for form in forms:
        figure = read_one(f"It cost {form}.")
        assert figure.unit == "USD"
        assert abs(figure.value_low - float(amount) * factor) < 1e-3
        assert figure.value_low == figure.value_high


@given(st.integers(0, 1000), st.sampled_from(["%", " percent", " per cent"]))
def test_a_share_reads_back(tenths, sign):
    figure = read_one(f"The share is {tenths / 10:g}{sign}.")
    assert (figure.kind, figure.unit, figure.value_low) == ("percent", "percent", tenths / 10)


@given(st.integers(1000, 9_999_999))
def test_a_value_and_its_rounding_never_conflict(number):
    exact = read_one(f"They counted {number:,} birds.")
    step = 10 ** (len(str(number)) - 2)
    down, near = number // step * step, round(number / step) * step
    for written in (f"more than {down:,}", f"about {near:,}"):
        rounded = read_one(f"They counted {written} birds.")
        assert relation(exact, rounded) in ("equal", "compatible")
        assert relation(rounded, exact) in ("equal", "compatible")


@given(st.integers(2, 5000), st.integers(0, 3000), st.integers(2, 5000))
def test_a_longer_interval_never_makes_a_conflict(low, width, other):
    point = read_one(f"They saw {other:,} ships.")
    narrow = replace(point, value_low=float(low), value_high=float(low + width), approximator="between")
    wide = replace(narrow, value_low=narrow.value_low / 2, value_high=narrow.value_high * 2)
    if relation(narrow, point) != "conflict":
        assert relation(wide, point) != "conflict"


@given(
    st.integers(2, 400),
    st.integers(2, 400),
    st.sampled_from(["", "at least ", "about ", "more than ", "up to "]),
)
def test_swapping_sides_swaps_nothing_but_the_sides(first, second, approximator):
    one = f"The storm killed {approximator}{first} people in Tarn."
    two = f"In Tarn, {second} people died in the storm."
    (a,), (b,) = sides_of(one, find_figures(one)), sides_of(two, find_figures(two))
    assert compare_figures(a, b, score=0.8) == compare_figures(b, a, score=0.8)


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_offset_is_exact(text):
    found = find_figures(text)
    for figure in found:
        assert text[figure.char_start : figure.char_end] == figure.text
    assert all(a.char_end <= b.char_start for a, b in itertools.pairwise(found))


@given(st.integers(1, 99), st.sampled_from([("million", 1e6), ("billion", 1e9)]))
def test_half_of_a_scale_reads_back_however_it_is_joined(whole, scale):
    word, factor = scale
    forms = (f"{whole} and a half {word}", f"{whole} {word} and a half", f"{whole}.5 {word}")
    for form in forms:
        if form.startswith("1 and"):
            continue
        assert read_one(f"They sold {form} lamps.").value_low == (whole + 0.5) * factor


@given(st.integers(2, 99), st.sampled_from(["minus {}", "-{}", "negative {}"]))
def test_a_sign_turns_a_value_round(number, form):
    assert read_one(f"It was {form.format(number)} degrees.").value_low == -number


@given(st.integers(1, 11), st.integers(2, 12))
def test_a_ratio_is_its_share(top, bottom):
    if top < bottom:
        figure = read_one(f"They lost {top} out of {bottom} games there.")
        assert figure.kind == "percent"
        assert abs(figure.value_low - 100 * top / bottom) < 1e-6


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_reads_back_in_many_forms(day):
    month = day.strftime("%B")
    forms = (
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.isoformat()}",
        f"{month} {day.day} of {day.year}",
        f"{day.day:02}-{month[:3]}-{day.year}",
    )
    for form in forms:
        figure = read_one(f"It opened on {form}.")
        assert (figure.kind, figure.value_low) == ("date", (day - date(1970, 1, 1)).days), form
