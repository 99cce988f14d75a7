"""Claims about claims: which earlier claim a denial, a doubt, an endorsement or a reaction speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rashomon.claims.asides import tells_itself
from rashomon.claims.drafts import Draft
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Stance, Status, VoiceKind
from rashomon.domain.span import Span
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.speakers import head_of

_SPEAKS_OF: Final = (Stance.DENIES, Stance.DOUBTS, Stance.ENDORSES, Stance.RETRACTS)
_VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_DEED: Final = re.compile(
    r"\b(?:attack|bombing|explosion|blast|strike|shooting|killing|raid|ambush|assault|massacre|abduction)s?\b"
)
#: Words of office that tell nothing of who a voice is.
_ROLES: Final = word_set("about.roles")
_ACCUSATION: Final = re.compile(
    r"\b(?:accusations?|allegations?|charges?|blame|claims?|findings|conclusions|involvement|responsibility)\b"
)
_CLAIM: Final = re.compile(
    r"\b(?:claims?|reports?|figures?|findings|conclusions|toll|accounts?|version|statement|assertions?|document)\b"
)
_PART_IN: Final = re.compile(r"\b(?:involvement|responsibility|blame|any\s+part|any\s+role)\b")
_THIS: Final = re.compile(r"(?:this|that|it|these)(?:\s+(?:as|was|is))?$")
_WHOSE: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?P<who>[A-Z][\w-]+)\s+(?:[\w-]+\s+)?(?:statement|claim|account|version|figure|toll|report|"
    r"allegation|accusation|announcement)s?\b"
)
#: Families of words: a denial may speak of the same thing by another word ("live ammunition", "opened fire").
_AKIN: Final = tuple(
    (name, word_set(f"akin.{name}")) for name in ("shooting", "harm", "bombing", "burning", "captivity")
)
_FLOOR: Final = 1.5
_NEAR: Final = 2
#: What a sentence of distance costs; an aside speaks of what stands near.
_FAR: Final = 0.12
_FAR_ASIDE: Final = 0.25
_STEM: Final = 6
_LATER: Final = 2
_SPARED: Final = (Status.PREDICTED, Status.PLANNED, Status.HYPOTHETICAL)


def link_claims(page: ReadPage, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with `about` set where the page gives ground for it, and what is denied marked as disputed."""
    linked = list(drafts)
    for index, draft in enumerate(drafts):
        if draft.claim.about is not None or not _speaks_of_a_claim(draft) or not page.is_on("claim-about-claim"):
            continue
        itself = bool(draft.aside) and tells_itself(draft.claim.content.text.lower())
        best = None if itself else _sibling(page, linked, index) or _best(page, linked, index)
        echo = best[0] if best is not None and _is_echo(linked[best[0]], draft) else None
        if echo is not None:
            best = _told_before(linked, index, echo) or best
        if best is None:
            if draft.claim.stance in _SPEAKS_OF or draft.aside:
                gap = "about: the claim that this speaks of is not in the page, or not told apart from others"
                linked[index] = draft.with_claim(gaps=(*draft.claim.gaps, gap))
            continue
        target, reason = best
        note = f"it speaks of {linked[target].claim.content.text[:70]!r}: {reason}"
        step = page.step("claim-about-claim", "claims/about.py", note, linked[target].claim.content.span)
        linked[index] = draft.with_claim(step, about=linked[target].claim.id)
        if draft.claim.stance is Stance.RETRACTS and linked[target].claim.voice.name == draft.claim.voice.name:
            linked = _retract(page, linked, index, target)
        if draft.claim.stance is Stance.DENIES:
            linked = _dispute(page, linked, index, target)
    return linked


def _is_echo(candidate: Draft, draft: Draft) -> bool:
    """Whether a claim is no more than what a denial says of it in passing ("called reports of a raid false")."""
    return candidate.sentence == draft.sentence and candidate.claim.voice.kind is VoiceKind.UNNAMED


def _told_before(drafts: list[Draft], index: int, echo: int) -> tuple[int, str] | None:
    """The claim of an earlier sentence that tells what a denial's own words repeat in short."""
    topics, deed = drafts[echo].topics, drafts[echo].claim.deed
    if drafts[echo].claim.figures:
        return None
    for other in range(index - 1, -1, -1):
        claim = drafts[other].claim
        alike = deed is not None and claim.deed is not None and claim.deed.sub_type == deed.sub_type
        told = alike and deed is not None and deed.sub_type is not None and len(topics & drafts[other].topics) > 0
        own = drafts[other].own or drafts[other].title or drafts[other].aside or claim.status in _SPARED
        if other != echo and told and not own and drafts[other].sentence < drafts[index].sentence:
            return other, f"it repeats in short what {claim.voice.name!r} told"
    return None


