"""Worked examples run through the product's own functions."""

import json
from pathlib import Path

import pytest

from listenwell.stats.verify import STATISTICS, verify
from listenwell.stats.verify.compare import disagreements

SHARED = Path(__file__).parents[2].parent / "shared"

WILSON = {
    "name": "wilson",
    "statistic": "wilson_ci",
    "source": "R package binom 1.1-1.1",
    "provenance": "reference-software",
    "input": {"x": 2, "n": 100, "conf": 0.95},
    "expected": {"lower": 0.00550196755016236, "upper": 0.0700117907285439},
    "tolerance": 1e-8,
    "note": "",
}


def check(folder, vector, name="example.json"):
    path = folder / name
    path.write_text(vector if isinstance(vector, str) else json.dumps(vector), encoding="utf-8")
    (found,) = verify([path])
    return found


@pytest.fixture
def vectors():
    folder = SHARED / "vectors"
    if not folder.is_dir():
        pytest.skip("the shared folder of worked examples is not beside this checkout")
    return folder


def test_all_shared_worked_examples_pass(vectors):
    found = list(verify([vectors]))
    assert [(one.name, one.detail) for one in found if not one.ok] == []
    assert len(found) >= 74


def test_the_shared_examples_walk_every_row_of_the_registry(vectors):
    named = {json.loads(path.read_text())["statistic"] for path in vectors.glob("*.json")}
    not_needed = {"agresti_coull", "agresti_coull_ci", "exact", "exact_ci"}
    assert named | not_needed == set(STATISTICS)


def test_every_shared_example_fails_when_its_figures_are_moved(vectors, tmp_path):
    def moved(value):
        if isinstance(value, bool) or value is None:
            return "moved"
        if isinstance(value, int | float):
            return value * 1.5 + 70
        if isinstance(value, str):
            return value + " moved"
        if isinstance(value, list):
            return [moved(one) for one in value] or ["moved"]
        return {key: moved(one) for key, one in value.items()}

    (tmp_path / "datasets").symlink_to(SHARED / "datasets")
    (tmp_path / "vectors").mkdir()
    for path in vectors.glob("*.json"):
        vector = json.loads(path.read_text())
        vector["expected"] = moved(vector["expected"])
        (tmp_path / "vectors" / path.name).write_text(json.dumps(vector))
    assert [one.name for one in verify([tmp_path / "vectors"]) if one.ok] == []


def test_an_example_that_agrees_is_ok(tmp_path):
    found = check(tmp_path, WILSON)
    assert (found.name, found.statistic, found.ok) == ("wilson", "wilson_ci", True)
    assert found.detail == "agrees: lower, upper"


def test_an_example_that_disagrees_says_by_how_much(tmp_path):
    found = check(tmp_path, {**WILSON, "expected": {"lower": 0.5}, "tolerance": 0.001})
    assert not found.ok
    assert found.detail.startswith("lower: expected 0.5, computed 0.0055019")
    assert found.detail.endswith("off by 0.494498, allowed 0.001")


@pytest.mark.parametrize(
    ("vector", "told"),
    [
        ({**WILSON, "statistic": "astrology"}, "the statistic 'astrology' is unknown; there are "),
        ({**WILSON, "input": {"x": 2}}, "the input lacks 'n'."),
        ({**WILSON, "input": {"x": 6, "n": 5}}, "the input cannot be computed: the number of successes is 6"),
        ({**WILSON, "input": {"x": "two", "n": 5}}, "the input cannot be computed: "),
        ({**WILSON, "input": {"x": 2, "n": 5, "conf": 95}}, "the input cannot be computed: the confidence"),
        ({**WILSON, "expected": {"colour": 1}}, "colour: not computed; computed are p, lower, upper"),
        ({**WILSON, "expected": {}}, "the file example.json expects nothing."),
        ({**WILSON, "tolerance": -1}, "a tolerance of example.json is not a number from 0 up."),
        ({**WILSON, "tolerance": "wide"}, "the file example.json is not a worked example: "),
        (
            {**WILSON, "input": {"dataset": "datasets/none.csv"}},
            "the data set datasets/none.csv was not found",
        ),
        ({**WILSON, "input": {"dataset": 7}}, "the data set must be a file name"),
        ({"name": "x"}, "the file example.json is not a worked example: "),
        ([], "the file example.json is not a worked example: "),
        ("", "the file example.json is not a worked example: "),
        ('{"name": NaN}', "the file example.json is not a worked example: "),
        ("[" * 100_000, "the file example.json is not a worked example: "),
    ],
)
def test_a_bad_file_is_a_failed_line_in_plain_words(tmp_path, vector, told):
    found = check(tmp_path, vector)
    assert not found.ok
    assert found.detail.startswith(told)


