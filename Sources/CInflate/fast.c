// The fast loop: decodes a block's symbols while input and room last for whole rounds without a look at their ends.

#include <string.h>

#include "internal.h"

HM_INLINE void copy8(uint8_t *to, const uint8_t *from) { memcpy(to, from, 8); }
HM_INLINE void copy16(uint8_t *to, const uint8_t *from) {
    uint8_t word[16];
    memcpy(word, from, 16);
    memcpy(to, word, 16);
}

/// Fills `bits` up to 56–63 valid ones. What stands above them is the beginning of the byte at `in` and is or-ed with
/// itself later. The count's bits above the lowest six mean nothing: entries are subtracted whole.
#define REFILL()                                                                                                       \
    do {                                                                                                               \
        bits |= hm_load64(in) << (bit_count & 63);                                                                     \
        in += (63 - (bit_count & 63)) >> 3;                                                                            \
        bit_count |= 56;                                                                                               \
    } while (0)

/// Drops as many bits as the number's lowest six say.
#define DROP(number)                                                                                                   \
    do {                                                                                                               \
        bits >>= (number) & 63;                                                                                        \
        bit_count -= (number);                                                                                         \
    } while (0)

#define LOW_BITS(word, count) ((word) & (((uint64_t)1 << ((count) & 63)) - 1))

/// Takes a literal, or nothing if the entry is of something else, and finds the next entry.
#define LITERAL_IF_ANY()                                                                                               \
    do {                                                                                                               \
        DROP(entry);                                                                                                   \
        *out = (uint8_t)(entry >> 16);                                                                                 \
        out += entry >> 31;                                                                                            \
        entry = literals[bits & literal_mask];                                                                         \
    } while (0)

HM_INLINE int decode(hm_inflate *state, hm_cursor *cursor) {
    const uint8_t *in = cursor->in;
    const uint8_t *const in_limit = cursor->in_end - HM_FAST_INPUT;
    uint8_t *out = cursor->out;
    uint8_t *const out_limit = cursor->out_end - HM_FAST_OUTPUT;
    uint8_t *const base = cursor->base;
    const uint32_t *const literals = state->literals;
    const uint32_t *const distances = state->distances;
    uint64_t bits = state->bits;
    uint32_t bit_count = state->bit_count;
    int status = HM_FAST_MARGIN;

    const uint64_t literal_mask = (1 << HM_LITERAL_BITS) - 1;
    const uint64_t distance_mask = (1 << HM_DISTANCE_BITS) - 1;

    REFILL();
    uint32_t entry = literals[bits & literal_mask];
    do {
        // Whether a literal follows is hard to guess, and a wrong guess costs more than all work for one. So two are
        // taken as if they came: what is none drops no bits, adds no byte, and is met again.
        LITERAL_IF_ANY();
        LITERAL_IF_ANY();
        if (entry & HM_ENTRY_LITERAL) {
            LITERAL_IF_ANY();
            REFILL();
            continue;
        }
        if (HM_UNLIKELY(entry & HM_ENTRY_EXCEPTION)) {
            if (entry & HM_ENTRY_LINK) {
                DROP(entry >> 8);
                entry = literals[(entry >> 16 & 0xFFF) + LOW_BITS(bits, entry >> 28 & 7)];
                if (entry & HM_ENTRY_LITERAL) {
                    LITERAL_IF_ANY();
                    REFILL();
                    continue;
                }
            }
            if (entry & HM_ENTRY_EXCEPTION) {
                DROP(entry >> 8);
                status = entry & HM_ENTRY_END_OF_BLOCK ? HM_END_OF_BLOCK : HM_INFLATE_BAD_SYMBOL;
                break;
            }
        }
        uint64_t before = bits;
        DROP(entry >> 8);
        const size_t length = (entry >> 16 & 0x1FF) + (LOW_BITS(before, entry >> 8) >> (entry >> 25 & 15));

        // At least 14 bits are left, enough for the index, and 28 are needed in all.
        entry = distances[bits & distance_mask];
        if (HM_UNLIKELY((bit_count & 63) < 28)) { REFILL(); }
        if (HM_UNLIKELY(entry & HM_ENTRY_EXCEPTION)) {
            if ((entry & HM_ENTRY_LINK) == 0) {
                status = HM_INFLATE_BAD_SYMBOL;
                break;
            }
            DROP(entry);
            entry = distances[(entry >> 16) + LOW_BITS(bits, entry >> 8 & 15)];
            if (HM_UNLIKELY(entry & HM_ENTRY_EXCEPTION)) {
                status = HM_INFLATE_BAD_SYMBOL;
                break;
            }
        }
        before = bits;
        DROP(entry);
        const size_t distance = (entry >> 16) + (LOW_BITS(before, entry) >> (entry >> 8 & 15));
        entry = literals[bits & literal_mask];
        REFILL();

        uint8_t *to = out;
        out += length;
        if (HM_UNLIKELY(distance > (size_t)(to - base))) {
            if (!hm_copy_from_ring(state, base, to, distance, length)) {
                out = to;
                status = HM_INFLATE_BAD_DISTANCE;
                break;
            }
            continue;
        }
        // Whole words, beyond the match's end if it comes so: the limit leaves the room.
        const uint8_t *source = to - distance;
        if (HM_LIKELY(distance >= 16)) {
            copy16(to, source);
            copy16(to + 16, source + 16);
            while (HM_UNLIKELY(to + 32 < out)) {
                to += 32;
                source += 32;
                copy16(to, source);
                copy16(to + 16, source + 16);
            }
        } else if (distance == 1) {
            memset(to, *source, 32);
            while (to + 32 < out) {
                to += 32;
                memset(to, *source, 32);
            }
        } else {
            // Each word makes `distance` good bytes, or all 8.
            const size_t step = distance < 8 ? distance : 8;
            do {
                copy8(to, source);
                to += step;
                source += step;
            } while (to < out);
        }
    } while (in <= in_limit && out <= out_limit);

    // Give back the whole bytes; all are of this call's input, since what was left of earlier input is used up.
    bit_count &= 63;
    in -= bit_count >> 3;
    bit_count &= 7;
    state->bits = LOW_BITS(bits, bit_count);
    state->bit_count = bit_count;
    cursor->in = in;
    cursor->out = out;
    return status;
}

static int decode_fast_portable(hm_inflate *state, hm_cursor *cursor) { return decode(state, cursor); }

#if defined(__x86_64__)
__attribute__((target("bmi,bmi2"))) static int decode_fast_bmi2(hm_inflate *state, hm_cursor *cursor) {
    return decode(state, cursor);
}
#endif

hm_fast_decoder hm_choose_fast_decoder(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("bmi2")) { return decode_fast_bmi2; }
#endif
    return decode_fast_portable;
}
