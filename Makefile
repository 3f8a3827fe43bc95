# Every target does its own set-up: a virtual environment in .venv, dependencies from requirements.lock.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/ready

.PHONY: help setup demo preview test lint package e2e bench spark lock clean

help:  ## this list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Listenwell needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@echo "Setting up .venv (once; about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

setup: $(READY)  ## the virtual environment

lock:  ## resolve pyproject.toml into requirements.lock again (needs uv)
	uv pip compile --universal --python-version 3.11 --extra test --generate-hashes \
		--no-emit-index-url --no-header --quiet pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --extra spark --constraint requirements.lock --generate-hashes \
		--no-emit-index-url --no-header --quiet pyproject.toml --output-file requirements-spark.lock
	printf 'ministack\ncfn-lint\n' | uv pip compile --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet - --output-file requirements-e2e.lock

demo: $(READY)  ## build, a year of simulated customers, summaries; serves on PORT (8000) until Ctrl-C
	@$(BIN)/listenwell demo --port $(PORT)

preview: $(READY)  ## the survey pages while you write them; each save shows at once
	@$(BIN)/listenwell preview --open

test: $(READY)  ## the whole suite, on all cores
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

lint: $(READY)  ## style and common errors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

package: $(READY)  ## the Lambda zip and its CloudFormation template, in build/package
	@$(BIN)/python -m listenwell.deploying.packaging

# ministack wants an SDK of another day than ours, so it lives in an environment of its own.
.e2e/ready: requirements-e2e.lock
	@$(PYTHON) -m venv .e2e
	@.e2e/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-e2e.lock
	@touch .e2e/ready

e2e: package .e2e/ready  ## deploy the zip and the template to an AWS played on this machine, and use it end to end
	@.e2e/bin/cfn-lint build/package/template.json && echo "cfn-lint finds nothing"
	@$(BIN)/python -m tests.e2e

clean:  ## everything that make has made, but for data/
	rm -rf .venv .e2e .demo build dist

bench: $(READY)  ## what we claim about speed, measured here (benchmarks/README.md says what for)
	@$(BIN)/python benchmarks/python_engine.py
	@$(BIN)/python benchmarks/duckdb_engine.py
	@$(BIN)/python benchmarks/rollups.py
	@$(BIN)/python benchmarks/closing.py
	@$(BIN)/python benchmarks/pages_build.py
	@$(BIN)/python benchmarks/preview_reload.py
	@$(BIN)/python benchmarks/first_paint.py

spark: $(READY)  ## PySpark besides (450 MB; needs Java 17), so that its tests run too
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation \
		--require-hashes -r requirements-spark.lock
