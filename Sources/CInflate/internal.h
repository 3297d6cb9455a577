// What the files of CInflate share: the state, the cursor over a call's buffers, and the format of table entries.
#pragma once

#include "CInflate.h"

#define HM_INLINE static inline __attribute__((always_inline))
#define HM_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define HM_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

// MARK: Decode tables

// A table is indexed with the next bits of the stream. Code words longer than the index share a main entry that leads to
// a subtable for their remaining bits. An entry is ready for use: what to drop from the stream, what it means.
//
//     bits 0–7    bits to drop: the code word (in a subtable: the rest of it) and the extra bits behind it;
//                 in a link to a subtable: the index's bits
//     bits 8–11   bits of the code word alone; in a link: the subtable's index bits
//     bit 13      end of block
//     bit 14      link to a subtable
//     bit 15      exception: a link, the end of the block, or (neither) a code word without meaning
//     bits 16–30  the literal, the base of the length or of the distance, or the place of the subtable
//     bit 31      literal
#define HM_ENTRY_END_OF_BLOCK 0x2000u
#define HM_ENTRY_LINK 0x4000u
#define HM_ENTRY_EXCEPTION 0x8000u
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

/// Builds the table of the code that `lengths` describe (RFC 1951, 3.2.2); false if zlib refuses that code too.
/// `meanings` are the symbols' entries with the extra bits' number in bits 0–7 and without the code's.
bool hm_build_table(
    uint32_t *table, size_t entries, unsigned index_bits, const uint8_t *lengths, unsigned symbols,
    const uint32_t *meanings, bool may_be_incomplete);

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
