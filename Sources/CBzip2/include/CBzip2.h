// libbz2 (bzip2 licence, BSD-like), from Debian's libbz2-dev: streaming decompression of bzip2 archives.
#pragma once
#include <bzlib.h>
