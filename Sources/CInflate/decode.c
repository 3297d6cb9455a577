// DEFLATE data (RFC 1951, section 3.2): blocks, their headers, and their symbols wherever the fast loop dares not go.

#include <string.h>

#include "internal.h"

// MARK: Bits

// This file reads byte by byte and only what the next field needs (but for code lengths). Hence nothing is read beyond
// the stream's end, all that is there gets decoded, and a call may end anywhere: what was read of an unfinished field
// waits in `bits`.

HM_INLINE bool pull_byte(hm_inflate *state, hm_cursor *cursor) {
    if (cursor->in == cursor->in_end) { return false; }
    state->bits |= (uint64_t)*cursor->in++ << state->bit_count;
    state->bit_count += 8;
    return true;
}

HM_INLINE bool need_bits(hm_inflate *state, hm_cursor *cursor, unsigned count) {
    while (state->bit_count < count) {
        if (!pull_byte(state, cursor)) { return false; }
    }
    return true;
}

HM_INLINE unsigned take_bits(hm_inflate *state, unsigned count) {
    const unsigned value = (unsigned)state->bits & ((1u << count) - 1);
    state->bits >>= count;
    state->bit_count -= count;
    return value;
}

/// Reads ahead up to 56 bits or more, if the input is not about to end. `give_back` is due later.
HM_INLINE void refill_word(hm_inflate *state, hm_cursor *cursor) {
    if (state->bit_count < 32 && cursor->in_end - cursor->in >= 8) {
        const unsigned bytes = (63 - state->bit_count) >> 3;
        const uint64_t word = hm_load64(cursor->in) & (((uint64_t)1 << 8 * bytes) - 1);
        state->bits |= word << state->bit_count;
        state->bit_count += 8 * bytes;
        cursor->in += bytes;
    }
}

/// Gives back the whole bytes read ahead. They are of this call's input if a field was completed since: it used up what
/// was left of earlier input.
HM_INLINE void give_back(hm_inflate *state, hm_cursor *cursor) {
    cursor->in -= state->bit_count >> 3;
    state->bit_count &= 7;
    state->bits &= (1u << state->bit_count) - 1;
}

/// Finds the entry of the code word at bit `*used` of literals and lengths, and adds the bits that it drops to `*used`;
/// false if the bits at hand do not hold them all.
HM_INLINE bool look_up_literal(const hm_inflate *state, uint32_t *entry, unsigned *used) {
    uint64_t bits = state->bits;
    uint32_t found = state->literals[bits & ((1u << HM_LITERAL_BITS) - 1)];
    *used = 0;
    if (found & HM_ENTRY_LINK) {
        *used = HM_LITERAL_BITS;
        bits >>= HM_LITERAL_BITS;
        found = state->literals[(found >> 16 & 0xFFF) + (bits & ((1u << (found >> 28 & 7)) - 1))];
    }
    *used += found & HM_ENTRY_LITERAL ? found & 63 : found >> 8 & 63;
    *entry = found;
    return *used <= state->bit_count;
}

/// The same of distances and of the precode's symbols.
HM_INLINE bool look_up_value(
    const hm_inflate *state, const uint32_t *table, unsigned index_bits, uint32_t *entry, unsigned *used) {
    uint64_t bits = state->bits >> *used;
    uint32_t found = table[bits & ((1u << index_bits) - 1)];
    if (found & HM_ENTRY_LINK) {
        *used += index_bits;
        bits >>= index_bits;
        found = table[(found >> 16) + (bits & ((1u << (found >> 8 & 15)) - 1))];
    }
    *used += found & 63;
    *entry = found;
    return *used <= state->bit_count;
}

/// The extra bits, which are the last `count` before bit `used`.
HM_INLINE unsigned extra_bits(const hm_inflate *state, unsigned count, unsigned used) {
    return (unsigned)(state->bits >> (used - count)) & ((1u << count) - 1);
}

// MARK: Matches

bool hm_copy_from_ring(const hm_inflate *state, const uint8_t *base, uint8_t *out, size_t distance, size_t length) {
    const size_t before_base = distance - (size_t)(out - base);
    if (before_base > state->base_offset) { return false; }
    size_t place = (size_t)(state->base_offset - before_base) % HM_WINDOW;
    size_t from_ring = before_base < length ? before_base : length;
    length -= from_ring;
    const size_t to_edge = HM_WINDOW - place;
    if (from_ring > to_edge) {
        memcpy(out, state->ring + place, to_edge);
        out += to_edge;
        from_ring -= to_edge;
        place = 0;
    }
    memcpy(out, state->ring + place, from_ring);
    out += from_ring;
    for (; length > 0; length--) { *out++ = *base++; }
    return true;
}

