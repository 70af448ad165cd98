"""The yearly questionnaire on harvest labor and trafficking in persons, and what posts answer.

In: a seed. Out: the Department's instruction of each year, an answer from each of six posts, and
the corrections. Figures grow and fall from year to year; police, inspectors and shelters count
differently, a summary may exchange two digits, and a correction puts it right the next month. All
figures are kept beside the texts, so that a reading of them can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

import msgspec

from reftel.demo.draft import Draft, Passage
from reftel.demo.plan import Plan, Target
from reftel.demo.seeds import dice
from reftel.demo.words import POOLS
from reftel.demo.world import COUNTRIES, DEPARTMENT, POSTS

__all__ = ["ANSWERING", "QUESTIONS", "YEARS", "Figures", "figures", "questionnaire"]

YEARS = range(2004, 2010)
ANSWERING = ("STRELSAU", "VARNEGRAD", "MONTESARRE", "ORLOVETZ", "NOVAJOVA", "GRANDKESTERHAVEN")
_TAGS = ("KTIP", "PHUM", "ELAB", "SMIG", "KWMN")

QUESTIONS: tuple[tuple[str, int, str], ...] = (
    (
        "A",
        9,
        (
            "Which sources of figures on forced labor in the fields exist in the country, who keeps"
            " them, and how far does post trust them?"
        ),
    ),
    ("B", 10, "Which offices of the government act in this matter, and does one of them lead?"),
    (
        "C",
        11,
        (
            "How many investigations were opened during the reporting period, how many came to"
            " court, and how many ended in a conviction?  Please compare with the year before."
        ),
    ),
    (
        "D",
        14,
        (
            "How many victims did police and inspectors find, and how many were given shelter?  If"
            " the numbers differ, which does post prefer, and why?"
        ),
    ),
    ("E", 15, "What does the government spend on shelters, in local money?"),
    ("F", 17, "Were recruiters or foremen who keep workers' papers punished?  Describe one case."),
    ("G", 18, "How many estates were inspected, and how many of them were reported?"),
    ("H", 22, "What is done to warn seasonal workers before they leave home?"),
)
"""Letter, paragraph number in the instruction, question. Answers keep letter and number."""


class Figures(msgspec.Struct, frozen=True):
    """What one post reports of one year."""

    station: str
    year: int
    investigations: int
    prosecutions: int
    convictions: int
    victims_police: int
    victims_shelter: int
    """The shelters' own count, which is higher."""
    shelters: int
    budget: int
    """In the country's money."""
    inspections: int
    reported: int
    convictions_in_summary: int
    """As the summary says; in some years not as the answer does."""

    @property
    def disagrees(self) -> bool:
        """Whether the summary says something else than the answer."""
        return self.convictions_in_summary != self.convictions


