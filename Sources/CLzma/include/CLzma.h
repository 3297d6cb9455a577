// liblzma (public domain), from Debian's liblzma-dev: streaming decompression of xz archives.
#pragma once
#include <lzma.h>

/// `LZMA_CONCATENATED`: several streams may follow one another; a macro with a cast.
static const uint32_t hm_lzma_concatenated = 0x08;

/// The initial value of a stream, which is a macro with casts.
static inline lzma_stream hm_lzma_stream(void) {
    lzma_stream stream = LZMA_STREAM_INIT;
    return stream;
}
