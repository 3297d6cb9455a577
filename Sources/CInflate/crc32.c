// CRC-32 of gzip (RFC 1952, section 8) and Adler-32 of zlib (RFC 1950, section 8.2).

#include <string.h>

#include "internal.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// MARK: CRC-32, eight bytes at a time

// A CRC is linear: that of a byte is the sum (exclusive or) of those of its bits. So a table needs eight constants only,
// and the compiler makes the rest.
#define SUM(byte, b0, b1, b2, b3, b4, b5, b6, b7)                                                                      \
    (((byte) & 1 ? (b0) : 0) ^ ((byte) & 2 ? (b1) : 0) ^ ((byte) & 4 ? (b2) : 0) ^ ((byte) & 8 ? (b3) : 0)             \
     ^ ((byte) & 16 ? (b4) : 0) ^ ((byte) & 32 ? (b5) : 0) ^ ((byte) & 64 ? (b6) : 0) ^ ((byte) & 128 ? (b7) : 0))
#define SUM4(byte, ...)                                                                                                \
    SUM(byte, __VA_ARGS__), SUM(byte + 1, __VA_ARGS__), SUM(byte + 2, __VA_ARGS__), SUM(byte + 3, __VA_ARGS__)
#define SUM16(byte, ...)                                                                                               \
    SUM4(byte, __VA_ARGS__), SUM4(byte + 4, __VA_ARGS__), SUM4(byte + 8, __VA_ARGS__), SUM4(byte + 12, __VA_ARGS__)
#define SUM64(byte, ...)                                                                                               \
    SUM16(byte, __VA_ARGS__), SUM16(byte + 16, __VA_ARGS__), SUM16(byte + 32, __VA_ARGS__), SUM16(byte + 48, __VA_ARGS__)
#define SLICE(...) {SUM64(0, __VA_ARGS__), SUM64(64, __VA_ARGS__), SUM64(128, __VA_ARGS__), SUM64(192, __VA_ARGS__)}

/// `slices[k][byte]`: the CRC, without the inversions, of the byte and k zero bytes behind it. The constants are the
/// polynomial 0xEDB88320 (the coefficient of x^31 lowest) times x to the 0th to 63rd, eight of them a row, last first.
static const uint32_t slices[8][256] = {
    SLICE(0x77073096, 0xEE0E612C, 0x076DC419, 0x0EDB8832, 0x1DB71064, 0x3B6E20C8, 0x76DC4190, 0xEDB88320),
    SLICE(0x191B3141, 0x32366282, 0x646CC504, 0xC8D98A08, 0x4AC21251, 0x958424A2, 0xF0794F05, 0x3B83984B),
    SLICE(0x01C26A37, 0x0384D46E, 0x0709A8DC, 0x0E1351B8, 0x1C26A370, 0x384D46E0, 0x709A8DC0, 0xE1351B80),
    SLICE(0xB8BC6765, 0xAA09C88B, 0x8F629757, 0xC5B428EF, 0x5019579F, 0xA032AF3E, 0x9B14583D, 0xED59B63B),
    SLICE(0x3D6029B0, 0x7AC05360, 0xF580A6C0, 0x30704BC1, 0x60E09782, 0xC1C12F04, 0x58F35849, 0xB1E6B092),
    SLICE(0xCB5CD3A5, 0x4DC8A10B, 0x9B914216, 0xEC53826D, 0x03D6029B, 0x07AC0536, 0x0F580A6C, 0x1EB014D8),
    SLICE(0xA6770BB4, 0x979F1129, 0xF44F2413, 0x33EF4E67, 0x67DE9CCE, 0xCFBD399C, 0x440B7579, 0x8816EAF2),
    SLICE(0xCCAA009E, 0x4225077D, 0x844A0EFA, 0xD3E51BB5, 0x7CBB312B, 0xF9766256, 0x299DC2ED, 0x533B85DA),
};

