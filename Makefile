# Needs make and Python 3.11, 3.12 or 3.13 with venv; pip brings the rest. Everything with logic is a manage.py command.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
DEMO ?= 1
ARGS ?=
SUPPORTED := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do $$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-dev translations run test browser soak lint format lock clean

help: ## Say what there is to make
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' Makefile | expand -t 14

install: translations ## Make the environment and compile the translations

translations: $(VENV)/.run-installed ## Compile the translations anew
	@$(MANAGE) compile_translations

install-dev: $(VENV)/.dev-installed install ## The same, with what the tests and linters need

$(VENV)/.run-installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 with venv was found (on Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev-installed: requirements-dev.txt $(VENV)/.run-installed
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

run: install ## Serve on PORT (8000) with the demo people; DEMO=0 starts empty
	@$(MANAGE) migrate --noinput --verbosity 0
	@$(MANAGE) sync_roles
	@$(if $(filter-out 0,$(DEMO)),$(MANAGE) demo >/dev/null || { echo "Without the demo: make run DEMO=0" >&2; exit 1; })
	@exec $(MANAGE) stack --bind 127.0.0.1:$(PORT) --with-parent

test: install-dev ## Run the tests on SQLite (ARGS="-k word" chooses)
	$(BIN)/python -m pytest -n auto $(ARGS)

browser: install-dev ## Run the stories in a real browser (CHROMIUM=/usr/bin/chromium, SCREENSHOTS=folder)
	$(BIN)/python -m pytest -m browser tests/browser $(ARGS)

soak: install-dev ## Run the long tests: kills, large data, slow clients (NGINX=/usr/sbin/nginx: behind it too)
	$(BIN)/python -m pytest -m soak $(ARGS)

lint: install-dev ## Style, types, imports between the rooms, migrations, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	DEBUG=0 ALLOWED_HOSTS=som.example.org SITE_URL=https://som.example.org HOSTING_NAME=- ORGANISATION_NUMBER=0123.456.749 \
		$(MANAGE) check --deploy --fail-level WARNING

format: install-dev ## Let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# uv only writes the lock files; nobody needs it to install. The files name no package index.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml
lock: ## Pin the dependencies of pyproject.toml anew (needs uv; ARGS=--upgrade for newer ones)
	$(LOCK) --quiet -o requirements.txt $(ARGS)
	$(LOCK) --quiet --group pyproject.toml:dev -o requirements-dev.txt $(ARGS)
	@! grep -nE '://|index-url|find-links' requirements.txt requirements-dev.txt

clean: ## Remove the environment and the caches, never var/ with its data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find locale -name '*.mo' -delete
