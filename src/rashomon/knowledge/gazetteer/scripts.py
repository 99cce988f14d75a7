"""Arabic and Cyrillic spellings written with Latin letters, for folding only and never for showing.

Arabic letters become the consonants that a Latin transliteration would have; Kurdish, Persian and Urdu letters are
among them. Cyrillic follows the national systems loosely: folding drops the vowels afterwards.
"""

from __future__ import annotations

import re
import unicodedata

ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")

_ARABIC_LETTERS = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "a", "ٱ": "a", "ى": "a", "ء": "", "ئ": "i", "ؤ": "u", "ع": "'",
    "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ڕ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "ڵ": "l", "م": "m",
    "ن": "n", "ں": "n", "ه": "h", "ھ": "h", "ہ": "h", "ة": "", "ۆ": "o", "ێ": "e", "ە": "e", "ے": "e",
    "ٹ": "t", "ڈ": "d", "ڑ": "r", "ۇ": "u", "ې": "e", "ۍ": "i", "ړ": "r", "ښ": "sh", "ګ": "g", "ځ": "z",
    "څ": "ts", "ډ": "d", "ټ": "t", "ڼ": "n", "ۀ": "", "ۃ": "",
}  # fmt: skip
_GLIDES = {"و": "w", "ي": "y", "ی": "y", "ۋ": "w"}
_OPENS_A_SYLLABLE = frozenset("اآأإىویيۆێەےۇۀ")
"""Before one of these, a waw or ya is the consonant and not the long vowel."""

_CYRILLIC_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ј": "i", "љ": "l",
    "њ": "n", "ћ": "ch", "ђ": "dj", "џ": "dzh", "ќ": "k", "ѓ": "g", "ѕ": "dz", "қ": "k", "ғ": "gh", "ң": "n",
    "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ә": "a",
}  # fmt: skip


def romanise(word: str) -> str:
    """Return one lower-case word of Arabic or Cyrillic script in Latin letters; other words come back unchanged.

    A capital W or Y is a waw or ya that is surely a consonant; an Arabic article is parted by a space.
    """
    if ARABIC.search(word):
        return _romanise_arabic(word)
    if CYRILLIC.search(word):
        return "".join(_CYRILLIC_LETTERS.get(letter, letter) for letter in word)
    return word


def _romanise_arabic(word: str) -> str:
    letters = unicodedata.normalize("NFKC", word).replace("\u0640", "")
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if len(letters) > 2 and letters[-1] in "هہ" and letters[-2] not in "اوي":
        letters = letters[:-1]
    article = ""
    if letters.startswith(("ال", "وال")) and len(letters) > 4:
        letters = letters[2:] if letters.startswith("ال") else letters[3:]
        article = "al "
    if letters.startswith("ع"):
        letters = f"ا{letters[1:]}"
    out: list[str] = []
    for index, letter in enumerate(letters):
        if letter not in _GLIDES:
            out.append(_ARABIC_LETTERS.get(letter, letter))
            continue
        following = letters[index + 1] if index + 1 < len(letters) else ""
        is_consonant = index == 0 or following in _OPENS_A_SYLLABLE
        out.append(_GLIDES[letter].upper() if is_consonant else ("u" if _GLIDES[letter] == "w" else "i"))
    return article + "".join(out)
