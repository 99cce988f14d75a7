"""Sentences and tokens: hand-worked cuts, and invariants over any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.sentences import split_sentences
from rashomon.reading.tokens import tokenize


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text)]


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", "They do n't know ."),
        ("The city's mayor can’t come", "The city 's mayor ca n’t come"),
        ("farmers' fields", "farmers ' fields"),
        ("Gen. Aziz of the U.S. Army", "Gen. Aziz of the U.S. Army"),
        ("a truck-mounted gun, pro-government men", "a truck - mounted gun , pro-government men"),
        ("Omar al-Rashid's 4x4 near Sana'a", "Omar al - Rashid 's 4x4 near Sana'a"),
        ("40km away at 5pm on 12/03/2019", "40 km away at 5 pm on 12/03/2019"),
        ("1,200 dead (10%) ... and $5.5", "1,200 dead ( 10 % ) ... and $ 5.5"),
        ("WE CANNOT CONFIRM IT'S TRUE", "WE CAN NOT CONFIRM IT 'S TRUE"),
    ],
)
def test_tokens_follow_the_treebank(text: str, expected: str) -> None:
    assert cut(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Aziz left. He died.", ["Gen. Aziz left.", "He died."]),
        ("He lives in the U.S. The end.", ["He lives in the U.S.", "The end."]),
        ("the U.S. Army came.", ["the U.S. Army came."]),
        ('"Where now?" Mr Smith asked. Nobody knew.', ['"Where now?" Mr Smith asked.', "Nobody knew."]),
        ('"We fled." Then they hid.', ['"We fled."', "Then they hid."]),
        ("J. R. Cole spoke... Then he left.", ["J. R. Cole spoke...", "Then he left."]),
        (
            "SAN MIGUEL, 8 JAN 90 (XYZ) -- THE U.S. ENVOY MET GEN. LARA. HE LEFT.",
            ["SAN MIGUEL, 8 JAN 90 (XYZ) --", "THE U.S. ENVOY MET GEN. LARA.", "HE LEFT."],
        ),
        ("KABUL (Agency) - Two men died.", ["KABUL (Agency) -", "Two men died."]),
        ("One line\nwraps here.\n\nA title\n\nNext one.", ["One line\nwraps here.", "A title", "Next one."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet=st.sampled_from("aA bB.!?\"'’-()1,\n é—U$"), max_size=80))
def test_every_code_point_is_kept_once_and_in_order(text: str) -> None:
    for parts in (split_sentences(text), tokenize(text)):
        assert all(a < b for a, b in parts)
        assert all(x[1] <= y[0] for x, y in itertools.pairwise(parts))
        assert "".join("".join(text[a:b].split()) for a, b in parts) == "".join(text.split())
    assert not any(c.isspace() for a, b in tokenize(text) for c in text[a:b])
