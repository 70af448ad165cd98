"""A thread with something of everything: the harbor strike at Hentzau in January 2008.

In: a way to get a plan, which hands out the number. Out: plans with their drafts, in order of
time. What the other cables of the small archive have by chance or not at all stands here by
intent, so that every example of the query language finds something: action requests, TAGS of a
person, an organization and a country, foreign letters, a riot, the price of grain.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from reftel.demo.draft import Draft, Passage
from reftel.demo.plan import LEVELS, Plan, Target
from reftel.demo.world import DEPARTMENT, POSTS, Post

__all__ = ["Planner", "strike"]

_LEADER = "TELVANY MIRKO"
"""A person among the TAGS; whoever sets the line parts such TAGS by commas."""


class Planner(Protocol):
    """Hands out numbers."""

    def plan(
        self,
        post: Post,
        created: datetime,
        topic: str,
        *,
        country: str = "",
        references: tuple[Target, ...] = (),
        level: str = "",
        size: int = 0,
    ) -> Plan:
        """A cable of this post and moment, with a serial of its own."""


def strike(planner: Planner) -> Iterator[tuple[Plan, Draft]]:
    """All cables of the thread."""
    begun: list[Target] = []

    def one(post: Post, day: datetime, level: str, content: Draft) -> tuple[Plan, Draft]:
        references = tuple(dict.fromkeys((*begun[-1:], *begun[:1])))
        made = planner.plan(
            post,
            day,
            "trade",
            country="RZ",
            references=references,
            level=level,
            size=sum(len(block) for passage in content.passages for block in passage.blocks),
        )
        begun.append(made.target)
        return made, content

    year, first, second = 2008, 1, 2
    hentzau, strelsau, zenda = POSTS["HENTZAU"], POSTS["STRELSAU"], POSTS["ZENDA"]
    yield one(hentzau, datetime(year, first, 25, 14, 5), LEVELS[1], _WALKOUT)  # noqa: DTZ001
    yield one(strelsau, datetime(year, first, 29, 16, 40), LEVELS[2], _DEMARCHE)  # noqa: DTZ001
    yield one(DEPARTMENT, datetime(year, second, 4, 21, 12), LEVELS[0], _GUIDANCE)  # noqa: DTZ001
    yield one(zenda, datetime(year, second, 11, 9, 30), LEVELS[0], _PRICES)  # noqa: DTZ001
    yield one(hentzau, datetime(year, second, 20, 13, 55), LEVELS[2], _SETTLED)  # noqa: DTZ001


_WALKOUT = Draft(
    "Harbor Strike at Hentzau Enters Its Second Week",
    ("ELAB", "EWWT", "RZ", "US", _LEADER),
    (
        Passage((
            ("Summary: The strike of the dockers has closed the harbor of Hentzau for eight days."
            "  Two U.S.-flag barges with seed corn lie at the mole.  The prefect is patient, the"
            " shippers are not.  Post asks for guidance in paragraph 5.  End Summary."),
        )),
        Passage((
            ("Harbor master Oskar Falbergen told Conoff on January 24 that nothing heavier than a"
            " rowing boat had moved since the strike began.  Dockers want a tenth more pay and a"
            " roof over the weighing yard; the harbor board offers the roof."),
        ), "Eight Days Without a Crane"),
        Passage((
            ("The mood is orderly.  What one paper called a riot was a quarrel over a herring cart,"
            " and the police of the harbor ward went home before dark.  Union secretary Mirko"
            " Telvany walks the quay each morning and counts his men."),
        )),
        Passage((
            "Falbergen fears for the trade of the whole lake:",
            "-- the grain barges of the upper valley,",
            "-- the ferry to Zenda,",
            "-- and the herring fleet, which must sail before the thaw.",
        )),
        Passage((
            ("ACTION REQUEST: Post asks the Department whether it may offer the good offices of the"
            " Labor Attache, and by which day the barges are to be called back.  END ACTION"
            " REQUEST."),
        )),
        Passage((
            ("Comment: There is doubt on both sides, and some caution.  Neither will lose a"
            " harvest over a tin roof.  End Comment."),
        )),
    ),
    ("DEPT FOR EUR/LAKE AND DRL",),
)  # fmt: skip

_DEMARCHE = Draft(
    "Demarche Delivered on the Hentzau Harbor Strike",
    ("PREL", "ELAB", "PHUM", "ILO", "RZ"),
    (
        Passage((
            ("Summary: Charge raised the arrest of two dockers with the Foreign Ministry, which"
            " promises a hearing within the week.  End Summary."),
        )),
        Passage((
            ("Our d\u00e9marche spoke of the human rights of those who were held and of the police"
            ' who held them.  State Secretary Brunau read it twice, wrote "noted" beside it, and'
            " asked whether the U.S. had no strikes of its own."),
        )),
        Passage((
            ("Brunau added that women among the families on the quay had been approached by"
            " recruiters from over the lake, who may be traffickers.  A woman who had been"
            " trafficked to the Polders in 2006 warned the others from the steps of the chapel."),
        )),
        Passage((
            ("BEGIN ACTION REQUEST.  Embassy requests language on the rights of strikers for use"
            " with the Ministry of Labor before February 8.  END ACTION REQUEST."),
        )),
    ),
)  # fmt: skip

_GUIDANCE = Draft(
    "Guidance on the Hentzau Harbor Strike",
    ("ELAB", "PHUM", "KTIP", "ILO", "RZ"),
    (
        Passage((
            "This is an action request; see paragraph 3.",
        )),
        Passage((
            ("The Department commends posts for their reporting on the harbor strike.  The Labor"
            " Attache may call on both sides, but is not to carry offers between them."),
        )),
        Passage((
            ("Post is asked to tell the Ministry of Labor that the right to strike is among those"
            " that Ruritania has signed, and to report by February 15 what becomes of the men who"
            " were held.  A word on trafficking of women by false recruiters would be welcome."),
        ), "Action Request"),
        Passage((
            ("Note: The anti-trust office of the Department of Commerce has no view on the herring"
            " fleet.  End note."),
        )),
    ),
    ("FOR LABOR AND ECONOMIC OFFICERS",),
)  # fmt: skip

_PRICES = Draft(
    "Zenda: Grain Price Follows the Harbor Strike",
    ("EAGR", "ECON", "ETRD", "RZ"),
    (
        Passage((
            ("Summary: The grain price at Zenda rose by a fifth while the harbor of Hentzau lay"
            " still, and fell by a tenth on the rumor that it would not.  End Summary."),
        )),
        Passage((
            ("Millers bought ahead and are sorry now.  The cooperative bank lends on sacks that are"
            " still afloat, and the price of flour has not followed that of grain."),
        )),
        Passage((
            "Comment: We doubt that the price will hold until the thaw.  End Comment.",
        )),
    ),
)  # fmt: skip

_SETTLED = Draft(
    "Hentzau Harbor Strike Settled over a Roof",
    ("ELAB", "EWWT", "ILO", "RZ", _LEADER),
    (
        Passage((
            ("Summary: The strike ended on February 19.  The dockers have their roof and half of"
            " what they asked.  End Summary."),
        )),
        Passage((
            ("Telvany announced the vote from a crane.  By noon the harbor was loud again, and the"
            " first barge of seed corn lay under the weighing yard's new beams."),
        )),
        Passage((
            ("ACTION REQUEST: Post asks that a message of thanks be sent to the prefect, whose"
            " patience spared the harbor a worse week.  END ACTION REQUEST."),
        )),
    ),
)  # fmt: skip
