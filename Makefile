# `make lab` opens the course; `make test` runs every check. Each makes what it needs first.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Programs in a virtual environment know its place: in a folder that was moved, it is made anew.
READY := $(VENV)/.ready-$(shell pwd | cksum | cut -d' ' -f1)
TEST_READY := $(subst ready,test-ready,$(READY))

.PHONY: lab test test-long bench lint types unit screenshots notebooks build check lock clean python

lab: $(READY)
	@$(BIN)/course lab

test: lint unit

python:
	@[ -n "$(PYTHON)" ] || { echo "This course needs Python 3.11 or later, and found none. Install it from python.org, then run this again." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv. Then run this again." >&2; exit 1; }

# What JupyterLab reads is copied on installing, so a change to it installs again.
SHARED := $(wildcard course_tools/lab/labextension/* course_tools/lab/labextension/*/* course_tools/lab/kernelspec/* course_tools/lab/etc/*)

$(READY): pyproject.toml requirements.lock $(SHARED) | python
	@echo "Making ready what the course needs (once, a few minutes)…"
	@{ [ -e $@ ] && $(BIN)/python -m pip --version >/dev/null 2>&1; } || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@ # stopped halfway, a package may look whole and lack its files: then all is made anew
	@$(PIP) install --constraint requirements.lock --editable . || { echo "The installation stopped. Check the connection and run the same command again: it goes on where it was." >&2; exit 1; }
	@touch $@

$(TEST_READY): $(READY)
	@$(PIP) install --constraint requirements.lock --editable '.[test]'
	@touch $@

lint: $(TEST_READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/course check

# Tests wait for browsers more than they work: three at a time on two cores, the slow browser files first.
unit: $(TEST_READY)
	@$(BIN)/python -m pytest tests -n 3 --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m pytest --nbval --nbval-current-env -p no:cacheprovider -q -n 2 --dist loadfile notebooks

test-long: $(TEST_READY)
	@$(BIN)/python -m pytest tests -m long --override-ini addopts=

bench: $(TEST_READY)
	@cd tests && ../$(BIN)/python -m benchmarks

screenshots: $(TEST_READY)
	@cd tests && ../$(BIN)/python screenshots.py

build: $(READY)
	@$(BIN)/course build

check: $(TEST_READY)
	@$(BIN)/course check

notebooks: $(TEST_READY)
	@$(BIN)/course notebooks

lock: $(TEST_READY)
	@$(PIP) install pip-tools
	@$(BIN)/pip-compile --quiet --upgrade --extra test --strip-extras --no-header --no-annotate --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .course build dist
