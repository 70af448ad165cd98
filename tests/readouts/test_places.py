import msgspec
import pytest

from reftel.errors import NotHeld
from reftel.readouts.places import paragraph_at
from reftel.telegram.parse import parse

(ONE,) = parse("UNCLAS ZENDA 000003\n\nSUBJECT: BARGES\n\n1. One.\n").paragraphs
PLACES = [
    msgspec.structs.replace(ONE, address=address)
    for address in ("text1", "par1", "par2", "par3", "par2-2", "par11")
]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("par2", "par2"),
        ("PAR2", "par2"),
        ("par02", "par2"),
        ("2", "par2"),
        ("002", "par2"),
        (" 11 ", "par11"),
        ("2-2", "par2-2"),
        ("Par2-2", "par2-2"),
        ("TEXT1", "text1"),
    ],
)
def test_a_place_is_read_as_a_person_writes_it(written, address):
    assert paragraph_at(PLACES, "09ZENDA3", written).address == address


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("par12", ("par11", "par3", "par2")),
        ("4", ("par3", "par2", "par2-2")),
        ("0", ("par1", "par2", "par2-2")),
        ("text2", ("text1", "par2", "par2-2")),
        ("9" * 5000, ("par11", "par3", "par2")),
        ("²", ("text1", "par1", "par2")),
        ("", ("text1", "par1", "par2")),
    ],
)
def test_what_is_not_there_names_the_nearest(written, near):
    with pytest.raises(NotHeld) as told:
        paragraph_at(PLACES, "09ZENDA3", written)
    assert told.value.near == tuple(f"09ZENDA3#{one}" for one in near)
