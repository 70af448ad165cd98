"""Records of the invented cables, for the read-outs that need no archive."""

import pytest

from invented import STRELSAU12, ZENDA3
from reftel.readouts.record import CableRecord, ClaimRecord, Holding, PageRecord, cable_record
from reftel.telegram.parse import parse


@pytest.fixture(scope="session")
def strelsau() -> CableRecord:
    page = PageRecord(
        names=["pages/09STRELSAU12.txt"],
        format="cablegate-text",
        digest="00" * 32,
        size=2000,
        version=1,
        preferred=True,
        released="2011-08-30",
        claims=[ClaimRecord("id", "09STRELSAU12")],
    )
    return cable_record(
        parse(STRELSAU12),
        Holding(
            id="09STRELSAU12",
            id_rule="published",
            released="2011-08-30",
            held=frozenset({"09ZENDA3"}),
            referred_to_by=("09HENTZAU7",),
            pages=(page,),
        ),
    )


@pytest.fixture(scope="session")
def zenda() -> CableRecord:
    return cable_record(parse(ZENDA3))