def test_bytes_that_are_no_text_are_a_failed_line(tmp_path):
    path = tmp_path / "example.json"
    path.write_bytes(b"\xff\xfe\x00")
    (found,) = verify([path])
    assert not found.ok


def test_a_missing_file_and_an_empty_folder_are_failed_lines(tmp_path):
    found = list(verify([tmp_path / "none.json", tmp_path]))
    assert [one.ok for one in found] == [False, False]
    assert found[0].detail == "the file none.json does not exist."
    assert found[1].detail.endswith("holds no *.json file.")


def test_a_folder_is_read_by_name_and_one_bad_file_stops_nothing(tmp_path):
    for name, vector in (("b", WILSON), ("a", {}), ("c", WILSON)):
        (tmp_path / f"{name}.json").write_text(json.dumps(vector))
    (tmp_path / "notes.txt").write_text("not an example")
    assert [one.ok for one in verify([tmp_path])] == [False, True, True]


def test_a_data_set_is_found_beside_the_folder_and_filtered(tmp_path):
    (tmp_path / "vectors").mkdir()
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "answers.csv").write_text("year,q\n2024,5\n2025,10\n2025,11\n2025,\n2025,3\n")
    found = check(
        tmp_path / "vectors",
        {
            **WILSON,
            "statistic": "nps",
            "input": {
                "dataset": "datasets/answers.csv",
                "filter": {"year": 2025},
                "question": "q",
                "valid": list(range(11)),
                "missing_codes": ["11", ""],
            },
            "expected": {"n": 2, "nps": 0.0},
        },
    )
    assert (found.ok, found.detail) == (True, "agrees: n, nps")


@pytest.mark.parametrize("change", [{"filter": {"month": 1}}, {"question": "none"}, {"filter": [1]}])
def test_a_column_that_is_not_there_is_named(tmp_path, change):
    (tmp_path / "answers.csv").write_text("year,q\n2024,5\n")
    given = {"dataset": "answers.csv", "question": "q", "valid": [5], **change}
    found = check(tmp_path, {**WILSON, "statistic": "nps", "input": given, "expected": {"n": 1}})
    assert not found.ok