def _sibling(page: ReadPage, drafts: list[Draft], index: int) -> tuple[int, str] | None:
    """The claim that another voice in the same sentence speaks of.

    Where this one names none ("while Y called it ...").
    """
    draft = drafts[index]
    if draft.referent is None or any(word[:1].isupper() for word in page.text(draft.referent).split()):
        return None
    for other in range(index - 1, -1, -1):
        earlier = drafts[other]
        if earlier.sentence != draft.sentence:
            break
        if earlier.claim.about is not None and earlier.claim.stance in _SPEAKS_OF:
            target = next((i for i, d in enumerate(drafts) if d.claim.id == earlier.claim.about), None)
            if target is not None:
                return target, f"{earlier.claim.voice.name!r} speaks of it in the same sentence"
    return None


def _speaks_of_a_claim(draft: Draft) -> bool:
    return draft.claim.stance in _SPEAKS_OF or draft.referent is not None


def _best(page: ReadPage, drafts: list[Draft], index: int) -> tuple[int, str] | None:
    """The earlier claim with the best grounds, if they are good enough."""
    best: tuple[float, int, str] | None = None
    for other, candidate in enumerate(drafts):
        if (
            other == index
            or candidate.aside
            or candidate.claim.stance in _SPEAKS_OF
            or candidate.title
            or candidate.claim.status in _SPARED
        ):
            continue
        later = candidate.sentence > drafts[index].sentence
        if candidate.sentence > drafts[index].sentence + 1 or (
            later and len(drafts[index].topics & candidate.topics) < _LATER
        ):
            continue
        score, reason = _grounds(page, drafts[index], candidate)
        if score >= _FLOOR and (best is None or score >= best[0]):
            best = (score, other, reason)
    return (best[1], best[2]) if best else None


def _grounds(page: ReadPage, draft: Draft, candidate: Draft) -> tuple[float, str]:
    """How well a candidate fits, and why. Nothing fits without a reason that its words give."""
    words = _referring_words(page, draft)
    shared = draft.topics & candidate.topics
    far = draft.paragraph - candidate.paragraph > _NEAR
    name = candidate.claim.voice.name
    if far and not shared and not (_mentions(words, name) or _owns(name, words.lower())):
        return 0.0, ""
    found = [
        *_by_voice(page, draft, candidate, words),
        *_by_kind(draft, candidate, words),
        *_by_topic(draft, candidate),
    ]
    reasons = [reason for _, reason in found if reason]
    step = _FAR_ASIDE if draft.aside else _FAR
    score = sum(points for points, _ in found) - step * abs(draft.sentence - candidate.sentence)
    score += 0.4 if draft.paragraph - candidate.paragraph <= 1 else 0.0
    score += 0.3 if draft.paragraph == candidate.paragraph else 0.0
    if candidate.meta or (candidate.own and not candidate.claim.deed):
        score -= 0.5
    return (score if reasons else 0.0), "; ".join(reasons)


def _by_voice(page: ReadPage, draft: Draft, candidate: Draft, words: str) -> Iterator[tuple[float, str]]:
    """Grounds in who spoke: the voice is named, its document taken up, or the words said to be another's."""
    voice, low = candidate.claim.voice, words.lower()
    own_words = draft.claim.stance is Stance.RETRACTS and voice.name == draft.claim.voice.name
    if own_words:
        yield 1.5, "it takes back what it said itself"
    elif voice.name == draft.claim.voice.name:
        yield -2.5, ""
    if not candidate.own and _mentions(words, voice.name):
        yield 3.0, f"it names {voice.name!r}"
    elif not candidate.own and _is_called(words, voice.name):
        yield 3.5, f"it speaks of words that are {voice.name!r}'s"
    elif not candidate.own and _owns(voice.name, low):
        yield 2.5, f"it speaks of what is {voice.name!r}'s"
    if not candidate.own and voice.described and _noun(voice.described) in low:
        yield 1.5, f"it takes up {voice.described!r}"
    if draft.referent is not None and not own_words and _names_document(page, low):
        document = bool(voice.described) and _names_document(page, (voice.described or "").lower())
        yield (2.0, f"it speaks of a document, as {voice.described!r} is") if document else (-2.0, "")
    speaker = _whose(page, low)
    if speaker and not candidate.own and not _words(speaker) & _words(f"{voice.name} {voice.described or ''}".lower()):
        yield -2.0, ""


