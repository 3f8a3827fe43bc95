"""What publishing promises, wherever the builds are kept."""

import shutil
from datetime import timedelta

import msgspec
import pytest
from conftest import documents_in

from listenwell.pages.release import INDEX, Index
from listenwell.publishing.place import PublishRefused
from listenwell.publishing.steps import go_back, look, pages_to_open, publish

from .conftest import NOW


def test_a_published_build_is_what_customers_get_with_its_release(where, dists):
    made = publish(where.open(), dists[0], NOW)
    assert where.site() == documents_in(dists[0] / "public")
    assert where.release() == documents_in(dists[0] / "release")
    assert (made.live, made.changed, made.gone, made.same) == ("", (), (), 0)
    assert where.open().state().current == made.build


def test_the_next_build_takes_its_place_and_only_what_changed_is_sent(where, dists):
    first = publish(where.open(), dists[0], NOW)
    made = publish(where.open(), dists[1], NOW + timedelta(days=1))
    assert where.site() == documents_in(dists[1] / "public")
    assert documents_in(dists[1] / "release").keys() == where.release().keys()
    assert made.live == first.build
    assert made.gone == ("s/pulse/home/de/index.html", "s/pulse/home/index.html")
    assert made.new == ("s/pulse/trade/de/index.html", "s/pulse/trade/index.html")
    assert made.changed == ("s/visit/home/index.html", "s/visit/trade/index.html")
    assert made.same == len(documents_in(dists[0] / "public")) - 4


def test_a_page_that_is_gone_is_remembered_as_withdrawn_when_it_was_published_not_when_built(where, dists):
    later = NOW + timedelta(days=1)
    publish(where.open(), dists[0], NOW)
    publish(where.open(), dists[1], later)
    index = msgspec.json.decode(where.release()[INDEX], type=Index)
    assert {(w.page.survey, w.page.segment, w.since) for w in index.withdrawn} == {("pulse", "home", later)}


def test_a_dry_run_writes_nothing(where, dists):
    made = look(where.open(), dists[0], NOW)
    assert (len(made.new), made.live) == (len(documents_in(dists[0] / "public")), "")
    assert (where.site(), where.release()) == ({}, {})


def test_the_same_build_again_changes_nothing(where, dists):
    publish(where.open(), dists[0], NOW)
    state = where.open().state()
    made = publish(where.open(), dists[0], NOW + timedelta(days=1))
    assert (made.new, made.changed, made.gone, made.release) == ((), (), (), ())
    assert where.open().state() == state


def test_the_last_ten_builds_are_kept_and_each_can_come_back(where, many):
    builds = [publish(where.open(), many(n), NOW + timedelta(days=n)).build for n in range(12)]
    assert where.builds() == set(builds[2:])
    state = where.open().state()
    assert [placed.build for placed in state.history] == builds[:1:-1]
    for number in range(10, 1, -1):
        assert go_back(where.open(), "", NOW).build == builds[number]
        assert where.site()["number.html"] == str(number).encode()
    with pytest.raises(PublishRefused, match="There is no build before the current one to go back to"):
        go_back(where.open(), "", NOW)
    go_back(where.open(), builds[7], NOW)
    assert where.site() == documents_in(many(7) / "public")
    with pytest.raises(PublishRefused, match=f"There is no build “{builds[1]}” to go back to. There are: "):
        go_back(where.open(), builds[1], NOW)


def test_going_back_brings_back_the_release_and_sends_no_page(where, dists):
    first = publish(where.open(), dists[0], NOW)
    publish(where.open(), dists[1], NOW + timedelta(days=1))
    assert go_back(where.open(), "", NOW + timedelta(days=2)).build == first.build
    assert where.site() == documents_in(dists[0] / "public")
    index = msgspec.json.decode(where.release()[INDEX], type=Index)
    assert index.find("pulse", "home") and index.gone("pulse", "trade")
    assert documents_in(dists[1] / "release").keys() == where.release().keys(), "no version is ever removed"


def test_going_back_to_a_build_that_lost_a_page_is_refused_and_publishing_mends_it(where, dists):
    first = publish(where.open(), dists[0], NOW)
    publish(where.open(), dists[1], NOW)
    where.lose(first.build, "s/visit/home/index.html")
    with pytest.raises(
        PublishRefused, match=r"1 files of build .+ are missing, for example s/visit/home/index\.html"
    ):
        go_back(where.open(), "", NOW)
    assert where.site() == documents_in(dists[1] / "public")
    publish(where.open(), dists[0], NOW)
    assert where.site() == documents_in(dists[0] / "public")


def test_many_removals_have_to_be_said_twice(where, dists, tmp_path):
    big = shutil.copytree(dists[0], tmp_path / "big")
    for number in range(60):
        (big / "public" / f"picture-{number}.svg").write_text("<svg/>")
    publish(where.open(), big, NOW)
    for agreed in (None, 59):
        with pytest.raises(PublishRefused) as refused:
            publish(where.open(), dists[0], NOW, agreed)
    assert str(refused.value).startswith(
        "60 files of the live site would be gone, 0 of its 6 pages: picture-0.svg, "
    )
    assert str(refused.value).endswith("--delete-many 60. If not, look at segments/ and at --dist.")
    assert where.site() == documents_in(big / "public")
    publish(where.open(), dists[0], NOW, 60)
    assert where.site() == documents_in(dists[0] / "public")


def test_a_file_that_changes_while_it_is_sent_stops_it(where, dists, tmp_path):
    dist = shutil.copytree(dists[1], tmp_path / "dist")
    publish(where.open(), dists[0], NOW)

    def touch(what, _files):
        if what == "Sending pages":
            (dist / "public" / "s/pulse/trade/index.html").write_text("half")
        return lambda _: None

    with pytest.raises(PublishRefused, match=r"index\.html was changed while it was being published"):
        publish(where.open(), dist, NOW, progress=touch)
    assert where.site() == documents_in(dists[0] / "public")


def test_progress_counts_every_file(where, dists):
    told = {}

    def begin(what, files):
        told[what] = [files, 0]

        def done(number):
            told[what][1] += number

        return done

    publish(where.open(), dists[0], NOW, progress=begin)
    public, release = documents_in(dists[0] / "public"), documents_in(dists[0] / "release")
    assert told == {
        "Adding to the release": [len(release) - 1, len(release) - 1],
        "Sending pages": [len(public), len(public)],
    }


def test_an_address_for_each_survey_is_there_to_open(where, dists):
    publish(where.open(), dists[0], NOW)
    index = msgspec.json.decode(where.release()[INDEX], type=Index)
    assert pages_to_open(index) == ["/s/visit/home/", "/s/pulse/home/"]
