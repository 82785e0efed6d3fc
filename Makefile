# The whole menu of the project; `make help` prints it. Needs make and any Python from 3.8.
MAKEFLAGS += --no-print-directory
# Some images forbid Python to keep compiled modules; with 250 packages that costs seconds a start.
export PYTHONDONTWRITEBYTECODE :=
PYTHON ?= python3
BIN := .venv/bin
UV = $$(command -v uv || echo .venv-uv/bin/uv)
COMPILE = $(UV) pip compile --quiet --generate-hashes --no-header
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup train chat run test fuzz check nlu-check nlu-report bench bench-scoring \
  bench-speed lock texts ready migrate crash

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 15

setup: ready ## Make both Python runtimes ready: interpreters, locked packages, tools
	@echo "Both runtimes are ready. Next: make chat" >&2

train: ready ## Train the dialogue model, if what it learns from has changed
	@$(BIN)/python -m bot.model

chat: train migrate ## Talk to 善贷 here; options in ARGS="--lang en --json"
	@$(BIN)/shandai chat $(ARGS)

run: train migrate ## Serve the web chat and Telegram until Ctrl-C, with demo customers
	@$(BIN)/shandai run $(or $(ARGS),--demo)

test: train ## Run every test; a part with ARGS="tests/scoring -x"
	@$(BIN)/python -m pytest $(ARGS)

fuzz: train ## Talk to the assistant at random; ARGS="--messages 5000 --seed 1"
	@$(BIN)/python -m tests.dialogue.fuzz $(ARGS)

crash: train ## Kill the processes while customers write; ARGS="--kills 30 --seed 1"
	@$(BIN)/python -m tests.crash $(ARGS)

check: ready ## Lint, format and types, without changing a file
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: train migrate ## Measure training, start, memory and the time of a turn
	@$(BIN)/python -m tests.benchmarks $(ARGS)

nlu-check: ready ## Look for errors in the training examples; options in ARGS="--max 50"
	@$(BIN)/shandai nlu check $(ARGS)

nlu-report: ready ## Measure the understanding beside Rasa's default pipeline on real messages
	@$(BIN)/python -m tests.benchmarks.nlu $(ARGS)

bench-scoring: ready ## Set our card beside other models on the real data sets, five folds
	@$(BIN)/python -m tests.benchmarks.scoring $(ARGS)

bench-speed: ready ## Measure the core beside other ways to the same output
	@$(BIN)/python -m tests.benchmarks.scoring.speed $(ARGS)

lock: ready ## Pin the newest versions that requirements/*.in allow
	@$(COMPILE) --upgrade --python-version 3.12 -o requirements/app.txt requirements/app.in
	@$(COMPILE) --upgrade --python-version 3.12 -o requirements/dev.txt -c requirements/app.txt \
	  requirements/dev.in
	@$(COMPILE) --upgrade --python-version 3.10 -o requirements/rasa.txt requirements/rasa.in
	@$(COMPILE) --upgrade --python-version 3.12 -o requirements/optbinning.txt \
	  requirements/optbinning.in
	@$(COMPILE) --upgrade -o requirements/uv.txt requirements/uv.in

texts: ready ## Collect every customer text into the catalogues of bot/texts/locales
	@$(BIN)/python -m bot.texts.extract

# Not on the menu: silent when there is nothing to do, and without output on stdout.
ready:
	@$(PYTHON) -m bot.bootstrap

migrate: ready
	@$(BIN)/shandai migrate
