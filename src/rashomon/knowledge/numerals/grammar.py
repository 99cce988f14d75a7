"""Numbers in words and digits, their bounds and modifiers, and what is no count: dates, ages, money, designations.

The grammar works on tokens in lower case, so upper-case wire text reads as well as mixed case. It knows nothing of what
is counted; a number that cannot count anything ("April 9", "T-72", "20 km", "Resolution 2254") comes out with the
reason in `refused`, so that `rashomon explain` can say why it was passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rashomon.domain.claim import Modifier
from rashomon.knowledge.numerals.lexicon import NumeralLexicon, load_numerals

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_LONGEST: Final = 20
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_HYPHENS: Final = frozenset("-‐‑")
_DASHES: Final = frozenset(["-", "‐", "‑", "–", "—"])
_HALF: Final = ("and", "a", "half")
_FALSE_ONE: Final = frozenset(["no", "any", "every", "each", "this", "some", "number", "the", "day", "not"])
_GAPS: Final = frozenset(
    [
        "consecutive",
        "straight",
        "more",
        "full",
        "other",
        "whole",
        "long",
        "past",
        "successive",
        "separate",
        "long",
        "further",
        "additional",
        "of",
        "the",
    ]
)
_MODALS: Final = frozenset(["have", "be", "also", "still", "not", "well"])


@dataclass(frozen=True, slots=True)
class Part:
    """One number as written: token indexes, half open, and its value."""

    first: int
    end: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number expression over tokens `first` to `end` (half open); the number itself starts at `core`.

    `low` and `high` are bounds in units, None where open. "over 20": low 21. "fewer than 10": high 9. "nearly 40" and
    "about 40": 40 to 40 with the modifier. Vague and unknown numbers have neither bound and keep their `word`.
    `parts` are the numbers as written, two for a range. `refused` says why this is no count, else None.
    """

    first: int
    core: int
    end: int
    low: int | None
    high: int | None
    modifier: Modifier
    word: str | None = None
    parts: tuple[Part, ...] = ()
    refused: str | None = None


def find_numerals(words: Sequence[str], glued: Sequence[bool] | None = None) -> list[Numeral]:
    """Return the number expressions among tokens, in order, without overlap.

    `words` are tokens in lower case; `glued[i]` tells whether token i touches the one before it (needed to tell
    "Su-24" from "killed - 24"; without it, hyphens are taken as touching both sides).
    Ordinals ("2nd", "third") and designations of one token ("M4", "4x4") are no numbers here.

    >>> [(n.low, n.high) for n in find_numerals("between 8 and 12 men , over 20 women and 9 km".split())]
    [(8, 12), (21, None), (9, 9)]
    """
    lexicon = load_numerals()
    touching = [True] * len(words) if glued is None else glued
    found: list[Numeral] = []
    at = 0
    while at < len(words):
        opens = words[at] in lexicon.openings or words[at][:1].isdecimal()
        numeral = (_number_at(words, at, lexicon) or _vague_at(words, at, lexicon)) if opens else None
        if numeral is None:
            at += 1
            continue
        floor = found[-1].end if found else 0
        numeral = _with_before(_with_after(numeral, words, lexicon), words, floor, lexicon)
        refused = _refusal(numeral, words, touching, lexicon)
        if (
            refused is None
            and found
            and found[-1].refused == "age"
            and list(words[found[-1].end : at]) in (["and"], [","])
        ):
            refused = "age"
        found.append(replace(numeral, refused=refused))
        at = numeral.end
    return found


def _number_at(words: Sequence[str], at: int, lexicon: NumeralLexicon) -> Numeral | None:
    """Read a number, a dozen or a range that starts at a token."""
    one = _cardinal(words, at, lexicon)
    if one is None:
        return None
    part, is_round = one
    second = _range_end(words, part, lexicon)
    if second is not None:
        first = at - 1 if at and words[at - 1] in {"between", "from"} else at
        return Numeral(
            first=first,
            core=at,
            end=second.end,
            low=part.value,
            high=second.value,
            modifier=Modifier.BETWEEN,
            parts=(part, second),
        )
    word = " ".join(words[part.first : part.end]) if is_round else None
    modifier = Modifier.ABOUT if is_round else Modifier.EXACT
    end = part.end + 1 if is_round and words[part.end : part.end + 1] == ["of"] else part.end
    return Numeral(
        first=at, core=at, end=end, low=part.value, high=part.value, modifier=modifier, word=word, parts=(part,)
    )


