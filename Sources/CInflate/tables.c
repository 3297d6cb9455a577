// Decode tables of prefix codes (RFC 1951, sections 3.2.2, 3.2.5 and 3.2.7).

#include <string.h>

#include "internal.h"

/// What the symbols of a code mean, and how its entries tell the bits (see internal.h).
typedef struct code {
    /// The symbols' entries, with the bits of the code word yet to be added.
    const uint32_t *meanings;
    /// What a bit of the code word adds to the entry of a literal, and of all else.
    uint32_t literal_bit, bit;
    unsigned index_bits;
    /// Where a link tells the index bits and the subtable's bits.
    unsigned link_index_shift, link_bits_shift;
    size_t entries;
    /// Whether a code of a single word of one bit is good.
    bool may_be_incomplete;
} code;

#define NOTHING HM_ENTRY_EXCEPTION

#define LITERAL(byte) (HM_ENTRY_LITERAL | (uint32_t)(byte) << 16)
#define LITERAL4(byte) LITERAL(byte), LITERAL(byte + 1), LITERAL(byte + 2), LITERAL(byte + 3)
#define LITERAL16(byte) LITERAL4(byte), LITERAL4(byte + 4), LITERAL4(byte + 8), LITERAL4(byte + 12)
#define LITERAL64(byte) LITERAL16(byte), LITERAL16(byte + 16), LITERAL16(byte + 32), LITERAL16(byte + 48)
#define EXTRA(base, bits) ((uint32_t)(base) << 16 | (bits) << 8)

/// Bytes, the end of the block, and the lengths of matches (RFC 1951, 3.2.5). The last two never occur in good data.
static const uint32_t literal_meanings[HM_LITERAL_SYMBOLS] = {
    LITERAL64(0), LITERAL64(64), LITERAL64(128), LITERAL64(192),
    HM_ENTRY_EXCEPTION | HM_ENTRY_END_OF_BLOCK,
    EXTRA(3, 0),   EXTRA(4, 0),   EXTRA(5, 0),   EXTRA(6, 0),   EXTRA(7, 0),   EXTRA(8, 0),   EXTRA(9, 0),
    EXTRA(10, 0),  EXTRA(11, 1),  EXTRA(13, 1),  EXTRA(15, 1),  EXTRA(17, 1),  EXTRA(19, 2),  EXTRA(23, 2),
    EXTRA(27, 2),  EXTRA(31, 2),  EXTRA(35, 3),  EXTRA(43, 3),  EXTRA(51, 3),  EXTRA(59, 3),  EXTRA(67, 4),
    EXTRA(83, 4),  EXTRA(99, 4),  EXTRA(115, 4), EXTRA(131, 5), EXTRA(163, 5), EXTRA(195, 5), EXTRA(227, 5),
    EXTRA(258, 0), NOTHING,       NOTHING,
};

#undef EXTRA
#define EXTRA(base, bits) ((uint32_t)(base) << 16 | (bits))

/// Distances of matches (RFC 1951, 3.2.5); the last two never occur in good data.
static const uint32_t distance_meanings[HM_DISTANCE_SYMBOLS] = {
    EXTRA(1, 0),     EXTRA(2, 0),     EXTRA(3, 0),      EXTRA(4, 0),      EXTRA(5, 1),      EXTRA(7, 1),
    EXTRA(9, 2),     EXTRA(13, 2),    EXTRA(17, 3),     EXTRA(25, 3),     EXTRA(33, 4),     EXTRA(49, 4),
    EXTRA(65, 5),    EXTRA(97, 5),    EXTRA(129, 6),    EXTRA(193, 6),    EXTRA(257, 7),    EXTRA(385, 7),
    EXTRA(513, 8),   EXTRA(769, 8),   EXTRA(1025, 9),   EXTRA(1537, 9),   EXTRA(2049, 10),  EXTRA(3073, 10),
    EXTRA(4097, 11), EXTRA(6145, 11), EXTRA(8193, 12),  EXTRA(12289, 12), EXTRA(16385, 13), EXTRA(24577, 13),
    NOTHING,         NOTHING,
};

/// Code lengths of code lengths (RFC 1951, 3.2.7): the symbol alone, its repetition is the reader's affair.
static const uint32_t precode_meanings[HM_PRECODE_SYMBOLS] = {
    EXTRA(0, 0),  EXTRA(1, 0),  EXTRA(2, 0),  EXTRA(3, 0),  EXTRA(4, 0),  EXTRA(5, 0),  EXTRA(6, 0),
    EXTRA(7, 0),  EXTRA(8, 0),  EXTRA(9, 0),  EXTRA(10, 0), EXTRA(11, 0), EXTRA(12, 0), EXTRA(13, 0),
    EXTRA(14, 0), EXTRA(15, 0), EXTRA(16, 2), EXTRA(17, 3), EXTRA(18, 7),
};

/// The code word after `word` of the same length, or 0 after the last. Words are kept with the bits in the order of the
/// stream, the first one lowest, so that counting up carries from the high bits down.
HM_INLINE uint32_t next_word(uint32_t word, unsigned length) {
    uint32_t zeros = ~word & ((1u << length) - 1);
    if (zeros == 0) { return 0; }
    uint32_t highest_zero = 1u << (31 - (unsigned)__builtin_clz(zeros));
    return (word & (highest_zero - 1)) | highest_zero;
}

HM_INLINE uint32_t make_entry(const code *code, unsigned symbol, unsigned length) {
    const uint32_t meaning = code->meanings[symbol];
    return meaning + length * (meaning & HM_ENTRY_LITERAL ? code->literal_bit : code->bit);
}

