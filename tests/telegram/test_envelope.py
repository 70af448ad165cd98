"""Transmission lines of both styles."""

from __future__ import annotations

import pytest

from reftel.telegram.parse import parse
from telegram.fragments import BODY, HEADER, TOP, codes, pieces, telegram, with_header


def test_the_whole_header() -> None:
    cable = with_header(HEADER)
    envelope = cable.envelope
    assert (envelope.transmission, envelope.precedence) == ("VZCZCXYZ0012", "PRIORITY")
    assert envelope.relays == ("RUEHZD", "RUEHC")
    assert (envelope.station, envelope.serial, envelope.section) == ("RUEHSZ", "0012", None)
    assert (envelope.filed_day, envelope.filed_time) == (14, "1532")
    assert envelope.security == "ZNY CCCCC ZZH"
    assert cable.created is not None
    assert cable.created.value == "2009-01-14T15:32Z"
    assert cable.created.span is not None
    assert cable.created.span.of(cable.text) == "141532Z JAN 09"
    assert cable.sender is not None
    assert cable.sender.name == "AMEMBASSY STRELSAU"
    assert cable.id == "09STRELSAU12"
    assert cable.defects == ()


@pytest.mark.parametrize(
    ("line", "transmission"),
    [
        ("VZCZCXYZ0012", "VZCZCXYZ0012"),
        ("VZCZCXRO4711", "VZCZCXRO4711"),
        ("VZCZCXXO1234", "VZCZCXXO1234"),
        ("MAFVZCZCXRO0012", "VZCZCXRO0012"),  # the tail of the message before
    ],
)
def test_transmission(line: str, transmission: str) -> None:
    cable = with_header(HEADER.replace("VZCZCXYZ0012", line))
    assert cable.envelope.transmission == transmission
    assert pieces(cable, "transmission") == [line]


@pytest.mark.parametrize(
    ("lines", "precedence", "relays"),
    [
        ("RR RUEHZD", "ROUTINE", ["RUEHZD"]),
        ("PP RUEHWEB", "PRIORITY", ["RUEHWEB"]),
        ("OO RUEHZD RUEHHZ", "IMMEDIATE", ["RUEHZD", "RUEHHZ"]),
        ("ZZ RUEHZD", "FLASH", ["RUEHZD"]),
        (
            "OO RUEHAAA RUEHBBB\nRUEHCCC RUEHDDD",
            "IMMEDIATE",
            ["RUEHAAA", "RUEHBBB", "RUEHCCC", "RUEHDDD"],
        ),
        ("RR RUEHAA\nRUEHBB\nRUEHCC", "ROUTINE", ["RUEHAA", "RUEHBB", "RUEHCC"]),
        ("PP RHEFDIA RUCNISL RAYASA", "PRIORITY", ["RHEFDIA", "RUCNISL", "RAYASA"]),
    ],
)
def test_routing(lines: str, precedence: str, relays: list[str]) -> None:
    cable = with_header(
        HEADER.replace("PP RUEHZD RUEHC\n\n", lines + "\n").replace("P 141532Z", "141532Z")
    )
    assert cable.envelope.precedence == precedence
    assert list(cable.envelope.relays) == relays
    assert pieces(cable, "unread") == []


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("DE RUEHSZ #0012 0141532", ("RUEHSZ", "0012", None, 14, "1532")),
        ("DE RUEHSZ #0012/01 0141532", ("RUEHSZ", "0012", 1, 14, "1532")),
        ("DE RUEHSZ #4012/11 3651532", ("RUEHSZ", "4012", 11, 365, "1532")),
        ("DE RUEHSZ 0012 0141532", ("RUEHSZ", "0012", None, 14, "1532")),
        ("DE RUEHSZ #0012", ("RUEHSZ", "0012", None, None, None)),
        ("DE  RUEHSZ  #0012/01  0141532", ("RUEHSZ", "0012", 1, 14, "1532")),
    ],
)
def test_station(line: str, facts: tuple[object, ...]) -> None:
    e = with_header(HEADER.replace("DE RUEHSZ #0012 0141532", line)).envelope
    assert (e.station, e.serial, e.section, e.filed_day, e.filed_time) == facts


@pytest.mark.parametrize(
    "line",
    [
        "ZNY CCCCC ZZH",
        "ZNR UUUUU ZZH",
        "ZNY SSSSS ZZH",
        "ZNY CCCCC",
        "ZNR UUUUU ZOC ZZH",
        "ZNY EEEEE ZZK",
    ],
)
def test_security(line: str) -> None:
    cable = with_header(HEADER.replace("ZNY CCCCC ZZH", line))
    assert pieces(cable, "security") == [line]
    assert cable.envelope.security == line


