# One word per task; `make help` lists them. Needs make, and Python 3.11 or newer with venv.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := demo.reftel

# Every command a person types here is the one that .ci/run types.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench lock setup clean

help:  ## list the tasks
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{printf "%-14s%s\n", $$1, $$2}'

demo: $(READY)  ## build the invented archive, say what it holds, search it, show a cable
	@$(BIN)/reftel demo $(DEMO)
	@echo; echo '$$ reftel stats $(DEMO)'; $(BIN)/reftel stats $(DEMO)
	@.ci/tour $(BIN)/reftel $(DEMO)

test: $(READY)  ## run the tests on all cores
	$(BIN)/pytest -n auto

check: $(READY)  ## lint, format, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

bench: $(READY)  ## measure speed and size; see bench/README.md
	$(BIN)/python -m bench

lock: $(READY)  ## write the lock files again from pyproject.toml
	$(call compile,requirements.lock)
	$(call compile,requirements-dev.lock,--extra dev)

setup: $(READY)  ## make the virtual environment only

clean:  ## remove the virtual environment and the invented archive
	rm -rf $(VENV) $(DEMO)

# The header is told which command to name, and no index nor path of this machine goes in.
define compile
CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --allow-unsafe \
  --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host $(2) --output-file $(1) pyproject.toml
endef

$(READY): requirements-dev.lock pyproject.toml
	@.ci/venv $(VENV)
	@touch $@
