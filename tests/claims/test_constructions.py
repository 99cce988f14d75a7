"""Constructions of agency, partisan and translated prose: whose words, which deed, which count, about what."""

from __future__ import annotations

from functools import cache

import pytest
from tests.claims.made import document_of

from rashomon.claims import extract
from rashomon.domain import Claim, FlowOrStock, Measure, RoleKind, Stance, Status
from rashomon.reading import Reader, open_reader
from rashomon.reading.network import has_model
from rashomon.settings import Settings

pytestmark = pytest.mark.skipif(not has_model(), reason="the reader's model is not installed")


@cache
def _reader() -> Reader:
    return open_reader(Settings())


def _claims(text: str, *off: str) -> tuple[Claim, ...]:
    document = document_of(text)
    return extract(document, _reader().read(document), Settings(rules_off=frozenset(off)))


def _by(claims: tuple[Claim, ...], words: str) -> Claim:
    return next(claim for claim in claims if words in claim.content.text)


def _figures(claim: Claim) -> list[tuple[Measure, int | None, int | None]]:
    return [(figure.measure, figure.low, figure.high) for figure in claim.figures]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The mayor put the dead at five.", (Measure.KILLED, 5, 5)),
        ("A medic who put the wounded at more than 100 said that help was slow.", (Measure.WOUNDED, 101, None)),
        ("Gunmen whisked away 18 passengers near Jengre.", (Measure.CAPTURED, 18, 18)),
        ("Seven traders died when a mine exploded. The number has since risen to 13.", (Measure.KILLED, 13, 13)),
        ("The fighting displaced 300 families. The figure has since grown to 450.", (Measure.DISPLACED, 450, 450)),
        ("Twelve enemy vehicles came up the road; eight were destroyed.", (Measure.VEHICLES, 8, 8)),
    ],
)
def test_counts_put_in_other_ways(text: str, figure: tuple[Measure, int | None, int | None]) -> None:
    assert figure in [each for claim in _claims(text) for each in _figures(claim)]


def test_a_count_that_has_risen_keeps_its_deed_and_says_so() -> None:
    first, risen = _claims(
        "A mine exploded under a truck near Mora, killing seven traders. The number has since risen to 13."
    )
    assert risen.deed == first.deed
    assert any(gap.startswith("deed: carried over from") for gap in risen.gaps)
    off = _claims("A mine killed seven traders. The number has since risen to 13.", "carried")
    assert all(figure.low != 13 for claim in off for figure in claim.figures)


@pytest.mark.parametrize(
    "tail", ["bringing the week's total to 31", "taking this month's toll to 31", "raising the overall toll to 31"]
)
def test_running_totals_are_stocks(tail: str) -> None:
    (claim,) = _claims(
        f"A drone hit a bus in Nikopol, the governor said on Tuesday, killing two passengers and {tail}."
    )
    stock = {(f.low, f.flow_or_stock) for f in claim.figures if f.measure is Measure.KILLED}
    assert stock == {(2, FlowOrStock.FLOW), (31, FlowOrStock.STOCK)}
    assert claim.voice.name == "governor"


def test_two_deeds_of_one_subject_are_two_claims() -> None:
    text = "Gunmen killed four farmers in Zak and burned twelve houses."
    whole, part = _claims(text)
    assert whole.deed is not None
    assert whole.deed.sub_type == "Attack"
    assert part.deed is not None
    assert part.deed.sub_type == "Looting/property destruction"
    assert [role.mention for role in part.roles if role.kind is RoleKind.AGENT] == ["Gunmen"]
    assert _figures(whole) == [(Measure.KILLED, 4, 4)]
    assert _figures(part) == [(Measure.SITES, 12, 12)]
    assert part.places == whole.places
    assert any(gap.startswith("place: carried over") for gap in part.gaps)
    assert len(_claims(text, "second-deed")) == 1


@pytest.mark.parametrize(
    ("text", "denial", "told"),
    [
        (
            (
                "Separatists said they had killed four soldiers. The army said two rebels died. "
                "It denied that any soldier had been killed."
            ),
            "any soldier",
            "four soldiers",
        ),
        (
            "Ankara said its jets had hit caves. The PKK said the strikes killed two farmers. Ankara denied harming civilians.",
            "harming civilians",
            "two farmers",
        ),
        (
            (
                "Police said they fired only rubber bullets. Protesters said live rounds killed three people. "
                "The police denied using live ammunition."
            ),
            "using live ammunition",
            "live rounds",
        ),
        (
            (
                "Hamas said the strike killed 12 civilians. The Israeli army said it had hit a command centre. "
                "Hamas called the Israeli statement “a lie”."
            ),
            "a lie",
            "command centre",
        ),
    ],
)
def test_a_denial_is_about_the_rivals_claim(text: str, denial: str, told: str) -> None:
    claims = _claims(text)
    said, denied = _by(claims, told), _by(claims, denial)
    assert denied.stance is Stance.DENIES
    assert denied.about == said.id
    assert said.status is Status.DISPUTED


def test_reports_of_more_are_about_no_claim_before() -> None:
    claims = _claims(
        "Activists accused the RSF of looting the market. The teams could not confirm reports of further deaths in Al Kuma."
    )
    assert _by(claims, "looting").status is Status.ATTRIBUTED
    assert _by(claims, "further deaths").about is None


@pytest.mark.parametrize(
    ("text", "voice", "words"),
    [
        (
            "Two men were shot dead in Rafah, assured on Sunday the local civil defence.",
            "local civil defence",
            "Two men",
        ),
        ("Forty miners had died, the union said in a post that it later deleted.", "union", "Forty miners"),
        ("Rebels claimed the same day that their fighters had captured the fort.", "Rebels", "their fighters"),
        (
            "The brigade wrote on Telegram that it shot down a drone. “We lost nobody,” the post reads.",
            "brigade",
            "We lost",
        ),
        ("A cousin of one of the hostages, Sani Bello, said that 23 people were taken.", "Sani Bello", "23 people"),
    ],
)
def test_whose_words_they_are(text: str, voice: str, words: str) -> None:
    claim = _by(_claims(text), words)
    assert claim.voice.name == voice
    assert claim.content.text.lstrip("“").startswith(words)


@pytest.mark.parametrize(
    ("text", "accused", "deed"),
    [
        ("The minister held the militia responsible for the killing of three farmers.", "militia", "Attack"),
        (
            "The president met envoys of the NLA, which he accused of burning villages.",
            "NLA",
            "Looting/property destruction",
        ),
    ],
)
def test_who_is_held_responsible(text: str, accused: str, deed: str) -> None:
    claim = next(each for each in _claims(text) if each.stance is Stance.ACCUSES)
    assert accused in [role.mention for role in claim.roles if role.kind is RoleKind.AGENT]
    assert claim.deed is not None
    assert claim.deed.sub_type == deed


def test_families_that_flee_do_nothing_to_others() -> None:
    (claim,) = _claims("The displaced families fled to the hills.")
    assert [role.kind for role in claim.roles] == [RoleKind.TARGET]


@pytest.mark.parametrize(
    "text",
    [
        "The committee announced that the sit-in would resume on Monday.",
        "We will pursue the gunmen until the last is caught.",
    ],
)
def test_what_a_speaker_will_do_is_planned(text: str) -> None:
    (claim,) = _claims(text)
    assert (claim.stance, claim.status) == (Stance.PLANS, Status.PLANNED)


def test_what_is_said_of_nothing_left_is_a_claim() -> None:
    claims = _claims("The army shelled the base. The rebels said nothing was left of it.")
    assert _by(claims, "nothing was left").voice.name == "rebels"
