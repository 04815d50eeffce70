# What a person types here: run, test, check, demo, bench. Everything else is a step of these.
SHELL := /bin/bash
.DEFAULT_GOAL := run

PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1

VENV := .venv
PY := $(VENV)/bin/python
PRODUCT := $(VENV)/.product-$(shell cat requirements.txt | sha256sum | cut -c1-16)
TOOLS := $(VENV)/.tools-$(shell cat requirements.txt requirements-dev.txt | sha256sum | cut -c1-16)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check demo bench workspace system-packages

run: $(PRODUCT) workspace
	@$(PY) -m tracker.web.precompress
	@echo "Mở http://localhost:$(PORT) trong trình duyệt; dừng bằng Ctrl+C."
	@exec $(VENV)/bin/streamlit run app.py --server.port "$(PORT)" --server.address "$(HOST)"

# An existing database is left alone; the first start makes one with illustrative figures.
workspace: $(PRODUCT)
	@database="$${TRACKER_DATABASE:-data/tracker.duckdb}"; \
	case "$$database" in ducklake:*) ;; \
	*) [ -e "$$database" ] || $(PY) -m tracker init --demo ;; esac

demo: $(PRODUCT)
	@TRACKER_DATABASE=data/demo/tracker.duckdb $(MAKE) --no-print-directory run

test: $(TOOLS) system-packages
	$(PY) -m pytest -n auto --dist loadfile $(PYTEST_ARGS)

check: $(TOOLS)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(PY) -m pytest -q tests/test_architecture.py
	$(PY) -m tracker check

bench: $(TOOLS) system-packages
	@$(PY) -m tracker.web.precompress
	$(PY) bench/growth.py --write
	$(PY) bench/intake.py --write
	$(PY) bench/images.py --write
	$(PY) bench/outputs.py --write
	$(PY) bench/pages.py --write

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Cần Python 3.11 trở lên, ví dụ: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Thiếu mô-đun venv. Gõ: sudo apt-get install -y python3-venv" >&2; exit 1; }

$(PRODUCT): $(VENV)/bin/pip
	$(PY) -m pip install --quiet -r requirements.txt
	@rm -f $(VENV)/.product-* && touch $@

$(TOOLS): $(PRODUCT)
	$(PY) -m pip install --quiet -r requirements-dev.txt
	@rm -f $(VENV)/.tools-* && touch $@

system-packages:
	@tests/install-system-packages