@pytest.mark.parametrize(
    ("statistic", "given", "expected"),
    [
        # Other inputs of the same statistics: by hand, the intervals from statsmodels
        ("agresti_coull_ci", {"x": 4, "n": 5}, {"lower": 0.35963, "upper": 0.97968}),
        ("exact_ci", {"x": 0, "n": 20}, {"lower": 0.0, "upper": 0.16843}),
        ("wilson_ci", {"cases": [[1, 1], [0, 0]]}, {"lower": [0.20655, None], "upper": [1, None]}),
        ("csat_top2_box", {"counts": {"3": 1, "5": 1}}, {"csat": 0.5, "valid_n": 2}),
        ("csat_top2_box", {"ratings": [7, 6, 1, None], "points": 7}, {"csat": 0.66667}),
        ("ces", {"responses": [1, 5], "scale_max": 5}, {"pct_agree": 50, "mean": 3}),
        ("nps", {"counts": {"9": 3, "0": 1}}, {"nps": 0.5}),
        ("nps", {"counts": {"9": 3, "0": 1, "11": 9}, "missing_codes": ["11"]}, {"nps": 0.5, "n": 4}),
        ("nps_difference_test", {"current": [9, 9, 0, 0], "previous": {"scores": [7]}}, {"delta": 0}),
        ("nps_se", {"scores": [1, 9]}, {"se": 0.70711}),
        ("np_chart", {"x": [1, 3], "n": [10, 10]}, {"center": 2}),
        (
            "p_chart",
            {"x": [5, 8, 20], "n": 50, "exclude_1based": [3]},
            {"center": 0.13, "beyond_1based": [3]},
        ),
        ("u_chart", {"counts": [4], "units": 2}, {"center": 2}),
        ("western_electric_rules", {"z": [4.0], "rule": "we1"}, {"flagged_1based": [1]}),
        ("chisq_homogeneity", {"table": [[10, 20], [20, 10]]}, {"chisq": 6.66667, "df": 1}),
        ("multiplicity_holm", {"p": [0.01, 0.04], "q": 0.05}, {"rejected": 2}),
        ("weighted_proportion_ci", {"weights": [2, 1], "x": [8, 15], "n": [10, 30]}, {"p": 0.62}),
        ("kish_effective_n", {"weights": [1, 1, 2]}, {"n": 3, "n_eff": 2.66667}),
        (
            "poststratification",
            {"n": {"a": 99, "b": 1}, "population": {"a": 8, "b": 2}},
            {"weight": {"a": 0.08081, "b": 2}},
        ),
        ("response_rate", {"invited": 120, "completes": 30, "bounced": 20}, {"rate": 0.3}),
        ("small_cell_suppression", {"threshold": 5, "segments": {}}, {"suppressed": []}),
        ("mean_ci", {"counts": {"4": 9}}, {"mean": 4, "ci": [None, None]}),
        ("mean_difference", {"a": {"4": 5, "5": 5}, "b": [3, 4, 3, 4]}, {"diff": 1}),
        ("pareto", {"counts": {"a": 1, "Other": 3}}, {"order": ["a", "Other"], "cum_pct": [25, 100]}),
        (
            "ipa_quadrants",
            {
                "attributes": [{"name": "a", "importance": 4, "performance": 2}],
                "crosshair": {"importance": 3, "performance": 3},
            },
            {"quadrant": {"a": "concentrate_here"}},
        ),
    ],
)
def test_adapters_take_other_inputs_of_the_same_form(tmp_path, statistic, given, expected):
    vector = {**WILSON, "statistic": statistic, "input": given, "expected": expected, "tolerance": 6e-6}
    found = check(tmp_path, vector)
    assert found.ok, found.detail


def test_one_expected_limit_holds_for_all_periods_but_not_for_none():
    assert disagreements({"lcl": 1}, {"lcl": [1.0, 1.0]}, 0) == []
    assert len(disagreements({"lcl": 1}, {"lcl": [1.0, 2.0]}, 0)) == 1
    assert len(disagreements({"lcl": 1}, {"lcl": []}, 0)) == 1


def test_null_agrees_only_with_no_data_and_nan_with_nothing():
    assert disagreements({"a": None}, {"a": None}, 1) == []
    assert disagreements({"a": None}, {"a": 0.0}, 1) != []
    assert disagreements({"a": 0.0}, {"a": None}, 1) != []
    assert disagreements({"a": 0.0}, {"a": float("nan")}, 1) != []
    assert disagreements({"a": 1}, {"a": True}, 1) != []


def test_lengths_and_keys_must_agree():
    assert disagreements({"a": [1, 2]}, {"a": [1]}, 1) != []
    assert disagreements({"a": {"x": 1}}, {"a": {"x": 1, "y": 2}}, 1) != []
    assert disagreements({"a": {"1": 1}}, {"a": {1: 1}}, 0) == []


def test_a_field_may_have_its_own_tolerance():
    assert disagreements({"a": 1.0, "b": 1.0}, {"a": 1.5, "b": 1.0}, {"a": 0.6}) == []
    assert disagreements({"a": 1.0, "b": 1.0}, {"a": 1.5, "b": 1.5}, {"a": 0.6}) != []
