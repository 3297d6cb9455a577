// Zstandard (BSD-3-Clause), from Debian's libzstd-dev: streaming decompression and compression.
#include <zstd.h>
#include <zstd_errors.h>
