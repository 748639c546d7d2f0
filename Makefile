# Each target does its own set-up: `make run` and `make test` are all a fresh clone needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench soak fuzz set-up
.DEFAULT_GOAL := run

run: set-up      ## the demo plant: in a window, or without a display to the end and onto paper
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    exec $(BIN)/kairos demo; \
	else \
	    echo "No display: running the demo plant to the end without a window."; \
	    exec $(BIN)/kairos demo --headless --out build/demo; \
	fi

test: set-up     ## every test, without a display
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal

check: set-up    ## style, types, layers, file lengths, licences
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_file_lengths.py
	$(BIN)/python tools/check_licences.py

bench: set-up    ## every claim that has a figure, measured again
	$(BIN)/python benchmarks/planning.py
	$(BIN)/python benchmarks/backtest.py
	$(BIN)/python benchmarks/policy.py --seeds 0-1
	$(BIN)/python benchmarks/live_redraw.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/analysis.py
	$(BIN)/python benchmarks/bearings_phm2012.py --data "$${KAIROS_DATA:-../shared/data}"
	$(BIN)/python benchmarks/bearing_faults.py --data "$${KAIROS_DATA:-../shared/data}"
	$(BIN)/python benchmarks/failure_modes.py
	$(BIN)/python benchmarks/demand.py --data "$${KAIROS_DATA:-../shared/data}"
	$(BIN)/python benchmarks/rul_fleet.py --data "$${KAIROS_DATA:-../shared/data}"
	$(BIN)/python benchmarks/run_to_failure.py --data "$${KAIROS_DATA:-../shared/data}"

soak: set-up     ## 100,000 random schedules of commands, restarts and clock jumps; SEED=N plays one again
	@$(BIN)/python -m tests.soak $(if $(SEED),--seed $(SEED))

fuzz: set-up     ## 200,000 damaged files of every format at the doors for recordings
	@$(BIN)/python -W error -m tests.fuzz

set-up:          ## .venv from the lock file, Qt's system libraries; quick the second time
	@$(PYTHON) tools/set_up.py
