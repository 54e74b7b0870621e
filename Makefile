# `make site` does everything on a fresh machine. In the repository of the program, `make test` runs every test.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
READERS := .venv/.readers
LOCKS := requirements.lock build_scripts/zensical.lock build_scripts/import.lock tests/requirements.lock
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help site serve instructor handouts check check-to-publish readers audit clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

site: $(READY) ## build the course into site/
	$(BIN)/course build

serve: $(READY) ## preview the course; pages change when you save
	$(BIN)/course serve

instructor: $(READY) ## build and print the edition for instructors, which is never published
	$(BIN)/course build --edition instructor
	$(BIN)/course handouts --edition instructor

handouts: $(READY) ## print all handouts into handouts/
	$(BIN)/course handouts

check: $(READY) ## list all problems of the course, by file and line
	$(BIN)/course check

check-to-publish: $(READY) ## the same, with what must be decided before the course is published
	$(BIN)/course check --to-publish

readers: $(READERS) ## install what reads papers from PDF, Word, LaTeX and other files

audit: ## check the locked packages for known vulnerabilities (needs the internet)
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	for lock in $(wildcard $(LOCKS)); do \
	  build/audit/bin/pip-audit --require-hashes --disable-pip --requirement $$lock || exit 1; \
	done

clean: ## delete .venv, site, handouts and other generated files
	rm -rf .venv .cache site site-instructor site-zensical handouts handouts-instructor exports exports-instructor
	rm -rf build shots *.egg-info

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

# In the repository of the program. A course has no tests.
-include tests/tests.mk
