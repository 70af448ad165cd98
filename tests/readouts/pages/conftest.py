"""The slow and obvious truth that figures are held against: the catalogue's line of every cable."""

import pytest

from reftel.archive.shelf import Listing
from reftel.reading import Archive


@pytest.fixture(scope="session")
def listings(room: Archive) -> list[Listing]:
    return [room.listing(name) for name in room]
