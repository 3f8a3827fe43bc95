"""`python build.py` builds the site: `listenwell build` under another name."""

import sys

try:
    from listenwell.cli import main
except ImportError as error:
    sys.exit(f"{error}. Run `make setup` once, then: .venv/bin/python build.py")

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