static bool build_table(uint32_t *table, const code *code, const uint8_t *lengths, unsigned symbols) {
    const unsigned index_bits = code->index_bits;
    unsigned counts[HM_LONGEST_CODE + 1] = {0};
    for (unsigned symbol = 0; symbol < symbols; symbol++) { counts[lengths[symbol]]++; }
    unsigned longest = HM_LONGEST_CODE;
    while (longest > 0 && counts[longest] == 0) { longest--; }

    const size_t index_size = (size_t)1 << index_bits;
    const uint32_t nothing = NOTHING + code->bit;
    if (longest == 0) {
        // A code without words is good until it is used.
        for (size_t index = 0; index < index_size; index++) { table[index] = nothing; }
        return true;
    }

    int left = 1;
    for (unsigned length = 1; length <= HM_LONGEST_CODE; length++) {
        left = (left << 1) - (int)counts[length];
        if (left < 0) { return false; }
    }
    if (left > 0 && (!code->may_be_incomplete || longest != 1)) { return false; }

    // The symbols in the order of their code words.
    unsigned places[HM_LONGEST_CODE + 2];
    uint16_t sorted[HM_LITERAL_SYMBOLS];
    places[0] = 0;
    places[1] = 0;
    for (unsigned length = 1; length <= HM_LONGEST_CODE; length++) { places[length + 1] = places[length] + counts[length]; }
    for (unsigned symbol = 0; symbol < symbols; symbol++) {
        if (lengths[symbol] != 0) { sorted[places[lengths[symbol]]++] = (uint16_t)symbol; }
    }

    if (left > 0) {
        const uint32_t only = make_entry(code, sorted[0], 1);
        for (size_t index = 0; index < index_size; index += 2) {
            table[index] = only;
            table[index + 1] = nothing;
        }
        return true;
    }

    // Words that the index holds: the table doubles from length to length, so that each is written once at its length
    // and copied with all others after that. The code is complete: what is copied of no meaning is overwritten.
    const uint16_t *next = sorted;
    uint32_t word = 0;
    unsigned shortest = 1;
    while (counts[shortest] == 0) { shortest++; }
    for (unsigned length = shortest; length <= index_bits; length++) {
        for (unsigned count = counts[length]; count > 0; count--) {
            table[word] = make_entry(code, *next++, length);
            word = next_word(word, length);
        }
        const size_t size = (size_t)1 << length;
        if (length < index_bits) { memcpy(table + size, table, size * sizeof *table); }
    }
    if (longest <= index_bits) { return true; }

    // Longer words: a subtable for each beginning that they share, as large as its longest word needs.
    size_t end = index_size;
    unsigned length = index_bits + 1;
    while (counts[length] == 0) { length++; }
    unsigned count = counts[length];
    const uint32_t beginning_mask = (uint32_t)index_size - 1;
    uint32_t beginning = UINT32_MAX;
    size_t start = 0;
    unsigned sub_bits = 0;
    for (;;) {
        if ((word & beginning_mask) != beginning) {
            beginning = word & beginning_mask;
            start = end;
            sub_bits = length - index_bits;
            int room = (1 << sub_bits) - (int)count;
            while (room > 0) {
                sub_bits++;
                room = (room << 1) - (int)counts[index_bits + sub_bits];
            }
            end = start + ((size_t)1 << sub_bits);
            if (end > code->entries) { return false; }
            table[beginning] = (uint32_t)start << 16 | HM_ENTRY_EXCEPTION | HM_ENTRY_LINK
                | index_bits << code->link_index_shift | sub_bits << code->link_bits_shift;
        }
        const unsigned rest = length - index_bits;
        const uint32_t entry = make_entry(code, *next++, rest);
        for (size_t place = start + (word >> index_bits); place < end; place += (size_t)1 << rest) {
            table[place] = entry;
        }
        word = next_word(word, length);
        if (--count == 0) {
            do {
                if (++length > longest) { return true; }
            } while (counts[length] == 0);
            count = counts[length];
        }
    }
}

bool hm_build_precode_table(uint32_t *table, const uint8_t *lengths) {
    static const code precode = {
        .meanings = precode_meanings,
        .bit = 1 << 8 | 1,
        .index_bits = HM_PRECODE_BITS,
        .entries = HM_PRECODE_ENTRIES,
        .may_be_incomplete = false,
    };
    return build_table(table, &precode, lengths, HM_PRECODE_SYMBOLS);
}

bool hm_build_literal_table(uint32_t *table, const uint8_t *lengths, unsigned symbols) {
    static const code literals = {
        .meanings = literal_meanings,
        .literal_bit = 1,
        .bit = 1u << 25 | 1 << 8,
        .index_bits = HM_LITERAL_BITS,
        .link_index_shift = 8,
        .link_bits_shift = 28,
        .entries = HM_LITERAL_ENTRIES,
        .may_be_incomplete = true,
    };
    return build_table(table, &literals, lengths, symbols);
}

bool hm_build_distance_table(uint32_t *table, const uint8_t *lengths, unsigned symbols) {
    static const code distances = {
        .meanings = distance_meanings,
        .bit = 1 << 8 | 1,
        .index_bits = HM_DISTANCE_BITS,
        .link_index_shift = 0,
        .link_bits_shift = 8,
        .entries = HM_DISTANCE_ENTRIES,
        .may_be_incomplete = true,
    };
    return build_table(table, &distances, lengths, symbols);
}