/// Writes as much of the match under way as there is room for; false if it begins before the member.
static bool continue_match(hm_inflate *state, hm_cursor *cursor) {
    const size_t room = (size_t)(cursor->out_end - cursor->out);
    const size_t length = state->match_left < room ? state->match_left : room;
    const size_t distance = state->match_distance;
    if (distance > (size_t)(cursor->out - cursor->base)) {
        if (!hm_copy_from_ring(state, cursor->base, cursor->out, distance, length)) { return false; }
    } else {
        const uint8_t *from = cursor->out - distance;
        for (size_t i = 0; i < length; i++) { cursor->out[i] = from[i]; }
    }
    cursor->out += length;
    state->match_left -= (unsigned)length;
    return true;
}

// MARK: Symbols

/// Decodes a literal, a match (HM_CONTINUE) or the end of the block (HM_END_OF_BLOCK).
static int decode_symbol(hm_inflate *state, hm_cursor *cursor) {
    uint32_t entry;
    unsigned used;
    while (!look_up_literal(state, &entry, &used)) {
        if (!pull_byte(state, cursor)) { return HM_INFLATE_NEEDS_INPUT; }
    }
    if (entry & HM_ENTRY_LITERAL) {
        if (cursor->out == cursor->out_end) { return HM_INFLATE_BLOCK_FULL; }
        *cursor->out++ = (uint8_t)(entry >> 16);
        (void)take_bits(state, used);
        return HM_CONTINUE;
    }
    if (entry & HM_ENTRY_EXCEPTION) {
        if ((entry & HM_ENTRY_END_OF_BLOCK) == 0) { return HM_INFLATE_BAD_SYMBOL; }
        (void)take_bits(state, used);
        return HM_END_OF_BLOCK;
    }
    const unsigned length = (entry >> 16 & 0x1FF) + extra_bits(state, (entry >> 8 & 63) - (entry >> 25 & 15), used);

    const unsigned literal_used = used;
    while (!look_up_value(state, state->distances, HM_DISTANCE_BITS, &entry, &used)) {
        if (!pull_byte(state, cursor)) { return HM_INFLATE_NEEDS_INPUT; }
        used = literal_used;
    }
    if (entry & HM_ENTRY_EXCEPTION) { return HM_INFLATE_BAD_SYMBOL; }
    state->match_left = length;
    state->match_distance = (entry >> 16) + extra_bits(state, (entry & 63) - (entry >> 8 & 15), used);
    state->bits >>= used;
    state->bit_count -= used;
    return continue_match(state, cursor) ? HM_CONTINUE : HM_INFLATE_BAD_DISTANCE;
}

static int decode_symbols(hm_inflate *state, hm_cursor *cursor) {
    for (;;) {
        if (state->match_left > 0) {
            if (!continue_match(state, cursor)) { return HM_INFLATE_BAD_DISTANCE; }
            if (state->match_left > 0) { return HM_INFLATE_BLOCK_FULL; }
        }
        int status;
        if (cursor->in_end - cursor->in >= HM_FAST_INPUT && cursor->out_end - cursor->out >= HM_FAST_OUTPUT) {
            status = state->decode_fast(state, cursor);
            if (status == HM_FAST_MARGIN) { continue; }
        } else {
            status = decode_symbol(state, cursor);
        }
        if (status != HM_CONTINUE) { return status; }
    }
}

// MARK: Block headers

/// The order in which a block gives the lengths of the precode (RFC 1951, 3.2.7).
static const uint8_t precode_order[HM_PRECODE_SYMBOLS] = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
};

/// Makes the codes of RFC 1951, 3.2.6.
static void build_fixed_tables(hm_inflate *state) {
    memset(state->lengths, 8, 144);
    memset(state->lengths + 144, 9, 112);
    memset(state->lengths + 256, 7, 24);
    memset(state->lengths + 280, 8, 8);
    (void)hm_build_literal_table(state->literals, state->lengths, HM_LITERAL_SYMBOLS);
    memset(state->lengths, 5, HM_DISTANCE_SYMBOLS);
    (void)hm_build_distance_table(state->distances, state->lengths, HM_DISTANCE_SYMBOLS);
}

/// Reads the lengths of both codes and builds their tables (RFC 1951, 3.2.7).
static int read_code_lengths(hm_inflate *state, hm_cursor *cursor) {
    const unsigned total = state->literal_count + state->distance_count;
    while (state->lengths_read < total) {
        // How to repeat, by symbol from 16 on.
        static const uint8_t fewest[3] = {3, 3, 11};
        refill_word(state, cursor);
        uint32_t entry;
        unsigned used = 0;
        while (!look_up_value(state, state->precode, HM_PRECODE_BITS, &entry, &used)) {
            if (!pull_byte(state, cursor)) { return HM_INFLATE_NEEDS_INPUT; }
            used = 0;
        }
        if (entry & HM_ENTRY_EXCEPTION) { return HM_INFLATE_BAD_CODE_LENGTHS; }
        const unsigned symbol = entry >> 16;
        if (symbol < 16) {
            (void)take_bits(state, used);
            state->lengths[state->lengths_read++] = (uint8_t)symbol;
            continue;
        }
        const unsigned times = fewest[symbol - 16] + extra_bits(state, (entry & 63) - (entry >> 8 & 15), used);
        (void)take_bits(state, used);
        if (symbol == 16 && state->lengths_read == 0) { return HM_INFLATE_BAD_CODE_LENGTHS; }
        if (times > total - state->lengths_read) { return HM_INFLATE_BAD_CODE_LENGTHS; }
        const uint8_t repeated = symbol == 16 ? state->lengths[state->lengths_read - 1] : 0;
        memset(state->lengths + state->lengths_read, repeated, times);
        state->lengths_read += times;
    }
    give_back(state, cursor);
    if (state->lengths[256] == 0) { return HM_INFLATE_BAD_CODE_LENGTHS; }
    if (!hm_build_literal_table(state->literals, state->lengths, state->literal_count)
        || !hm_build_distance_table(state->distances, state->lengths + state->literal_count, state->distance_count)) {
        return HM_INFLATE_BAD_CODE;
    }
    return HM_CONTINUE;
}

