// Streaming decompression of DEFLATE data (RFC 1951), bare or in gzip (RFC 1952) or zlib (RFC 1950) clothes, at the speed
// of one core. No dependency, no allocation after `hm_inflate_create`, no table at start-up; safe on hostile input.
//
// The caller owns the memory on both sides: it hands in the input in pieces of any size, and blocks to write the output
// to. A filled block may be passed on (to another thread, say) at once: the state keeps the 32 KiB of history that the
// next block may refer to.
//
//     hm_inflate *inflate = hm_inflate_create(HM_INFLATE_GZIP);
//     while (...) {
//         status = hm_inflate_run(inflate, input, inputCount, &consumed, lastInput, block, capacity, &filled);
//         // NEEDS_INPUT: give the next piece; BLOCK_FULL: pass the block on and set `filled` to 0; END; or an error.
//     }
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Clang's words for Swift's optionals; other compilers do without.
#ifndef __clang__
#define _Nonnull
#define _Nullable
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// What surrounds the DEFLATE data.
typedef enum hm_inflate_wrapper {
    /// Nothing (RFC 1951), as in ZIP entries.
    HM_INFLATE_RAW = 0,
    /// One gzip member or several, one after another, then zero bytes perhaps (RFC 1952).
    HM_INFLATE_GZIP = 1,
    /// One zlib stream without a preset dictionary (RFC 1950).
    HM_INFLATE_ZLIB = 2,
} hm_inflate_wrapper;

/// How a call of `hm_inflate_run` ended. Errors are negative, and stay until the state is reset.
typedef enum hm_inflate_status {
    /// The input is used up and the stream goes on: call again with the next piece.
    HM_INFLATE_NEEDS_INPUT = 1,
    /// The block is full and the stream goes on: call again with another block.
    HM_INFLATE_BLOCK_FULL = 2,
    /// The stream ended well. Of gzip: the last member did, and there is no more input.
    HM_INFLATE_END = 3,

    /// The input ended (`last_input`) before the stream did.
    HM_INFLATE_TRUNCATED = -1,
    /// The gzip or zlib header is not one, asks for an unknown method or reserved flag, or for a preset dictionary.
    HM_INFLATE_BAD_HEADER = -2,
    /// A block is of the reserved type 3.
    HM_INFLATE_BAD_BLOCK_TYPE = -3,
    /// The two copies of a stored block's length differ.
    HM_INFLATE_BAD_STORED_LENGTH = -4,
    /// A dynamic block's code lengths are over-long, repeat nothing, or give the end of the block no code.
    HM_INFLATE_BAD_CODE_LENGTHS = -5,
    /// A prefix code is over-subscribed, or incomplete in a way that zlib refuses as well.
    HM_INFLATE_BAD_CODE = -6,
    /// The data use a code word that stands for nothing.
    HM_INFLATE_BAD_SYMBOL = -7,
    /// A match begins before the first byte of the stream.
    HM_INFLATE_BAD_DISTANCE = -8,
    /// The CRC-32, the Adler-32, the length or the header's CRC-16 is another than the wrapper says.
    HM_INFLATE_CHECKSUM_MISMATCH = -9,
    /// Behind the last gzip member stands something that is neither a member nor zeros. All data before it were good.
    HM_INFLATE_TRAILING_GARBAGE = -10,
} hm_inflate_status;

/// A decompressor at some point of a stream. To be used by one thread at a time.
typedef struct hm_inflate hm_inflate;

/// Makes a decompressor (some 45 KiB); NULL if there is no memory.
hm_inflate *_Nullable hm_inflate_create(hm_inflate_wrapper wrapper);

/// Frees a decompressor; NULL is allowed.
void hm_inflate_destroy(hm_inflate *_Nullable state);

/// Makes the decompressor ready for another stream. Whether it verifies stays as it was.
void hm_inflate_reset(hm_inflate *_Nonnull state, hm_inflate_wrapper wrapper);

/// Says whether the wrapper's checksums and length are to be verified; they are unless switched off.
void hm_inflate_set_verify(hm_inflate *_Nonnull state, bool verify);

/// Decompresses until the input is used up, the block is full, the stream ends or proves bad.
///
/// - `input`, `input_count`: the next piece of the stream, of any size (NULL if the size is 0).
/// - `consumed`: set to the number of bytes read of it. The rest must be given again: there is one after BLOCK_FULL,
///   after an error, and after the END of a raw or zlib stream.
/// - `last_input`: that no input follows this piece. Without it the end of a gzip stream is never known (another member
///   could follow); truncation neither.
/// - `block`, `capacity`: where to write.
/// - `filled`: in: how much of the block is full already, with the latest output of this stream (the block is the
///   same as in the last call), or 0 (the block is another). Out: how much is now, which is true after errors too: the
///   bytes before the error are good. When the block is full it may be that NEEDS_INPUT is returned first.
hm_inflate_status hm_inflate_run(
    hm_inflate *_Nonnull state, const uint8_t *_Nullable input, size_t input_count, size_t *_Nonnull consumed,
    bool last_input, uint8_t *_Nonnull block, size_t capacity, size_t *_Nonnull filled);

/// A short English text of a status, such as "distance too far back", without a full stop.
const char *_Nonnull hm_inflate_text(hm_inflate_status status);

/// The CRC-32 of gzip (RFC 1952, section 8) of more bytes, beginning with that of the bytes before, or 0.
uint32_t hm_crc32(uint32_t crc, const void *_Nullable bytes, size_t count);

#ifdef __cplusplus
}
#endif
