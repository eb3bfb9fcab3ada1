# Everything sets itself up from nothing: python3.11 and a package registry are enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test lint types imports check docs bench-read bench-flatten bench-estimate clean

install: .venv/.installed

.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: install
	@$(BIN)/answerable report examples/sexual-offences || test $$? -eq 1  # 1: done, and something needs a person

test: install lint types imports
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

bench-flatten: install
	$(BIN)/python benchmarks/flattened_tables.py

bench-estimate: install
	$(BIN)/python benchmarks/estimate.py

clean:
	rm -rf .venv examples/*/out examples/*/.answerable
