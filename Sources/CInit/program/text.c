#include "text.h"

#include "system.h"

// The compiler may call these four of its own accord. The barrier keeps it from making a call of the very loop.
#define BARRIER __asm__ volatile("" ::: "memory")

typedef uint64_t __attribute__((may_alias, aligned(1))) word;

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    uint8_t *target = to;
    const uint8_t *source = from;
    size_t index = 0;
    for (; size - index >= sizeof(word); index += sizeof(word)) {
        *(word *)(target + index) = *(const word *)(source + index);
        BARRIER;
    }
    for (; index < size; index++) {
        target[index] = source[index];
        BARRIER;
    }
    return to;
}

void *memset(void *to, int byte, size_t size) {
    uint8_t *target = to;
    for (size_t index = 0; index < size; index++) {
        target[index] = (uint8_t)byte;
        BARRIER;
    }
    return to;
}

void *memmove(void *to, const void *from, size_t size) {
    uint8_t *target = to;
    const uint8_t *source = from;
    if (target < source) {
        for (size_t index = 0; index < size; index++) {
            target[index] = source[index];
            BARRIER;
        }
        return to;
    }
    for (size_t index = size; index > 0; index--) {
        target[index - 1] = source[index - 1];
        BARRIER;
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t size) {
    const uint8_t *a = left, *b = right;
    for (size_t index = 0; index < size; index++)
        if (a[index] != b[index]) return a[index] < b[index] ? -1 : 1;
    return 0;
}

size_t hm_length(const char *text) {
    size_t count = 0;
    while (text[count]) count++;
    return count;
}

size_t hm_length_to(const char *bytes, size_t size, char byte) {
    const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    uint64_t wanted = ones * (uint8_t)byte;
    size_t index = 0;
    for (; size - index >= sizeof(word); index += sizeof(word)) {
        uint64_t rest = *(const word *)(bytes + index) ^ wanted;
        // A byte that is 0 now has its highest bit set here, and none before it has.
        if ((rest - ones) & ~rest & highs) break;
    }
    while (index < size && bytes[index] != byte) index++;
    return index;
}

int hm_equal(const char *left, const char *right) {
    size_t count = hm_length(left);
    return count == hm_length(right) && memcmp(left, right, count) == 0;
}

const char *hm_after(const char *text, const char *beginning) {
    for (; *beginning; text++, beginning++)
        if (*text != *beginning) return NULL;
    return text;
}

long hm_number(const char *text) {
    long value = 0;
    if (!*text) return -1;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > (1L << 40)) return -1;
        value = value * 10 + (*text - '0');
    }
    return value;
}

void hm_put_bytes(struct hm_text *text, const char *more, size_t size) {
    if (text->is_full || size >= text->size - text->count) {
        text->is_full = 1;
        return;
    }
    memcpy(text->bytes + text->count, more, size);
    text->count += size;
    text->bytes[text->count] = 0;
}

void hm_put(struct hm_text *text, const char *more) { hm_put_bytes(text, more, hm_length(more)); }

void hm_put_digits(struct hm_text *text, long number, int digits) {
    char reversed[24], shown[24];
    int count = 0;
    unsigned long rest = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
    do {
        reversed[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    while (count < digits && count < 20) reversed[count++] = '0';
    int length = 0;
    if (number < 0) shown[length++] = '-';
    while (count > 0) shown[length++] = reversed[--count];
    shown[length] = 0;
    hm_put(text, shown);
}

void hm_put_number(struct hm_text *text, long number) { hm_put_digits(text, number, 1); }

void hm_complain(const char *what, const char *path, long error) {
    char bytes[512];
    struct hm_text text = {.bytes = bytes, .size = sizeof bytes - 2};
    hm_put(&text, "hullmark-init: ");
    hm_put(&text, what);
    if (path) {
        hm_put(&text, ": ");
        hm_put(&text, path);
    }
    if (error) {
        hm_put(&text, ": errno ");
        hm_put_number(&text, error < 0 ? -error : error);
    }
    bytes[text.count] = '\n';
    hm_write_all(2, bytes, text.count + 1);
}

void hm_fail(const char *what, const char *path, long error) {
    hm_complain(what, path, error);
    hm_exit(125);
}

long hm_write_all(int file, const void *bytes, size_t size) {
    const uint8_t *rest = bytes;
    while (size > 0) {
        long written = hm_write(file, rest, size);
        if (written == -EINTR) continue;
        if (written < 0) return written;
        rest += written;
        size -= (size_t)written;
    }
    return 0;
}

long hm_write_file(const char *path, const char *text) {
    long file = hm_open(HM_AT_FDCWD, path, O_WRONLY, 0);
    if (file < 0) return file;
    // One write: files of /proc take a value whole or not at all.
    size_t size = hm_length(text);
    long written = hm_write((int)file, text, size);
    hm_close((int)file);
    return written < 0 ? written : 0;
}
