"""Name keys: `simplify` for the same spelling, `fold` for the same name in another transliteration.

No fuzzy threshold separates names (Deir Ezzor and Dayr az Zawr score 55 of 100, Daraa and Daraya 91), so names are
compared by key. The rules: articles and their assimilated forms go, ayn, hamza and apostrophes go, digraphs become
one sign, `q` and `c` are `k`, `p` is `b`, a final `v` is `f`, a final -ah is a ta marbuta, doubled letters are one,
vowels go except that a first vowel leaves a sign and `y` and `w` stay where they open a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rashomon.knowledge.gazetteer.scripts import ARABIC, romanise

FOLDING_VERSION = 1

_SPELLED = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
        "ħ": "h", "ŋ": "n", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ǝ": "a", "ҡ": "k", "&": " and ",
    }
)  # fmt: skip
_HACEKS = str.maketrans({"ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ț": "ts"})
_MARKS = re.compile(r"['’‘ʼʿʾʻʹʺ`´′“”\"·˙ˈ]")
_BREAKS = re.compile(r"[\s\-‐‑–—_./,;:()\[\]]+")
_TURKISH = re.compile(r"[ğıĞİ]")
_SCHOLARLY = re.compile(r"[āīūḩţḑḥṭḍṣẓ\u0327]|\ba[şţḑ][ -]")
_VOWEL_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}

ARTICLES = frozenset(
    ("al", "el", "ul", "il", "as", "us", "es", "ash", "esh", "ush", "ad", "ed", "ud", "ar", "er", "ur", "az", "ez",
     "uz", "an", "en", "un", "at", "et", "ut", "adh", "edh", "ath", "eth")
)  # fmt: skip
"""The Arabic article, and what it becomes before the letters that assimilate it."""

_CONSTRUCT = re.compile(r"(?<=..[^aeiou])[aei]t$")
_GLUED = re.compile(r"^[aeu](?:l(?=[^aeioul])|(?=([bcdfghjkmnpqrstvwxyz])\1))(?=.{3})")
_DIGRAPHS = (
    ("tch", "C"), ("dzh", "j"), ("dj", "j"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("kh", "x"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("zh", "Z"), ("ph", "f"), ("tz", "ts"), ("ck", "k"), ("qu", "k"), ("oo", "u"),
    ("ee", "i"), ("q", "k"), ("c", "k"), ("p", "b"),
)  # fmt: skip
_OU_GLIDE = re.compile(r"ou(?=[aei])")
_TA_MARBUTA = re.compile(r"(?<=..)[ae]h$")
_DOUBLED = re.compile(r"(.)\1+")
_VOWEL_Y = re.compile(r"(?<=[^aeiou][ie])y(?=a$)|(?<![aeiou])y|y(?![aou])")
_VOWEL_W = re.compile(r"w(?![aeiouwy])")


@lru_cache(maxsize=65536)
def simplify(name: str) -> str:
    """Return the key of a spelling: lower case, no accents, apostrophes or punctuation, words parted by one space.

    >>> simplify("Deir ez-Zor"), simplify("Şırnak"), simplify("Saint-Denis")
    ('deir ez zor', 'sirnak', 'st denis')
    """
    text = name.lower() if name.isascii() else _without_accents(name)
    words = _BREAKS.sub(" ", _MARKS.sub("", text)).strip().split(" ")
    return " ".join(_WORDS.get(word, word) for word in words)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key that the spellings of one name share across transliterations, "" when nothing is left of it.

    Keys begin with a tilde, and the key of a key is itself. Spaces do not count.

    >>> fold("Deir Ezzor"), fold("Dayr az-Zawr"), fold("دير الزور")
    ('~drzr', '~drzr', '~drzr')
    >>> fold("Daraa") == fold("Daraya"), fold("Mayadin") == fold("Madinah")
    (False, False)
    """
    if name.startswith("~"):
        return name
    words = _latin_words(name)
    kept: list[str] = []
    for index, word in enumerate(words):
        more = index + 1 < len(words)
        if more and word in ARTICLES:
            continue
        in_construct = index + 2 < len(words) and words[index + 1] in ARTICLES
        kept.append(_CONSTRUCT.sub("", word) if in_construct else word)
    key = _fold_letters(kept)
    return f"~{key}" if key else ""


def fold_unglued(name: str) -> str:
    """Return the key with articles parted that were written on to their word ("Bab Elhawa", "Ezzor").

    Only for names that are looked up, since "Elbistan" has no article.
    """
    words = _latin_words(name)
    parted: list[str] = []
    for word in words:
        bare = _GLUED.sub("", word)
        parted.extend(("al", bare) if bare != word else (word,))
    return fold(" ".join(parted))


def consonants(key: str) -> int:
    """Return how many signs a folded key has: with one or two it only proposes candidates."""
    return len(key) - 1


def _without_accents(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().translate(_SPELLED)
    if ARABIC.search(text):
        text = _VOWEL_MARKS.sub("", text)
        if ARABIC.search(text):
            return text
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.translate(_SPELLED)


def _latin_words(name: str) -> list[str]:
    """Return the words of a name in bare Latin letters, with hacek and cedilla letters as digraphs."""
    text = name.lower() if name.isascii() else name
    if not name.isascii():
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name)).lower()
        if _SCHOLARLY.search(text):
            text = text.replace("ş", "s")
        elif _TURKISH.search(text):
            text = text.replace("c", "j")
        text = " ".join(romanise(word) for word in _BREAKS.split(text.translate(_HACEKS)))
    plain = "".join(_plain_letter(letter) for letter in text)
    return [word for word in _BREAKS.sub(" ", _MARKS.sub("", plain)).strip().split(" ") if word]


def _plain_letter(letter: str) -> str:
    if letter in "WY":
        return letter
    return letter.lower() if letter.isascii() else _without_accents(letter)


def _fold_letters(words: list[str]) -> str:
    parts: list[str] = []
    for word in words:
        part = _TA_MARBUTA.sub("", word)
        part = _OU_GLIDE.sub("w", f"{part[:-1]}f" if part.endswith("v") else part)
        for letters, sign in _DIGRAPHS:
            part = part.replace(letters, sign)
        parts.append(part)
    text = _DOUBLED.sub(r"\1", "".join(parts))
    first = text[:1]
    if first == "y" and text[1:2] in ("e", "i"):
        first, text = "a", text[1:]
    head = "a" if first and first in "aeiou" else ""
    if first in ("y", "w"):
        head, text = first, text[1:]
    text = _VOWEL_W.sub("", _VOWEL_Y.sub("", text)).translate(_NO_VOWELS)
    return head + text


_NO_VOWELS = str.maketrans({**dict.fromkeys("aeiou' ", ""), "Y": "y", "W": "w"})
