"""Our own files: kept for ever at an address that changes with them."""

import re

import httpx

from reftel.readouts.web.assets import FOLDER, asset_path


def test_a_page_names_files_that_are_kept_for_ever(browse: httpx.Client) -> None:
    page = browse.get("/").text
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert asset_path("reftel.css") in names
    assert asset_path("reftel.js") in names
    for name in names:
        answer = browse.get(name)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_what_is_asked_from_another_days_folder_is_not_kept(browse: httpx.Client) -> None:
    assert browse.get("/static/0123/reftel.js").headers["Cache-Control"] == "no-cache"
    assert browse.get(f"/static/{FOLDER}/nothing.js").status_code == 404


def test_modules_name_each_other_relative_and_all_exist(browse: httpx.Client) -> None:
    """A name from the root, or from elsewhere, would leave the folder that vouches for it."""
    waiting, seen = ["reftel.js"], set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        named = re.findall(
            r'^(?:import|export).*?"(.+?)";', browse.get(asset_path(name)).text, re.MULTILINE
        )
        assert all(one.startswith("./") for one in named), name
        waiting += [one[2:] for one in named if one[2:] not in seen]
    assert {"keys.js", "help.js", "copy.js", "reading.js"} <= seen
