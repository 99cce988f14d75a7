"""English inflection, so that a word is given once and found in every form, whatever lemmas a reader has."""

from __future__ import annotations

from typing import Final

_VOWELS: Final = "aeiou"

#: Irregular verbs of the lexicon: base -> (past, past participle).
IRREGULAR: Final[dict[str, tuple[str, ...]]] = {
    "be": ("was", "were", "been", "is", "are"),
    "beat": ("beat", "beaten"),
    "become": ("became", "become"),
    "begin": ("began", "begun"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought",),
    "build": ("built",),
    "burn": ("burned", "burnt"),
    "burst": ("burst",),
    "catch": ("caught",),
    "come": ("came", "come"),
    "cut": ("cut",),
    "dig": ("dug",),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "fight": ("fought",),
    "find": ("found",),
    "flee": ("fled",),
    "fling": ("flung",),
    "forbid": ("forbade", "forbidden"),
    "forgive": ("forgave", "forgiven"),
    "freeze": ("froze", "frozen"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hang": ("hanged", "hung"),
    "have": ("had",),
    "hit": ("hit",),
    "hold": ("held",),
    "kneel": ("knelt", "kneeled"),
    "keep": ("kept",),
    "lay": ("laid",),
    "lead": ("led",),
    "leave": ("left",),
    "light": ("lit", "lighted"),
    "lose": ("lost",),
    "make": ("made",),
    "meet": ("met",),
    "overrun": ("overran", "overrun"),
    "overtake": ("overtook", "overtaken"),
    "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid",),
    "put": ("put",),
    "quit": ("quit",),
    "retake": ("retook", "retaken"),
    "run": ("ran", "run"),
    "sink": ("sank", "sunk"),
    "say": ("said",),
    "seek": ("sought",),
    "sell": ("sold",),
    "send": ("sent",),
    "set": ("set",),
    "shoot": ("shot",),
    "shut": ("shut",),
    "slay": ("slew", "slain"),
    "speak": ("spoke", "spoken"),
    "split": ("split",),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "stricken"),
    "swear": ("swore", "sworn"),
    "sweep": ("swept",),
    "take": ("took", "taken"),
    "tell": ("told",),
    "throw": ("threw", "thrown"),
    "undergo": ("underwent", "undergone"),
    "waylay": ("waylaid",),
    "win": ("won",),
    "withdraw": ("withdrew", "withdrawn"),
}
_DOUBLED_WORDS: Final = """
gas teargas lob man repel slit step mob quit abet admit allot ban bar beg chat chop clap club commit compel concur
confer control cut defer deter dig drag drop expel fit flog get grab gun gut hit hug incur infer jam jab kidnap lag
let mob mug net nab occur omit pat permit pin plan plot plug pop prefer put ram rebel rebut refer regret rob rub run
scrap set ship shun shut sit skip slam slap slip snap snub split spot spur stab stop strip stun submit swap tap top
transfer transmit trap trim unplug wed whip win wrap zap
"""
_DOUBLED: Final = frozenset(_DOUBLED_WORDS.split())
#: British spelling doubles the last letter, American does not: both are found.
_BOTH_SPELLINGS_WORDS: Final = """
level pummel travel cancel counsel signal marshal shovel label model kidnap
"""
_BOTH_SPELLINGS: Final = frozenset(_BOTH_SPELLINGS_WORDS.split())
_PLURALS: Final = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "wife": "wives",
    "knife": "knives",
    "thief": "thieves",
    "hostage-taking": "hostage-takings",
}


#: Nouns in -man that are no men.
_NO_MEN: Final = frozenset({"human", "german", "roman", "ottoman", "caiman", "talisman", "shaman", "turkman"})


def verb_forms(base: str) -> dict[str, str]:
    """Return every form of a verb with its morph: base, s, past (past tense or participle) or ing.

    >>> sorted(verb_forms("bomb"))
    ['bomb', 'bombed', 'bombing', 'bombs']
    """
    forms = {base: "base", with_s(base): "s", with_ing(base): "ing"}
    for past in IRREGULAR.get(base, (with_ed(base),)):
        forms.setdefault(past, "past")
    if base in _BOTH_SPELLINGS:
        forms |= {f"{base}{base[-1]}ed": "past", f"{base}{base[-1]}ing": "ing"}
    if base in forms and base in IRREGULAR.get(base, ()):
        forms[base] = "past"
    return forms


def phrasal_forms(lemma: str, irregular: list[str] | None = None) -> dict[str, str]:
    """Return each form of a verb with its particle and what it is: base, s, past, participle or ing.

    A particle after a space stays behind every form ("points out"). `irregular` gives third person, past, participle
    and -ing in this order. A form that is both past and participle is called past.

    >>> phrasal_forms("deny")["denied"]
    'past'
    >>> sorted(phrasal_forms("point out"))
    ['point out', 'pointed out', 'pointing out', 'points out']
    """
    head, _, particle = lemma.partition(" ")
    third, past, participle, ing = irregular or [with_s(head), with_ed(head), with_ed(head), with_ing(head)]
    tail = f" {particle}" if particle else ""
    forms = {participle + tail: "participle", past + tail: "past", ing + tail: "ing", third + tail: "s"}
    forms.setdefault(head + tail, "base")
    return forms


def noun_forms(base: str) -> dict[str, str]:
    """Return a noun's singular and plural.

    >>> noun_forms("ambush")
    {'ambush': 'noun', 'ambushes': 'plural'}
    """
    plural = _PLURALS.get(base) or with_s(base)
    if base.endswith("man") and base not in _PLURALS and base not in _NO_MEN:
        plural = base[:-3] + "men"
    return {base: "noun", plural: "plural"}


def with_s(word: str) -> str:
    """Return a verb's third person or a noun's plural, the last word of a phrase."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in {"go", "undergo", "veto", "torpedo", "embargo"}:
        return word + "es"
    return word + "s"


def with_ed(word: str) -> str:
    """Return the past of a regular verb."""
    if word.endswith("ic"):
        return word + "ked"
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    if word in _DOUBLED:
        return word + word[-1] + "ed"
    return word + "ed"


def with_ing(word: str) -> str:
    """Return the -ing form of a verb."""
    if word.endswith("ic"):
        return word + "king"
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    if word in _DOUBLED or word in {
        "begin",
        "run",
        "cut",
        "put",
        "set",
        "hit",
        "shut",
        "win",
        "sit",
        "dig",
        "split",
        "forbid",
    }:
        return word + word[-1] + "ing"
    return word + "ing"
