"""Which language a text is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 6000
"""Code points looked at."""

# Words that English text cannot do without and that are not common words of its neighbours.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "that",
        "to",
        "was",
        "were",
        "is",
        "are",
        "been",
        "has",
        "have",
        "had",
        "it",
        "its",
        "this",
        "these",
        "those",
        "with",
        "from",
        "by",
        "for",
        "not",
        "which",
        "who",
        "would",
        "they",
        "their",
        "he",
        "she",
        "his",
        "her",
        "said",
        "as",
        "at",
        "be",
        "but",
        "or",
        "than",
        "there",
        "when",
        "after",
        "into",
        "over",
        "about",
        "an",
        "on",
    ]
)
_ENGLISH_SHARE = 0.27
"""Share of such words above which a text is English without asking the model; other languages stay under 0.1."""

_FEW_WORDS = 12

_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "ku": "Kurdish",
    "lb": "Luxembourgish", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """An ISO 639-1 code, its English name, and whether there were words enough to be sure."""

    code: str
    name: str
    sure: bool


def language_of(text: str, declared: str | None = None) -> Language:
    """Tell the language of a text. `declared` (an IETF tag of the markup) only decides over a handful of words.

    Upper-case text is lowered first: to a character model it looks like no language at all.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORDS.findall(sample)]
    if not words:
        return _language((declared or "und")[:2].lower() if declared else "und", sure=False)
    share = sum(word in _ENGLISH for word in words) / len(words)
    if len(words) >= _FEW_WORDS and share >= _ENGLISH_SHARE:
        return _language("en", sure=True)
    if len(words) < _FEW_WORDS and (declared or share > 0.1):
        return _language(declared[:2].lower() if declared else "en", sure=False)
    import py3langid  # noqa: PLC0415 - its model takes half a second to load, and most pages do not need it

    code = str(py3langid.classify(sample.lower())[0])
    if code != "en" and share >= _ENGLISH_SHARE * 0.7:
        code = "en"
    return _language(code, sure=len(words) >= _FEW_WORDS)


def _language(code: str, *, sure: bool) -> Language:
    return Language(code=code, name=_NAMES.get(code, code), sure=sure)
