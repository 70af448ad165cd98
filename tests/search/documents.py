"""Invented documents to search: few words, many meetings, so that every query finds some and not
all. Seeded, so the same each time."""

from __future__ import annotations

import random
from functools import cache

from reftel.search.document import Document, DocumentTag
from reftel.search.fields import HAS

STATIONS = {
    "STRELSAU": ("Embassy Strelsau", "IS", "Iceland", "RUEHSU"),
    "ZENDA": ("Consulate Zenda", "IS", "Iceland", "RUEHZD"),
    "HENTZAU": ("Embassy Hentzau", "US", "United States", "RUEHHZ"),
    "PORTOSEGURO": ("Embassy Porto Seguro", "US", "United States", "RUEHPS"),
    "SAOTOME": ("Mission S\u00e3o Tom\u00e9", "MC", "Monaco", "RUEHST"),
}
TAGS = (
    DocumentTag("PHUM", "subject", "Human rights"),
    DocumentTag("KTIP", "program", "Trafficking in persons"),
    DocumentTag("EAGR", "subject", "Agriculture and forestry"),
    DocumentTag("RT", "geo", "Ruritania"),
    DocumentTag("UNHRC", "organization", "Human Rights Council"),
    DocumentTag("ELPHBERG, RUDOLF", "person"),
    DocumentTag("XQZZ", "unknown"),
)
CAPTIONS = ("SIPDIS", "NOFORN", "EXDIS", "SENSITIVE")
LEVELS = (
    ("UNCLASSIFIED", 0),
    ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1),
    ("CONFIDENTIAL", 2),
    ("CONFIDENTIAL//NOFORN", 2),
    ("SECRET", 3),
    ("", None),
)
CREATED = (None, "2008", "2008-02", "2007-12-31T23:59Z", "2009-03-01", "2008-01-25T15Z")
VOCABULARY = (
    "harbour harbours strike striking strikes women woman trafficked trafficking traffic traffics"
    " police policy policies policing human rights right dying die skies sky U.S. e-mail Tom\u00e9"
    " d\u00e9marche demarche \u00c5lesund stra\u00dfe 2008 1,500 percent victim victims' shelter"
    " shelters grain price prices minister ministry 08ZENDA12 \u00bd caf\u00e9 of the in XXXXXXXXXXXX"
).split()


@cache
def documents(count: int = 300, seed: int = 7) -> tuple[Document, ...]:
    rng = random.Random(seed)
    return tuple(_document(rng, number) for number in range(count))


def _document(rng: random.Random, number: int) -> Document:
    station = list(STATIONS)[number % len(STATIONS)]
    level, rank = rng.choice(LEVELS)
    paragraphs = tuple(_words(rng, 1, 14) for _ in range(rng.randint(0, 5)))
    # With chances of its own: what can be asked for grows, and the words shall stay.
    own = random.Random(number)
    has = tuple(own.sample(list(HAS), 4))
    much = number % 7 == 0  # more than the index has columns and fields for
    if much:
        has = tuple(own.sample(list(HAS), own.choice((0, len(HAS)))))
        paragraphs += tuple(_words(own, 0, 4) for _ in range(own.randint(29, 36)))
    # A third of the moments come again and again, so that ids must decide the order.
    created = (
        rng.choice(CREATED)
        if rng.random() < 0.3
        else f"{rng.randint(2006, 2009)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T"
        f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}Z"
    )
    return Document(
        id=_id(number),
        created=created,
        released=rng.choice((None, "2010-12-01", "2011-08-26T00:00Z", "2011-08")),
        station=station,
        origin=(station, STATIONS[station][0], STATIONS[station][3]),
        to=_addressees(rng),
        info=_addressees(rng),
        country=STATIONS[station][1],
        country_name=STATIONS[station][2],
        level=level,
        rank=rank,
        captions=CAPTIONS if much else tuple(rng.sample(CAPTIONS, rng.randint(0, 2))),
        precedence=rng.choice(("", "ROUTINE", "PRIORITY", "NIACT IMMEDIATE", "IMMEDIATE")),
        tags=TAGS if much else tuple(rng.sample(TAGS, rng.randint(0, 3))),
        subject=_words(rng, 0, 6),
        summary=rng.choice(("", paragraphs[0] if paragraphs else "")),
        comment=rng.choice(("", "", _words(rng, 3, 8))),
        headings=tuple(_words(rng, 1, 3) for _ in range(rng.randint(0, 2))),
        paragraphs=paragraphs,
        signed=rng.choice(("", "RASSENDYLL", "SAPT", "VON TARLENHEIM")),
        classified_by=rng.choice(((), ("Fritz von Tarlenheim", "Deputy Chief of Mission"))),
        references=tuple(dict.fromkeys(_id(rng.randint(0, 20)) for _ in range(rng.randint(0, 2))))
        or (_id(number + 1),),
        has=has,
        lost=rng.choice(((), (), (), ("cut",))),
        defects=tuple(rng.sample(("subject-missing", "tags-missing", "not-utf8"), 1)),
        lang=rng.choice(("en", "en", "es")),
    )


def _id(number: int) -> str:
    return f"{6 + number % 3:02}{list(STATIONS)[number % len(STATIONS)]}{number + 1}"


def _words(rng: random.Random, least: int, most: int) -> str:
    found = [rng.choice((*VOCABULARY, "human rights")) for _ in range(rng.randint(least, most))]
    return "".join(
        (word.upper() if rng.random() < 0.2 else word) + rng.choice((" ", " ", " ", ", ", ".\n"))
        for word in found
    )


def _addressees(rng: random.Random) -> tuple[str, ...]:
    found: list[str] = []
    for station in rng.sample(list(STATIONS), rng.randint(0, 3)):
        name, _, _, routing = STATIONS[station]
        found += [f"AMEMBASSY {name.split(' ', 1)[1].upper()}", station, routing]
    return tuple(found)
