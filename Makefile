# Everything a developer or operator does with newsroom, one word each: `make help`.
# Work is remembered in stamp files inside .venv, so a second call does only what has changed.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --no-input install --quiet --require-hashes
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
RUNTIME := $(VENV)/.runtime $(CATALOGUES) .env
READY := $(VENV)/.development $(CATALOGUES) .env

.DEFAULT_GOAL := help
.PHONY: help setup run test check messages lock demo shell
.DELETE_ON_ERROR:

help: ## Say what there is
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) ## Create .venv with everything, compile the catalogues, write .env

run: $(RUNTIME) ## Serve on HOST and PORT, with demo releases in an empty newsroom
	@exec $(RUN) scripts/run.py

test: $(READY) ## Run every test, on SQLite and on PostgreSQL; ARGS="-k slug" goes to pytest
	@$(RUN) scripts/test.py $(ARGS)

check: $(READY) ## Check style, types, layers, templates, migrations, messages, settings; ARGS="types"
	@$(RUN) scripts/check.py $(ARGS)

messages: $(READY) ## Extract all texts into locale/ (needs gettext) and compile them
	@$(RUN) scripts/messages.py extract
	@$(MAKE) --no-print-directory $(CATALOGUES)

lock: $(READY) ## Write both requirements files anew from pyproject.toml; ARGS="--upgrade"
	@$(RUN) scripts/lock.py $(ARGS)

demo: $(RUNTIME) ## Load the demo, or refresh what of it nobody has touched
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py load_demo
	@$(RUN) manage.py make_derivatives
	@$(RUN) manage.py make_renditions

shell: $(RUNTIME) ## Open a Python prompt with the models imported
	@$(RUN) manage.py shell

# --- What the words above stand on ------------------------------------------------------------------------------------

$(RUN):
	@sh scripts/needs.sh $(PYTHON)
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

# The older stamp of the two is enough for running: the development file holds every runtime pin too.
$(VENV)/.runtime: requirements.txt | $(RUN)
	@echo "Installing requirements.txt ..."
	@$(PIP) -r $<
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing requirements-dev.txt ..."
	@$(PIP) -r $<
	@touch $@

%.mo: %.po | $(VENV)/.runtime
	@$(RUN) scripts/messages.py compile $<

.env: | $(RUN)
	@$(RUN) scripts/dotenv.py
