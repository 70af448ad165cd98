"""The contract: the document is sound, says all there is, and holds for calls nobody thought of."""

from __future__ import annotations

import re

import httpx
import hypothesis
import jsonschema
import pytest
import requests
import schemathesis
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from reftel.readouts.questions import QUESTIONS
from reftel.readouts.shapes import meanings, parameters_of, rule, shapes
from reftel.readouts.web.openapi import Contract


@pytest.fixture(scope="module")
def contract(browse: httpx.Client) -> dict:
    answer = browse.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_every_question_stands_in_the_contract(contract: dict) -> None:
    assert list(contract["paths"]) == [one.path for one in QUESTIONS.values()]
    for one in QUESTIONS.values():
        operation = contract["paths"][one.path]["get"]
        assert operation["operationId"] == one.name
        names = [told["name"] for told in operation["parameters"]]
        assert names == [told.name for told in parameters_of(one.asks)]


def test_every_parameter_has_its_meaning_and_every_answer_an_example(contract: dict) -> None:
    for path in contract["paths"].values():
        operation = path["get"]
        assert all(told["description"] for told in operation["parameters"])
        assert "example" in operation["responses"]["200"]["content"]["application/json"]
        assert {"200", "304", "400", "503"} <= operation["responses"].keys()
        if any(told["in"] == "path" for told in operation["parameters"]):
            assert {"308", "404"} <= operation["responses"].keys()


def test_examples_satisfy_their_own_schema(contract: dict) -> None:
    for path in contract["paths"].values():
        content = path["get"]["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(content["example"])
    for failure in contract["components"]["responses"].values():
        content = failure["content"]["application/json"]
        schema = {**content["schema"], "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(content["example"])


def test_ranges_are_those_a_call_is_checked_by(contract: dict) -> None:
    (limit,) = (
        told
        for told in contract["paths"]["/search"]["get"]["parameters"]
        if told["name"] == "limit"
    )
    assert limit["schema"] == {"type": "integer", "minimum": 0, "maximum": 100, "default": 20}


def test_an_archive_without_the_example_shows_its_own(archive_path) -> None:
    from reftel.reading import open_archive

    with open_archive(archive_path) as archive:
        paths = Contract(archive, "").document()["paths"]
        told = paths["/cables/{id}"]["get"]["parameters"][0]
        assert told["example"] == next(iter(archive))
        content = paths["/cables/{id}"]["get"]["responses"]["200"]["content"]["application/json"]
        assert content["example"]["id"] == told["example"]


def test_the_page_for_people_says_the_same(browse: httpx.Client) -> None:
    page = browse.get("/help/api").text
    for one in QUESTIONS.values():
        assert f'id="{one.name}"' in page
        for shape in shapes(one.gives):
            assert f"<b>{shape.name}</b>" in page
    for address in re.findall(r'<a href="(/api/[^"]*)"', page):
        assert browse.get(address.replace("&amp;", "&")).status_code == 200


def test_words_under_a_field_are_read_from_the_source() -> None:
    import msgspec

    assert meanings(QUESTIONS["search"].asks)["limit"] == "Hits at most."
    assert rule(msgspec.inspect.type_info(bool)) == "true or false"


# --- calls nobody thought of ---


@pytest.fixture(scope="module")
def calls(contract: dict):
    return schemathesis.openapi.from_dict(contract)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_contract_holds_for_any_call(calls, site: str, name: str) -> None:
    operation = calls[QUESTIONS[name].path]["GET"]
    with requests.Session() as session:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @hypothesis.settings(
                max_examples=25,
                derandomize=True,
                database=None,
                deadline=None,
                suppress_health_check=list(hypothesis.HealthCheck),
                phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
            )
            @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
            def holds(case) -> None:
                answer = case.call(base_url=f"{site}/api", session=session)
                # Letters that no answer gave are no cursor, which no schema can say.
                made_up = bool((case.query or {}).get("cursor"))
                case.validate_response(
                    answer, excluded_checks=[positive_data_acceptance] if made_up else []
                )

            try:
                holds()
            except hypothesis.errors.Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE  # nothing that could be wrong with it
