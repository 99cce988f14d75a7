from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import DisputeKind, Judgement, Measure, Stance, Status, Verdict
from rashomon.reconcile import reconcile
from rashomon.reconcile.values import main_place
from tests.reconcile.told import adversary, place, says, telling, third_party

MONDAY, TUESDAY = date(2024, 5, 6), date(2024, 5, 7)


def post():
    page = telling("Post", "Troops clashed with rebels in Arven on Monday. The army said 12 rebels were killed.")
    return page, [
        says(
            page,
            "Troops clashed with rebels in Arven on Monday",
            trigger="clashed",
            where="Arven",
            day=MONDAY,
            agents=("army",),
            targets=("rebels",),
        ),
        says(page, "12 rebels were killed", voice="The army", trigger="killed", killed=12, group="rebels"),
    ]


def herald():
    page = telling(
        "Herald", "Fighting broke out in Arven on Monday. The rebels said 3 fighters were killed.", retrieved=1
    )
    return page, [
        says(
            page,
            "Fighting broke out in Arven on Monday",
            trigger="Fighting",
            where="Arven",
            day=MONDAY,
            agents=("army",),
            targets=("rebels",),
        ),
        says(page, "3 fighters were killed", voice="The rebels", trigger="killed", killed=3, group="rebels"),
    ]


def next_day():
    page = telling("Daily", "Troops clashed with rebels in Arven on Tuesday.", retrieved=2)
    return page, [
        says(
            page,
            "Troops clashed with rebels in Arven on Tuesday",
            trigger="clashed",
            where="Arven",
            day=TUESDAY,
            agents=("army",),
            targets=("rebels",),
        ),
    ]


def elsewhere():
    page = telling("Times", "Troops clashed with rebels in Corrin on Monday. 12 rebels were killed.", retrieved=3)
    return page, [
        says(
            page,
            "Troops clashed with rebels in Corrin on Monday",
            trigger="clashed",
            where="Corrin",
            day=MONDAY,
            agents=("army",),
            targets=("rebels",),
        ),
        says(page, "12 rebels were killed", trigger="killed", killed=12, group="rebels"),
    ]


def run(*tellings, interest=third_party, verdicts=()):
    pages = [page for page, _ in tellings]
    claims = [claim for _, told in tellings for claim in told]
    return reconcile(claims, pages, verdicts, find_interest=interest)


def test_two_pages_on_one_fight_are_one_event_with_both_tolls():
    (event,) = run(post(), herald())
    assert len(event.document_ids) == 2
    assert {figure.figure.low for account in event.accounts for figure in account.figures} == {12, 3}
    assert [dispute.kind for dispute in event.disputes] == [DisputeKind.COUNT]
    assert "12" in event.disputes[0].note
    assert "3" in event.disputes[0].note
    assert event.when.day == MONDAY


def test_a_toll_without_place_and_day_joins_the_fight_beside_it():
    page, claims = post()
    (event,) = run((page, claims))
    assert set(event.claim_ids) == {claim.id for claim in claims}


def test_the_next_day_is_another_event():
    events = run(post(), next_day())
    assert [event.when.day for event in events] == [MONDAY, TUESDAY]


def test_the_same_toll_elsewhere_is_another_event():
    events = run(post(), elsewhere())
    assert sorted(event.place.name for event in events) == ["Arven", "Corrin"]


def test_a_page_that_tells_two_events_keeps_them_apart():
    page = telling(
        "Post", "Troops clashed with rebels in Arven on Monday.", "Troops clashed with rebels in Belmor on Monday."
    )
    claims = [
        says(page, "Troops clashed with rebels in Arven on Monday", trigger="clashed", where="Arven", day=MONDAY),
        says(page, "Troops clashed with rebels in Belmor on Monday", trigger="clashed", where="Belmor", day=MONDAY),
    ]
    assert len(run((page, claims))) == 2