def _range_end(words: Sequence[str], part: Part, lexicon: NumeralLexicon) -> Part | None:
    """Return the second number of "8 to 12", "8-12", "between 8 and 12", "two or three", if there is one."""
    joint = words[part.end] if part.end < len(words) else ""
    between = part.first > 0 and words[part.first - 1] == "between" and joint == "and"
    if not between and joint not in lexicon.joiners:
        return None
    second = _cardinal(words, part.end + 1, lexicon)
    if second is None or second[0].value <= part.value:
        return None
    if joint == "or" and second[0].value > 2 * part.value:
        return None
    return second[0]


def _cardinal(words: Sequence[str], at: int, lexicon: NumeralLexicon) -> tuple[Part, bool] | None:
    """Read one whole number at a token; the flag tells a round word ("a dozen")."""
    if at >= len(words):
        return None
    rounded = lexicon.round.starting(words, at)
    if rounded is not None:
        return Part(at, rounded[0], rounded[1]), True
    word = words[at]
    # Nobody counts with more figures than that; Python refuses to read thousands of them.
    if len(word) <= _LONGEST and (_DIGITS.fullmatch(word) or _DECIMAL.fullmatch(word)):
        return _digits(words, at, lexicon)
    start = at
    if word == "a" and words[at + 1 : at + 2] and words[at + 1] in lexicon.scales:
        at += 1
    value, end = _spelled(words, at, lexicon)
    if end == at:
        return None
    if words[end : end + 1] == ["dozen"]:
        return Part(start, end + 1, value * 12), True
    return Part(start, end, value), False


def _digits(words: Sequence[str], at: int, lexicon: NumeralLexicon) -> tuple[Part, bool] | None:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in lexicon.scales:
        return Part(at, at + 2, round(float(word.replace(",", "")) * lexicon.scales[following])), False
    if not _DIGITS.fullmatch(word):
        return Part(at, at + 1, round(float(word))), False
    if following == "000" and len(word) <= 3:
        return Part(at, at + 2, int(word) * 1000), False
    if following == "dozen":
        return Part(at, at + 2, int(word.replace(",", "")) * 12), True
    return Part(at, at + 1, int(word.replace(",", ""))), False