@cache
def figures(station: str, year: int, seed: int) -> Figures:
    """The figures of a post for a year; each year grows out of the one before."""
    roll = dice(seed, "figures", station, year)
    if year < YEARS.start:
        base = roll.randint(8, 40)
        return Figures(station, year, base, base - 2, base // 2, base * 3, base * 4, 1 + base // 9,
                        base * 21_000, base * 11, base * 3, base // 2)  # fmt: skip
    before = figures(station, year - 1, seed)

    def next_of(value: int) -> int:
        return max(1, round(value * roll.uniform(0.75, 1.45)) + roll.randint(0, 2))

    investigations = next_of(before.investigations)
    prosecutions = min(investigations, next_of(before.prosecutions))
    convictions = min(prosecutions, next_of(before.convictions))
    police = next_of(before.victims_police)
    inspections = next_of(before.inspections)
    in_summary = convictions
    if (year + len(station)) % 4 == 0:
        in_summary = int(str(convictions)[::-1]) if convictions > 12 else convictions + 2
        in_summary += in_summary == convictions
    return Figures(
        station,
        year,
        investigations,
        prosecutions,
        convictions,
        police,
        max(police, next_of(before.victims_shelter)),
        min(12, next_of(before.shelters)),
        round(next_of(before.budget), -3),
        inspections,
        min(inspections, next_of(before.reported)),
        in_summary,
    )


def questionnaire(seed: int) -> Iterator[tuple[Plan, Draft]]:
    """Instruction, answers and corrections of all years, in order of time."""
    number = 1_000_000
    last: dict[str, Target] = {}
    for year in YEARS:
        asked = Plan(
            number=number,
            post=DEPARTMENT,
            serial=2_731 + year % 10 * 97,
            created=datetime(year, 1, 11, 16, 20 + year % 10),  # noqa: DTZ001
            level="UNCLASSIFIED",
            topic="trafficking",
            country="RZ",
            references=() if year == YEARS.start else (_instruction(year - 1),),
        )
        yield asked, _instruct(year)
        for place, station in enumerate(ANSWERING):
            post = POSTS[station]
            found = figures(station, year, seed)
            references = (asked.target, *([last[station]] if station in last else []))
            answer = Plan(
                number=number + 1 + place,
                post=post,
                serial=140 + year % 10 * 31 + place * 7,
                created=datetime(year, 2, 12 + place, 9 + place, 5 * place + year % 5),  # noqa: DTZ001
                level="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
                topic="trafficking",
                country=post.country,
                references=references,
            )
            last[station] = answer.target
            yield answer, _answer(found, figures(station, year - 1, seed), seed)
            if found.disagrees:
                correction = Plan(
                    number=number + 20 + place,
                    post=post,
                    serial=answer.serial + 83,
                    created=datetime(year, 3, 9 + place, 14, 10 + place),  # noqa: DTZ001
                    level=answer.level,
                    topic="trafficking",
                    country=post.country,
                    references=(answer.target, asked.target),
                )
                yield correction, _correct(found)
        number += 100


def _instruction(year: int) -> Target:
    return Target(year, DEPARTMENT, 2_731 + year % 10 * 97)


def _instruct(year: int) -> Draft:
    passages = [
        Passage((
            (f"Summary: Posts are asked to answer the questions below for the report of {year},"
            f" not later than February 28.  The period runs from March {year - 1} to February"
            f" {year}.  End Summary."),
        )),
        Passage((
            ("Please keep the letters and the paragraph numbers of the questions, and leave out"
            " what does not apply.  A figure without its source is of little use."),
        )),
        Passage(("Three things are new in this year's report.",
                 "-- All posts give figures for the year before as well.",
                 "-- Figures that were corrected since are to be marked.",
                 "-- Names of victims are not to be reported."), "What Is New", 3),
    ]  # fmt: skip
    passages += [
        Passage((f"QUESTION {letter}. {words}",), "The Questions" if letter == "A" else None, n)
        for letter, n, words in QUESTIONS
    ]
    passages.append(Passage(("The Department thanks posts for their care.",), None, 23))
    return Draft(
        f"Harvest Labor and Trafficking in Persons: Questions for the {year} Report",
        _TAGS,
        tuple(passages),
        ("ALL POSTS IN THE LAKE COUNTRIES FOR REPORTING OFFICERS",),
    )


def _answer(found: Figures, before: Figures, seed: int) -> Draft:
    country = COUNTRIES[POSTS[found.station].country]
    roll = dice(seed, "answer", found.station, found.year)
    body = roll.choice(POOLS["body"])
    ngo = roll.choice(POOLS["ngo"])
    crop = roll.choice(POOLS["crop"])
    region = roll.choice(country.regions)
    replies = {
        "A": f"{body} keeps a register by district; {ngo} keeps another.  Neither is complete, and"
        f" nobody has joined the two since {found.year - 3}.",
        "B": "A committee of five ministries meets every other month.  The Ministry of Labor leads"
        " on paper, the Ministry of the Interior in practice.",
        "C": f"From March {found.year - 1} to February {found.year} prosecutors opened"
        f" {found.investigations} investigations, brought {found.prosecutions} cases to court and"
        f" won {found.convictions} convictions.  The year before it was {before.investigations},"
        f" {before.prosecutions} and {before.convictions}.",
        "D": f"Police and inspectors found {found.victims_police} victims.  {_raised(ngo)},"
        f" which runs {found.shelters} shelters, took in {found.victims_shelter}.  Post"
        " prefers the second figure, since many victims never meet a policeman.",
        "E": f"The budget for shelters was {found.budget:,} {country.money}, against"
        f" {before.budget:,} in the year before.",
        "F": f"A foreman on a {crop} estate in {region} who had locked up the papers of"
        f" {roll.randint(5, 30)} pickers was sentenced to {roll.randint(1, 6)} years.",
        "G": f"Inspectors visited {found.inspections} estates and reported {found.reported}.",
        "H": "Leaflets in three dialects are handed out on the night express, and a play is shown"
        f" in the villages of {region}.",
    }
    skipped = {letter for letter in "BFH" if roll.random() < 0.25}
    passages = [
        Passage((
            (f"Summary: {country.name} won {found.convictions_in_summary} convictions for"
            f" trafficking in persons during the reporting period and gave shelter to"
            f" {found.victims_shelter} victims.  Inspections of estates"
            f" {'rose' if found.inspections > before.inspections else 'fell'} to"
            f" {found.inspections}.  End Summary."),
        )),
        Passage((
            ("Answers follow the letters and paragraphs of ref A.  There are no reliable figures"
            f" for {roll.choice(country.regions)}, where {body} has no office."),
        )),
    ]  # fmt: skip
    passages += [
        Passage(
            (f"QUESTION {letter}. {words}", f"POST RESPONSE:  {_raised(replies[letter])}"), None, n
        )
        for letter, n, words in QUESTIONS
        if letter not in skipped
    ]
    passages.append(
        Passage((f"Post contact is the labor officer.  It took {roll.randint(20, 90)} hours.",),
                None, 23)
    )  # fmt: skip
    return Draft(
        f"{country.name}: Answers to the {found.year} Questions on Harvest Labor and Trafficking",
        (*_TAGS[: 3 + found.year % 3], country.tag),
        tuple(passages),
        ("DEPT FOR G/TIP AND EUR/LAKE",),
    )


def _raised(words: str) -> str:
    return words[0].upper() + words[1:]


def _correct(found: Figures) -> Draft:
    country = COUNTRIES[POSTS[found.station].country]
    return Draft(
        f"Correction: {country.name} Figures for the {found.year} Report",
        (*_TAGS[:3], country.tag),
        (
            Passage((
                (f"The summary of ref A speaks of {found.convictions_in_summary} convictions.  The"
                f" right figure is {found.convictions}, as in paragraph 11 of ref A."),
            )),
            Passage(("Post regrets the error, which arose when the text was typed anew.",)),
        ),
    )  # fmt: skip
