"""What the invented cables speak of: subjects, TAGS, headings and sentences of each topic.

In: nothing. Out: `TOPICS`, `ANYWHERE` (sentences for every topic) and `VIEWS` (for summaries and
comments). Words in braces are slots, filled from `words.POOLS`, from the country and from names.
"""

# ruff: noqa: E501 - a sentence reads best on one line

from __future__ import annotations

import msgspec

__all__ = ["ANYWHERE", "TOPICS", "VIEWS", "Topic"]


class Topic(msgspec.Struct, frozen=True):
    """One field of reporting."""

    tags: tuple[str, ...]
    subjects: tuple[str, ...]
    headings: tuple[str, ...]
    sentences: tuple[str, ...]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.strip().splitlines())


ANYWHERE = _lines(
    """{us} met {office} {surname} on {month} {day} to discuss {thing}.
    {office} {surname} {said} that {thing} had been {done} because of {cause}.
    On {month} {day}, {paper} reported that {number} people had gathered at {event} in {village}.
    According to {person_kind}, {ministry} will {verb} {thing} {hope}.
    {body} {adverb} {done} {thing}, to the surprise of {party}.
    {surname}, {person_kind} from {village}, {said} that the matter was one of {adj} {noun}.
    In {region}, the {place_kind} at {village} was {done} in {month} {year}.
    The {government} has set aside {number} {money} for {thing}, {percent} more than in {year}.
    {us} visited the {place_kind} in {village} and found {adj} {noun} among its {smallnumber} workers.
    {ministry} and {body} disagree about {thing}; each blames the other for {adj} {noun}.
    He {adverb} {said} that {cause} had left {ministry} with little room.
    She {said} the {adjective} side would {verb} {thing} {hope}.
    Asked about {thing}, {surname} pointed to {cause} and to {adj} {noun} in {region}.
    {person_kind} {said} that {body} had {adverb} {done} the plan after {event}.
    {ngo} counted {smallnumber} cases in {region}, while {ministry} speaks of {smallnumber}.
    A delegation led by {office} {surname} left {village} on {month} {day} without an agreement.
    {paper} published a {adj} interview with {surname}, who called {thing} a matter of honor.
    Between {month} and {month}, {number} applications reached {body}, of which {percent} were {done}.
    The prefect of {region}, {surname}, has {adverb} {done} {thing} since {year}.
    Few in {capital} expect {party} to {verb} {thing} {hope}.
    We raised {thing} with {ministry} again on {weekday}, {month} {day}, and were told of {adj} {noun}.
    Contacts in {village} and {village} describe {adj} {noun} that they trace to {cause}.
    {company} has {adverb} {done} its branch in {village}, with the loss of {number} jobs.
    {surname} and {surname} were both named to the commission, which is to report {hope}.
    The {house} took up {thing} on {month} {day} and adjourned after {smallnumber} speeches.
    That {noun}, {surname} {said}, was {degree} worse than in {year}.
    No decision is likely while {office} {surname} remains abroad.
    A bridge over {river} near {village} was {done} after {cause}.
    The average stands at {number} {money} a month, against {number} in {year}.
    {person_kind} in {village} gave three reasons: {cause}, {cause}, and the habits of {body}.
    {office} {surname} will travel to {village} in {month} with {smallnumber} aides.
    Since {year}, {body} has {done} {number} of the {number} claims from {region}.
    {surname} {adverb} {said} that {party} would not {verb} {thing} without {party}.
    A letter signed by {smallnumber} deputies asks {ministry} to {verb} {thing}.
    {company} and {company} both want {thing}; {body} wants neither.
    On {weekday}, {surname} met {surname} at the {place_kind} in {village} and {done} the list.
    The {adjective} note of {month} {day} is the {smallnumber}th on {thing}.
    {paper} and {paper} agree for once: {cause} is to blame.
    Prices of {crop} and {good} {adverb} followed those of {good}.
    In private, {surname} calls {office} {surname} a man of {adj} habits and {adj} {noun}.
    The {season} brought {adj} {noun} to {region} and {number} visitors to {village}.
    {us} thanked {surname} for {noun} shown over {thing}.
    {ministry} keeps {smallnumber} inspectors for the whole of {region}.
    Were {thing} {done}, {person_kind} {said}, {village} would lose its {place_kind}.
    {surname} lost his post in {month} {year} after {cause}; he now advises {company}.
    {number} {money} were missing from the books of {body} in {year}.
    {ngo} and {ngo} asked {ministry} for {noun} and got {noun}.
    The road from {village} to {village} was closed for {smallnumber} days after {cause}.
    Two of {surname}'s cousins sit in {body}, a third owns {company}.
    The draft was {done} article by article; article {smallnumber} alone took {smallnumber} hours.
    {person_kind} compared {thing} to a clock that is {adverb} wound but never set.
    {us} gave {office} {surname} the points of reftel, which he {adverb} {done}.
    {smallnumber} of {smallnumber} mayors in {region} belong to {party}.
    A court in {village} {done} the appeal of {company} on {month} {day}.
    {surname} called it "{adj} {noun}" and would say no more.
    The headline in {paper} read "{noun} in {village}: who pays?"
    {person_kind} {said} that "{thing}" had become a word for {adj} {noun}.
    "There is no {noun} in {region}," {surname} {said}, "only {adj} {noun}."
    {us} asked whether {body} could {verb} {thing}; {surname} {said} it could, {hope}."""
)

