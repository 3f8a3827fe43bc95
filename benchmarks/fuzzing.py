"""Any bytes as form or JSON, steered by which lines of ours they reach: what breaks, what is stored?

    .venv/bin/pip install atheris        # Linux; coverage-guided, not part of the project's environment
    .venv/bin/python benchmarks/fuzzing.py --seconds 60

Ends with the first reply of 5xx, the first exception, or the first stored response that its own
questionnaire would refuse. tests/intake/test_anything.py does the same in small with Hypothesis at every run.
"""

import argparse
import sys
import tempfile
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("This needs atheris: .venv/bin/pip install atheris")

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["listenwell.intake", "listenwell.survey", "urllib.parse"]):
    from conftest import House, documents_in, make_folder

    from listenwell import web
    from listenwell.pages.building import build

SEEDS = (
    b"f_version=%s&overall=5&aspects.timing=3&recommend=9&met=yes&days=mon&better=Good+%%F0%%9F",
    b"f_version=%s&overall=n%%2Fa&_id=6f9619ff-8b86-4d01-b42d-00cf4fc964ff&_website=&_took=9000&_language=de",
    b'j{"answers": {"overall": 5, "aspects": {"timing": 3}, "days": ["mon"], "better": "x"}}',
    b'j{"version": "%s", "id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "answers": {"met": "no"}}',
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        build(root / "dist", make_folder(root / "survey_templates").root, portal=None)
        house = House(documents_in(root / "dist" / "release"))
        version = house.version("visit").encode()
        corpus = root / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(SEEDS):
            (corpus / str(number)).write_bytes(seed.replace(b"%s", version).replace(b"%%", b"%"))

        def one(data: bytes) -> None:
            house.responses.kept.clear()
            reply = house.post("/r/visit/home", data[1:], web.JSON if data[:1] == b"j" else web.FORM)
            if reply.status >= 500:
                raise AssertionError(f"{reply.status} for {data!r}")
            if len(house.stored) != (reply.status in (201, 303)):
                raise AssertionError(f"{reply.status} and {len(house.stored)} stored for {data!r}")
            for response in house.stored:
                asked = house.release.questionnaire("visit", response.version)
                for name, value in response.answers.items():
                    if asked.by_id[name].check(value) != (value, ()):
                        raise AssertionError(f"{name} kept as {value!r} for {data!r}")

        atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=2000"], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
