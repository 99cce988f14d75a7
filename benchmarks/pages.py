"""Made-up news pages as HTML, of about so many words, with what surrounds an article on a real site.

Run as a benchmark it prints one page, to show what the others measure.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from rashomon.intake import Page

TOWNS = (
    "Gao",
    "Kharkiv",
    "Goma",
    "Mosul",
    "Derna",
    "Marib",
    "Idlib",
    "El Fasher",
    "Bunia",
    "Taiz",
    "Kherson",
    "Menaka",
)
SIDES = ("the army", "the rebels", "the militia", "the police", "insurgents", "the defence ministry")
WHO = (
    "A spokesman for the northern brigades",
    "The governor, Ahmed Salim,",
    "Residents of the district",
    "Colonel Pavlo Hrytsenko, who commands the sector,",
    "Medics at the main hospital",
    "The interior ministry",
    "A local monitoring group",
)
HARM = (
    "{who} said on {day} that at least {n} fighters were killed when artillery struck a depot east of {town}.",
    "In {town}, {side} said that {n} soldiers and {m} civilians, among them two children, were wounded in the attack.",
    "“We lost {n} men near {town},” a commander who gave only his first name told the agency by telephone.",
    "{who} put the number of dead at {n}, but {side} denied that any civilian had been hit on {day}.",
    "More than {n} families have fled {town} since {side} resumed shelling along the road to {other}, {who2} said.",
    "The attack on {day} was the third in {town} this month; {n} people were killed in the first two, {who2} said.",
)
AROUND = (
    "The road between {town} and {other} has been closed since {day}, and lorries with flour wait at the bridge.",
    "The front has hardly moved since the spring, when {side} took the heights above {town} after weeks of fighting.",
    "{who} called for talks, and said that a delegation would travel to the capital before the end of the month.",
    "Schools in {town} stayed shut, and the market opened for only two hours in the morning.",
    "Neither account could be verified independently, and {side} did not answer questions about the strike.",
    "The town of {town} had about 40,000 inhabitants before the war; most of them have left for {other}.",
)
ORDINARY = (
    "The company said on {day} that its revenue had grown by {n} per cent in the quarter, helped by exports.",
    "The coach praised his defenders after the match in {town}, in which the visitors scored {m} times.",
    "Tickets for the festival in {town} go on sale on {day}, and the organisers expect {n} thousand guests.",
    "The recipe comes from her grandmother, who kept a bakery near the station for more than {n} years.",
    "Analysts had expected a smaller rise in interest rates, and shares of the banks gained {m} per cent.",
    "The museum shows {n} paintings of the period, many of them for the first time outside {town}.",
    "Her second album was recorded in {town} within {m} weeks, and reached the charts in several countries.",
    "The new line between {town} and {other} will cut the journey by {n} minutes when it opens next year.",
)
LINKS = "".join(f"<li><a href='/s/{number}'>Section {number}</a></li>" for number in range(30))


def make_pages(count: int, *, words: int = 500, conflict: bool = True, seed: int = 5) -> list[Page]:
    """Return pages of about so many words of body; those without conflict are business, sport and culture."""
    chance = random.Random(seed)
    return [_page(chance, number, words, conflict) for number in range(count)]


def _page(chance: random.Random, number: int, words: int, conflict: bool) -> Page:
    day = date(2024, 1, 2) + timedelta(days=number % 300)
    towns = chance.sample(TOWNS, 2)
    paragraphs: list[str] = []
    count = 0
    while count < words:
        sentences = [_sentence(chance, towns, day, conflict) for _ in range(chance.randint(1, 3))]
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    title = f"Shelling near {towns[0]}" if conflict else f"A busy week in {towns[0]}"
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    html = (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} {number}</title><meta charset='utf-8'>"
        f"<meta property='article:published_time' content='{day}T08:00:00Z'>"
        f"<meta property='og:site_name' content='Outlet {number % 40}'></head><body><header><ul>{LINKS}</ul></header>"
        f"<main><article><h1>{title}</h1><p class='byline'>By A. Writer</p>{body}</article>"
        f"<aside><h3>Read more</h3><ul>{LINKS}</ul></aside></main><footer><ul>{LINKS}</ul></footer></body></html>"
    )
    url = f"https://outlet-{number % 40}.example/{day:%Y/%m/%d}/{number}"
    return Page(raw=html.encode(), name=f"made-{number}", url=url)


def _sentence(chance: random.Random, towns: list[str], day: date, conflict: bool) -> str:
    kinds = (HARM if chance.random() < 0.5 else AROUND) if conflict else ORDINARY
    words = chance.choice(kinds).format(
        who=chance.choice(WHO),
        who2=chance.choice(WHO).lower().rstrip(","),
        side=chance.choice(SIDES),
        town=towns[0],
        other=towns[1],
        day=f"{day - timedelta(days=chance.randint(0, 5)):%A}",
        n=chance.randint(3, 60),
        m=chance.randint(2, 9),
    )
    return words[0].upper() + words[1:]


if __name__ == "__main__":
    print(make_pages(1)[0].raw.decode())