def _spelled(words: Sequence[str], at: int, lexicon: NumeralLexicon) -> tuple[int, int]:
    """Return the value of the number words from a token on, and where they end (`at` when there are none)."""
    total, current, end, position = 0, 0, at, at
    while position < len(words):
        word = words[position]
        if end > at and tuple(words[position : position + 3]) == _HALF and words[position + 3 : position + 4]:
            scale = lexicon.scales.get(words[position + 3])
            if scale is not None:
                return total + round((current + 0.5) * scale), position + 4
        if word in lexicon.cardinals:
            value = lexicon.cardinals[word]
            if end > at and not _continues(current, value):
                break
            current += value
            position += 1
            end = position
        elif word in lexicon.scales:
            scale = lexicon.scales[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
            position += 1
            end = position
        elif end > at and word in {"and", "-", "‐", "‑"} and _joins(words, position, total + current, lexicon):
            position += 1
        else:
            break
    return total + current, end


def _continues(current: int, value: int) -> bool:
    """Tell whether a number word goes on with the number before it ("twenty | five", "hundred | twelve")."""
    if current % 100 == 0:
        return value < 100
    return current % 10 == 0 and current % 100 >= 20 and 0 < value < 10


def _joins(words: Sequence[str], position: int, value: int, lexicon: NumeralLexicon) -> bool:
    """Tell whether "and" or a hyphen lies inside one number ("a hundred and five", "twenty-five")."""
    following = words[position + 1] if position + 1 < len(words) else ""
    if following not in lexicon.cardinals:
        return False
    if words[position] == "and":
        return value >= 100 and value % 100 == 0 and words[position - 1] in lexicon.scales
    return 20 <= value % 100 <= 90 and value % 10 == 0 and 0 < lexicon.cardinals[following] < 10


def _vague_at(words: Sequence[str], at: int, lexicon: NumeralLexicon) -> Numeral | None:
    """Read "dozens", "several", "an unknown number of" at a token."""
    found = lexicon.vague.starting(words, at)
    if found is None or (at and words[at - 1] in {"as", "so", "how", "too", "the", "very"} and words[at] == "many"):
        return None
    end, unknown = found
    word = " ".join(words[at:end])
    if end < len(words) and words[end] == "of":
        end += 1
    modifier = Modifier.UNKNOWN if unknown else Modifier.VAGUE
    return Numeral(first=at, core=at, end=end, low=None, high=None, modifier=modifier, word=word)


def _with_after(numeral: Numeral, words: Sequence[str], lexicon: NumeralLexicon) -> Numeral:
    """Take in what follows a number ("12 or more", "40-odd", "100+")."""
    after = lexicon.after.starting(words, numeral.end) if numeral.parts else None
    if after is None:
        return numeral
    end, modifier = after
    if words[numeral.end] == "odd" and words[end : end + 1] == ["jobs"]:
        return numeral
    return replace(_bounded(numeral, modifier), end=end)


def _with_before(numeral: Numeral, words: Sequence[str], floor: int, lexicon: NumeralLexicon) -> Numeral:
    """Take in what goes before a number ("at least", "no fewer than", "a further"), the outermost bound winning."""
    while True:
        before = lexicon.before.ending(words, numeral.first)
        if before is None or before[0] < floor:
            return numeral
        if words[before[0]] == "over" and before[0] and words[before[0] - 1] in lexicon.over_verbs:
            return numeral
        numeral = replace(_bounded(numeral, before[1]), first=before[0])


def _bounded(numeral: Numeral, modifier: Modifier) -> Numeral:
    """Return the number with the bounds that a modifier gives it. Vague numbers stay vague ("at least dozens")."""
    if modifier is Modifier.EXACT or numeral.modifier in (Modifier.VAGUE, Modifier.UNKNOWN) or not numeral.parts:
        return numeral
    low, high = numeral.parts[0].value, numeral.parts[-1].value
    if modifier is Modifier.ABOUT:
        return numeral if numeral.modifier is Modifier.BETWEEN else replace(numeral, modifier=modifier)
    if modifier is Modifier.AT_LEAST:
        return replace(numeral, low=low, high=None, modifier=modifier)
    if modifier is Modifier.MORE_THAN:
        return replace(numeral, low=low + 1, high=None, modifier=modifier)
    if modifier is Modifier.UP_TO:
        return replace(numeral, low=None, high=high, modifier=modifier)
    return replace(numeral, low=None, high=max(high - 1, 0), modifier=modifier)


def _refusal(numeral: Numeral, words: Sequence[str], glued: Sequence[bool], lexicon: NumeralLexicon) -> str | None:
    """Say why a number is no count, or None."""
    return (
        _refusal_after(numeral, words, glued, lexicon)
        or _refusal_before(numeral, words, glued, lexicon)
        or _refusal_date(numeral, words, lexicon)
        or _refusal_ratio(numeral, words, lexicon)
        or _refusal_shape(numeral, words, lexicon)
    )


def _refusal_after(
    numeral: Numeral, words: Sequence[str], glued: Sequence[bool], lexicon: NumeralLexicon
) -> str | None:
    end = numeral.end
    if end >= len(words):
        return None
    if words[end] in _HYPHENS and glued[end] and end + 1 < len(words) and glued[end + 1] and words[end - 1] != "of":
        return "age" if words[end + 1] in {"year", "years"} else "compound"
    unit = lexicon.refuse_after.starting(words, end)
    if unit is None and words[end] in _GAPS:
        skip = end + 1
        while skip < len(words) and words[skip] in _GAPS:
            skip += 1
        unit = lexicon.refuse_after.starting(words, skip)
    return unit[1] if unit else None


def _refusal_before(
    numeral: Numeral, words: Sequence[str], glued: Sequence[bool], lexicon: NumeralLexicon
) -> str | None:
    first, core = numeral.first, numeral.core
    if first == 0 or not numeral.parts:
        return None
    if words[core - 1] in _HYPHENS and glued[core] and glued[core - 1] and core > 1 and words[core - 2].isalnum():
        return "designation"
    before = lexicon.refuse_before.ending(words, first) or lexicon.refuse_before.ending(words, core)
    if before is not None:
        return before[1]
    alone = (
        numeral.end >= len(words)
        or not words[numeral.end][0].isalpha()
        or words[numeral.end] in {"in", "of", "on", "at", "was", "is", "and"}
    )
    if words[first] in {"under", "over"} and words[first - 1] in {"them", "whom", "children", "those", "anyone"}:
        return "age"
    if words[first - 1] == "of" and first > 1 and words[first - 2] in lexicon.aged:
        return "age"
    if words[first - 1] in lexicon.refuse_before_alone and alone:
        return "designation"
    if words[core] == "one" and words[core - 1] in _FALSE_ONE and numeral.end == core + 1:
        return "pronoun"
    return None


def _refusal_date(numeral: Numeral, words: Sequence[str], lexicon: NumeralLexicon) -> str | None:
    if not numeral.parts or not words[numeral.parts[0].first][0].isdigit():
        return None
    value, end = numeral.parts[-1].value, numeral.end
    before = words[numeral.first - 1] if numeral.first else ""
    after = words[end] if end < len(words) else ""
    if after == "of":
        after = words[end + 1] if end + 1 < len(words) else ""
    if after in lexicon.months and value <= 31 and not (after == "may" and set(words[end + 1 : end + 2]) & _MODALS):
        return "date"
    if before in lexicon.months and (value <= 31 or 1900 <= value <= 2100):
        in_month = numeral.first > 1 and words[numeral.first - 2] in {"in", "since"} and after[:1].isalpha()
        return None if in_month and value < 1900 else "date"
    at = numeral.first
    if (
        before == ","
        and at > 2
        and 1900 <= value <= 2100
        and words[at - 2].isdigit()
        and words[at - 3] in lexicon.months
    ):
        return "year"
    plain = words[numeral.parts[-1].first].isdigit() and numeral.parts[-1].end == numeral.parts[-1].first + 1
    if plain and 1900 <= value <= 2100 and numeral.first in (numeral.core, numeral.core - 1):
        bounded = numeral.modifier not in (Modifier.EXACT, Modifier.BETWEEN)
        if not bounded and (before in lexicon.year_after or not after[:1].isalpha() or len(after) <= 3):
            return "year"
    return None


def _refusal_ratio(numeral: Numeral, words: Sequence[str], lexicon: NumeralLexicon) -> str | None:
    """Refuse both numbers of "one in ten"."""
    end = numeral.end
    opens = list(words[numeral.core : end]) == ["one"] and list(words[end : end + 1]) == ["in"]
    if opens and _cardinal(words, end + 1, lexicon) is not None:
        return "ratio"
    return "ratio" if list(words[max(numeral.first - 2, 0) : numeral.first]) == ["one", "in"] else None


def _refusal_shape(numeral: Numeral, words: Sequence[str], lexicon: NumeralLexicon) -> str | None:
    """Refuse ages between commas, list marks, scores, decimals and clock times by their shape."""
    core, end = numeral.core, numeral.end
    if not numeral.parts or not words[core][0].isdigit():
        return None
    before = words[numeral.first - 1] if numeral.first else ""
    after = words[end] if end < len(words) else ""
    if _DECIMAL.fullmatch(words[core]) and numeral.parts[0].end == core + 1:
        return "decimal"
    if len(words[core]) > 1 and words[core][0] == "0":
        return "clock"
    bare = numeral.first == core and len(numeral.parts) == 1
    if bare and before in {",", "("} and after in {",", ")", ".", ";"} and numeral.parts[0].value <= 110:
        return "age"
    if bare and core == 0 and after in {".", ")"}:
        return "list mark"
    if after in _DASHES and _cardinal(words, end + 1, lexicon) is not None:
        return "score"
    if before in _DASHES and numeral.first > 1 and words[numeral.first - 2].isdigit():
        return "score"
    return None
