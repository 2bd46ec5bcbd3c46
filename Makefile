# `make` alone explains itself: each target carries its sentence behind ##.
# Set PYTHON=/path/to/python to choose the Python (3.11 or newer) that .venv is made with.

python := .venv/bin/python
# What is handed on to pytest: make test PYTEST="tests/rules -x"
PYTEST =

.DEFAULT_GOAL := help
.PHONY: help setup browser run test check words stories gallery bench faults lock clean

help:
	@echo 'Houniao: try `make run` first.'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: ## makes .venv with everything in it; quick when nothing changed
	@sh tools/setup.sh

browser: setup
	@sh tools/browser.sh

run: setup ## starts the bot with the web chat on http://127.0.0.1:8080, with the demo city unless .env says otherwise
	@sh tools/run.sh

test: setup browser ## runs every test, on SQLite and on a PostgreSQL of its own; PYTEST="tests/rules -x" runs some
	@$(python) -m pytest -n 2 --dist worksteal $(PYTEST)

check: setup ## checks format, lint, types, import contracts, packs and catalogues; changes nothing
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/houniao check
	@$(python) -m tools.words --check

words: setup ## extracts texts, updates the catalogues in locales/ and reports what is missing
	@$(python) -m tools.words

stories: setup ## writes the expected answers of the stories anew; read the diff before you commit it
	@$(python) -m pytest tests/stories --update-stories

gallery: setup browser ## draws every screen in every language
	@$(python) -m tools.gallery

bench: setup ## measures what the promises promise
	@$(python) -m bench

faults: setup ## kills, cuts and drops at full size (minutes); make test does the same in small
	@$(python) -m pytest tests/faults --full

lock: ## pins requirements/*.in anew into *.txt with hashes; UPGRADE=1 takes the newest of everything
	@sh tools/lock.sh $(UPGRADE)

clean: ## removes .venv and all caches; data in var/ stays
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
