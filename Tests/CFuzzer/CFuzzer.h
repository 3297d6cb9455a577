// What the fuzzer needs of C: libFuzzer's driver, and zlib, which our own inflate is compared with.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// Runs libFuzzer with a program's arguments (LLVM, "Using libFuzzer as a library").
int LLVMFuzzerRunDriver(
    int *_Nonnull argc, char *_Nullable *_Nonnull *_Nonnull argv,
    int (*_Nonnull callback)(const uint8_t *_Nullable data, size_t size));
