"""The invented world: Ruritania, its neighbours, the posts in them and who serves there.

In: nothing, or a post and a year. Out: countries, posts, ambassadors. Strelsau, Zenda and Hentzau
come from a novel of 1894; all other names are made up, and no office, person or event is real. The
two-letter TAGS of the countries are ones that no list of geographic TAGS holds.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reftel.demo.seeds import dice

__all__ = ["COUNTRIES", "DEPARTMENT", "MISSIONS", "POSTS", "Country", "Post", "head", "officers"]


class Country(msgspec.Struct, frozen=True):
    """One invented country."""

    tag: str
    """Its geographic TAG: RZ."""
    name: str
    adjective: str
    government: str
    """As cables shorten it: GOR."""
    capital: str
    money: str
    ruler: str
    """Title of the head of state."""
    house: str
    """Its parliament."""
    regions: tuple[str, ...]
    rivers: tuple[str, ...]
    tongue: tuple[str, ...]
    """Endings of its family names and villages."""


COUNTRIES: dict[str, Country] = {
    country.tag: country
    for country in (
        Country(
            "RZ",
            "Ruritania",
            "Ruritanian",
            "GOR",
            "Strelsau",
            "crowns",
            "King",
            "Estates",
            ("Upper Zenda", "the Hofbau", "Tarlenmark", "the Forest Cantons", "Lauenthal"),
            ("the Strela", "the Zend", "the Upper Lauen"),
            ("heim", "au", "stein", "mark", "thal", "berg"),
        ),
        Country(
            "KX",
            "Karvonia",
            "Karvonian",
            "GOK",
            "Varnegrad",
            "dinels",
            "President",
            "Skupshtal",
            ("the Varne Plain", "Lucian Coast", "Dravensk", "the Salt Hills", "Mirovar"),
            ("the Varne", "the Black Osk"),
            ("ovets", "grad", "inar", "esko", "vany", "itsa"),
        ),
        Country(
            "OV",
            "Ostravelle",
            "Ostravellian",
            "GOO",
            "Montesarre",
            "livrons",
            "President",
            "Chamber of Cantons",
            ("Haute Sarre", "Belcourance", "the Vineyards", "Val d'Orsin", "Basse Sarre"),
            ("the Sarre", "the Orsin"),
            ("ard", "elle", "encourt", "ignon", "ouvre", "ailles"),
        ),
        Country(
            "VX",
            "Velmarck",
            "Velmarcker",
            "GOV",
            "Sankt Alden",
            "daler",
            "Grand Duke",
            "Landting",
            ("Nordfold", "Kesterfold", "the Skerries", "Aldenmarck", "Ostfold Heath"),
            ("the Alden", "the Kest"),
            ("sund", "holm", "vik", "dahl", "strup", "lund"),
        ),
        Country(
            "DX",
            "Dalvania",
            "Dalvanian",
            "GOD",
            "Orlovetz",
            "lenta",
            "President",
            "People's Assembly",
            ("Upper Dalva", "the Iron Valley", "Petrosh", "Lower Dalva", "the Monastery District"),
            ("the Dalva", "the Iron River"),
            ("escu", "ovetz", "anu", "ilia", "oresh", "ata"),
        ),
        Country(
            "JV",
            "Jovania",
            "Jovanian",
            "GOJ",
            "Nova Jova",
            "reals of Jova",
            "President",
            "Congress of Towns",
            ("Caldera Norte", "the Lagoon", "Sierra Baja", "the Sugar Coast", "Caldera Sur"),
            ("the Jova", "the Sereno"),
            ("eira", "andez", "oso", "elho", "arra", "uela"),
        ),
        Country(
            "WX",
            "Wendmark",
            "Wendish",
            "GOW",
            "Grand Kesterhaven",
            "florins",
            "Stadtholder",
            "States Assembly",
            ("the Polders", "Tollenland", "Upper Wend", "the Sandbanks", "Kesterdike"),
            ("the Wend", "the Tollen"),
            ("dijk", "veld", "stra", "broek", "horst", "werf"),
        ),
        Country(
            "QB",
            "Saint Brannoc",
            "Brannocker",
            "GOSB",
            "Brannocktown",
            "pounds Brannoc",
            "Governor",
            "House of Keepers",
            ("Windward Parish", "Leeward Parish", "the Cays", "Coral Parish", "Old Fort"),
            ("the Brannoc Water", "the Little Tamar Creek"),
            ("combe", "tor", "worthy", "pen", "ennick", "stow"),
        ),
    )
}
"""TAG to country."""


class Post(msgspec.Struct, frozen=True):
    """An invented office that sends cables."""

    name: str
    """In capitals, with blanks: PORT LUCIA."""
    kind: str
    """AMEMBASSY, AMCONSUL, USMISSION, or SECSTATE for the Department."""
    country: str
    """TAG of the country it stands in."""
    routing: str
    """Its routing indicator, in no list of real ones but the Department's."""
    weight: int
    """Its share of all cables."""
    bits: int
    """It numbers at most 2 to this power cables a year."""

    @property
    def station(self) -> str:
        """As in message reference numbers: PORTLUCIA."""
        return "".join(self.name.split())

    @property
    def display(self) -> str:
        """As publishers write it: Consulate Port Lucia."""
        return _DISPLAY[self.kind].format(self.name.title())

    @property
    def addressee(self) -> str:
        """As on FM and TO lines."""
        return "SECSTATE WASHDC" if self.kind == "SECSTATE" else f"{self.kind} {self.name}"


