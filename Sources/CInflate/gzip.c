// The public calls, and the wrappers around DEFLATE data: gzip members (RFC 1952, section 2.3), a zlib stream (RFC 1950,
// section 2.2).

#include <stdlib.h>
#include <string.h>

#include "internal.h"

// The flags of a gzip header (RFC 1952, 2.3.1).
enum { FHCRC = 2, FEXTRA = 4, FNAME = 8, FCOMMENT = 16, RESERVED = 0xE0 };

// MARK: Life

hm_inflate *hm_inflate_create(hm_inflate_wrapper wrapper) {
    hm_inflate *state = calloc(1, sizeof *state);
    if (state == NULL) { return NULL; }
    state->verify = true;
    state->decode_fast = hm_choose_fast_decoder();
    hm_inflate_reset(state, wrapper);
    return state;
}

void hm_inflate_destroy(hm_inflate *state) { free(state); }

static void begin_deflate(hm_inflate *state) {
    state->phase = HM_PHASE_BLOCK;
    state->last_block = false;
    state->bits = 0;
    state->bit_count = 0;
    state->match_left = 0;
    state->base_offset = 0;
    state->checksum = state->wrapper == HM_INFLATE_ZLIB ? 1 : 0;
}

void hm_inflate_reset(hm_inflate *state, hm_inflate_wrapper wrapper) {
    state->wrapper = wrapper;
    begin_deflate(state);
    state->phase = HM_PHASE_START;
    state->scratch_count = 0;
}

void hm_inflate_set_verify(hm_inflate *state, bool verify) { state->verify = verify; }

// MARK: Wrappers

/// Gathers `count` bytes in the scratch, over several calls if need be.
static bool gather(hm_inflate *state, hm_cursor *cursor, unsigned count) {
    while (state->scratch_count < count) {
        if (cursor->in == cursor->in_end) { return false; }
        state->scratch[state->scratch_count++] = *cursor->in++;
    }
    state->scratch_count = 0;
    return true;
}

static uint32_t little_endian32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t big_endian32(const uint8_t *bytes) { return __builtin_bswap32(little_endian32(bytes)); }

/// Passes over a text of the gzip header that ends with a zero byte.
static bool skip_text(hm_inflate *state, hm_cursor *cursor) {
    const size_t at_hand = (size_t)(cursor->in_end - cursor->in);
    if (at_hand == 0) { return false; }
    const uint8_t *zero = memchr(cursor->in, 0, at_hand);
    const size_t count = zero != NULL ? (size_t)(zero - cursor->in) + 1 : at_hand;
    state->header_crc = hm_crc32(state->header_crc, cursor->in, count);
    cursor->in += count;
    return zero != NULL;
}

/// One step of a gzip header; HM_CONTINUE if it was made. A check that fails at the first bytes is made at once, so that a short
/// piece of garbage is not taken for a truncated header.
static int step_gzip_header(hm_inflate *state, hm_cursor *cursor) {
    switch (state->phase) {
    case HM_PHASE_GZIP_FIXED:
        while (state->scratch_count < 10) {
            if (cursor->in == cursor->in_end) { return HM_INFLATE_NEEDS_INPUT; }
            const uint8_t byte = *cursor->in;
            switch (state->scratch_count) {
            case 0: if (byte != 0x1F) { return HM_INFLATE_BAD_HEADER; } break;
            case 1: if (byte != 0x8B) { return HM_INFLATE_BAD_HEADER; } break;
            case 2: if (byte != 8) { return HM_INFLATE_BAD_HEADER; } break;
            case 3: if (byte & RESERVED) { return HM_INFLATE_BAD_HEADER; } break;
            default: break;
            }
            cursor->in++;
            state->scratch[state->scratch_count++] = byte;
        }
        state->scratch_count = 0;
        state->gzip_flags = state->scratch[3];
        state->header_crc = hm_crc32(0, state->scratch, 10);
        state->phase = HM_PHASE_GZIP_EXTRA_LENGTH;
        return HM_CONTINUE;

    case HM_PHASE_GZIP_EXTRA_LENGTH:
        state->extra_left = 0;
        if (state->gzip_flags & FEXTRA) {
            if (!gather(state, cursor, 2)) { return HM_INFLATE_NEEDS_INPUT; }
            state->header_crc = hm_crc32(state->header_crc, state->scratch, 2);
            state->extra_left = (unsigned)state->scratch[0] | (unsigned)state->scratch[1] << 8;
        }
        state->phase = HM_PHASE_GZIP_EXTRA;
        return HM_CONTINUE;

    case HM_PHASE_GZIP_EXTRA: {
        const size_t at_hand = (size_t)(cursor->in_end - cursor->in);
        const size_t count = state->extra_left < at_hand ? state->extra_left : at_hand;
        state->header_crc = hm_crc32(state->header_crc, cursor->in, count);
        cursor->in += count;
        state->extra_left -= (unsigned)count;
        if (state->extra_left > 0) { return HM_INFLATE_NEEDS_INPUT; }
        state->phase = HM_PHASE_GZIP_NAME;
        return HM_CONTINUE;
    }

    case HM_PHASE_GZIP_NAME:
        if ((state->gzip_flags & FNAME) && !skip_text(state, cursor)) { return HM_INFLATE_NEEDS_INPUT; }
        state->phase = HM_PHASE_GZIP_COMMENT;
        return HM_CONTINUE;

    case HM_PHASE_GZIP_COMMENT:
        if ((state->gzip_flags & FCOMMENT) && !skip_text(state, cursor)) { return HM_INFLATE_NEEDS_INPUT; }
        state->phase = HM_PHASE_GZIP_HEADER_CRC;
        return HM_CONTINUE;

    default:
        if (state->gzip_flags & FHCRC) {
            if (!gather(state, cursor, 2)) { return HM_INFLATE_NEEDS_INPUT; }
            const uint32_t expected = (uint32_t)state->scratch[0] | (uint32_t)state->scratch[1] << 8;
            if (state->verify && expected != (state->header_crc & 0xFFFF)) { return HM_INFLATE_CHECKSUM_MISMATCH; }
        }
        begin_deflate(state);
        cursor->base = cursor->out;
        return HM_CONTINUE;
    }
}

