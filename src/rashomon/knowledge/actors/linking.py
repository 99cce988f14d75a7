"""What actor a mention's words mean: by name, by abbreviation, by head noun and country, by office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rashomon.knowledge.actors.heads import Heads, open_heads
from rashomon.knowledge.actors.names import fold_name, without_possessive
from rashomon.knowledge.actors.registry import Registry
from rashomon.knowledge.offices import Term, find_holders, terms_of

_EDGES = "“”\"‘’'`,.;:()[] \t\n"
_ARTICLE = re.compile(
    r"^(?:the|a|an|some|several|many|two|three|other|all|these|those|both|its|their|his)\s+", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^(?:(?:over|at\s+least|more\s+than|up\s+to|about|around|nearly|some|dozens\s+of|hundreds\s+of)\s+)*(?:\d[\d,.]*\s+)?",
    re.IGNORECASE,
)
_SO_CALLED = re.compile(r"\b(?:so-called|self-proclaimed|self-styled|alleged)\s+|[“”‘\"]", re.IGNORECASE)
_OWNED = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
_JOINED = re.compile(r"[-–]")
_LONGEST = 8  # words of a name that are tried together
_PATRON_REACH = 3
_SHORTEST_SURNAME = 5  # shorter surnames (May, Bush, Rice) need their title


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a mention was linked to. `how` is a sentence for a reader; `others` are ids that the words may also mean."""

    actor_id: str | None
    how: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """Links the mentions of one page.

    `countries` are the page's countries, the main one first; `abbreviations` what the page itself explains ("SOHR":
    "Syrian Observatory for Human Rights"); `people` folded names of persons with the actor that they speak for;
    `day` the page's, on which a person named without an office may hold one.
    """

    registry: Registry
    countries: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    def link(self, words: str) -> Link:
        """Return the actor that these words mean on this page, or None with the reason. Labels name nobody."""
        words = _SO_CALLED.sub("", " ".join(words.split())).strip(_EDGES)
        words = without_possessive(_ARTICLE.sub("", words))
        if not self.registry.named(words.removesuffix(" gang")):
            words = _COUNTED.sub("", words)
        if not words:
            return Link(actor_id=None, how="There are no words.")
        full = self.abbreviations.get(words)
        if full is not None and full != words:
            link = self.link(full)
            return Link(
                actor_id=link.actor_id, how=f"The page writes {words} for {full!r}. {link.how}", others=link.others
            )
        heads = open_heads()
        for rule in (
            self._by_name,
            self._by_bare_word,
            self._by_label,
            self._by_long_name,
            self._by_state,
            self._by_patron,
            self._by_parts,
        ):
            found = rule(words, heads)
            if found is not None:
                return found
        return Link(actor_id=None, how=f"No actor of the registry is called {words!r}.")

    # ---- rules, in their order -----------------------------------------------------------------------------------

    def _by_name(self, words: str, heads: Heads) -> Link | None:
        del heads
        found = self.registry.named(words)
        if found:
            return self._choose(found, f"{words!r} is one of its names.")
        person = self.people.get(fold_name(words))
        if person is not None:
            return Link(actor_id=person, how=f"{words!r} speaks for it by office.")
        return None

    def _by_bare_word(self, words: str, heads: Heads) -> Link | None:
        branch = heads.bare.get(fold_name(words))
        if branch is None:
            return None
        if not self.countries:
            return Link(actor_id=None, how=f"{words!r} is of some state, and the page does not tell which.")
        return self._branch(self.countries[0], branch, f"{words!r} on a page about {self.countries[0]}.")

    def _by_label(self, words: str, heads: Heads) -> Link | None:
        if fold_name(words) in heads.labels:
            return Link(actor_id=None, how=f"{words!r} is a label or a common word, not the name of an actor.")
        return None

    def _by_long_name(self, words: str, heads: Heads) -> Link | None:
        """Link "Pakistani Taliban militants" by the name of several words in front, before its adjective is read."""
        tokens = words.split()
        for size in range(min(len(tokens) - 1, _LONGEST), 1, -1):
            rest = tokens[size:]
            name = " ".join(tokens[:size])
            if fold_name(rest[0]) in heads.after and name[:1].isupper() and (found := self.registry.named(name)):
                return self._choose(found, f"{name!r} is one of its names, before {' '.join(rest)!r}.")
        return None

    def _by_state(self, words: str, heads: Heads) -> Link | None:
        if words.islower():
            return None  # "us" and "turkey" in small letters are no states
        whole = fold_name(words)
        tokens = whole.split() if whole in self.registry.states.by_name else fold_name(_OWNED.sub("", words)).split()
        return (
            self._seat(words, tokens, heads)
            or self._of_state(words, tokens)
            or self._adjective(words, tokens, heads)
            or self._by_office(words)
        )

    def _by_patron(self, words: str, heads: Heads) -> Link | None:
        """Link "Turkish-backed rebels" as "rebels": the patron is not the actor."""
        tokens = _JOINED.sub(" ", words).split()
        for at, token in enumerate(tokens[1 : _PATRON_REACH + 1], 1):
            if token.lower() in heads.patron and at + 1 < len(tokens):
                return self.link(" ".join(tokens[at + 1 :]))
            if token.lower() in heads.patron:
                return Link(actor_id=None, how=f"{words!r} tells a patron, not the actor.")
        return None

    def _by_parts(self, words: str, heads: Heads) -> Link | None:
        tokens = words.split()
        return (
            self._without_after(tokens, heads)
            or self._after_of(words, tokens, heads)
            or self._at_the_end(tokens)
            or self._in_brackets(words)
        )

    # ---- parts of rules ------------------------------------------------------------------------------------------

    def _seat(self, words: str, tokens: Sequence[str], heads: Heads) -> Link | None:
        for size in range(min(3, len(tokens)), 0, -1):
            code = self.registry.states.by_seat.get(" ".join(tokens[:size]))
            rest = " ".join(tokens[size:])
            if code is None or self.registry.states.by_name.get(" ".join(tokens)):
                continue
            if rest == "government" or all(token in heads.after for token in tokens[size : size + 1]):
                return self._branch(code, "government", f"{words!r} stands for the government there.")
        return None

    def _adjective(self, words: str, tokens: Sequence[str], heads: Heads) -> Link | None:
        """Link "Syrian army", "moderate Syrian opposition", "Iraq": an adjective or name of a state, and a head."""
        states = self.registry.states
        for start in range(min(3, len(tokens))):
            if start and (tail := self._named_tail(list(tokens[start:]), words)) is not None:
                return tail
            for size in range(min(5, len(tokens) - start), 0, -1):
                codes = states.by_word.get(" ".join(tokens[start : start + size]))
                if codes is None:
                    continue
                rest = list(tokens[start + size :])
                if rest[:1] and rest[0] in heads.patron:
                    return None
                if rest:
                    return self._head(self._nearest(codes), rest, words) or self._named_tail(rest, words)
                if start == 0 and " ".join(tokens) in states.by_name:
                    how = f"{words!r} as an actor is its government."
                    return self._branch(self._nearest(codes), "government", how)
                if start:
                    return None
                return self._branch(self._nearest(codes), "people", f"{words!r} are people of that country.")
        return None

    def _by_office(self, words: str) -> Link | None:
        """Link "Secretary of State Mike Pompeo" by the office that the person holds."""
        for holding in find_holders(words):
            if holding.former:
                continue
            actors = {actor_of_office(term) for term in holding.terms}
            if len(actors) == 1:
                return Link(actor_id=actors.pop(), how=f"{holding.text!r} speaks for it by office.")
        if self.day is None or not words[:1].isupper() or len(words) < _SHORTEST_SURNAME:
            return None
        serving = [term for term in terms_of(words) if term.covers(self.day)]
        actors = {actor_of_office(term) for term in serving}
        if len(actors) == 1:
            return Link(actor_id=actors.pop(), how=f"{serving[0].name} was {serving[0].office} on {self.day}.")
        return None

    def _head(self, code: str, rest: list[str], words: str) -> Link | None:
        """Find the body of a state: "army", "foreign ministry spokesman", "arab army"."""
        by_head = self.registry.states.by_head
        for size in range(len(rest), 0, -1):
            branch = by_head.get(" ".join(rest[:size]))
            if branch is not None:
                return self._branch(code, branch, f"{' '.join(rest[:size])!r} of {code} in {words!r}.")
        for start in range(1, len(rest)):
            branch = by_head.get(" ".join(rest[start:]))
            if branch is not None:
                return self._branch(code, branch, f"{' '.join(rest[start:])!r} of {code} in {words!r}.")
        return None

    def _named_tail(self, rest: list[str], words: str) -> Link | None:
        found = self.registry.by_name.get(" ".join(rest), ())
        return self._choose(found, f"{' '.join(rest)!r} in {words!r} is one of its names.") if found else None

    def _of_state(self, words: str, tokens: Sequence[str]) -> Link | None:
        """Link "army of Syria", "Ministry of Defence of Russia", "government in Baghdad"."""
        states = self.registry.states
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at] not in ("of", "in"):
                continue
            right = " ".join(tokens[at + 1 :])
            codes = states.by_word.get(right) or ((states.by_seat[right],) if right in states.by_seat else None)
            branch = states.by_head.get(" ".join(tokens[:at]))
            if codes and branch:
                return self._branch(self._nearest(codes), branch, f"{words!r} names body and state.")
        return None

    def _without_after(self, tokens: Sequence[str], heads: Heads) -> Link | None:
        """Link "Hezbollah fighters", "the Taliban spokesman Zabihullah Mujahid" by the name in front."""
        for size in range(min(len(tokens) - 1, _LONGEST), 0, -1):
            if fold_name(tokens[size]) not in heads.after and not _rest_is_heads(tokens[size:], heads):
                continue
            name = without_possessive(" ".join(tokens[:size]).strip(_EDGES))
            found = self.registry.named(name)
            if found:
                return self._choose(found, f"{name!r} is one of its names, before {' '.join(tokens[size:])!r}.")
            if name in self.abbreviations or fold_name(name) in self.people:
                return self.link(name)
        return None

    def _after_of(self, words: str, tokens: Sequence[str], heads: Heads) -> Link | None:
        """Link "members of the PKK", "a spokesman for the SDF" by the name behind."""
        for at, token in enumerate(tokens[:-1]):
            if token.lower() not in ("of", "from", "for", "in", "with", "by") or at == 0:
                continue
            if fold_name(tokens[at - 1]) in heads.before:
                link = self.link(" ".join(tokens[at + 1 :]))
                if link.actor_id is not None:
                    return Link(actor_id=link.actor_id, how=f"{words!r}: {link.how}", others=link.others)
        return None

    def _at_the_end(self, tokens: Sequence[str]) -> Link | None:
        """Link "the Lebanese armed group Hezbollah" by the name that ends the words."""
        for start in range(1, len(tokens)):
            if tokens[start][:1].isupper():
                name = " ".join(tokens[start:])
                found = self.registry.named(name)
                if found and tokens[start - 1].lower() not in ("of", "for", "against", "on", "by", "and", "to", "with"):
                    return self._choose(found, f"{name!r} at the end is one of its names.")
        return None

    def _in_brackets(self, words: str) -> Link | None:
        hit = re.match(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]?$", words)
        if hit is None:
            return None
        link = self.link(hit[1])
        return link if link.actor_id is not None else self.link(hit[2])

    # ---- choices -------------------------------------------------------------------------------------------------

    def _branch(self, code: str, branch: str, how: str) -> Link:
        actor_id = f"{code.lower()}.{branch}"
        if self.registry.get(actor_id) is None:
            return Link(actor_id=None, how=f"{code} has no {branch}.")
        return Link(actor_id=actor_id, how=how)

    def _choose(self, found: tuple[str, ...], how: str) -> Link:
        """Choose among actors of one name by the page's countries; two that fit alike stay open."""
        if len(found) == 1:
            return Link(actor_id=found[0], how=how)
        for code in self.countries:
            near = [each for each in found if self.country_of(each) == code]
            if len(near) == 1:
                return Link(actor_id=near[0], how=f"{how} The page is about {code}.", others=found)
        return Link(actor_id=None, how=f"{how} But {len(found)} actors share that name.", others=found)

    def country_of(self, actor_id: str) -> str | None:
        """Return the ISO code of an actor's country, None for one of several countries."""
        actor = self.registry.explicit.get(actor_id)
        return actor.country if actor else actor_id.partition(".")[0].upper()

    def _nearest(self, codes: tuple[str, ...]) -> str:
        for code in self.countries:
            if code in codes:
                return code
        fought = [code for code in codes if self.registry.conflicts.fought_in(code)]
        return fought[0] if fought else codes[0]


_BODIES = {"UN": "un", "NATO": "nato", "EU": "eu", "OPCW": "opcw", "IAEA": "iaea", "ICRC": "org.icrc", "AFU": "au"}
_MINISTRIES = {
    "foreign minister": "foreign-ministry",
    "defense minister": "defence-ministry",
    "secretary of state": "foreign-ministry",
    "secretary of defense": "defence-ministry",
}


def actor_of_office(term: Term) -> str:
    """Return the id of the actor that the holder of an office speaks for: a ministry, a government, a body."""
    if term.country in _BODIES:
        return _BODIES[term.country]
    return f"{term.country.lower()}.{_MINISTRIES.get(term.office, 'government')}"


def _rest_is_heads(tokens: Sequence[str], heads: Heads) -> bool:
    return fold_name(" ".join(tokens)) in heads.after