static uint32_t crc32_by_slices(uint32_t crc, const uint8_t *bytes, size_t count) {
    for (; count >= 8; bytes += 8, count -= 8) {
        const uint32_t low = crc
            ^ ((uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24);
        crc = slices[7][low & 0xFF] ^ slices[6][low >> 8 & 0xFF] ^ slices[5][low >> 16 & 0xFF] ^ slices[4][low >> 24]
            ^ slices[3][bytes[4]] ^ slices[2][bytes[5]] ^ slices[1][bytes[6]] ^ slices[0][bytes[7]];
    }
    for (; count > 0; count--) { crc = crc >> 8 ^ slices[0][(crc ^ *bytes++) & 0xFF]; }
    return crc;
}

// MARK: CRC-32, by carry-less multiplication

#if defined(__x86_64__)
/// Moves a 16-byte remainder on by some distance: its halves times x to that many bits, modulo the polynomial.
__attribute__((target("pclmul,sse4.1"))) HM_INLINE __m128i fold(__m128i remainder, __m128i powers) {
    return _mm_xor_si128(_mm_clmulepi64_si128(remainder, powers, 0x00), _mm_clmulepi64_si128(remainder, powers, 0x11));
}

/// At least 64 bytes, four remainders of 16 bytes side by side, then one, whose CRC is the slices' affair.
__attribute__((target("pclmul,sse4.1"))) static uint32_t crc32_by_folding(
    uint32_t crc, const uint8_t *bytes, size_t count) {
    // x^(512+32) and x^(512-32), x^(128+32) and x^(128-32) modulo the polynomial, reflected.
    const __m128i by_64_bytes = _mm_set_epi64x(0x00000001C6E41596, 0x0000000154442BD4);
    const __m128i by_16_bytes = _mm_set_epi64x(0x00000000CCAA009E, 0x00000001751997D0);
    const __m128i *words = (const __m128i *)(const void *)bytes;
    __m128i a = _mm_xor_si128(_mm_loadu_si128(words), _mm_cvtsi32_si128((int)crc));
    __m128i b = _mm_loadu_si128(words + 1);
    __m128i c = _mm_loadu_si128(words + 2);
    __m128i d = _mm_loadu_si128(words + 3);
    for (words += 4, count -= 64; count >= 64; words += 4, count -= 64) {
        a = _mm_xor_si128(fold(a, by_64_bytes), _mm_loadu_si128(words));
        b = _mm_xor_si128(fold(b, by_64_bytes), _mm_loadu_si128(words + 1));
        c = _mm_xor_si128(fold(c, by_64_bytes), _mm_loadu_si128(words + 2));
        d = _mm_xor_si128(fold(d, by_64_bytes), _mm_loadu_si128(words + 3));
    }
    a = _mm_xor_si128(fold(a, by_16_bytes), b);
    a = _mm_xor_si128(fold(a, by_16_bytes), c);
    a = _mm_xor_si128(fold(a, by_16_bytes), d);
    for (; count >= 16; words++, count -= 16) { a = _mm_xor_si128(fold(a, by_16_bytes), _mm_loadu_si128(words)); }
    uint8_t remainder[16];
    _mm_storeu_si128((__m128i *)(void *)remainder, a);
    crc = crc32_by_slices(0, remainder, sizeof remainder);
    return crc32_by_slices(crc, (const uint8_t *)words, count);
}
#endif

uint32_t hm_crc32(uint32_t crc, const void *bytes, size_t count) {
    if (count == 0) { return crc; }
#if defined(__x86_64__)
    if (count >= 64 && __builtin_cpu_supports("pclmul")) { return ~crc32_by_folding(~crc, bytes, count); }
#endif
    return ~crc32_by_slices(~crc, bytes, count);
}

// MARK: Adler-32

uint32_t hm_adler32(uint32_t adler, const uint8_t *bytes, size_t count) {
    enum { MODULUS = 65521, LONGEST_RUN = 5552 };
    uint32_t low = adler & 0xFFFF;
    uint32_t high = adler >> 16;
    while (count > 0) {
        // So many bytes cannot carry the sums beyond 32 bits.
        size_t run = count < LONGEST_RUN ? count : LONGEST_RUN;
        count -= run;
        for (; run > 0; run--) {
            low += *bytes++;
            high += low;
        }
        low %= MODULUS;
        high %= MODULUS;
    }
    return high << 16 | low;
}
