// What the files of CInflate share: the state, the cursor over a call's buffers, and the format of table entries.
#pragma once

#include <string.h>

#include "CInflate.h"

#define HM_INLINE static inline __attribute__((always_inline))
#define HM_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define HM_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

// MARK: Decode tables

// A table is indexed with the next bits of the stream. Code words longer than the index share a main entry that links to
// a subtable for their remaining bits. An entry is ready for use: what to drop from the stream, what it means. Code
// words that mean no value (the end of the block, nothing at all) and links are exceptions.
//
// Literals and lengths: a literal drops its bits by bits 0–5, all else by bits 8–13. So the fast loop may drop by bits
// 0–5 whatever the entry is, and finds the same entry again unless it was a literal.
//
//             literal      length             link               end of block
//     0–5     code word    0                  0                  0
//     6                                       exception          exception
//     7                                       link
//     8–13                 code word + extra  index bits         code word
//     14                                                         end
//     16–     byte         base (16–24)       place (16–27)
//     25–28                code word
//     28–30                                   subtable's bits
//     31      literal
//
// Distances, and the precode's symbols:
//
//             value              link
//     0–5     code word + extra  index bits
//     6                          exception
//     7                          link
//     8–11    code word          subtable's bits
//     16–30   base               place
//
// In a subtable the code word is the rest of it behind the index.
#define HM_ENTRY_EXCEPTION 0x40u
#define HM_ENTRY_LINK 0x80u
#define HM_ENTRY_END_OF_BLOCK 0x4000u
#define HM_ENTRY_LITERAL 0x80000000u

enum {
    HM_LONGEST_CODE = 15,
    HM_PRECODE_SYMBOLS = 19,
    HM_LITERAL_SYMBOLS = 288,
    HM_DISTANCE_SYMBOLS = 32,

    // The sizes are those of the worst complete codes of so many symbols, 15 bits and such an index.
    HM_PRECODE_BITS = 7,
    HM_PRECODE_ENTRIES = 128,
    HM_LITERAL_BITS = 11,
    HM_LITERAL_ENTRIES = 2342,
    HM_DISTANCE_BITS = 8,
    HM_DISTANCE_ENTRIES = 402,

    HM_WINDOW = 32768,
};

// Each builds the table of the code that the lengths describe (RFC 1951, 3.2.2), or returns false if zlib refuses that
// code too.
bool hm_build_precode_table(uint32_t *table, const uint8_t *lengths);
bool hm_build_literal_table(uint32_t *table, const uint8_t *lengths, unsigned symbols);
bool hm_build_distance_table(uint32_t *table, const uint8_t *lengths, unsigned symbols);

// MARK: State

typedef enum hm_phase {
    // The wrapper (gzip.c).
    HM_PHASE_START,
    HM_PHASE_GZIP_FIXED,
    HM_PHASE_GZIP_EXTRA_LENGTH,
    HM_PHASE_GZIP_EXTRA,
    HM_PHASE_GZIP_NAME,
    HM_PHASE_GZIP_COMMENT,
    HM_PHASE_GZIP_HEADER_CRC,
    HM_PHASE_GZIP_TRAILER,
    HM_PHASE_GZIP_BETWEEN,
    HM_PHASE_GZIP_PADDING,
    HM_PHASE_ZLIB_HEADER,
    HM_PHASE_ZLIB_TRAILER,
    HM_PHASE_END,
    HM_PHASE_FAILED,
    // The DEFLATE data (decode.c).
    HM_PHASE_BLOCK,
    HM_PHASE_STORED_LENGTH,
    HM_PHASE_STORED,
    HM_PHASE_CODE_COUNTS,
    HM_PHASE_PRECODE,
    HM_PHASE_CODE_LENGTHS,
    HM_PHASE_SYMBOLS,
} hm_phase;

/// The buffers of one call, and how far it has come.
typedef struct hm_cursor {
    const uint8_t *in;
    const uint8_t *in_end;
    uint8_t *out;
    uint8_t *out_end;
    /// Where the history within the block begins; what lies before it is in the state's ring.
    uint8_t *base;
} hm_cursor;

/// What the steps inside return besides the public statuses.
enum {
    /// The step was made.
    HM_CONTINUE = 0,
    /// The final block ended.
    HM_DEFLATE_DONE = 100,
    /// A block's symbols ended.
    HM_END_OF_BLOCK = 101,
    /// Input or room are too short for another round of the fast loop.
    HM_FAST_MARGIN = 102,
};

typedef int (*hm_fast_decoder)(hm_inflate *state, hm_cursor *cursor);

struct hm_inflate {
    hm_fast_decoder decode_fast;
    hm_inflate_wrapper wrapper;
    hm_phase phase;
    hm_inflate_status failure;
    bool verify;

    /// Bits read and not yet used, the next one lowest. Between calls only those that a symbol cut by the end of the
    /// input needs, hence below 56, and below 8 after every complete symbol.
    uint64_t bits;
    unsigned bit_count;

    // Wrapper.
    uint8_t scratch[16];
    unsigned scratch_count;
    uint8_t gzip_flags;
    unsigned extra_left;
    uint32_t header_crc;
    /// CRC-32 or Adler-32 of the member's output.
    uint32_t checksum;

    // Block.
    bool last_block;
    unsigned stored_left;
    unsigned literal_count, distance_count, precode_count;
    unsigned lengths_read;
    /// The rest of a match that did not fit in the block.
    unsigned match_left;
    unsigned match_distance;

    /// Bytes of the member's output before the cursor's base.
    uint64_t base_offset;

    uint8_t precode_lengths[HM_PRECODE_SYMBOLS];
    uint8_t lengths[HM_LITERAL_SYMBOLS + HM_DISTANCE_SYMBOLS];
    uint32_t precode[HM_PRECODE_ENTRIES];
    uint32_t literals[HM_LITERAL_ENTRIES];
    uint32_t distances[HM_DISTANCE_ENTRIES];

    /// The member's latest output of earlier calls: byte n of it at n modulo the size.
    uint8_t ring[HM_WINDOW];
};

/// The word of eight bytes, the first one lowest.
HM_INLINE uint64_t hm_load64(const uint8_t *from) {
    uint64_t word;
    memcpy(&word, from, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/// Decodes DEFLATE data until the final block ends (HM_DEFLATE_DONE) or a public status tells why not.
int hm_deflate_run(hm_inflate *state, hm_cursor *cursor);

/// Copies a match that begins before the cursor's base; false if it begins before the member.
bool hm_copy_from_ring(const hm_inflate *state, const uint8_t *base, uint8_t *out, size_t distance, size_t length);

// MARK: The fast loop (fast.c)

enum {
    /// Input that must be at hand for a round: three reads of 8 bytes, of which two moved on by 7 at most.
    HM_FAST_INPUT = 24,
    /// Room that must be left for a round: literals, the longest match, and what word-wise copies write beyond it.
    HM_FAST_OUTPUT = 8 + 258 + 64,
};

/// The fast loop that suits this CPU best.
hm_fast_decoder hm_choose_fast_decoder(void);

// MARK: Checksums

uint32_t hm_adler32(uint32_t adler, const uint8_t *bytes, size_t count);