VIEWS = _lines(
    """The {adj} {noun} in {capital} should not hide {adj} {noun} in {region}.
    {government} officials are {adverb} preparing to {verb} {thing}, but {cause} may stop them.
    We see {adj} {noun} and expect {ministry} to {verb} {thing} {hope}.
    {surname} remains our best contact at {ministry} and deserves an early invitation.
    Post will continue to press {ministry} and {body} for {adj} {noun}.
    Much depends on whether {party} can live with {thing}.
    Whatever {surname} says in public, {cause} leaves the {government} few choices.
    The {ruler} is above the quarrel, yet nobody in {capital} doubts where his sympathies lie.
    It is too early to say whether this is {adj} {noun} or only the usual {noun} of the {season}.
    Embassy would welcome guidance on {thing} before {event}.
    The figures given by {body} are probably too low; those of {ngo} are surely too high.
    Neighbors watch {thing} closely, for {cause} does not stop at the frontier."""
)

TOPICS: dict[str, Topic] = {
    "elections": Topic(
        ("PGOV", "PREL", "KDEM"),
        _lines(
            """{adjective} Elections: {party} Leads in {region}
            Campaign Opens with {adj} {noun} in {village}
            {surname} Concedes, {party} Divided over Coalition
            Electoral Board Orders Recount in {smallnumber} Districts"""
        ),
        (
            "The Campaign",
            "Counting the Votes",
            "Coalition Arithmetic",
            "What the Observers Saw",
            "The Provinces Speak",
        ),
        _lines(
            """{party} won {smallnumber} of the {smallnumber} seats in {region}, {degree} fewer than polls foretold.
            Turnout reached {percent} in {village} but only {percent} in {capital}.
            Observers from {ngo} saw {smallnumber} sealed boxes arrive late at the {place_kind} in {village}.
            {surname} of {party} refuses to sit in a cabinet with {surname}.
            The Electoral Board {adverb} {done} {number} ballots from {region}.
            A coalition of {party} and {party} would hold a majority of {smallnumber} in the {house}.
            Voters in {village} named {cause} as the issue that decided their choice."""
        ),
    ),
    "harvest": Topic(
        ("EAGR", "ECON", "ETRD"),
        _lines(
            """{adjective} Harvest: {adj} {noun} on the Plains
            Rust in the {crop}: {region} Asks for Seed
            {government} Caps Export of {crop} until {month}
            Grain Reserve Falls to {number} Tons"""
        ),
        (
            "The Fields",
            "Prices and Stores",
            "Seed, Fertilizer and Fuel",
            "Weather",
            "The Cooperatives",
        ),
        _lines(
            """Farmers in {region} brought in {number} tons of {crop}, {percent} less than in {year}.
            The price of {crop} rose to {number} {money} a ton at the {place_kind} in {village}.
            Rain fell on {smallnumber} of a hundred days and spoiled much of the {crop} near {village}.
            The State Grain Reserve holds {number} tons of {crop} and {number} tons of {crop}.
            {surname}'s cooperative switched from {crop} to {crop} after {cause}.
            Herds of {animal} were driven down from {region} {smallnumber} days early.
            {ministry} lends seed {crop} at {percent} interest, repayable {hope}.
            Storage is short: the {place_kind} at {village} has room for {number} tons only."""
        ),
    ),
    "trade": Topic(
        ("ETRD", "ECON", "EINV", "EIND"),
        _lines(
            """{company} Seeks Partners for {good} Venture
            {adjective} Tariffs on {good} to Rise in {month}
            Trade Talks on {good} End with {adj} {noun}
            Customs Dispute over {good} and {good}"""
        ),
        ("The Offer", "Tariffs", "Who Gains", "Customs Practice", "Prospects for U.S. Firms"),
        _lines(
            """Exports of {good} came to {number} {money} in {year}, those of {good} to {number}.
            {company} has offered {number} {money} for the works at {village}.
            The tariff on {good} falls from {percent} to {percent} on {month} {day}.
            Customs officers at {village} held {smallnumber} wagons of {good} for want of a stamp.
            {surname}, who directs {company}, {said} that {good} had become too dear to ship.
            A U.S. maker of {good} lost the tender to {company} by {number} {money}.
            The joint commission listed {smallnumber} barriers to trade in {good}."""
        ),
    ),
    "railway": Topic(
        ("ELTN", "ECON", "EWWT"),
        _lines(
            """Railway Directorate Chooses Gauge for {region} Line
            Night Express Returns to {village} after {smallnumber} Years
            Tunnel at {village}: {adj} {noun}, {adj} Costs
            Lock Keepers on {river} End Strike"""
        ),
        ("The Line", "Rolling Stock", "Who Pays", "The Unions", "Freight"),
        _lines(
            """The line from {village} to {village} carried {number} passengers in {month}.
            {smallnumber} of the Directorate's {smallnumber} locomotives stand idle for lack of parts.
            {company} will relay {smallnumber} kilometers of track in {region} {hope}.
            A tunnel under the pass at {village} would cost {number} {money}.
            The freight rate for {good} rose {percent} in {month}.
            Barges on {river} waited {smallnumber} days at the lock in {village}.
            Dispatchers at {village} work with bells and paper, as in {year}."""
        ),
    ),
    "rights": Topic(
        ("PHUM", "PGOV", "KJUS"),
        _lines(
            """Human Rights in {region}: {adj} {noun}
            Trial of {surname} Resumes in {village}
            {ngo} Reports on Prisons of {region}
            Court Frees Editor of {paper}"""
        ),
        ("The Courts", "Prison Conditions", "Freedom of Assembly", "The Ombudsman", "Minorities"),
        _lines(
            """{surname} was held for {smallnumber} days without charge at the {place_kind} in {village}.
            The court in {village} sentenced {smallnumber} marchers to fines of {number} {money}.
            Lawyers of {ngo} were turned away from the prison in {village} on {month} {day}.
            The Ombudsman received {number} complaints in {year}, {percent} of them about the Gendarmerie.
            Judge {surname} threw out the case against {surname} for lack of evidence.
            Cells built for {smallnumber} hold {smallnumber}; the roof at {village} leaks.
            Speakers of the old dialect in {region} may not use it in court."""
        ),
    ),
    "trafficking": Topic(
        ("KTIP", "PHUM", "ELAB", "SMIG", "KWMN"),
        _lines(
            """Trafficking in Persons: {smallnumber} Victims Found in {village}
            {adjective} Police Break Labor Ring at {good} Works
            New Shelter Opens in {region} for Victims of Trafficking
            Farm Labor Abuses on the {crop} Estates"""
        ),
        ("The Case", "Protection", "Prosecution", "Prevention", "Seasonal Workers"),
        _lines(
            """Police freed {smallnumber} workers from a {place_kind} near {village} where papers had been taken from them.
            The shelter run by {ngo} took in {smallnumber} women and {smallnumber} children between {month} and {month}.
            Prosecutors opened {smallnumber} investigations and won {smallnumber} convictions under the labor code.
            Recruiters promise {number} {money} a month and pay {number}.
            Pickers of {crop} in {region} sleep {smallnumber} to a hut and owe the foreman for bread.
            {surname}, a former recruiter, was sentenced to {smallnumber} years in {village}.
            Labor inspectors visited {smallnumber} estates in {region} and wrote {smallnumber} reports.
            The hotline of {ngo} rang {number} times in {year}."""
        ),
    ),
    "energy": Topic(
        ("ENRG", "EPET", "ECON", "SENV"),
        _lines(
            """Dam on {river}: Turbines Late, Costs {adj}
            Gas Arrears: {company} Threatens to Close Valves
            {adjective} Energy Charter before the {house}
            Coal for the Winter: {number} Tons Short"""
        ),
        ("Supply", "Arrears", "The Dam", "Tariffs for Households", "Alternatives"),
        _lines(
            """The station at {village} burned {number} tons of coal in {month}.
            {company} claims {number} {money} in arrears from {ministry}.
            Power failed in {village} for {smallnumber} hours on {month} {day}.
            The dam on {river} will give {smallnumber} megawatts when all turbines run.
            Households in {region} pay {percent} of the cost of current.
            {company} has drilled {smallnumber} dry wells in {region}.
            Windmills near {village} supply the {place_kind} and little else."""
        ),
    ),
    "visas": Topic(
        ("CVIS", "CPAS", "KFRD", "SMIG"),
        _lines(
            """Visa Fraud: {village} Printer Arrested
            Consular Outlook: Demand Up {percent} in {region}
            Validation Study of Student Visas
            Passport Law Brings {adj} {noun}"""
        ),
        ("Fraud Trends", "Demand", "Local Documents", "Staffing", "Validation Study"),
        _lines(
            """The section took {number} applications in {month} and refused {percent}.
            Birth records from {village} are easily altered, as {smallnumber} recent cases show.
            A printer in {village} sold {smallnumber} seals of {ministry}.
            Of {smallnumber} students who travelled in {year}, {smallnumber} came back on time.
            {surname}, who held {smallnumber} passports, was stopped at {village}.
            The wait for an interview is {smallnumber} days, {degree} more than in {year}.
            Seasonal workers from {region} need a letter of {company}."""
        ),
    ),
    "exercise": Topic(
        ("MARR", "PREL", "MOPS", "PARM"),
        _lines(
            """Exercise Silver Ladle: {adjective} Forces Show {adj} {noun}
            Defense Ministry Plans {noun} in {region}
            Overflight Request for {event}
            {smallnumber} Battalions to Move from {village}"""
        ),
        ("The Exercise", "Equipment", "Lessons", "Border Units", "Next Steps"),
        _lines(
            """{number} soldiers crossed {river} on pontoons in {smallnumber} hours.
            The battalion from {village} has {smallnumber} trucks, of which {smallnumber} start.
            Colonel {surname} {adverb} {said} that radios of three makes cannot speak to each other.
            Observers of {smallnumber} states watched from the hill above {village}.
            Mountain troops practiced the rescue of {smallnumber} climbers in {region}.
            General {surname} retires in {month} and has no plain successor.
            Border posts along {river} are {smallnumber} men short."""
        ),
    ),
    "environment": Topic(
        ("SENV", "EAGR", "TBIO", "EFIS"),
        _lines(
            """Dead Fish on {river}: {company} Blamed
            {adjective} Forests: Beetles Take {percent} of the Spruce
            Lake Commission Agrees on {adj} Limits
            Sturgeon Quota Angers {region}"""
        ),
        ("The Spill", "Forests", "The Lake", "Who Is Responsible", "Monitoring"),
        _lines(
            """A spill from {company} killed {animal} for {smallnumber} kilometers below {village}.
            Beetles have felled {number} hectares of spruce in {region}.
            The Lake Commission measured {smallnumber} sites and closed {smallnumber} beaches.
            {ngo} took samples at {village} that differ {degree} from those of {ministry}.
            The quota for sturgeon fell from {number} to {number}.
            Foresters replanted {number} seedlings near {village} in {month}.
            Smoke from the {place_kind} in {village} hangs over {region} all {season}."""
        ),
    ),
    "press": Topic(
        ("KPAO", "PGOV", "OPRC"),
        _lines(
            """Media Reaction: {event} and {thing}
            {paper} Changes Hands
            Press Council Warns {paper}
            Editors Protest New License Fees"""
        ),
        ("Editorials", "Ownership", "Broadcasting", "Tone", "The Press Law"),
        _lines(
            """{paper} called {thing} a play in which nobody had learned the lines.
            An editorial of {month} {day} asked who would pay for {thing}.
            {company} bought {percent} of {paper} for {number} {money}.
            {surname}, editor of {paper}, printed the list of {smallnumber} donors.
            Circulation of {paper} fell to {number}, that of {paper} rose to {number}.
            The license of the transmitter in {village} was {done} on {month} {day}.
            A cartoon in {paper} showed {office} {surname} asleep on a sack of {crop}."""
        ),
    ),
    "culture": Topic(
        ("SCUL", "KPAO", "PREL"),
        _lines(
            """Opera House in {capital} Reopens
            Exchange Alumni Found Library in {village}
            Quarrel over the {region} Archives
            {event}: A Day of {adj} {noun}"""
        ),
        ("The Opening", "Exchanges", "The Archives", "Music and Money", "Schools"),
        _lines(
            """{number} guests filled the hall in {village}; the lights failed twice.
            The museum lent {smallnumber} tapestries and got back {smallnumber}.
            {surname}, who spent {year} on an exchange, now directs the library in {village}.
            Pupils at {smallnumber} schools in {region} learn English from {smallnumber} teachers.
            The archives of {region} fill {number} boxes, {percent} of them damp.
            A choir from {village} sang at {event} and was asked for {smallnumber} encores.
            {company} gave {number} {money} for the organ in {village}."""
        ),
    ),
    "border": Topic(
        ("PREL", "PBTS", "SNAR", "ASEC"),
        _lines(
            """Frontier Commission Moves {smallnumber} Stones
            Smuggling of {good} across {river}
            {adjective} Note on the {region} Enclave
            Incident at the {village} Crossing"""
        ),
        ("The Incident", "The Commission", "Smuggling Routes", "Maps", "Reaction Abroad"),
        _lines(
            """Guards at {village} fired {smallnumber} shots in the air on {month} {day}.
            The map of {year} puts {village} on this side of {river}, that of {year} on the other.
            Smugglers move {good} and {good} over the pass near {village} by night.
            The Frontier Commission has placed {smallnumber} of {smallnumber} stones.
            {surname} {said} that {number} sheep had crossed and that {number} had come back.
            A note of {month} {day} asks for {smallnumber} meters of river bank.
            Seizures of {good} in {region} rose by {percent}."""
        ),
    ),
    "health": Topic(
        ("TBIO", "KFLU", "EAID", "SOCI"),
        _lines(
            """Fever in {region}: {smallnumber} Cases
            Country Doctors Strike over Pay
            Vaccines Reach {village} by Mule
            {ministry} Denies Shortage of Medicines"""
        ),
        ("Cases", "Clinics", "Vaccines", "Rumor and Fact", "Assistance"),
        _lines(
            """The clinic in {village} counted {smallnumber} cases of fever in {month}.
            {number} doses reached {region} by road and {number} by boat.
            Doctors earn {number} {money} a month, {percent} less than a miller.
            {ngo} found {smallnumber} of {smallnumber} clinics without running water.
            Geese were culled within {smallnumber} kilometers of {village}.
            {surname}, chief of the hospital in {village}, {said} that beds would last {smallnumber} days.
            Midwives in {region} travel by {animal} and by ferry."""
        ),
    ),
}
"""Name to topic."""