def _by_kind(draft: Draft, candidate: Draft, words: str) -> Iterator[tuple[float, str]]:
    """Grounds in what is taken up: an accusation, a claim, a deed of violence, the sentence before."""
    low = words.lower()
    if candidate.claim.stance is Stance.ACCUSES and _ACCUSATION.search(low):
        yield 2.0, "it takes up an accusation"
    elif not candidate.own and _CLAIM.search(low):
        yield 1.4, "it takes up a claim"
    violent = candidate.claim.deed is not None and candidate.claim.deed.type in _VIOLENT
    if violent and not candidate.own and not draft.aside and _PART_IN.search(low):
        yield 1.3, "it speaks of a part in a deed of violence"
    if violent and (draft.aside or draft.referent is not None) and _DEED.search(low):
        yield 1.6, "it speaks of a deed of violence"
    this = draft.referent is not None and bool(_THIS.match(low.strip()))
    if this and candidate.paragraph == draft.paragraph and draft.sentence - candidate.sentence in (0, 1):
        yield 2.0, f"{words.strip()!r} takes up the sentence before"


def _by_topic(draft: Draft, candidate: Draft) -> Iterator[tuple[float, str]]:
    """Grounds in what both speak of, and in the denier being named in the claim."""
    shared = draft.topics & candidate.topics
    if shared:
        yield 0.7 * min(len(shared), 4), "both speak of " + ", ".join(sorted(shared)[:4])
    rival = draft.claim.voice.name != candidate.claim.voice.name and not candidate.own
    akin = sorted(
        name for name, words in _AKIN if not shared & words and draft.topics & words and candidate.topics & words
    )
    if akin and rival and draft.claim.stance is Stance.DENIES:
        near = 0 < draft.sentence - candidate.sentence <= _NEAR
        yield (1.4 if near else 0.7), "both speak of " + ", ".join(akin)
    if rival and draft.claim.stance is Stance.DENIES and _same_kind(draft, candidate):
        yield 0.8, "both tell of a deed of the same kind"
    if _is_party(draft, candidate):
        yield 1.2, f"{draft.claim.voice.name!r} is named in it"


def _same_kind(draft: Draft, candidate: Draft) -> bool:
    mine, theirs = draft.claim.deed, candidate.claim.deed
    return mine is not None and theirs is not None and mine.sub_type is not None and mine.sub_type == theirs.sub_type


def _referring_words(page: ReadPage, draft: Draft) -> str:
    """The words that name the earlier claim.

    The referent where one is known, else the claim's sentence outside its own voice.
    """
    if draft.referent is not None:
        return page.text(draft.referent)
    return draft.claim.content.text


def _names_document(page: ReadPage, words: str) -> bool:
    """Whether words name a document ("the report", "the document") as what is spoken of."""
    nouns = (page.voices.nouns.get(word) for word in re.findall(r"[\w’'-]+", words))
    return any(
        noun is not None and noun.document and not (noun.plural and noun.lemma in ("report", "statement"))
        for noun in nouns
    )


def _whose(page: ReadPage, words: str) -> str:
    """Whose words are spoken of: "the claims of X", "the report by X"."""
    for match in re.finditer(
        r"\b(?P<noun>[a-z]+)\s+(?:of|by|from)\s+(?P<who>[^,.;]+?)(?=\s+(?:about|that|on)\b|[,.;]|$)", words
    ):
        noun = page.voices.nouns.get(match["noun"])
        if match["noun"] == "lies" or (noun is not None and not noun.referring and not noun.document):
            return match["who"]
    return ""


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[\w-]+", text) if len(word) > 3}


def _mentions(words: str, name: str) -> bool:
    key = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    at = words.find(key) if len(key) > 1 else -1
    if at < 0:
        return False
    before, after = words[at - 1 : at], words[at + len(key) : at + len(key) + 1]
    return not before.isalnum() and not after.isalnum()


def _owns(name: str, words: str) -> bool:
    """Whether words speak of something of a voice by its head noun ("the army's figure", "the ministry's claim")."""
    parts = re.findall(r"[\w-]+", head_of(name).lower())
    return bool(parts) and len(parts[-1]) > _LATER and bool(re.search(rf"\b{re.escape(parts[-1])}[’']s?\s", words))


