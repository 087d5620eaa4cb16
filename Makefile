# Every target builds its own virtual environment on demand and installs wheels only: no compiler is needed.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
STAMP := $(VENV)/.installed

.PHONY: demo test test-fast test-minimum test-postgres test-browser test-spark story fuzz check audit docs gallery bench wheel single-file clean help

help:
	@echo "make demo    screen the samples into report.xlsx"
	@echo "make test    run the tests"
	@echo "make test-fast      run the quick ones"
	@echo "make test-minimum   run the tests with the oldest versions that pyproject.toml allows"
	@echo "make test-postgres  run the tests of the store against a PostgreSQL server of its own"
	@echo "make test-browser   open the HTML report and the local page in chromium and try them"
	@echo "make test-spark     compare the findings of Spark with those of a local run (needs Java 17)"
	@echo "make story   play a pull request through the installed wheel"
	@echo "make fuzz    screen damaged files for an hour (MINUTES=60)"
	@echo "make check   lint, types, list verification, audit"
	@echo "make audit   write build/sbom.json, ask for known vulnerabilities"
	@echo "make docs    build the documentation into build/site/, with all links checked"
	@echo "make gallery make the files and pictures of docs/gallery/ (LibreOffice and poppler)"
	@echo "make bench   measure speed, distorted names and the deck by hand"
	@echo "             (INNOCENT=FOLDER with CSV files of real firms: false hits, and other scorers)"
	@echo "make wheel   build the wheel into dist/"
	@echo "make single-file  build build/single-file/dist/flscreen, which holds Python and all it needs"
	@echo "make clean   remove everything that make built"

$(STAMP): pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --editable ".[dev]"
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/flscreen run samples/suppliers.xlsx samples/shipments.xlsx samples/supply-chain.xlsx -o report.xlsx -o report.html -o report.json --fail-on none
	@echo "Open report.xlsx in Excel or LibreOffice, or report.html in a browser."

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto

# The tests of parts; what runs the whole command many times is left to make test.
test-fast: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto tests/matching/test_matching.py tests/matching/test_mid.py tests/intake/test_cells.py tests/intake/test_recognise.py tests/names tests/test_house.py tests/cli/test_init.py tests/test_api.py

$(VENV)/.servers: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --editable ".[dev,postgresql,browser]"
	@touch $@

test-postgres: $(VENV)/.servers
	$(BIN)/python tests/store/postgresql.py

test-browser: $(VENV)/.servers
	$(BIN)/python tests/browser/check.py
	$(BIN)/python tests/browser/page.py
	$(BIN)/python tests/browser/load.py

# pyspark comes as source, which needs no compiler.
$(VENV)/.spark: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-binary pyspark --editable ".[dev,spark-connect]"
	@touch $@

test-spark: $(VENV)/.spark
	$(BIN)/python -m pytest tests/spark --numprocesses 2

# The lower bounds are read from pyproject.toml; the tests say whether each of them holds.
test-minimum:
	rm -rf build/minimum && mkdir -p build/minimum
	$(PYTHON) tests/minimum.py > build/minimum/constraints.txt
	$(PYTHON) -m venv build/minimum/venv
	build/minimum/venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --constraint build/minimum/constraints.txt --editable ".[dev]"
	build/minimum/venv/bin/python -m pytest --numprocesses auto

MINUTES ?= 60
fuzz: $(STAMP)
	$(BIN)/python tests/fuzz/run.py --minutes $(MINUTES)

story: $(STAMP)
	rm -rf build/story && mkdir -p build/story
	$(BIN)/python -m build --wheel --outdir build/story .
	$(PYTHON) -m venv build/story/venv
	build/story/venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: build/story/*.whl
	PATH="$(CURDIR)/build/story/venv/bin:$$PATH" sh tests/story.sh

$(VENV)/.audit: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --editable ".[dev,audit]"
	@touch $@

audit: $(VENV)/.audit
	$(BIN)/python tests/audit.py

check: $(STAMP) audit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/flscreen lists verify
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

$(VENV)/.docs: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --editable ".[dev,docs]"
	@touch $@

docs: $(VENV)/.docs
	$(BIN)/mkdocs build --strict

gallery: $(STAMP)
	$(BIN)/python samples/make_gallery.py

bench: $(STAMP)
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/kernel.py
	$(BIN)/python tests/benchmarks/load.py --workbook 0 --text 1000000 --firms 500000 --files 0
	$(BIN)/python tests/benchmarks/dense.py
	$(BIN)/python tests/benchmarks/growth.py
	$(BIN)/python tests/benchmarks/distorted.py $(if $(INNOCENT),--innocent "$(INNOCENT)")
	$(BIN)/flscreen benchmark tests/decks/by_hand.csv
	$(if $(INNOCENT),$(BIN)/python tests/benchmarks/beside.py --innocent "$(INNOCENT)")

wheel: $(STAMP)
	$(BIN)/python -m build --wheel --outdir dist .

# A file that needs no Python on the machine that runs it; it runs on the system that it was made on.
single-file: wheel
	rm -rf build/single-file && mkdir -p build/single-file
	$(PYTHON) -m venv build/single-file/venv
	build/single-file/venv/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check --only-binary :all: "$$(ls -t dist/*.whl | head -1)[web]" "pyinstaller>=6.10"
	# Not from here: it would take the folder screen/ beside it for the installed one, and that has no lists in it.
	cd build/single-file && venv/$(notdir $(BIN))/python -P -m PyInstaller --log-level ERROR --noconfirm --distpath dist --workpath work ../../.ci/single_file.spec
	build/single-file/dist/flscreen --version
	build/single-file/dist/flscreen demo --no-open -o build/single-file/demo

clean:
	rm -rf $(VENV) build dist report.xlsx report.html report.json .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