def test_forecasts_and_plans_make_no_event():
    page = telling("Post", "Troops will attack Arven.")
    for status in (Status.PREDICTED, Status.PLANNED, Status.HYPOTHETICAL):
        claim = says(page, "Troops will attack Arven", trigger="attack", where="Arven", status=status)
        assert run((page, [claim])) == ()


def test_a_running_total_is_no_incident():
    page = telling("Post", "Troops clashed with rebels in Arven on Monday. Since March 400 rebels were killed.")
    claims = [
        says(page, "Troops clashed with rebels in Arven on Monday", trigger="clashed", where="Arven", day=MONDAY),
        says(page, "Since March 400 rebels were killed", trigger="killed", killed=400, group="rebels", stock=True),
    ]
    events = run((page, claims))
    assert sorted(event.aggregate for event in events) == [False, True]


def test_a_denial_follows_the_claim_that_it_is_about():
    page = telling("Post", "The army shelled Arven on Monday. The ministry denied it.")
    shelling = says(
        page,
        "The army shelled Arven on Monday",
        trigger="shelled",
        where="Arven",
        day=MONDAY,
        kind="Explosions/Remote violence",
        sub_type="Shelling/artillery/missile attack",
    )
    denial = says(page, "denied it", voice="The ministry", stance=Stance.DENIES, about=shelling.id)
    (event,) = run((page, [shelling, denial]))
    assert denial.id in event.claim_ids
    assert [dispute.kind for dispute in event.disputes] == [DisputeKind.DENIAL]


def test_two_voices_that_tell_two_ways_are_a_dispute_of_deed():
    page = telling("Post", "Medics said shells hit Arven on Monday.", "The army said a jet bombed Arven on Monday.")
    kind = "Explosions/Remote violence"
    claims = [
        says(page, "shells hit Arven on Monday", voice="Medics", trigger="shells", where="Arven", day=MONDAY, kind=kind,
             sub_type="Shelling/artillery/missile attack"),
        says(page, "a jet bombed Arven on Monday", voice="The army", trigger="bombed", where="Arven", day=MONDAY,
             kind=kind, sub_type="Air/drone strike"),
    ]  # fmt: skip
    disputes = [dispute for event in run((page, claims)) for dispute in event.disputes]
    events = run((page, claims))
    assert len(events) == 2, "one page that names two ways, each with its place and day, tells two deeds"
    assert disputes == []
    other = telling("Herald", "The army said a jet bombed Arven on Monday.", retrieved=1)
    rival = says(other, "a jet bombed Arven on Monday", voice="The army", trigger="bombed", where="Arven", day=MONDAY,
                 kind=kind, sub_type="Air/drone strike")  # fmt: skip
    (event,) = run((page, claims[:1]), (other, [rival]))
    assert [dispute.kind for dispute in event.disputes] == [DisputeKind.DEED]


def test_each_side_counting_the_others_dead_is_no_dispute():
    page = telling(
        "Post",
        "Fighting in Arven on Monday.",
        "The army said 12 rebels were killed.",
        "The rebels said 20 soldiers were killed.",
    )
    claims = [
        says(page, "Fighting in Arven on Monday", trigger="Fighting", where="Arven", day=MONDAY),
        says(page, "12 rebels were killed", voice="The army", killed=12, group="rebels"),
        says(page, "20 soldiers were killed", voice="The rebels", killed=20, group="army"),
    ]
    (event,) = run((page, claims), interest=adversary)
    assert event.disputes == ()
    assert [finding.kind for finding in event.findings] == ["no dispute"]


def test_killed_against_killed_or_wounded_is_a_dispute_of_scope():
    page = telling(
        "Post",
        "Fighting in Arven on Monday.",
        "The army said 12 rebels were killed.",
        "Medics said 30 rebels were hit.",
    )
    claims = [
        says(page, "Fighting in Arven on Monday", trigger="Fighting", where="Arven", day=MONDAY),
        says(page, "12 rebels were killed", voice="The army", killed=12, group="rebels"),
        says(page, "30 rebels were hit", voice="Medics", killed=30, group="rebels", measure=Measure.KILLED_OR_WOUNDED),
    ]
    (event,) = run((page, claims))
    assert [dispute.kind for dispute in event.disputes] == [DisputeKind.SCOPE]


