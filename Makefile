# The commands people type. Everything is set up on first use; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKS := installer/requirements.txt requirements.txt tests/requirements.txt tests/generators/requirements.txt

# Installs what a file locks. uv is several times faster than pip but does not read its settings, so an index of the
# machine's own is handed over; pip does the work where uv has no wheel or cannot reach what pip reaches.
define INSTALL
index="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}}"; \
if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
{ [ -x $(BIN)/uv ] && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); } || $(PIP) -r $(1)
endef
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes

.PHONY: site test quick quick-reading quick-tests quick-tests-too tests-in-the-browser tests-of-every-page tests-of-the-core tests-beside-it tests-apart lint serve check release links links-changed bench pictures lock audit schemas messages import ring kalender uppfoljning published ny ny-utgava seen clean

site: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py site

release: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py site --release

serve: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py serve

check: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py check

links: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py links --report link-report.md

# The links that differ from an earlier revision, without touching the memory: make links-changed SINCE=main
links-changed: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py links --changed-since "$(SINCE)" --strict

published: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py published

seen: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py seen

# The phone round: who to call, what to ask; each answer is saved when it is agreed to. make ring LIST=yes only tells;
# make ring RECORDS=support-lines/bris is for some; HOW=web-copy is for who reads instead of calling.
ring: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py ring $(if $(LIST),--list) $(if $(HOW),--how $(HOW)) $(RECORDS)

# What is due as a calendar that a phone or a mail program takes in: make kalender FILE=kontroller.ics
kalender: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py kalender "$(or $(FILE),kontroller.ics)"

# The table of measured values: make uppfoljning FILE=uppfoljning.xlsx writes it, with READ=yes it is read filled in.
uppfoljning: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py uppfoljning $(if $(READ),read,write) "$(or $(FILE),uppfoljning.xlsx)"

# Reads an official document and tells what differs: make import DOC=path, and if need be EDITION=, AGAINST=, REPORT=;
# NEW=2027 writes a draft of the next edition, SIGNED=yes notes the words that tell,
# OFFICIAL=1 keeps the document's own words on this machine.
import: $(VENV)/site.stamp
	@$(BIN)/python hooks/manage.py import "$(DOC)" $(if $(EDITION),--edition "$(EDITION)") $(if $(AGAINST),--against "$(AGAINST)") $(if $(REPORT),--report "$(REPORT)") $(if $(NEW),--new "$(NEW)") $(if $(SIGNED),--signed) $(if $(OFFICIAL),--official)

# A new record, asked for question by question: make ny, or make ny KIND=lank
ny: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py ny $(KIND)

# A draft of the next edition: make ny-utgava YEAR=2027
ny-utgava: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py ny-utgava "$(YEAR)"

messages: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py messages

schemas: $(VENV)/site.stamp
	$(BIN)/python hooks/manage.py schemas

# What CI runs: linters, the check of the data and the tests, these in five groups, three of all at a time on two cores,
# since browsers wait for their pages and the link checker for its servers. A test is in one of the groups, wherever its
# file lies: what is named nowhere is beside the rest. They share what they build.
test: $(VENV)/test.stamp
	sh tests/setup.sh
	@$(MAKE) --no-print-directory -j3 lint check tests-in-the-browser tests-of-every-page tests-of-the-core tests-beside-it tests-apart

CORE := tests/unit tests/golden tests/whole tests/importing
VISITS := $(patsubst %,tests/browser/test_%.py,axe traces)
APART := tests/edits tests/engines
tests-in-the-browser:
	$(BIN)/python -m pytest tests/browser $(VISITS:%=--ignore %)

tests-of-every-page:
	$(BIN)/python -m pytest $(VISITS)

tests-of-the-core:
	$(BIN)/python -m pytest $(CORE)

tests-beside-it:
	$(BIN)/python -m pytest $(patsubst %,--ignore %,tests/browser $(CORE) $(APART))

tests-apart:
	$(BIN)/python -m pytest $(APART)

lint: $(VENV)/test.stamp
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m yamllint --strict data mkdocs.yml .github
	$(BIN)/python -m pymarkdown --config pyproject.toml scan docs data/README.md
	$(BIN)/python -m djlint overrides --lint --quiet
	$(BIN)/zizmor --offline --quiet .github/workflows
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml

# For every save, half a minute on two cores: no browser, no server, no built site. The tests in two halves.
QUICK := tests/unit/test_[a-p]*.py
QUICK_TOO := tests/unit/test_[q-z]*.py tests/golden $(patsubst %,tests/linkcheck/test_link_%.py,body phrases reports)
quick: $(VENV)/test.stamp
	@$(MAKE) --no-print-directory -j3 quick-reading quick-tests quick-tests-too
	@echo "left out, make test runs them: linters of YAML, Markdown, templates and workflows; what is in none of $(QUICK) $(QUICK_TOO)"

quick-reading:
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python hooks/manage.py check

quick-tests:
	$(BIN)/python -m pytest $(QUICK)

quick-tests-too:
	$(BIN)/python -m pytest $(QUICK_TOO)

bench: $(VENV)/test.stamp site
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/linkcheck_speed.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/filter.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/spreadsheet.py

# Pictures of every kind of page, small and wide, light and dark, for a person to look at.
pictures: $(VENV)/test.stamp site
	$(BIN)/python benchmarks/pictures.py site pictures

# Writes the lock files anew. uv leaves no trace of where packages were fetched from.
lock: $(VENV)/site.stamp
	for lock in $(LOCKS); do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$${lock%.txt}.in" -o "$$lock" || exit 1; done

# Known faults in what is locked; asks the package index. See .github/workflows/audit.yml.
audit: $(VENV)/test.stamp
	$(BIN)/pip-audit --strict --disable-pip --require-hashes $(LOCKS:%=--requirement %)

$(VENV)/python.stamp:
	@command -v $(PYTHON) >/dev/null || { echo "python3 is missing; install Python 3.11 or newer, or run make with PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old; install Python 3.11 or newer, or run make with PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python has no venv; on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/site.stamp: $(VENV)/python.stamp installer/requirements.txt requirements.txt
	@$(PIP) -r installer/requirements.txt || echo "uv cannot be installed here; pip does its work, and takes longer"
	@$(call INSTALL,requirements.txt)
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp tests/requirements.txt
	@$(call INSTALL,tests/requirements.txt)
	@touch $@

clean:
	rm -rf $(VENV) site .site.building .site.old
