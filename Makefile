# The menu: `make` prints it. Everything that building and testing need is in packages.txt (Debian 12).
BUILD    := build
PROGRAM  := $(BUILD)/shellfit
OUT      := out
EXAMPLE  ?= hall-12mw
JOBS     ?= $(shell nproc)
SOURCES   = $(shell git ls-files -co --exclude-standard '*.cpp' '*.hpp')
SUDO      = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help deps fuzz-deps build run test check format-check format tidy architecture golden validate interop bench bench-power bench-thermal asan fuzz install-test clean

help:
	@echo "make run          install packages, build, check examples/$(EXAMPLE) and say where the report is (EXAMPLE=name)"
	@echo "make test         install packages, build, run all tests"
	@echo "make build        the release program at $(PROGRAM)"
	@echo "make check        format, clang-tidy, architecture"
	@echo "make format       reformat the sources"
	@echo "make golden       write generated documents and expected outputs again; read the diff"
	@echo "make validate     solve published cases: CASES=folder"
	@echo "make interop      open our files with other programs (needs the network)"
	@echo "make bench        measure against peers and bounds (needs the network); bench-power, bench-thermal: one engine alone"
	@echo "make asan         all tests under address and undefined-behaviour sanitizers"
	@echo "make fuzz         fuzz the readers under sanitizers: RUNS=executions in all, TARGETS=some of them"
	@echo "make clean        remove build and output folders"

# Installs what dpkg does not know yet; on other systems says what is needed. fuzz-deps takes the whole list.
LISTED = sed '/^\# only make fuzz/,$$d' packages.txt
fuzz-deps: LISTED = cat packages.txt
deps fuzz-deps:
	@if ! command -v dpkg-query >/dev/null; then echo "not a Debian system: the packages of packages.txt must be there"; exit 0; fi; \
	missing=$$($(LISTED) | grep -v '^#' | while read -r p; do \
	  dpkg-query -W -f='$${Status}' "$$p" 2>/dev/null | grep -q 'ok installed' || echo "$$p"; done); \
	if [ -n "$$missing" ]; then echo "installing:" $$missing; \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq -y --no-install-recommends $$missing >/dev/null; fi

$(BUILD)/build.ninja:
	cmake --preset release

build: deps $(BUILD)/build.ninja
	cmake --build $(BUILD) --parallel $(JOBS) --target shellfit

run: build
	@mkdir -p $(OUT)
	@$(PROGRAM) check examples/$(EXAMPLE)/study.xml --html $(OUT)/$(EXAMPLE).html --json $(OUT)/$(EXAMPLE).json || [ $$? -eq 1 ] || [ $$? -eq 5 ]
	@echo "report: $(OUT)/$(EXAMPLE).html"

test: deps $(BUILD)/build.ninja
	cmake --build $(BUILD) --parallel $(JOBS)
	ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

check: format-check tidy architecture

format:
	clang-format-16 -i $(SOURCES)

format-check:
	clang-format-16 --dry-run --Werror $(SOURCES)

# Lints what changed since TIDY_BASE (default: all sources).
tidy: $(BUILD)/build.ninja
	tests/architecture/tidy.sh $(BUILD) $(JOBS) $(TIDY_BASE)

architecture:
	python3 tests/architecture/arrows.py

golden: build
	cmake --build $(BUILD) --parallel $(JOBS) --target digests
	tests/golden/write.sh $(PROGRAM) $(BUILD)/tests/digests

validate: build
	@[ -n "$(CASES)" ] || { echo "say where the cases are: make validate CASES=folder"; exit 2; }
	cmake --build $(BUILD) --parallel $(JOBS) --target solve_cases
	python3 tests/validation/run_cases.py $(BUILD)/tests/solve_cases $(CASES)

interop: build
	cmake --build $(BUILD) --parallel $(JOBS) --target solve_cases
	tests/interop/run.sh $(PROGRAM) $(BUILD)/tests/solve_cases

bench: build bench-power bench-thermal
	bench/run.sh $(PROGRAM)

bench-power bench-thermal: bench-%: deps $(BUILD)/build.ninja
	cmake --build $(BUILD) --parallel $(JOBS) --target bench_$*
	bench/$*/run.sh $(BUILD)/bench_$*

asan: deps
	cmake --preset asan && cmake --build build-asan --parallel $(JOBS) && ctest --test-dir build-asan --output-on-failure --parallel $(JOBS)

RUNS ?= 1000000
fuzz: fuzz-deps
	cmake --preset fuzz
	cmake --build build-fuzz --parallel $(JOBS) --target fuzz_targets
	python3 tests/fuzz/run.py build-fuzz $(RUNS) $(TARGETS)

clean:
	rm -rf build build-* $(OUT)
