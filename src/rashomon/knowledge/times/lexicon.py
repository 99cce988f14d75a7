"""The words of the time grammar, from `words.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from rashomon.errors import KnowledgeError
from rashomon.knowledge.times.tokens import SHAPES

_FILE = "knowledge/times/words.tsv"
_FIRST_SIGN = 0xE000


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Signs of words, small and capitalised; the signs of each class; the value of a word in a class."""

    small: dict[str, str]
    capital: dict[str, str]
    classes: dict[str, frozenset[str]]
    values: dict[tuple[str, str], str]

    def sign(self, word: str, low: str) -> str | None:
        """Return the sign of a word as written, or None where the lexicon does not hold it."""
        return (self.capital if word[0].isupper() else self.small).get(low)


def read_rows() -> list[tuple[str, str, str, str]]:
    """Return the rows of the file: word, class, value, flag. Raises KnowledgeError naming the line."""
    text = resources.files(__package__).joinpath("words.tsv").read_text("utf-8")
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) not in (3, 4) or not all(cells[:3]):
            raise KnowledgeError(f"{_FILE}:{number}", "a row has word, class, value and maybe a flag", "mend the row")
        flag = cells[3] if len(cells) == 4 else ""
        if flag not in ("", "cap") or cells[0] != cells[0].lower() or not cells[1].isupper() or cells[1] in SHAPES:
            raise KnowledgeError(
                f"{_FILE}:{number}", f"cannot use {line!r}", "word in small letters, class in capitals"
            )
        rows.append((cells[0], cells[1], cells[2], flag))
    return rows


@cache
def open_lexicon(literals: frozenset[str]) -> Lexicon:
    """Load the words, and give signs to the literal words of the patterns too.

    Raises KnowledgeError naming file and line.
    """
    rows = read_rows()
    classes: dict[str, set[str]] = {}
    values: dict[tuple[str, str], str] = {}
    small: dict[str, str] = {}
    capital: dict[str, str] = {}
    flagged = {word for word, _, _, flag in rows if flag} | {word for word, name, _, _ in rows if name == "PLACEHEAD"}
    code = _FIRST_SIGN
    for word in sorted({row[0] for row in rows} | literals):
        plain = [row for row in rows if row[0] == word and not row[3] and row[1] != "PLACEHEAD"]
        if plain or word in literals:
            small[word] = capital[word] = chr(code)
            code += 1
            _enter(classes, values, plain, small[word])
        if word in flagged:
            capital[word] = chr(code)
            code += 1
            _enter(classes, values, [row for row in rows if row[0] == word], capital[word])
    return Lexicon(small, capital, {name: frozenset(signs) for name, signs in classes.items()}, values)


def _enter(
    classes: dict[str, set[str]],
    values: dict[tuple[str, str], str],
    rows: list[tuple[str, str, str, str]],
    sign: str,
) -> None:
    for word, name, value, _ in rows:
        classes.setdefault(name, set()).add(sign)
        values[word, name] = value
