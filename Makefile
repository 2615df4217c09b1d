# What one does with Nano Banana Pro; `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test check lint format build install journeys prove bench clean

PREFIX ?= /usr/local
# Debian's own, so that a Python of the developer's does not decide.
PYTHON ?= /usr/bin/python3
BOOTSTRAP ?= scripts/bootstrap
JOURNEYS := Tests/Journeys
# They wait as much as they work; 0 runs them one after another, as what measures time needs.
JOURNEY_WORKERS ?= 2
SWIFT_CODE := Sources Tests Package.swift $(wildcard Benchmarks/Sources Benchmarks/Package.swift)
SCRIPTS := $(wildcard scripts/*) .ci/run

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
	swift build --build-tests
	scripts/swift-tests --skip-build
	$(MAKE) --no-print-directory journeys

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
	swift build --product nbp
	swift build --product nbp-under-test
	.venv/bin/python -m pytest --numprocesses $(JOURNEY_WORKERS) --dist worksteal $(JOURNEYS)

.venv/installed: $(JOURNEYS)/requirements.txt
	$(PYTHON) -m venv --clear .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

prove: ## the long proofs: kill storms, these commands from a clean clone, a million jobs
	scripts/prove
	$(MAKE) --no-print-directory bench MEASURE=growth NBP_BENCH_BIG=1

bench: ## measure against the baselines; prints a table of ratios
	swift build -c release --package-path Benchmarks
	Benchmarks/.build/release/bench $(MEASURE)

clean: ## remove everything that was built
	rm -rf .build .build-* .venv Benchmarks/.build
