# What CI runs is what a person runs. PYTHON may name another interpreter: make test PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check bench docs clean

demo: .venv/installed                  ## the question that the project is for, answered and drawn
	$(BIN)/govgraph ask "which bodies act under the AI Promotion Act"
	$(BIN)/govgraph draw jp/ai-promotion-act -o demo.html
	@echo "The picture is in demo.html: open it in a browser."

test: .venv/installed-dev              ## everything, the browser included
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile

check: .venv/installed-dev             ## the data alone
	$(BIN)/govgraph check

bench: .venv/installed-dev             ## how fast it is, up to a million facts; takes some hours
	$(BIN)/python benchmarks/run.py

docs: .venv/installed-dev              ## what the documents print, written anew
	GOVGRAPH_REWRITE_DOCS=1 $(BIN)/pytest -q tests/test_docs.py tests/test_outsider.py tests/export/test_formats.py \
	  -k "cog or console or anew or published_context"

clean:
	rm -rf .venv demo.html .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(PIP) -e .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(PIP) -e '.[dev]'
	@touch .venv/installed $@
