"""The words that sentences are filled with, by what they can stand for.

In: nothing. Out: `POOLS`, name of a slot to the phrases that fit it. Phrases with a slot of their
own are filled when a pool is made. All small letters unless a name.
"""

from __future__ import annotations

__all__ = ["MONTHS", "POOLS"]

MONTHS = (
    "January February March April May June July August September October November December"
).split()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


POOLS: dict[str, tuple[str, ...]] = {
    "month": tuple(MONTHS),
    "weekday": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    "season": ("spring", "summer", "autumn", "winter", "sowing season", "dry months"),
    "crop": tuple(
        "wheat barley rye oats maize flax hops beets turnips cherries plums hazelnuts chestnuts"
        " lentils buckwheat sunflowers tobacco saffron apples quinces potatoes cabbages olives"
        " clover poppies walnuts grapes sugarcane peppers onions".split()
    ),
    "good": tuple(
        "glass lace timber resin paper pianos clocks bicycles tractors cement fertilizer wool"
        " cheese brandy porcelain bearings turbines buttons copper zinc salt furniture boots"
        " matches cutlery barges locomotives honey amber linen varnish bricks".split()
    ),
    "animal": tuple("cattle sheep goats horses geese trout sturgeon bees pigs deer mules".split()),
    "road": _lines(
        """the mountain railway
        the ring road
        the northern canal
        the river port
        the old post road
        the cable car line
        the grain terminal
        the viaduct
        the night express
        the airfield
        the customs shed
        the marshalling yard
        the lake ferry
        the eastern bypass
        the narrow-gauge line"""
    ),
    "body": _lines(
        """the Court of Accounts
        the Electoral Board
        the Chamber of Millers
        the Railway Directorate
        the Bar Association
        the Lake Fisheries Office
        the Foresters' Union
        the Central Bank
        the Press Council
        the Customs Service
        the Gendarmerie
        the Port Authority
        the National Library
        the Academy of Agronomy
        the State Grain Reserve
        the Ombudsman
        the Water Board
        the Office of Statistics
        the Teachers' League
        the Standards Bureau
        the Mountain Rescue Corps
        the Licensing Commission"""
    ),
    "ngo": _lines(
        """the Open Hearth Foundation
        the Lantern Network
        the League of Village Mothers
        Safe Crossing
        the Committee for Fair Trials
        the Riverkeepers
        the Harvest Hands Association
        the Free Almanac Society
        the Union of Country Doctors
        Bridges for Children
        the Legal Stove Clinic
        the Hilltop Monitors"""
    ),
    "paper": _lines(
        """the Morning Bell
        the Evening Courier
        the People's Almanac
        the Independent Gazette
        the Forester
        the weekly Weathervane
        Radio Meridian
        the satirical Magpie
        Channel Seven
        the Financial Ledger
        the Provincial Herald"""
    ),
    "party": _lines(
        """the Agrarian Alliance
        the Liberal Union
        the Crown and Country Party
        the Workers' Front
        the Party of Reform
        the Green List
        the Popular Bloc
        the Civic Forum
        the National Concord
        the Radical Democrats
        the Pensioners' Movement"""
    ),
    "company": _lines(
        """Strela Dynamo
        Norbrook Grain
        United Saltworks
        Meridian Shipping
        the Bergmann Lathe Works
        Alpine Gas and Light
        Tollen Dredging
        the Orsin Wine Trust
        Varne Steel
        Cayline Ferries
        the Royal Clock Company
        Trans-Lake Telegraph
        Hallam and Quist Engineering
        Blue Heron Textiles"""
    ),
    "ministry": tuple(
        f"the Ministry of {name}"
        for name in (
            "Agriculture",
            "the Interior",
            "Foreign Affairs",
            "Justice",
            "Transport",
            "Finance",
            "Culture",
            "Trade and Crafts",
            "Energy",
            "Labor",
            "Defense",
            "Public Health",
            "Education",
            "Forests and Waters",
        )
    ),
    "office": _lines(
        """Minister of Agriculture
        Minister of the Interior
        Foreign Minister
        Justice Minister
        Deputy Transport Minister
        Finance Minister
        Culture Minister
        Trade Minister
        Energy Secretary
        Labor Minister
        Deputy Defense Minister
        Prosecutor General
        Mayor
        Prime Minister
        Speaker
        Police Director
        Director for Treaties
        National Security Adviser
        Customs Director
        Deputy Prime Minister"""
    ),
    "person_kind": _lines(
        """a senior adviser
        a retired judge
        a local businessman
        an opposition deputy
        a long-time contact
        a provincial prefect
        the bishop's secretary
        a newspaper editor
        a leading economist
        a trade union lawyer
        a border guard captain
        a former minister
        a farm cooperative chairman
        a university rector
        a railway engineer
        one well-placed official
        a doctor from the clinic
        a young parliamentarian"""
    ),
    "us": _lines(
        """the Ambassador
        Poloff
        Econoff
        Emboffs
        the DCM
        Conoff
        the Political Counselor
        the Defense Attache
        PAO
        the Economic Counselor
        visiting staff
        the Labor Attache"""
    ),
    "said": tuple(
        "said|told us|explained|claimed|argued|admitted|confided|insisted|noted|complained|added"
        "|predicted|maintained|acknowledged|stressed|suggested|hinted|warned|believed"
        "|conceded".split("|")
    ),
    "verb": tuple(
        "approve|delay|reconsider|finance|publish|abandon|renew|audit|amend|oppose|support|review"
        "|accelerate|suspend|inspect|restore|expand|narrow|simplify|ratify|discuss|defend"
        "|shelve|implement".split("|")
    ),
    "done": tuple(
        "approved|delayed|reopened|financed|published|abandoned|renewed|audited|amended|rejected"
        "|welcomed|reviewed|completed|suspended|inspected|restored|expanded|reduced|simplified"
        "|ratified|postponed|criticized|launched|dismantled|privatized|registered".split("|")
    ),
    "thing": _lines(
        """the water law
        the grain subsidy
        the land register
        the frontier protocol
        the budget for roads
        the telephone tender
        the new customs tariff
        the pension decree
        the forestry concession
        the electoral register
        the bridge contract
        the visa agreement
        the anti-corruption bill
        the school reform
        the dam project
        the fishing quota
        the labor code
        the museum endowment
        the census
        the energy charter
        the witness protection program
        the broadcasting license
        the extradition request
        the seed bank
        the harbor dues
        the wage settlement"""
    ),
    "adj": tuple(
        "modest serious steady uneven surprising cautious broad local rapid fragile visible"
        " disputed practical limited sharp gradual genuine technical lasting recent seasonal"
        " unpopular familiar tentative costly welcome hollow bitter quiet orderly stubborn"
        " hasty thorough partial solid unusual symbolic stale lively".split()
    ),
    "noun": tuple(
        "progress resistance interest shortage dispute improvement decline rivalry consensus delay"
        " confusion growth debate tension reform patience pressure oversight demand optimism"
        " cooperation secrecy coordination fatigue turnover scrutiny momentum turnout waste"
        " disagreement transparency negligence enthusiasm bargaining paperwork rehearsal".split()
    ),
    "adverb": tuple(
        "quietly slowly openly repeatedly reluctantly formally privately briefly quickly firmly"
        " publicly carefully largely partly plainly frankly routinely belatedly sternly"
        " cheerfully gradually abruptly informally".split()
    ),
    "cause": _lines(
        """a dry spring
        the late thaw
        the price of diesel
        an unpaid invoice
        the coming party congress
        a quarrel between two ministries
        the death of the old chairman
        the flood in the lower valley
        a shortage of trained clerks
        the strike of the lock keepers
        pressure from the regions
        a ruling of the high court
        the currency's slide
        poor bookkeeping
        fear of the auditors
        the loss of two winter markets
        an outbreak of blight
        the collapse of the cooperative bank
        rumors of a cabinet change
        the absence of a quorum"""
    ),
    "event": _lines(
        """the regatta
        the millers' congress
        the spring fair
        the signing ceremony
        the anniversary parade
        the regional summit
        the budget debate
        the donors' conference
        the hearing
        the bishop's jubilee
        the opening of the tunnel
        the joint commission
        the by-election
        the trade exhibition
        the roundtable
        the shareholders' meeting
        the search and rescue drill"""
    ),
    "place_kind": tuple(
        "market mill school clinic station barracks courthouse dairy brewery sawmill shelter"
        " prison quarry hostel warehouse vineyard cannery ferry depot library".split()
    ),
    "hope": _lines(
        """before the end of the year
        within three months
        after the recess
        once the snow has gone
        in time for the harvest
        before the next session
        as soon as funds allow
        by the middle of next year
        when the audit is complete
        not later than the autumn"""
    ),
    "degree": tuple(
        "slightly somewhat markedly noticeably barely hardly considerably visibly".split()
    ),
}
"""Slot to phrases."""
