"""What is published: written so that a reader sees the old release or the new one, read again in time."""

import msgspec
import pytest
from conftest import MemoryDocuments

from listenwell.pages.release import INDEX, Release, put_index, put_questionnaire, templates_hash
from listenwell.storage import DocumentMissing, StorageUnavailable


class Recorded(MemoryDocuments):
    """Notes the order of what is written."""

    def __init__(self, kept=None):
        super().__init__(kept)
        self.written = []

    def put(self, name, data):
        super().put(name, data)
        self.written.append(name)

    def put_new(self, name, data):
        new = super().put_new(name, data)
        if new:
            self.written.append(name)
        return new


def publish_again(house, into, templates=None):
    texts = templates or house.release.templates()
    index = msgspec.structs.replace(house.release.index(), templates=templates_hash(texts))
    named = [(p.survey, p.version) for p in index.published]
    named += [(survey, master.version) for survey, master in index.masters.items()]
    for survey, version in named:
        put_questionnaire(into, house.release.questionnaire(survey, version))
    put_index(into, index, texts)
    return index


def test_the_index_is_written_last_so_that_all_it_names_is_there(house):
    store = Recorded()
    index = publish_again(house, store)
    assert store.written[-1] == INDEX
    assert store.written[-2] == f"templates/{index.templates}.json"
    named = {(p.survey, p.version) for p in index.published}
    named |= {(survey, master.version) for survey, master in index.masters.items()}
    assert {f"questionnaires/{survey}/{version}.json" for survey, version in named} == set(store.written[:-2])


def test_publishing_the_same_again_writes_the_same_index_and_nothing_else(house, released):
    store = Recorded(released)
    publish_again(house, store)
    assert (store.written, store.kept) == ([INDEX], released)


def test_changed_page_templates_lie_beside_the_old_ones(house, released):
    store = Recorded(released)
    index = publish_again(house, store, templates={"thanks.html": "new"})
    assert store.written == [f"templates/{index.templates}.json", INDEX]
    assert Release(store).templates() == {"thanks.html": "new"}


def test_a_store_that_fails_half_way_leaves_the_old_release(house, released):
    class Failing(MemoryDocuments):
        def put_new(self, name, data):
            if name.startswith("templates/"):
                raise StorageUnavailable("full")
            return super().put_new(name, data)

    store = Failing(released)
    with pytest.raises(StorageUnavailable):
        publish_again(house, store, templates={"thanks.html": "new"})
    assert store.kept[INDEX] == released[INDEX]


def test_the_index_is_read_again_after_a_minute_and_not_before(house):
    first = house.release.index()
    publish_again(house, house.documents, templates={"thanks.html": "new"})
    house.seconds = 60.0
    assert house.release.index() is first
    assert "survey.html" in house.release.templates()
    house.seconds = 60.1
    assert house.release.index() is not first
    assert house.release.templates() == {"thanks.html": "new"}


def test_the_release_of_a_minute_ago_serves_on_while_the_store_is_away(house):
    first = house.release.index()
    house.release.templates()
    house.documents.away = True
    house.seconds = 3600.0
    assert house.release.index() is first
    house.documents.away = False
    assert house.release.index() is first, "the store is asked once a minute"
    house.seconds = 3661.0
    assert house.release.index() is not first


def test_without_any_release_the_reader_says_what_is_the_matter(released):
    away = MemoryDocuments(released)
    away.away = True
    with pytest.raises(StorageUnavailable):
        Release(away).index()
    with pytest.raises(DocumentMissing):
        Release(MemoryDocuments()).index()


def test_a_version_is_read_once_and_then_known(house):
    version = house.version("visit")
    asked = house.release.questionnaire("visit", version)
    assert asked.version == version
    house.documents.away = True
    assert house.release.questionnaire("visit", version) is asked


@pytest.mark.parametrize(
    "version",
    ["", "0123456789ab", "0123456789AB", "../../../x", "0123456789a", "0123456789ab\n", "٠" * 12, "é" * 12],
)
def test_a_version_that_was_never_published_is_none(house, version):
    assert house.release.questionnaire("visit", version) is None


def test_a_version_of_another_survey_is_none(house):
    assert house.release.questionnaire("pulse", house.version("visit")) is None


@pytest.mark.parametrize(
    ("language", "found"), [("en", "en"), ("de", "de"), ("fr", "en"), ("", "en"), ("EN", "en")]
)
def test_a_page_is_found_in_the_language_or_else_in_the_first(house, language, found):
    assert house.release.index().find("visit", "home", language).language == found


def test_what_is_not_published_is_not_found(house):
    index = house.release.index()
    assert [
        index.find(*place) for place in (("visit", "nobody"), ("nothing", "home"), ("pulse", "trade"))
    ] == [None] * 3
    assert {survey: master.title for survey, master in index.masters.items()} == {
        "visit": "Our visit",
        "pulse": "Would you recommend us?",
    }
