# Two entry words: `make run` and `make test`. Both do all their own set-up on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# The reader's own copies of the documents, where they lie; citations are checked against them.
SOURCES ?= $(firstword $(wildcard ../shared/sources sources))

.PHONY: run test tidy expected lock clean

run: $(STAMP)
	@$(BIN)/kg check
	@$(BIN)/kg build
	@$(BIN)/kg trace "経済安全保障の確保" --limit 3
	@$(BIN)/kg map goal "経済安全保障の確保" out/map.html
	@echo "Open out/map.html in a browser. More questions: $(BIN)/kg questions"

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	KG_SOURCES="$(SOURCES)" $(BIN)/pytest -n auto --dist worksteal

tidy: $(STAMP)
	$(BIN)/python -c "from pathlib import Path; from kg.tables import tidy; print(*tidy(Path('data')), sep='\n')"

# Rewrites the expected answers and the page of all questions; read the difference against the lines before you commit it.
expected: $(STAMP)
	$(BIN)/kg build
	$(BIN)/python -m tests.queries.expected out
	$(BIN)/kg questions -O md -o queries/README.md

# Needs uv; the lock holds hashes for Python 3.11 to 3.13 and no index address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --no-header --extra dev pyproject.toml -o requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv out