_DISPLAY = {
    "AMEMBASSY": "Embassy {}",
    "AMCONSUL": "Consulate {}",
    "USMISSION": "Mission {}",
    "SECSTATE": "Secretary of State",
}

DEPARTMENT = Post("STATE", "SECSTATE", "", "RUEHC", 8, 17)
POSTS: dict[str, Post] = {
    post.station: post
    for post in (
        Post("STRELSAU", "AMEMBASSY", "RZ", "RUEHQSR", 20, 13),
        Post("ZENDA", "AMCONSUL", "RZ", "RUEHQZN", 4, 11),
        Post("HENTZAU", "AMCONSUL", "RZ", "RUEHQHZ", 3, 11),
        Post("VARNEGRAD", "AMEMBASSY", "KX", "RUEHQVG", 15, 13),
        Post("PORT LUCIA", "AMCONSUL", "KX", "RUEHQPL", 3, 11),
        Post("MONTESARRE", "AMEMBASSY", "OV", "RUEHQMS", 15, 13),
        Post("BELCOURANT", "AMCONSUL", "OV", "RUEHQBC", 2, 11),
        Post("SANKT ALDEN", "AMEMBASSY", "VX", "RUEHQSA", 11, 13),
        Post("KESTERHOLM", "AMCONSUL", "VX", "RUEHQKH", 2, 11),
        Post("ORLOVETZ", "AMEMBASSY", "DX", "RUEHQOV", 14, 13),
        Post("NOVA JOVA", "AMEMBASSY", "JV", "RUEHQNJ", 12, 13),
        Post("CALDERAVILLE", "AMCONSUL", "JV", "RUEHQCV", 2, 11),
        Post("GRAND KESTERHAVEN", "AMEMBASSY", "WX", "RUEHQGK", 10, 13),
        Post("BRANNOCKTOWN", "AMEMBASSY", "QB", "RUEHQBT", 5, 12),
        Post("LAKE COUNCIL", "USMISSION", "VX", "RUEHQLC", 6, 13),
        DEPARTMENT,
    )
}
"""Station to post."""
MISSIONS = tuple(post for post in POSTS.values() if post.kind != "SECSTATE")

_FIRST = "Marl Thistl Wether Haskam Crint Quill Pember Larr Ostler Fennim Gildam Dunnac".split()
_LAST = "acre erwick by stow thorne ingale ombe erley aby more ister wold".split()
_GIVEN = (
    "Adela Bertram Cordelia Dexter Edmund Florence Gideon Harriet Irwin Josephine Kenelm"
    " Lavinia Maxwell Nora Osbert Priscilla Roland Sybil Theodora Winifred"
).split()


def head(station: str, year: int) -> tuple[str, str, str]:
    """Given name, family name and title of whoever signs for the post that year.

    Ambassadors change every three years, at each post in other years.
    """
    return officers(station, year)[0]


@cache
def officers(station: str, year: int) -> tuple[tuple[str, str, str], ...]:
    """The head of the post, the deputy and three officers, as (given, family, title)."""
    post = POSTS[station]
    titles = {
        "AMEMBASSY": ("Ambassador", "Charge d'Affaires"),
        "AMCONSUL": ("Consul General", "Deputy Principal Officer"),
        "USMISSION": ("Ambassador", "Deputy Chief of Mission"),
        "SECSTATE": ("Secretary", "Acting Deputy Assistant Secretary"),
    }[post.kind]
    found = []
    for place, title in enumerate(
        (*titles, "Political Counselor", "Economic Counselor", "Acting Political Officer")
    ):
        term = (year + len(station) + place) // 3
        roll = dice(0, "officer", station, place, term)
        family = roll.choice(_FIRST) + roll.choice(_LAST)
        found.append((roll.choice(_GIVEN), family, title))
    return tuple(found)