/// One step of what stands before, between and behind DEFLATE data; HM_CONTINUE if it was made.
static int step_wrapper(hm_inflate *state, hm_cursor *cursor) {
    switch (state->phase) {
    case HM_PHASE_START:
        switch (state->wrapper) {
        case HM_INFLATE_GZIP: state->phase = HM_PHASE_GZIP_FIXED; break;
        case HM_INFLATE_ZLIB: state->phase = HM_PHASE_ZLIB_HEADER; break;
        default: state->phase = HM_PHASE_BLOCK; break;
        }
        return HM_CONTINUE;

    case HM_PHASE_ZLIB_HEADER: {
        if (!gather(state, cursor, 2)) { return HM_INFLATE_NEEDS_INPUT; }
        const unsigned method = state->scratch[0];
        const unsigned flags = state->scratch[1];
        const bool has_dictionary = flags & 0x20;
        if ((method << 8 | flags) % 31 != 0 || (method & 15) != 8 || method >> 4 > 7 || has_dictionary) {
            return HM_INFLATE_BAD_HEADER;
        }
        begin_deflate(state);
        return HM_CONTINUE;
    }

    case HM_PHASE_ZLIB_TRAILER:
        if (!gather(state, cursor, 4)) { return HM_INFLATE_NEEDS_INPUT; }
        if (state->verify && big_endian32(state->scratch) != state->checksum) { return HM_INFLATE_CHECKSUM_MISMATCH; }
        state->phase = HM_PHASE_END;
        return HM_CONTINUE;

    case HM_PHASE_GZIP_TRAILER: {
        if (!gather(state, cursor, 8)) { return HM_INFLATE_NEEDS_INPUT; }
        const uint32_t length = (uint32_t)(state->base_offset + (uint64_t)(cursor->out - cursor->base));
        if (state->verify
            && (little_endian32(state->scratch) != state->checksum || little_endian32(state->scratch + 4) != length)) {
            return HM_INFLATE_CHECKSUM_MISMATCH;
        }
        state->phase = HM_PHASE_GZIP_BETWEEN;
        return HM_CONTINUE;
    }

    case HM_PHASE_GZIP_BETWEEN:
        if (cursor->in == cursor->in_end) { return HM_INFLATE_NEEDS_INPUT; }
        if (state->scratch_count == 0) {
            if (*cursor->in == 0) {
                state->phase = HM_PHASE_GZIP_PADDING;
                return HM_CONTINUE;
            }
            if (*cursor->in != 0x1F) { return HM_INFLATE_TRAILING_GARBAGE; }
            state->scratch[state->scratch_count++] = *cursor->in++;
            return HM_CONTINUE;
        }
        if (*cursor->in != 0x8B) { return HM_INFLATE_TRAILING_GARBAGE; }
        state->phase = HM_PHASE_GZIP_FIXED;
        return HM_CONTINUE;

    case HM_PHASE_GZIP_PADDING:
        while (cursor->in < cursor->in_end) {
            if (*cursor->in != 0) { return HM_INFLATE_TRAILING_GARBAGE; }
            cursor->in++;
        }
        return HM_INFLATE_NEEDS_INPUT;

    case HM_PHASE_END:
        return HM_INFLATE_END;

    default:
        return step_gzip_header(state, cursor);
    }
}

// MARK: A call

