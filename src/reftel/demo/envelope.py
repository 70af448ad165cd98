"""The transmission lines over an invented telegram, in the styles of 1985-2010 and of 1973-79.

In: a plan, the number of sections, dice. Out: the header's lines.
"""

from __future__ import annotations

from collections.abc import Callable

from reftel.demo.plan import Plan
from reftel.demo.seeds import number_of
from reftel.demo.world import DEPARTMENT, MISSIONS, Post

__all__ = ["MONTHS", "header_1973", "header_1985", "is_old", "page_line"]

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_Roll = Callable[[], float]
_OTHERS = (
    ("RUEHZQL", "LAKE COUNCIL COLLECTIVE"),
    ("RUEHQRC", "ALL RURITANIA POSTS COLLECTIVE"),
    ("RUEKQDI", "DIA WASHDC"),
    ("RUEKQJC", "SECDEF WASHDC"),
    ("RUCPQCM", "DEPT OF COMMERCE WASHDC"),
    ("RHEHQNS", "NSC WASHDC"),
    ("RUEHQRH", "USDA FAS WASHDC"),
    ("RHMFQIS", "HQ LAKE COMMAND//J2/J5//"),
)
_SECURITY = {"U": "ZNR UUUUU ZZH", "C": "ZNY CCCCC ZZH", "S": "ZNY SSSSS ZZH"}
_PRECEDENCES = (("O", "OO"), ("P", "PP"), ("R", "RR"), ("O P", "OO"), ("P R", "PP"), ("O R", "OO"))
_WORDS = {"O": " IMMEDIATE", "P": " PRIORITY", "R": "", "O P": "", "P R": "", "O R": ""}
_WIDTH = 69


def is_old(plan: Plan) -> bool:
    """Whether it is set as telegrams of 1973-79 were: in capitals, with PAGE lines."""
    return plan.created.year < 1980


def _group(plan: Plan) -> str:
    at = plan.created
    day = 32 if "date-time-impossible" in plan.faults else at.day
    return f"{day:02d}{at:%H%M}Z {MONTHS[at.month - 1]} {at:%y}"


def header_1985(plan: Plan, sections: int, roll: _Roll) -> list[str]:
    """VZCZC, routing, DE, security line, date-time group, FM, TO, INFO."""
    post, at = plan.post, plan.created
    public = roll() < 0.72
    marks, doubled = _PRECEDENCES[int(roll() * roll() * 1.4 * len(_PRECEDENCES)) % 6]
    channel = int(roll() * 10_000)
    lines = []
    others = _copies(plan, roll)
    if public:
        lines.append(f"VZCZCXRO{channel:04d}")
        relays = sorted({other.routing for other in others} | {"RUEHQRL", "RUEHZQR"})
        lines += _wrapped(f"{doubled} {' '.join(relays)}")
    else:
        lines += [f"VZCZCXYZ{channel:04d}", f"{doubled} RUEHWEB", ""]
    part = "/01" if sections > 1 or roll() < 0.3 else ""
    lines.append(f"DE {post.routing} #{plan.serial % 10_000:04d}{part} {at:%j%H%M}")
    lines.append(_SECURITY[plan.level[0]])
    signal = f" ZDK CTG {post.routing} #{int(roll() * 9999):04d}" if roll() < 0.04 else ""
    lines.append(f"{marks} {_group(plan)}{signal}")
    lines.append(f"FM {post.addressee}")
    if post is DEPARTMENT:
        to = [(other.routing, other.addressee) for other in others] or [
            ("RUEHZQL", "LAKE COUNCIL COLLECTIVE")
        ]
        copies: list[tuple[str, str]] = []
    else:
        to = [("RUEHC", "SECSTATE WASHDC")]
        copies = [(other.routing, other.addressee) for other in others]
    copies += [other for other in _OTHERS if roll() < 0.25]
    lines += _addressees("TO", to, _WORDS[marks], roll)
    lines += _addressees("INFO", copies, "", roll)
    if roll() < 0.01:
        lines.append("XMT AMCONSUL HENTZAU")
    return lines


def _copies(plan: Plan, roll: _Roll) -> list[Post]:
    """Posts that get it too: the same ones lie next to each other for a post."""
    start = number_of(plan.post.station) % len(MISSIONS)
    many = int(9 * roll() * roll())
    found = [MISSIONS[(start + k) % len(MISSIONS)] for k in range(many)]
    return [post for post in found if post is not plan.post]


def _addressees(label: str, names: list[tuple[str, str]], word: str, roll: _Roll) -> list[str]:
    lines = []
    for place, (routing, name) in enumerate(names):
        serial = f" {int(roll() * 10_000):04d}" if "COLLECTIVE" not in name else ""
        precedence = word or (" PRIORITY" if roll() < 0.08 else "")
        start = f"{label} " if place == 0 else ""
        lines.append(f"{start}{routing}/{name}{precedence}{serial}")
    return lines


def _wrapped(line: str) -> list[str]:
    lines = []
    while len(line) > _WIDTH:
        cut = line.rindex(" ", 0, _WIDTH)
        lines.append(line[:cut])
        line = line[cut + 1 :]
    return [*lines, line]


def page_line(plan: Plan, page: int, section: int, sections: int) -> str:
    """`PAGE 02        STRELS  00042  01 OF 02  141602Z`: the head of a printed page."""
    part = f"  {section:02d} OF {sections:02d}" if sections > 1 else ""
    received = plan.created.replace(minute=(plan.created.minute + 30) % 60)
    six = plan.post.name[:6].strip()
    return f"PAGE {page:02d}        {six}  {plan.serial:05d}{part}  {received:%d%H%M}Z"


def header_1973(plan: Plan, sections: int, roll: _Roll) -> list[str]:
    """PAGE line, ACTION and INFO offices, dash line, date-time group, FM, TO, INFO."""
    offices = [f"{name}-{int(roll() * 16):02d}" for name in ("OCT", "ISO", "SS", "NSC", "AGR", "L")]
    total = sum(int(office[-2:]) for office in offices) + 12
    group = f"{int(roll() * 1_000_000):06d}"
    lines = [
        page_line(plan, 1, 1, sections),
        "",
        f"{int(roll() * 90) + 10}",
        "ORIGIN EUR-12" if plan.post is DEPARTMENT else "ACTION EUR-12",
        "",
        f"INFO  {'  '.join(offices)}  /{total:03d} W",
    ]
    if plan.post is DEPARTMENT:
        lines += ["", "DRAFTED BY EUR/LAKE:TWOLD:PBY", "APPROVED BY EUR:LSTHORNE"]
    if plan.created.year < 1977:
        lines.append(f"                       --------------------- {group}")
    else:
        lines.append(f"                  ------------------{group} {_group(plan)[:7]} /20")
    marks = "O P R".split()[int(roll() * 3)]
    lines.append(f"{marks} {_group(plan)}")
    lines.append(f"FM {plan.post.addressee}")
    others = [post.addressee for post in _copies(plan, roll)[:3]]
    if plan.post is DEPARTMENT:
        lines.append(
            f"TO {others.pop() if others else 'AMEMBASSY STRELSAU'} {_WORDS[marks]}".rstrip()
        )
    else:
        lines.append(f"TO SECSTATE WASHDC{_WORDS[marks]} {int(roll() * 10_000):04d}")
    return lines + [f"{'INFO ' if n == 0 else ''}{name}" for n, name in enumerate(others)]
