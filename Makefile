# What one does with Nano Banana Pro; `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test units check lint format build install journeys prove bench clean

PREFIX ?= /usr/local
# Debian's own, so that a Python of the developer's does not decide.
PYTHON ?= /usr/bin/python3
BOOTSTRAP ?= scripts/bootstrap
JOURNEYS := Tests/Journeys
# Client libraries in virtual environments of their own, each with a file of requirements.
OTHER_CLIENTS := genai-1.47.0 litellm-1.109.1 openai-1.109.1
# They wait as much as they work; 0 runs them one after another, as what measures time needs.
JOURNEY_WORKERS ?= 3
SWIFT_CODE := Sources Tests Package.swift $(wildcard Benchmarks/Sources Benchmarks/Package.swift)
# The shell's alone: a script in another language has another's first line.
SCRIPTS := $(shell grep -l '^\#!.*bash' scripts/* .ci/run)

# What tests and journeys run is optimised, in a folder of its own: `swift build` and `swift test` alone keep the debug build.
# Where nobody debugs, as in CI, DEBUG_INFO=none saves a part of the build.
UNDER_TEST := --scratch-path .build/test -c release -Xswiftc -enable-testing $(if $(DEBUG_INFO),-debug-info-format $(DEBUG_INFO))
# With Swift's own libraries inside, so that an installed nbp needs no toolchain.
RELEASE := -c release --static-swift-stdlib --product nbp

# A build in the checkout has no share folder beside it.
export NBP_SHARE_DIR ?= $(CURDIR)/share

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | column -t -s '|'

run: ## install what is missing, build, and serve on http://localhost:8080
	@$(BOOTSTRAP) run
	@swift build $(RELEASE)
	@exec .build/release/nbp serve

test: ## install what is missing, and run every test, the browser's too
	@$(BOOTSTRAP) test
	$(MAKE) --no-print-directory units
	$(MAKE) --no-print-directory journeys

units: ## build and run the Swift tests alone; ONLY=Sketch those whose names fit
	swift build $(UNDER_TEST) --build-tests
	scripts/swift-tests $(UNDER_TEST) --skip-build $(if $(ONLY),--filter '$(ONLY)')

check: export CI = 1
check: lint test ## what must pass before a change is taken: lint, no warnings, every test

lint: ## find what the formatter or the shell would mend
	swift format lint --strict --recursive --parallel --configuration .swift-format $(SWIFT_CODE)
	@for script in $(SCRIPTS); do bash -n "$$script"; done
	@if command -v shellcheck >/dev/null; then shellcheck $(SCRIPTS); fi

format: ## mend what lint finds
	swift format --in-place --recursive --parallel --configuration .swift-format $(SWIFT_CODE)

build: ## build nbp for release
	swift build $(RELEASE)

install: build ## put nbp and its share folder under PREFIX (and DESTDIR)
	install -D -m 755 .build/release/nbp "$(DESTDIR)$(PREFIX)/bin/nbp"
	install -d "$(DESTDIR)$(PREFIX)/share"
	rm -rf "$(DESTDIR)$(PREFIX)/share/nano-banana-pro"
	cp -R share "$(DESTDIR)$(PREFIX)/share/nano-banana-pro"
	chmod -R u=rwX,go=rX "$(DESTDIR)$(PREFIX)/share/nano-banana-pro"

journeys: .venv/installed ## run the journeys alone: the whole server, a real browser
	swift build $(UNDER_TEST) --product nbp
	swift build $(UNDER_TEST) --product nbp-under-test
	.venv/bin/python -m pytest --numprocesses $(JOURNEY_WORKERS) --dist worksteal $(JOURNEYS)

.venv/installed: $(JOURNEYS)/requirements.txt $(OTHER_CLIENTS:%=$(JOURNEYS)/requirements-%.txt)
	$(PYTHON) -m venv --clear .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	for client in $(OTHER_CLIENTS); do \
	  $(PYTHON) -m venv .venv/$$client && .venv/$$client/bin/pip install --quiet --disable-pip-version-check \
	    --requirement $(JOURNEYS)/requirements-$$client.txt || exit 1; \
	done
	touch $@

prove: ## the long proofs: kill storms, these commands from a clean clone, a million jobs
	scripts/prove
	$(MAKE) --no-print-directory bench MEASURE=growth NBP_BENCH_BIG=1

bench: ## measure against the baselines; prints a table of ratios
	swift build -c release --package-path Benchmarks
	Benchmarks/.build/release/bench $(MEASURE)

clean: ## remove everything that was built
	rm -rf .build .build-* .venv Benchmarks/.build
