"""Actors on a page: roles, voices, counted groups; labels and places that are nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rashomon.domain import (
    Block,
    BlockKind,
    Claim,
    Claimant,
    Document,
    Figure,
    Measure,
    Place,
    PlaceState,
    Reading,
    Role,
    RoleKind,
    Source,
    Span,
    Stance,
    Status,
    Tokens,
    VoiceKind,
    When,
)
from rashomon.knowledge.actors import open_registry
from rashomon.reading.sentences import split_sentences
from rashomon.resolve.actors import ground_actors


class Page:
    """A page of paragraphs, and claims about words of it."""

    def __init__(self, *paragraphs: str) -> None:
        text = "\n\n".join(paragraphs)
        spans, at = [], 0
        for each in paragraphs:
            spans.append(Span(at, at + len(each)))
            at += len(each) + 2
        self.document = Document(
            id="doc_test",
            url=None,
            source=Source(id="src", name="Test"),
            title="",
            text=text,
            blocks=tuple(Block(kind=BlockKind.BODY, span=span) for span in spans),
            published=When(text=""),
            retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
            language="en",
            raw_sha256="0" * 64,
            extractor="test",
        )
        sentences = tuple(Span(start, end) for start, end in split_sentences(text))
        tokens = Tokens(start=(), end=(), sentence=(), lemma=())
        self.reading = Reading(document_id="doc_test", sentences=sentences, tokens=tokens)

    def words(self, words: str, nth: int = 0):
        at = -1
        for _ in range(nth + 1):
            at = self.document.text.index(words, at + 1)
        return self.document.quote(at, at + len(words))

    def claim(self, *mentions: str, voice: str | None = None, group: str | None = None, **more: object) -> Claim:
        chain = [Claimant(name="Test", kind=VoiceKind.OUTLET)]
        if voice:
            chain.append(Claimant(name=voice, evidence=self.words(voice)))
        figures = ()
        if group:
            words = self.words(group)
            figures = (
                Figure(measure=Measure.KILLED, evidence=words, low=1, high=1, group=group, group_evidence=words),
            )
        roles = tuple(Role(kind=RoleKind.AGENT, mention=each, evidence=self.words(each)) for each in mentions)
        return Claim(
            document_id="doc_test",
            chain=tuple(chain),
            stance=Stance.ASSERTS,
            status=Status.STATED,
            content=self.document.quote(0, len(self.document.text)),
            confidence=0.5,
            roles=roles,
            figures=figures,
            **more,  # type: ignore[arg-type]
        )

    def ground(self, claim: Claim) -> Claim:
        return ground_actors(self.document, self.reading, (claim,), open_registry())[0]


def test_roles_voices_and_groups_are_linked() -> None:
    page = Page("The Syrian army shelled Saraqib, killing nine Turkish soldiers, SOHR said.")
    claim = page.ground(page.claim("The Syrian army", voice="SOHR", group="Turkish soldiers"))
    assert claim.roles[0].actor_id == "sy.military"
    assert claim.roles[0].actor_name == "Syrian armed forces"
    assert claim.roles[0].reasons
    assert (claim.voice.actor_id, claim.voice.kind) == ("monitor.sohr", VoiceKind.MONITOR)
    assert claim.figures[0].group_actor == "tr.military"


def test_bare_words_take_the_pages_country() -> None:
    page = Page("Clashes went on in Sudan, Sudanese doctors said.", "The army bombed a market.")
    assert page.ground(page.claim("The army")).roles[0].actor_id == "sd.military"


def test_a_patrons_force_does_not_move_the_army() -> None:
    page = Page("Fighting goes on in Syria.", "The army, backed by Russian warplanes, advanced.")
    assert page.ground(page.claim("The army")).roles[0].actor_id == "sy.military"


def test_a_sentence_placed_elsewhere_moves_bare_words_for_its_paragraph() -> None:
    page = Page(
        "Syria saw clashes. Syrian troops advanced in Syria.",
        "ISIS said it attacked government forces across Iraq. It said 66 government fighters died.",
        "Back in the desert the troops dug in.",
    )
    claim = page.ground(page.claim("government forces", "government fighters", "the troops"))
    assert [role.actor_id for role in claim.roles] == ["iq.military", "iq.military", "sy.military"]


def test_the_place_of_the_claim_goes_first() -> None:
    page = Page("Syria and its army are in the news in Syria.", "Troops opened fire in Mosul.")
    words = page.words("Mosul")
    place = Place(
        evidence=words,
        name="Mosul",
        name_evidence=words,
        state=PlaceState.RESOLVED,
        country="IQ",
        lat=36.3,
        lon=43.1,
    )
    assert page.ground(page.claim("Troops", places=(place,))).roles[0].actor_id == "iq.military"


def test_the_pages_own_abbreviation() -> None:
    page = Page("The Assistance Front of Testland (AFT) struck. The AFT said so.")
    claim = page.ground(page.claim("AFT"))
    assert claim.roles[0].actor_id is not None
    assert claim.roles[0].actor_id.startswith("act_"), "known to the page alone"
    page = Page("The Syrian Network for Human Rights (HRNS) counted.", "HRNS said so.")
    assert page.ground(page.claim("HRNS")).roles[0].actor_id != "monitor.snhr", "its letters are not the initials"


@pytest.mark.parametrize("label", ["terrorists", "gunmen", "the militants", "mercenaries", "thugs"])
def test_labels_stay_nobody(label: str) -> None:
    page = Page(f"In Syria {label} attacked a convoy.")
    role = page.ground(page.claim(label)).roles[0]
    assert role.actor_id is None
    assert role.actor_name is None
    assert role.reasons


def test_unknown_groups_become_actors_of_the_page() -> None:
    page = Page("The Lions of Testland attacked a convoy. The Lions of Testland denied it.")
    role = page.ground(page.claim("The Lions of Testland")).roles[0]
    assert role.actor_id is not None
    assert role.actor_id.startswith("act_")
    assert role.actor_name == "The Lions of Testland"
    assert "this page alone" in role.reasons[0]


def test_described_groups_become_actors_of_the_page() -> None:
    page = Page("In Syria local militias and armed men joined the army.")
    claim = page.ground(page.claim("local militias", "armed men", "the army"))
    assert [str(role.actor_id)[:4] for role in claim.roles] == ["act_", "None", "sy.m"]


def test_a_place_is_no_actor() -> None:
    page = Page("Shells hit Greater Testland.")
    words = page.words("Greater Testland")
    place = Place(
        evidence=words,
        name="Greater Testland",
        name_evidence=words,
        state=PlaceState.UNRESOLVED,
        reasons=("not in the gazetteer",),
    )
    assert page.ground(page.claim("Greater Testland", places=(place,))).roles[0].actor_id is None


def test_office_holders_speak_for_their_state_by_surname_too() -> None:
    page = Page("Russian President Vladimir Putin spoke of Ukraine. Putin said the front in Ukraine moved.")
    assert page.ground(page.claim(voice="Putin")).voice.actor_id == "ru.government"


def test_what_is_linked_already_is_kept() -> None:
    page = Page("The Syrian army shelled Saraqib.")
    claim = page.claim("The Syrian army")
    fixed = claim.with_changes(
        roles=(Role(kind=RoleKind.AGENT, mention="x", evidence=claim.content, actor_id="tr.pkk"),)
    )
    assert page.ground(fixed).roles[0].actor_id == "tr.pkk"
    assert page.ground(claim).id == claim.id


@pytest.mark.parametrize(
    ("text", "mention", "voice", "linked"),
    [
        ("Fighting went on in Ukraine. Russia's Defense Ministry said that its troops shot nine men.", "troops",
         "Russia's Defense Ministry", "ru.military"),
        ("Fighting went on in Somalia. Al-Shabaab said that its fighters shot nine men.", "fighters", "Al-Shabaab",
         "so.al-shabaab"),
        ("Fighting went on in Ukraine. Russia's Defense Ministry said that the troops shot nine men.", "troops",
         "Russia's Defense Ministry", "ua.military"),
    ],
)  # fmt: skip
def test_a_voices_own_forces_are_its_own(text: str, mention: str, voice: str, linked: str) -> None:
    page = Page(text)
    assert page.ground(page.claim(mention, voice=voice)).roles[0].actor_id == linked


def test_one_name_in_two_countries_is_that_of_the_page() -> None:
    for country, linked in (("Yemen", "ye.popular-committees"), ("Syria", "sy.pro-government-militias")):
        page = Page(f"Fighting went on in {country}.", "The popular committees took a hill.")
        assert page.ground(page.claim("popular committees")).roles[0].actor_id == linked


def test_an_outlet_is_never_linked_by_the_last_word_of_its_name() -> None:
    page = Page("The army shelled a village.")
    claim = page.claim("The army")
    claim = claim.with_changes(chain=(Claimant(name="Delta Basin Monitor", kind=VoiceKind.OUTLET),))
    assert page.ground(claim).chain[0].actor_id is None
