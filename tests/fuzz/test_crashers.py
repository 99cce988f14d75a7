"""What fuzzing found, kept as it was found, each with what it broke."""

import pytest

from tests.fuzz.targets import read_any_feed, read_words

LONG = "9" * 5_000

TEXTS = {
    "a superscript is a digit to str.isdigit and no number to int": "At least ¹ soldiers were killed on ² April.",
    "a superscript with letters": "The ¹st brigade lost 5 people, and ²a.",
    "thousands of digits, which int refuses": f"At least {LONG} people were killed.",
    "thousands of digits as a day": f"They were killed on {LONG}th April.",
    "thousands of digits in groups": f"1{',000' * 2_000} people fled.",
    "more than a float holds": f"{'9' * 400}.5 million were displaced.",
    "digits of another script": "٣ soldiers were killed on ٣ April ٢٠٢٤.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_broke_a_stage_is_read(text: str) -> None:
    read_words(text)


FEEDS = {
    "a reference to half a character, which feedparser cannot write": b"<rss><channel><title>&#xD800;</title><svg></rss>",
}


@pytest.mark.parametrize("raw", FEEDS.values(), ids=FEEDS)
def test_a_feed_that_broke_its_parser_is_read_or_refused(raw: bytes) -> None:
    read_any_feed(raw)