def test_open_bounds_that_meet_are_no_dispute():
    page = telling(
        "Post",
        "Fighting in Arven on Monday.",
        "The army said over 20 rebels were killed.",
        "Medics said 25 rebels were killed.",
    )
    claims = [
        says(page, "Fighting in Arven on Monday", trigger="Fighting", where="Arven", day=MONDAY),
        says(page, "over 20 rebels were killed", voice="The army", killed=(21, None), group="rebels"),
        says(page, "25 rebels were killed", voice="Medics", killed=25, group="rebels"),
    ]
    (event,) = run((page, claims))
    assert event.disputes == ()


def test_a_near_copy_is_linked_and_its_changed_number_is_a_finding():
    body = (
        "Troops clashed with rebels in Arven on Monday in the heaviest fighting of the month, and the roads to the "
        "north were closed until the evening, residents of the town told this paper by telephone. "
    )
    one = telling("Post", body + "14 rebels were killed in the fighting near the old bridge.")
    two = telling("Mirror", body + "41 rebels were killed in the fighting near the old bridge.", retrieved=1)
    tellings = [
        (
            page,
            [
                says(
                    page, "Troops clashed with rebels in Arven on Monday", trigger="clashed", where="Arven", day=MONDAY
                ),
                says(page, f"{toll} rebels were killed", trigger="killed", killed=toll, group="rebels"),
            ],
        )
        for page, toll in ((one, 14), (two, 41))
    ]
    (event,) = run(*tellings)
    changed = [finding for finding in event.findings if finding.kind == "changed copy"]
    assert len(changed) == 1
    assert "41" in changed[0].note
    assert "14" in changed[0].note
    assert len(event.roots) == 1, "a copy's own voice is the voice of the page it copies"
    assert len(event.document_ids) == 2, "copies are linked, never deleted"


def test_a_raised_toll_is_a_finding():
    early, late = (
        telling("Post", "The army said 12 rebels were killed in Arven on Monday.", published=MONDAY),
        telling("Post", "The army said 15 rebels were killed in Arven on Monday.", published=TUESDAY),
    )
    tellings = [
        (
            page,
            [
                says(
                    page,
                    f"{toll} rebels were killed in Arven on Monday",
                    voice="The army",
                    trigger="killed",
                    where="Arven",
                    day=MONDAY,
                    killed=toll,
                    group="rebels",
                )
            ],
        )
        for page, toll in ((early, 12), (late, 15))
    ]
    (event,) = run(*tellings)
    assert [finding.kind for finding in event.findings] == ["raised"]
    assert event.disputes == (), "one voice that corrects itself does not dispute with itself"


def test_a_rejected_claim_takes_no_part_until_the_rejection_is_undone():
    page, claims = post()
    at = datetime(2024, 5, 9, tzinfo=UTC)
    no = Verdict(subject=claims[1].id, judgement=Judgement.REJECT, by="ana", at=at)
    undo = Verdict(subject=claims[1].id, judgement=Judgement.UNDO, by="ana", at=at, replaces=no.id)
    (event,) = run((page, claims), verdicts=[no])
    assert claims[1].id not in event.claim_ids
    (event,) = run((page, claims), verdicts=[no, undo])
    assert claims[1].id in event.claim_ids


@settings(max_examples=30, deadline=None)
@given(st.permutations([post, herald, next_day, elsewhere]), st.randoms(use_true_random=False))
def test_the_order_of_pages_and_claims_does_not_matter(makers, chance):
    tellings = [make() for make in makers]
    pages = [page for page, _ in tellings]
    claims = [claim for _, told in tellings for claim in told]
    chance.shuffle(claims)
    expected = run(post(), herald(), next_day(), elsewhere())
    assert reconcile(claims, pages, find_interest=third_party) == expected