@pytest.mark.parametrize(
    ("line", "created", "precedence", "info", "signals"),
    [
        ("R 141532Z JAN 09", "2009-01-14T15:32Z", "ROUTINE", None, ()),
        ("O 141532Z JAN 09", "2009-01-14T15:32Z", "IMMEDIATE", None, ()),
        ("O R 141532Z JAN 09", "2009-01-14T15:32Z", "IMMEDIATE", "ROUTINE", ()),
        ("O P 010000Z DEC 99", "1999-12-01T00:00Z", "IMMEDIATE", "PRIORITY", ()),
        ("Z O 292359Z FEB 68", "1968-02-29T23:59Z", "FLASH", "IMMEDIATE", ()),
        ("Y 141532Z JAN 09", "2009-01-14T15:32Z", "FLASH OVERRIDE", None, ()),
        ("P R 141532Z JAN 09 ZDK", "2009-01-14T15:32Z", "PRIORITY", "ROUTINE", ("ZDK",)),
        ("P 141532Z JAN 09 ZFF4", "2009-01-14T15:32Z", "PRIORITY", None, ("ZFF4",)),
        ("O 141532Z JAN 09 ZDS", "2009-01-14T15:32Z", "IMMEDIATE", None, ("ZDS",)),
        (
            "P R 141532Z JAN 09 ZDK CTG RUEHSZ #0009", "2009-01-14T15:32Z", "PRIORITY", "ROUTINE",
            ("ZDK", "CTG", "RUEHSZ", "#0009"),
        ),
        ("P 141532Z JAN 2009", "2009-01-14T15:32Z", "PRIORITY", None, ()),
        ("P 141532 Z JAN 7 3", "1973-01-14T15:32Z", "PRIORITY", None, ()),
        ("141532Z Jan 09", "2009-01-14T15:32Z", "PRIORITY", None, ()),
        ("P 141532ZJAN 09", "2009-01-14T15:32Z", "PRIORITY", None, ()),
    ],
)  # fmt: skip
def test_date_time_group(
    line: str, created: str, precedence: str, info: str | None, signals: tuple[str, ...]
) -> None:
    cable = with_header(HEADER.replace("P 141532Z JAN 09", line))
    assert cable.created is not None
    assert (cable.created.value, cable.created.precision) == (created, "minute")
    assert (cable.envelope.precedence, cable.envelope.info_precedence) == (precedence, info)
    assert cable.envelope.signals == signals
    assert pieces(cable, "date-time") == [line]