def _is_called(words: str, name: str) -> bool:
    """Whether words speak of a voice's words by its nation or its name ("the Israeli statement", "the US claim")."""
    found = _WHOSE.search(words)
    if found is None:
        return False
    stem = found["who"][:_STEM].lower()
    return any(
        part.lower().startswith(stem) or stem.startswith(part.lower()) for part in re.findall(r"[A-Z][\w-]+", name)
    )


def _noun(described: str) -> str:
    parts = re.findall(r"[\w’'-]+", re.split(r"\s(?:of|by|from|on|into|about|that|accusing)\s", described.lower())[0])
    return parts[-1] if parts else ""


def _is_party(draft: Draft, candidate: Draft) -> bool:
    """Whether the one who denies is named in the claim, by a telling word of its name ("Ruritania's army")."""
    claim = draft.claim
    names = {claim.voice.name} if not draft.own else set()
    names |= {role.mention for role in claim.roles if draft.own or role.kind.value == "agent"}
    words = [candidate.claim.content.text, *(role.mention for role in candidate.claim.roles)]
    told = {word[:_STEM] for word in re.findall(r"[\w-]+", " ".join(words).lower())}
    for name in names:
        for part in re.findall(r"[\w-]+", name):
            low = part.lower()
            telling = part[:1].isupper() or len(part) > _STEM - 2
            if telling and low not in _ROLES and low.rstrip("s") not in _ROLES and low[:_STEM] in told:
                return True
        if _spelt_out(name, words):
            return True
    return False


def _spelt_out(name: str, words: Iterable[str]) -> bool:
    """Whether a name in capitals is the initials of names in these words, or the other way round (RSF)."""
    letters = "".join(re.findall(r"\b[A-Z]", name))
    for text in words:
        for run in re.findall(r"(?:[A-Z][\w’-]*\s+(?:(?:of|the|for|and)\s+)*)+[A-Z][\w’-]*", text):
            initials = "".join(re.findall(r"\b[A-Z]", run))
            if name.isupper() and len(name) > _LATER and name in initials:
                return True
        if len(letters) > _LATER and not name.isupper() and re.search(rf"\b{letters}\b", text):
            return True
    return False


def _retract(page: ReadPage, drafts: list[Draft], index: int, target: int) -> list[Draft]:
    """What a voice takes back it no longer asserts: its own earlier claim becomes one that it retracts."""
    marked = list(drafts)
    step = page.step("retraction", "claims/about.py", "the voice takes it back", drafts[index].claim.content.span)
    marked[target] = drafts[target].with_claim(step, stance=Stance.RETRACTS)
    marked[index] = drafts[index].with_claim(about=marked[target].claim.id)
    return marked


def _dispute(page: ReadPage, drafts: list[Draft], index: int, target: int) -> list[Draft]:
    """Mark what is denied as disputed.

    The target, and the words of the same voice beside it where a document is denied.
    """
    if not page.is_on("denial-disputes"):
        return drafts
    denial = drafts[index].claim
    plural = bool(
        re.search(
            r"\b(?:report|document|accusations|allegations|claims|reports|findings|conclusions|charges)\b",
            _referring_words(page, drafts[index]).lower(),
        )
    )
    marked = list(drafts)
    for other, candidate in enumerate(drafts):
        same_voice = (
            candidate.claim.voice.name == drafts[target].claim.voice.name
            and abs(candidate.sentence - drafts[target].sentence) <= 2
        )
        if other != target and not (plural and same_voice and not candidate.own):
            continue
        if (
            candidate.claim.status in _SPARED
            or other == index
            or candidate.claim.voice.name == denial.voice.name
            or candidate.claim.stance is Stance.DENIES
        ):
            continue
        note = f"{denial.voice.name!r} denies it"
        step = page.step("denial-disputes", "claims/about.py", note, denial.content.span)
        marked[other] = replace(
            candidate,
            claim=candidate.claim.with_changes(
                status=Status.DISPUTED, status_cue=denial.cue or denial.content, trace=(*candidate.claim.trace, step)
            ),
        )
    return marked


def referent_span(page: ReadPage, span: Span) -> Span | None:
    """Return the span itself where it holds a noun of speech or a demonstrative.

    So that it can name an earlier claim.
    """
    words = re.findall(r"[\w’'-]+", page.text(span).lower())
    taken = any(word in page.voices.nouns or word in ("it", "this", "these", "those") for word in words)
    return span if taken else None
