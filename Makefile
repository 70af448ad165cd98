# One word per task; `make help` lists them. Needs make, and Python 3.11 or newer with venv.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := demo.reftel
PORT := 8080
# `make demo SERVE=0` ends after the tour; so it does where nobody is there to press Ctrl-C.
SERVE := $(if $(filter true 1,$(CI)),0,1)

# Every command a person types here is the one that .ci/run types.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench lock setup clean

help:  ## list the tasks
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{printf "%-14s%s\n", $$1, $$2}'

demo: $(READY)  ## build the invented archive, search it, open its reading room
	@$(BIN)/reftel demo $(DEMO)
	$(call try,stats $(DEMO))
	$(call try,search $(DEMO) --limit 2 --facets 'tag:KTIP from:strelsau trafficking')
	$(call try,search $(DEMO) --limit 2 '"grain price"~5 date:2006..2009 -class:secret')
	$(call try,search $(DEMO) --limit 1 'subjct:harvest "grain')
	$(call try,show $(DEMO) 08STRELSAU388)
	$(call try,show $(DEMO) '08STRELSAU388#par1' --cite chicago)
	@echo; echo "The archive is $(DEMO); go on with: $(BIN)/reftel search $(DEMO) YOUR WORDS"
	@echo "Its reading room: $(BIN)/reftel serve $(DEMO) --port $(PORT)"
ifeq ($(SERVE),1)
	@echo "Open this address in a browser; Ctrl-C ends it:"
	@$(BIN)/reftel serve $(DEMO) --port $(PORT) || [ $$? -eq 130 ]
else
	@echo "Then open: http://127.0.0.1:$(PORT)/"
endif

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
	rm -rf $(VENV) $(DEMO) $(DEMO:.reftel=-pages)

# Shows a command as one would type it, then runs it. A search that finds nothing is no failure.
define try
@echo; echo "$$ reftel $(subst ",\",$(1))"
@$(BIN)/reftel $(1) || [ $$? -eq 1 ]
endef

# The header is told which command to name, and no index nor path of this machine goes in.
define compile
CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --allow-unsafe \
  --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host $(2) --output-file $(1) pyproject.toml
endef

$(READY): requirements-dev.lock pyproject.toml
	@.ci/venv $(VENV)
	@touch $@
