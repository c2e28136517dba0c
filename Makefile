# The two commands are `make start` and `make test`. Everything they need they set up themselves.
# Written for GNU Make 3.81, which macOS still ships.

.PHONY: help start test check faults bench fix setup setup-dev
.DEFAULT_GOAL := help

# Anything after the command: make start ARGS=--demo, make test ARGS=tests/rules
ARGS ?=
PY := .venv/bin/python

help:
	@echo 'make start    run Twelfth here: web and worker, SQLite in ./data   (ARGS=--demo for the demo)'
	@echo 'make test     all tests, on SQLite and PostgreSQL, with real mail and a real browser'
	@echo '              ARGS=tests/rules for one quick run of a path, on SQLite'
	@echo 'make check    ruff, formatting, types, the direction of imports'
	@echo 'make fix      let ruff mend and format what it can'
	@echo 'make faults   the long form of the kill, cut and race tests'
	@echo 'make bench    the benchmarks'

start: setup
	@exec .venv/bin/twelfth start $(ARGS)

test: setup-dev
	@exec $(PY) scripts/test.py $(ARGS)

check: setup-dev
	@exec $(PY) scripts/checks.py

faults: setup-dev
	@exec $(PY) scripts/test.py --faults $(ARGS)

bench: setup-dev
	@exec $(PY) -m bench $(ARGS)

fix: setup-dev
	@.venv/bin/ruff check --fix --quiet src tests scripts bench || true
	@.venv/bin/ruff format --quiet src tests scripts bench

setup:
	@sh scripts/setup.sh start

setup-dev:
	@sh scripts/setup.sh test