static int copy_stored(hm_inflate *state, hm_cursor *cursor) {
    size_t count = state->stored_left;
    const size_t at_hand = (size_t)(cursor->in_end - cursor->in);
    const size_t room = (size_t)(cursor->out_end - cursor->out);
    if (count > at_hand) { count = at_hand; }
    if (count > room) { count = room; }
    if (count > 0) {
        memcpy(cursor->out, cursor->in, count);
        cursor->in += count;
        cursor->out += count;
        state->stored_left -= (unsigned)count;
    }
    if (state->stored_left == 0) { return HM_CONTINUE; }
    return cursor->in == cursor->in_end ? HM_INFLATE_NEEDS_INPUT : HM_INFLATE_BLOCK_FULL;
}

int hm_deflate_run(hm_inflate *state, hm_cursor *cursor) {
    for (;;) {
        int status;
        switch (state->phase) {
        case HM_PHASE_BLOCK:
            if (state->last_block) { return HM_DEFLATE_DONE; }
            if (!need_bits(state, cursor, 3)) { return HM_INFLATE_NEEDS_INPUT; }
            state->last_block = take_bits(state, 1);
            switch (take_bits(state, 2)) {
            case 0:
                // Stored data begin at the next byte.
                (void)take_bits(state, state->bit_count & 7);
                state->phase = HM_PHASE_STORED_LENGTH;
                break;
            case 1:
                build_fixed_tables(state);
                state->phase = HM_PHASE_SYMBOLS;
                break;
            case 2:
                state->phase = HM_PHASE_CODE_COUNTS;
                break;
            default:
                return HM_INFLATE_BAD_BLOCK_TYPE;
            }
            break;

        case HM_PHASE_STORED_LENGTH:
            if (!need_bits(state, cursor, 32)) { return HM_INFLATE_NEEDS_INPUT; }
            state->stored_left = take_bits(state, 16);
            if (state->stored_left != (take_bits(state, 16) ^ 0xFFFF)) { return HM_INFLATE_BAD_STORED_LENGTH; }
            state->phase = HM_PHASE_STORED;
            break;

        case HM_PHASE_STORED:
            status = copy_stored(state, cursor);
            if (status != HM_CONTINUE) { return status; }
            state->phase = HM_PHASE_BLOCK;
            break;

        case HM_PHASE_CODE_COUNTS:
            if (!need_bits(state, cursor, 14)) { return HM_INFLATE_NEEDS_INPUT; }
            state->literal_count = take_bits(state, 5) + 257;
            state->distance_count = take_bits(state, 5) + 1;
            state->precode_count = take_bits(state, 4) + 4;
            // The symbols beyond have no meaning; zlib refuses lengths for them.
            if (state->literal_count > 286 || state->distance_count > 30) { return HM_INFLATE_BAD_CODE_LENGTHS; }
            memset(state->precode_lengths, 0, sizeof state->precode_lengths);
            state->lengths_read = 0;
            state->phase = HM_PHASE_PRECODE;
            break;

        case HM_PHASE_PRECODE:
            while (state->lengths_read < state->precode_count) {
                if (!need_bits(state, cursor, 3)) { return HM_INFLATE_NEEDS_INPUT; }
                state->precode_lengths[precode_order[state->lengths_read++]] = (uint8_t)take_bits(state, 3);
            }
            if (!hm_build_precode_table(state->precode, state->precode_lengths)) { return HM_INFLATE_BAD_CODE; }
            state->lengths_read = 0;
            state->phase = HM_PHASE_CODE_LENGTHS;
            break;

        case HM_PHASE_CODE_LENGTHS:
            status = read_code_lengths(state, cursor);
            if (status != HM_CONTINUE) { return status; }
            state->phase = HM_PHASE_SYMBOLS;
            break;

        default:
            status = decode_symbols(state, cursor);
            if (status != HM_END_OF_BLOCK) { return status; }
            state->phase = HM_PHASE_BLOCK;
            break;
        }
    }
}