def test_every_claim_of_a_deed_is_in_exactly_one_event():
    tellings = [post(), herald(), next_day(), elsewhere()]
    events = run(*tellings)
    placed = [claim for event in events for claim in event.claim_ids]
    assert sorted(placed) == sorted(claim.id for _, told in tellings for claim in told)


def test_a_toll_follows_the_total_it_belongs_to_and_a_country_is_one_place():
    """ "29 attacks across the country in a week. 66 fighters were killed": no incident, and one record."""
    page = telling(
        "Post", "The group said it carried out 29 attacks across Arven in a week. It said 66 fighters were killed."
    )
    country = place(page, "Arven")
    country = country.__class__(
        evidence=country.evidence,
        name="Arven",
        name_evidence=country.name_evidence,
        state="resolved",
        kind="country",
        gazetteer_id="C1",
        resolved_name="Arven",
        country="XX",
    )
    attacks = says(
        page,
        "it carried out 29 attacks across Arven in a week",
        voice="The group",
        trigger="attacks",
        sub_type="Attack",
        day=MONDAY,
        until=date(2024, 5, 13),
        killed=29,
        measure=Measure.ATTACKS,
    )
    toll = says(
        page,
        "66 fighters were killed",
        voice="The group",
        trigger="killed",
        sub_type="Attack",
        day=MONDAY,
        until=date(2024, 5, 13),
        killed=66,
        group="army",
    )
    gaps = ("place: carried over", "time: carried over")
    claims = [attacks.with_changes(places=(country,)), toll.with_changes(places=(country,), gaps=gaps)]
    (event,) = run((page, claims))
    assert event.aggregate
    assert len(event.claim_ids) == 2


def two_towns(outlet, first, second, retrieved=0):
    """A page that tells of shells on both of two neighbouring towns, in two paragraphs; Dorvan is 20 km from Arven."""
    page = telling(outlet, f"Shells fell in {first} on Monday.", f"Shells hit {second} on Monday.", retrieved=retrieved)
    shelling = {"kind": "Explosions/Remote violence", "sub_type": "Shelling/artillery/missile attack", "day": MONDAY}
    return page, [
        says(page, f"Shells fell in {first} on Monday", trigger="fell", where=first, **shelling),
        says(page, f"Shells hit {second} on Monday", trigger="hit", where=second, **shelling),
    ]


def test_pages_that_tell_of_two_neighbouring_towns_are_joined_town_by_town():
    pages = [two_towns("Post", "Arven", "Dorvan"), two_towns("Herald", "Dorvan", "Arven", 1)]
    alone = telling("Daily", "Shells fell in Dorvan on Monday. The army and the rebels blamed each other.", retrieved=2)
    third = says(alone, "Shells fell in Dorvan on Monday", trigger="fell", where="Dorvan", day=MONDAY,
                 kind="Explosions/Remote violence", sub_type="Shelling/artillery/missile attack")  # fmt: skip
    events = run(*pages, (alone, [third]))
    assert sorted((event.place.name, len(event.document_ids)) for event in events) == [("Arven", 2), ("Dorvan", 3)]


def test_a_place_that_is_only_carried_on_does_not_outvote_one_that_is_named():
    page = telling(
        "Post",
        "Gunmen killed 11 people in Arven on Monday. A doctor in Corrin said many had died. Five more were hurt.",
    )
    named = says(page, "Gunmen killed 11 people in Arven on Monday", trigger="killed", where="Arven", day=MONDAY)
    doctor = says(page, "many had died", killed=(None, None), group="people")
    hurt = says(page, "Five more were hurt", killed=5, group="people", measure=Measure.WOUNDED)
    corrin = place(page, "Corrin")
    carried = hurt.with_changes(places=(corrin,), gaps=("place: carried over from 'in Corrin'",))
    assert main_place([named, carried, carried]).name == "Arven"
    assert main_place([doctor.with_changes(places=(corrin,)), carried]).name == "Corrin"
    assert main_place([carried]).name == "Corrin"
    assert main_place([doctor]) is None
