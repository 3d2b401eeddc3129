# make run    builds the sample articles in seeds/ into output/
# make test   checks everything
# make docs   writes docs/ontology.md from ontology/kg.ttl
# They need Python 3.11 or newer, make and git, and put the rest into .venv/.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

.PHONY: run test docs test-programs clean
.DELETE_ON_ERROR:

run: $(VENV)/.installed
	@$(BIN)/kg build seeds -o output
	@printf '%s\n' '' \
	  'The graph   output/graph.ttl to read, output/graph.nq to compare and to send on, output/store/ for queries' \
	  'The page    output/network.html: open it in a browser' \
	  '' \
	  'Try next    source $(BIN)/activate' \
	  '            kg query who-met-whom' \
	  '            kg query person-timeline --set person=高市早苗' \
	  '            kg view --focus 高市早苗' \
	  '            kg export -f graphml -o network.graphml' \
	  '            kg build YOUR-FILES -o mine && kg query --list'

# They start the command some hundreds of times, so Python may keep what it compiled.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.tested test-programs
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/kg rules check
	$(BIN)/pytest

docs: $(VENV)/.installed
	@$(BIN)/python docs/make_ontology.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo 'Installing what kijigraph needs into $(VENV)/ (about 700 MB, the first time only) ...'
	@$(PIP) -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@echo 'Installing what the tests need into $(VENV)/ ...'
	@$(PIP) -e '.[test]'
	@touch $@

# Debian's python3 comes without what `python3 -m venv` needs.
$(VENV)/.made:
	@test -n '$(PYTHON)' || { echo 'kijigraph needs Python 3.11 or newer: install it, or name it: make run PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo '$(PYTHON) is older than Python 3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; \
	  then echo 'Installing python3-venv ...'; $(APT) update && $(APT) install -y python3-venv >/dev/null; \
	  else echo 'Python has no venv here: install it first (Debian, Ubuntu: sudo apt-get install python3-venv)' >&2; exit 1; fi; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# A browser and a Japanese font for the tests of the pages, another parser of RDF for those of the exports, another day,
# a client of the endpoint, a store to push to, what makes calls of the system fail.
test-programs:
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v rapper >/dev/null || missing="$$missing raptor2-utils"; \
	command -v faketime >/dev/null || missing="$$missing faketime"; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	command -v virtuoso-t >/dev/null || missing="$$missing virtuoso-opensource-7-bin"; \
	command -v strace >/dev/null || missing="$$missing strace"; \
	{ command -v fc-list >/dev/null && fc-list :lang=ja | grep -q .; } || missing="$$missing fonts-noto-cjk fontconfig"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; \
	then echo "Installing$$missing ..."; $(APT) update && $(APT) install -y --no-install-recommends $$missing >/dev/null; \
	else echo "Not here, and some tests want them:$$missing (Debian, Ubuntu: sudo apt-get install$$missing)" >&2; fi