/// Keeps the end of what the call wrote of this member, for the matches of later calls.
static void save_history(hm_inflate *state, const uint8_t *from, const uint8_t *to, uint64_t end_offset) {
    size_t count = (size_t)(to - from);
    if (count == 0) { return; }
    if (count > HM_WINDOW) { count = HM_WINDOW; }
    const uint8_t *bytes = to - count;
    const size_t place = (size_t)(end_offset - count) % HM_WINDOW;
    const size_t first = count < HM_WINDOW - place ? count : HM_WINDOW - place;
    memcpy(state->ring + place, bytes, first);
    memcpy(state->ring, bytes + first, count - first);
}

hm_inflate_status hm_inflate_run(
    hm_inflate *state, const uint8_t *input, size_t input_count, size_t *consumed, bool last_input, uint8_t *block,
    size_t capacity, size_t *filled) {
    *consumed = 0;
    if (state->phase == HM_PHASE_FAILED) { return state->failure; }
    if (state->phase == HM_PHASE_END) { return HM_INFLATE_END; }
    static const uint8_t no_input[1];
    if (input == NULL) {
        input = no_input;
        input_count = 0;
    }
    if (*filled > capacity) { *filled = capacity; }

    // Of what the block holds already, only this member's output is history.
    const size_t in_block = *filled < state->base_offset ? *filled : (size_t)state->base_offset;
    state->base_offset -= in_block;
    hm_cursor cursor = {
        .in = input,
        .in_end = input + input_count,
        .out = block + *filled,
        .out_end = block + capacity,
        .base = block + *filled - in_block,
    };
    // Where this call's output of the current member begins.
    uint8_t *from = cursor.out;

    int status;
    do {
        if (state->phase < HM_PHASE_BLOCK) {
            status = step_wrapper(state, &cursor);
            if (state->phase >= HM_PHASE_BLOCK) { from = cursor.out; }
            continue;
        }
        status = hm_deflate_run(state, &cursor);
        if (state->verify && state->wrapper != HM_INFLATE_RAW) {
            const size_t count = (size_t)(cursor.out - from);
            state->checksum = state->wrapper == HM_INFLATE_GZIP ? hm_crc32(state->checksum, from, count)
                                                                : hm_adler32(state->checksum, from, count);
        }
        if (status == HM_DEFLATE_DONE) {
            // The bits up to the next byte mean nothing.
            state->bits = 0;
            state->bit_count = 0;
            switch (state->wrapper) {
            case HM_INFLATE_GZIP: state->phase = HM_PHASE_GZIP_TRAILER; break;
            case HM_INFLATE_ZLIB: state->phase = HM_PHASE_ZLIB_TRAILER; break;
            default: state->phase = HM_PHASE_END; break;
            }
            status = HM_CONTINUE;
        }
    } while (status == HM_CONTINUE);

    *consumed = (size_t)(cursor.in - input);
    *filled = (size_t)(cursor.out - block);
    const uint64_t end_offset = state->base_offset + (uint64_t)(cursor.out - cursor.base);
    save_history(state, from, cursor.out, end_offset);
    state->base_offset = end_offset;

    if (status == HM_INFLATE_NEEDS_INPUT && last_input) {
        const bool at_end =
            (state->phase == HM_PHASE_GZIP_BETWEEN && state->scratch_count == 0) || state->phase == HM_PHASE_GZIP_PADDING;
        status = at_end ? HM_INFLATE_END : HM_INFLATE_TRUNCATED;
        if (at_end) { state->phase = HM_PHASE_END; }
    }
    if (status < 0) {
        state->phase = HM_PHASE_FAILED;
        state->failure = (hm_inflate_status)status;
    }
    return (hm_inflate_status)status;
}

const char *hm_inflate_text(hm_inflate_status status) {
    switch (status) {
    case HM_INFLATE_NEEDS_INPUT: return "needs more input";
    case HM_INFLATE_BLOCK_FULL: return "output block is full";
    case HM_INFLATE_END: return "end of stream";
    case HM_INFLATE_TRUNCATED: return "compressed data end too early";
    case HM_INFLATE_BAD_HEADER: return "not a header of this format";
    case HM_INFLATE_BAD_BLOCK_TYPE: return "reserved block type";
    case HM_INFLATE_BAD_STORED_LENGTH: return "stored block's length contradicts its complement";
    case HM_INFLATE_BAD_CODE_LENGTHS: return "impossible code lengths";
    case HM_INFLATE_BAD_CODE: return "over-subscribed or incomplete code";
    case HM_INFLATE_BAD_SYMBOL: return "code word without a meaning";
    case HM_INFLATE_BAD_DISTANCE: return "distance too far back";
    case HM_INFLATE_CHECKSUM_MISMATCH: return "checksum or length differs from the trailer's";
    case HM_INFLATE_TRAILING_GARBAGE: return "garbage behind the last gzip member";
    }
    return "unknown status";
}
