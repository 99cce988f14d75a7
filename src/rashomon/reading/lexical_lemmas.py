"""Dictionary forms of English words by rule, for readings that have no tagger."""

from __future__ import annotations

from typing import Final

from rashomon.knowledge.voices.sets import word_set

_IRREGULAR: Final = dict(
    pair.split("=")
    for pair in [
        "is=be",
        "are=be",
        "was=be",
        "were=be",
        "been=be",
        "being=be",
        "am=be",
        "has=have",
        "had=have",
        "having=have",
        "does=do",
        "did=do",
        "done=do",
        "said=say",
        "told=tell",
        "went=go",
        "gone=go",
        "came=come",
        "became=become",
        "began=begin",
        "begun=begin",
        "broke=break",
        "broken=break",
        "brought=bring",
        "built=build",
        "burnt=burn",
        "bought=buy",
        "caught=catch",
        "chose=choose",
        "chosen=choose",
        "dealt=deal",
        "dug=dig",
        "drove=drive",
        "driven=drive",
        "fell=fall",
        "fallen=fall",
        "felt=feel",
        "fought=fight",
        "found=find",
        "flew=fly",
        "flown=fly",
        "fled=flee",
        "gave=give",
        "given=give",
        "got=get",
        "grew=grow",
        "grown=grow",
        "held=hold",
        "heard=hear",
        "hid=hide",
        "hidden=hide",
        "kept=keep",
        "knew=know",
        "known=know",
        "laid=lay",
        "led=lead",
        "left=leave",
        "lost=lose",
        "made=make",
        "meant=mean",
        "met=meet",
        "paid=pay",
        "ran=run",
        "rose=rise",
        "risen=rise",
        "sank=sink",
        "sunk=sink",
        "saw=see",
        "seen=see",
        "seized=seize",
        "sent=send",
        "shook=shake",
        "shot=shoot",
        "slain=slay",
        "slew=slay",
        "sold=sell",
        "sought=seek",
        "spent=spend",
        "spoke=speak",
        "spoken=speak",
        "stole=steal",
        "stolen=steal",
        "stood=stand",
        "struck=strike",
        "stricken=strike",
        "swept=sweep",
        "took=take",
        "taken=take",
        "taught=teach",
        "thought=think",
        "threw=throw",
        "thrown=throw",
        "tore=tear",
        "torn=tear",
        "understood=understand",
        "withdrew=withdraw",
        "withdrawn=withdraw",
        "won=win",
        "wrote=write",
        "written=write",
        "overran=overrun",
        "overthrew=overthrow",
        "retook=retake",
        "retaken=retake",
        "blew=blow",
        "blown=blow",
        "bled=bleed",
        "bore=bear",
        "born=bear",
        "men=man",
        "women=woman",
        "children=child",
        "people=person",
        "police=police",
        "troops=troop",
        "wives=wife",
        "lives=life",
        "knives=knife",
        "casualties=casualty",
        "bodies=body",
        "an=a",
        "these=this",
        "those=that",
    ]
)
_DOUBLED: Final = frozenset(["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"])
_KEEP_S: Final = ("ss", "us", "is", "os")
_E_ENDS: Final = (
    "at",
    "iz",
    "is",
    "as",
    "us",
    "os",
    "rc",
    "nc",
    "ng",
    "rg",
    "dg",
    "ut",
    "iv",
    "av",
    "ov",
    "ev",
    "lv",
    "rv",
    "ag",
    "ak",
    "ok",
    "uc",
    "ac",
    "ic",
    "id",
    "ud",
    "uk",
    "in",
    "ir",
    "ur",
    "or",
    "ul",
    "bl",
    "pl",
    "tl",
    "gl",
    "dl",
    "fl",
    "ot",
    "ib",
    "ap",
    "op",
    "yp",
    "ad",
)
_NO_E: Final = word_set("lemmas.no-e")


def lemma_of(word: str, upos: str = "") -> str:
    """Return the dictionary form of a word in lower case, by irregular forms and suffix rules.

    >>> lemma_of("Shelled"), lemma_of("casualties"), lemma_of("bombing"), lemma_of("seized"), lemma_of("clashes")
    ('shell', 'casualty', 'bomb', 'seize', 'clash')
    """
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if not low.isalpha() or len(low) < 4 or upos == "PROPN":
        return low
    for ending in ("ing", "ed"):
        if low.endswith(ending) and upos in ("", "VERB", "AUX", "ADJ") and len(low) - len(ending) >= 3:
            return _stem(low[: -len(ending)], ending)
    return _singular(low)


def _singular(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(_KEEP_S):
        return low[:-1]
    return low


def _stem(stem: str, ending: str) -> str:
    if ending == "ed" and stem.endswith("i"):
        return stem[:-1] + "y"
    if not any(letter in "aeiouy" for letter in stem):
        return stem + ending
    if stem in _NO_E:
        return stem
    if stem[-2:] in _DOUBLED and stem[:-1] not in ("ad", "er"):
        return stem[:-1]
    if stem.endswith(("v", "u", "z", "c")) or (stem.endswith(_E_ENDS) and stem[-3:-2] not in "aeiou"):
        return stem + "e"
    return stem