@pytest.mark.parametrize(
    ("line", "name", "routing", "precedence", "serial", "collective"),
    [
        ("TO RUEHC/SECSTATE WASHDC 0231", "SECSTATE WASHDC", "RUEHC", None, "0231", False),
        ("TO RUEHC/SECSTATE WASHDC PRIORITY 0231", "SECSTATE WASHDC", "RUEHC", "PRIORITY", "0231", False),
        ("TO SECSTATE WASHDC IMMEDIATE", "SECSTATE WASHDC", None, "IMMEDIATE", None, False),
        ("TO SECSTATE WASHDC 0231 IMMEDIATE", "SECSTATE WASHDC", None, "IMMEDIATE", "0231", False),
        ("TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 0231", "SECSTATE WASHDC", "RUEHC", "NIACT IMMEDIATE", "0231", False),
        ("TO RUEHC/SECSTATE WASHDC FLASH 0231", "SECSTATE WASHDC", "RUEHC", "FLASH", "0231", False),
        ("TO RUEKJCS/JOINT STAFF WASHDC//J2//", "JOINT STAFF WASHDC//J2//", "RUEKJCS", None, None, False),
        ("TO RUCNRUR/RURITANIA COLLECTIVE", "RURITANIA COLLECTIVE", "RUCNRUR", None, None, True),
        ("TO RUEHXK/ARAB ISRAELI COLLECTIVE PRIORITY", "ARAB ISRAELI COLLECTIVE", "RUEHXK", "PRIORITY", None, True),
        ("TO ALL DIPLOMATIC AND CONSULAR POSTS", "ALL DIPLOMATIC AND CONSULAR POSTS", None, None, None, True),
        ("TO ZEN/AMCONSUL HENTZAU", "AMCONSUL HENTZAU", None, None, None, False),
        ("TO RHEHAAA/NATIONAL SECURITY COUNCIL WASHDC", "NATIONAL SECURITY COUNCIL WASHDC", "RHEHAAA", None, None, False),
        ("TO HQ USRURCOM PLACE GE//POLAD//", "HQ USRURCOM PLACE GE//POLAD//", None, None, None, False),
    ],
)  # fmt: skip
def test_addressee(
    line: str, name: str, routing: str | None, precedence: str | None, serial: str | None,
    collective: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    cable = with_header(HEADER.replace("TO RUEHC/SECSTATE WASHDC PRIORITY 1234", line))
    (found,) = cable.action
    assert (found.name, found.routing, found.precedence) == (name, routing, precedence)
    assert (found.serial, found.collective) == (serial, collective)
    assert found.span is not None
    assert found.span.of(cable.text).startswith((routing or name, "ZEN/"))


def test_addressees_go_on_without_label() -> None:
    cable = with_header(
        HEADER
        + "RUEHHZ/AMCONSUL HENTZAU PRIORITY 0003\nRUEHKR/AMEMBASSY KRAVONIA\nRUCNRUR/RURITANIA COLLECTIVE\n"
    )
    names = [other.name for other in cable.info]
    assert names == [
        "AMCONSUL ZENDA",
        "AMCONSUL HENTZAU",
        "AMEMBASSY KRAVONIA",
        "RURITANIA COLLECTIVE",
    ]
    assert [other.serial for other in cable.info] == ["0007", "0003", None, None]


@pytest.mark.parametrize(
    ("lines", "exempt", "info"),
    [
        ("XMT AMCONSUL HENTZAU", ["AMCONSUL HENTZAU"], ["AMCONSUL ZENDA"]),
        ("XMT AMCONSUL HENTZAU\nAMEMBASSY KRAVONIA", ["AMCONSUL HENTZAU", "AMEMBASSY KRAVONIA"], ["AMCONSUL ZENDA"]),
        ("ZEN AMCONSUL HENTZAU", [], ["AMCONSUL ZENDA", "AMCONSUL HENTZAU"]),
        ("ZEN/AMCONSUL HENTZAU", [], ["AMCONSUL ZENDA", "AMCONSUL HENTZAU"]),
    ],
)  # fmt: skip
def test_exempt_and_delivered_otherwise(lines: str, exempt: list[str], info: list[str]) -> None:
    cable = with_header(HEADER + lines + "\n")
    assert [other.name for other in cable.envelope.exempt] == exempt
    assert [other.name for other in cable.info] == info
    assert codes(cable) == []


@pytest.mark.parametrize("lines", ["BT", "GR25", "GR 25\nBT", "STATE GRNC\nBT"])
def test_accounting(lines: str) -> None:
    cable = with_header(HEADER + lines + "\n")
    assert pieces(cable, "accounting") == [lines] or pieces(cable, "accounting") == lines.split(
        "\n"
    )
    assert [other.name for other in cable.info] == ["AMCONSUL ZENDA"]
    assert codes(cable) == []


def test_a_copy_of_the_classification_line_may_head_the_header() -> None:
    cable = with_header("C O N F I D E N T I A L STRELSAU 00000012 \n\n" + HEADER)
    assert cable.id == "09STRELSAU12"
    assert len(pieces(cable, "classification")) == 2
    assert codes(cable) == []


OLD = """\
PAGE 01  STRELS 00042  01 OF 02  141602Z

21
ACTION EUR-12

INFO  OCT-01 ISO-00 SS-15 NSC-05 SSO-00 INRE-00
      USIE-00 /033 W
{drafted}                       {dash}
P R 141532Z JAN 76
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC PRIORITY 1234
INFO AMCONSUL ZENDA
AMCONSUL HENTZAU

"""


def old(dash: str = "--------------------- 054819", drafted: str = "") -> str:
    return telegram(
        header=OLD.format(dash=dash, drafted=drafted),
        line="C O N F I D E N T I A L SECTION 1 OF 2 STRELSAU 0042\n",
        top=TOP.replace("12958", "11652"),
        body=BODY,
    )


@pytest.mark.parametrize(
    "dash",
    [
        "--------------------- 054819",
        "------------------141605Z 109980 /20",
        "------------------109980 141605Z /20",
        "------------------3A7F20 141605Z /38",
        "----------",
    ],
)
def test_old_style(dash: str) -> None:
    cable = parse(old(dash))
    assert cable.id == "76STRELSAU42"
    assert [other.name for other in cable.action] == ["SECSTATE WASHDC"]
    assert [other.name for other in cable.info] == ["AMCONSUL ZENDA", "AMCONSUL HENTZAU"]
    assert cable.action[0].serial == "1234"
    assert cable.envelope.precedence == "PRIORITY"
    assert any(dash in words for words in pieces(cable, "distribution"))
    assert codes(cable) == []


@pytest.mark.parametrize(
    "lines",
    [
        "DRAFTED BY EUR/CE:FTARLENHEIM:AB\nAPPROVED BY EUR:SZAPT",
        "DRAFTEDBY EUR/CE:FTARLENHEIM:AB\nEPPROVED BY EUR:SZAPT",
        "DRAFTED BY EUR/CE:FTARLENHEIM\nAPPROVED BY EUR:SZAPT\nS/S-O:MSTRAKENCZ\nEUR/RU:ABERSONIN (INFO)",
    ],
)
def test_drafters_are_distribution(lines: str) -> None:
    cable = parse(old(drafted=lines + "\n"))
    distribution = "\n".join(pieces(cable, "distribution"))
    assert all(line in distribution for line in lines.splitlines())
    assert codes(cable) == []


def test_origin_office() -> None:
    cable = parse(old().replace("ACTION EUR-12", "ORIGIN EUR-12"))
    assert any("ORIGIN EUR-12" in words for words in pieces(cable, "distribution"))
    assert codes(cable) == []


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (HEADER.replace("141532Z JAN", "991532Z JAN"), "date-time-impossible"),
        (HEADER.replace("P 141532Z JAN 09\n", ""), "date-time-missing"),
        (HEADER.replace("ZNY CCCCC", "THE CAT WALKED OVER THE KEYS\nZNY CCCCC"), "line-unread"),
        (HEADER.replace("ZNY CCCCC", "X" * 500 + "\nZNY CCCCC"), "line-unread"),
    ],
)
def test_header_defects(header: str, code: str) -> None:
    assert code in codes(with_header(header))


