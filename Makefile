# The front door. `make scan` and `make test` need nothing but Debian 12 and Swift 6.3.

TARGET ?= /
SWIFT ?= swift
# Without the local search path the program never loads a library that lies beside it.
RELEASE = --configuration release --static-swift-stdlib --disable-local-rpath --product hullmark
IMAGES ?= .cache/images

.PHONY: scan help test setup build install check format bench bench-runtime coverage fuzz attacks services truth dist snapshot clean

## scan: build the program and scan TARGET (this machine's own root file system, without this folder, if nothing else is named)
scan: build
	@.build/release/hullmark scan $(if $(filter /,$(TARGET)),--exclude "$(CURDIR)") $(TARGET)

## help: list what make can do
help:
	@sed -n 's/^## //p' Makefile

## build: the release executable, .build/release/hullmark
build: setup
	@$(SWIFT) build $(RELEASE)

## install: put the program, its manual pages and shell completions below PREFIX
PREFIX ?= /usr/local
INSTALLED = $(DESTDIR)$(PREFIX)
install: build
	@Scripts/install.sh .build/release/hullmark "$(INSTALLED)"

## setup: install what the build needs
setup:
	@Scripts/setup.sh build

## test: install what the tests need, and run them all
test:
	@Scripts/setup.sh test
	@Scripts/images.sh $(IMAGES) test || Scripts/missing.sh "no Debian images could be built"
	@Scripts/services.sh $(IMAGES)/services || Scripts/missing.sh "no images of services could be built"
	@$(SWIFT) build --build-tests
	@Scripts/corpora.sh
	@HULLMARK_TEST_IMAGES="$(CURDIR)/$(IMAGES)" $(SWIFT) test --skip-build
	@$(MAKE) --no-print-directory build
	@HULLMARK_TEST_IMAGES="$(CURDIR)/$(IMAGES)" Scripts/readme.sh
	@python3 Tests/Services/services.py .build/release/hullmark $(IMAGES)/services

## check: formatting and lint
check:
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests
	@Scripts/lint.sh

## format: lay the sources out
format:
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

## bench: build real inputs, and measure side by side with a peer and with the floor
bench: build
	@Scripts/setup.sh bench
	@Scripts/images.sh $(IMAGES) bench
	@$(SWIFT) build --configuration release --static-swift-stdlib --product hullmark-measure
	@python3 Scripts/bench.py $(IMAGES)

## bench-runtime: measure what confinement costs, side by side with plain runc, as medians of ROUNDS
ROUNDS ?= 5
bench-runtime: build
	@Scripts/setup.sh test
	@Scripts/images.sh $(IMAGES) test
	@Scripts/services.sh $(IMAGES)/services
	@python3 Scripts/bench-runtime.py .build/release/hullmark $(IMAGES)/slim
	@python3 Scripts/bench-services.py .build/release/hullmark $(IMAGES)/services $(ROUNDS)

## coverage: compare with a peer package by package on images of every ecosystem, and write Docs/Coverage.md
coverage: build
	@Scripts/setup.sh test
	@Scripts/images.sh $(IMAGES) test
	@python3 Scripts/coverage.py write .build/release/hullmark .cache/venv/bin/syft Docs/Coverage.md $$(sed 's,^,$(IMAGES)/,' $(IMAGES)/applications)

## fuzz: let libFuzzer at every parser, SECONDS each
SECONDS ?= 30
fuzz:
	@Scripts/setup.sh fuzz
	@Scripts/fuzz.sh $(SECONDS)

## dist: one stripped executable that runs on a Debian 12 without Swift
dist: build
	@mkdir -p dist
	@strip --strip-all -o dist/hullmark .build/release/hullmark
	@ls -l dist/hullmark

## truth: compare findings with recorded answers, offered versions with the matcher, and other tools' bills with their images
truth: build
	@$(SWIFT) build --build-tests
	@Scripts/truth.sh .build/release/hullmark

## attacks: let attacks at containers, without the profile and with it
attacks: build
	@Scripts/setup.sh test
	@Scripts/images.sh $(IMAGES) test
	@python3 Tests/Attacks/attacks.py .build/release/hullmark $(IMAGES)/app

## services: run services under the profiles that are derived from their images, each at work for its load generator
services: build
	@Scripts/setup.sh test
	@Scripts/services.sh $(IMAGES)/services
	@python3 Tests/Services/services.py .build/release/hullmark $(IMAGES)/services

## snapshot: build the advisories that the program carries anew, from FROM as of DATE
snapshot: build
	@Scripts/snapshot.sh .build/release/hullmark $(FROM) $(DATE)

clean:
	rm -rf .build .build-* dist
