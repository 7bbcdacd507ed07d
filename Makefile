# Every target sets up what it needs first: on a fresh machine `make lab` and `make test` are the whole installation.
PYTHON ?= python3
VENV ?= .venv
LAB_ARGS ?=
CLASSROOM_ARGS ?=
TEST_ARGS ?=
BENCH_ARGS ?=

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check -qq
LAB = $(VENV)/.ready-lab
TEST = $(VENV)/.ready-test
HALL = $(VENV)/.ready-classroom

.DEFAULT_GOAL := help
.PHONY: help lab build test bench hub demo requirements pictures classroom screenshots clean

help: ## this table
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo "  Variables: PYTHON=$(PYTHON) VENV=$(VENV) LAB_ARGS TEST_ARGS BENCH_ARGS, as in: make lab LAB_ARGS=--port=9000"

lab: $(LAB) ## JupyterLab on the course, with formgrader; prints the address
	@$(BIN)/python -m autograder.lab $(LAB_ARGS)

build: $(LAB) ## sources -> instructor and student notebooks, golden data
	@$(BIN)/python -m autograder build

demo: $(LAB) ## grade a sample class end to end
	@$(BIN)/python -m autograder.demo

bench: $(TEST) ## speed as ratios: against stock nbgrader, the floor, plain interact (half an hour or more; BENCH_ARGS=--quick)
	@$(BIN)/python -m benchmarks $(BENCH_ARGS)

classroom: $(HALL) ## the demos full screen, one a page, for a lecture hall
	@$(BIN)/python -m autograder.classroom $(CLASSROOM_ARGS)

test: $(TEST) ## ruff, mypy and all tests
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest $(TEST_ARGS)

hub: $(TEST) .hub/node_modules ## a class on a real JupyterHub with Unix users, tested in a browser (as root, with Node.js)
	@$(BIN)/python -m pytest -m hub tests/test_hub.py $(TEST_ARGS)

.hub/node_modules:
	@command -v npm >/dev/null || { echo "npm is needed. On Debian and Ubuntu: apt install npm"; exit 1; }
	@npm install --silent --no-fund --no-audit --prefix .hub "configurable-http-proxy@^5" && touch $@

requirements: $(LAB) ## requirements.txt and environment.yml from pyproject.toml
	@$(BIN)/python -m autograder.requirements

pictures: $(TEST) ## the pictures in docs/images, taken in a real JupyterLab
	@$(BIN)/python tests/pictures.py

screenshots: $(TEST) ## every widget in both themes and two widths, into screenshots/
	@$(BIN)/python tests/screenshots.py

clean: ## remove the environment and caches; your notebooks and course/ stay
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A stamp is newer than pyproject.toml once everything that it lists is installed.
$(LAB): pyproject.toml | $(BIN)/python
	@echo "Installing the course into $(VENV) (a few minutes, once) ..."
	@$(PIP) install --editable .
	@touch $@

$(TEST): pyproject.toml | $(BIN)/python
	@echo "Installing the course and its test tools into $(VENV) (a few minutes, once) ..."
	@$(PIP) install --editable ".[test]"
	@touch $@ $(LAB)

$(HALL): pyproject.toml | $(BIN)/python
	@echo "Installing the course and Voila into $(VENV) (a few minutes, once) ..."
	@$(PIP) install --editable ".[classroom]"
	@touch $@ $(LAB)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not that. Name another one: make lab PYTHON=python3.12"; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
