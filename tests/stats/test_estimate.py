"""What figures come back as."""

import msgspec
import pytest

from listenwell.stats import Change, Estimate, nps, wilson

SHARE = Estimate(value=0.5, base=2, lower=0.1, upper=0.9, method="Wilson score", source="Wilson 1927")


def test_a_figure_cannot_be_altered():
    for figure, field in ((SHARE, "value"), (Change(0.1, 0.0, 0.2, 0.3, "m", "s"), "p")):
        with pytest.raises(AttributeError):
            setattr(figure, field, 1.0)


def test_a_figure_cannot_be_made_without_its_base_and_interval():
    with pytest.raises(TypeError):
        Estimate(value=0.5, method="Wilson score", source="Wilson 1927")


def test_the_confidence_is_95_percent_unless_said_otherwise():
    assert SHARE.confidence == 0.95
    assert wilson(1, 2, 0.9).confidence == nps({9: 1}, 0.9).confidence == 0.9


def test_figures_of_every_kind_travel_as_json():
    for figure in (SHARE, nps({9: 1}), wilson(0, 0)):
        assert msgspec.json.decode(msgspec.json.encode(figure), type=type(figure)) == figure
