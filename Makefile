# Everything sets itself up from nothing: python3.11 and a package registry are enough.
PYTHON ?= python3
BIN := .venv/bin

# Which of the heavy extras to install beside the development tools: make test EXTRAS=dev,spark,postgres
EXTRAS ?= dev
# Where the benchmarks of other people's documents lie: tables with their truth, and scorers
BENCH ?= ../shared/bench
ROWS ?= 1000000

.PHONY: install demo test lint types imports fuzz clean
.PHONY: bench-read bench-letters bench-odd bench-many bench-flatten bench-estimate bench-records bench-claims bench-sample

install: .venv/.installed

.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	touch $@

demo: install
	@$(BIN)/answerable report examples/sexual-offences || test $$? -eq 1  # 1: done, and something needs a person
	@$(BIN)/answerable claims examples/claims/press-release.txt --study examples/sexual-offences --out examples/claims/out || test $$? -eq 1

test: install lint types imports
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

# Peers are installed beside, never in the environment of the program.
.venv-peers/.installed:
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check \
	  'liteparse>=2,<3' 'camelot-py>=2,<3' 'pdfplumber>=0.11,<1' 'tabula-py>=2.10,<3' 'img2table>=2,<3'
	touch $@

bench-read: install .venv-peers/.installed
	$(BIN)/python benchmarks/read_tables.py --peers .venv-peers/bin/python $(BENCH)
	$(BIN)/python benchmarks/headers.py $(BENCH)/headers/dataset.jl.gz

bench-letters: install
	$(BIN)/python benchmarks/letters.py --printer chromium
	$(BIN)/python benchmarks/letters.py --printer libreoffice
	$(BIN)/python benchmarks/printed_letters.py --half seen
	$(BIN)/python benchmarks/printed_letters.py --half "kept apart"
	$(BIN)/python benchmarks/typeset_letters.py --half seen
	$(BIN)/python benchmarks/typeset_letters.py --half "kept apart"
	$(BIN)/python benchmarks/office_letters.py

bench-odd: install
	$(BIN)/python benchmarks/odd_documents.py --kind workbook --documents 1500
	$(BIN)/python benchmarks/odd_documents.py --kind letter
	$(BIN)/python benchmarks/odd_documents.py --kind print

bench-many: install
	$(BIN)/python benchmarks/many_replies.py

fuzz: install
	$(BIN)/python benchmarks/fuzz_readers.py 100000

bench-flatten: install
	$(BIN)/python benchmarks/flattened_tables.py

bench-estimate: install
	$(BIN)/python benchmarks/estimate.py

bench-records: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/records.py --rows $(ROWS) --maker $(BENCH)/records/make_records.py

bench-claims: install
	PYTHONPATH=. $(BIN)/python benchmarks/claims.py

bench-sample: install
	$(BIN)/python benchmarks/sample.py

clean:
	rm -rf .venv .venv-peers examples/*/out examples/*/.answerable