def test_a_newspaper_line_is_a_stamp() -> None:
    cable = with_header("Wednesday, 14 January 2009, 15:32\n")
    assert pieces(cable, "stamp") == ["Wednesday, 14 January 2009, 15:32"]


def test_residue_above_the_header_does_not_hide_it() -> None:
    cable = with_header(
        "null\nTarlenheim Fritz  01/14/2009 03:32:05 PM  From  DB/Inbox:  Rupert\n\nCable \nText:\n"
        + HEADER
    )
    assert cable.created is not None
    assert cable.envelope.transmission == "VZCZCXYZ0012"
    assert cable.id == "09STRELSAU12"


PROSE = [
    "From: archive@example.org",
    "To: whom it may concern",
    "Info attached below, see the telegram.",
    "To all readers: enjoy.",
]


def test_prose_above_a_telegram_addresses_nobody() -> None:
    alone = with_header(HEADER)
    cable = with_header("\n".join([*PROSE, "", HEADER]))
    assert [one.name for one in cable.action] == [one.name for one in alone.action]
    assert [one.name for one in cable.info] == [one.name for one in alone.info]
    assert cable.sender is not None
    assert cable.sender.name == "AMEMBASSY STRELSAU"
    assert pieces(cable, "unread") == ["\n".join(PROSE)]
    assert codes(cable) == ["line-unread"]


@pytest.mark.parametrize("above", ["P 141532Z JAN 09", "FM AMEMBASSY STRELSAU"])
def test_addressees_in_small_letters_below_the_header(above: str) -> None:
    cable = with_header(f"{above}\nTo Amconsul Zenda\nInfo Amconsul Hentzau\n")
    assert [one.name for one in cable.action] == ["Amconsul Zenda"]
    assert [one.name for one in cable.info] == ["Amconsul Hentzau"]


def test_addressees_in_capitals_need_no_header() -> None:
    cable = with_header("TO AMCONSUL ZENDA\nP 141532Z JAN 09\n")
    assert [one.name for one in cable.action] == ["AMCONSUL ZENDA"]


@pytest.mark.parametrize(
    ("line", "name", "serial"),
    [
        ("TO SECSTATE WASHDC NIACT IMMEDIATE 771", "SECSTATE WASHDC", "771"),
        ("TO SECSTATE WASHDC 44", "SECSTATE WASHDC", "44"),
        ("TO AMEMBASSY ZENDA PRIORITY 7", "AMEMBASSY ZENDA", "7"),
        ("TO CTF 150", "CTF 150", None),
        ("TO CTF 150 PRIORITY", "CTF 150", None),
    ],
)
def test_serials_that_are_not_filled_up(line: str, name: str, serial: str | None) -> None:
    (one,) = parse(f"R 110 830Z JUN 7 5\nFM AMCONSUL HENTZAU\n{line}\n\nUNCLAS HENTZAU 12\n").action
    assert (one.name, one.serial) == (name, serial)
