#!/bin/sh
# Builds hullmark-init, which is static and needs no C library, and writes it as Swift source: init.sh SOURCES OUTPUT WORK
set -eu
sources=$1
output=$2
work=$3
compiler=${CC:-}
for candidate in cc clang gcc; do
    [ -n "$compiler" ] || compiler=$(command -v "$candidate" || true)
done
[ -n "$compiler" ] || { echo "init: no C compiler (cc, clang or gcc) is in PATH" >&2; exit 1; }
mkdir -p "$work"
"$compiler" -std=c11 -O2 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-builtin \
    -fno-pic -fno-pie -nostdlib -static -Wl,--build-id=none -Wl,-z,noexecstack -Wl,--gc-sections -s \
    -o "$work/hullmark-init" "$sources"/policy.c "$sources"/program/*.c
{
    echo '/// The program hullmark-init as base64, built from Sources/CInit.'
    printf 'let initProgramText: StaticString = "%s"\n' "$(base64 -w0 <"$work/hullmark-init")"
} >"$work/InitProgramText.swift.draft"
mv "$work/InitProgramText.swift.draft" "$output"
