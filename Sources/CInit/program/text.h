// Texts and messages, as far as hullmark-init needs them.
#pragma once
#include <stddef.h>
#include <stdint.h>

size_t hm_length(const char *text);
/// How many bytes come before the first that is `byte`, or all of them.
size_t hm_length_to(const char *bytes, size_t size, char byte);
int hm_equal(const char *left, const char *right);
/// Whether a text begins with another; gives what follows, or NULL.
const char *hm_after(const char *text, const char *beginning);
/// A decimal number, or -1.
long hm_number(const char *text);

/// A text being put together in a place of fixed size; what does not fit makes it full, which is an error of its user.
struct hm_text {
    char *bytes;
    size_t size;
    size_t count;
    int is_full;
};
void hm_put(struct hm_text *text, const char *more);
void hm_put_bytes(struct hm_text *text, const char *more, size_t size);
void hm_put_number(struct hm_text *text, long number);
/// A number of at least so many digits.
void hm_put_digits(struct hm_text *text, long number, int digits);

void *memcpy(void *restrict to, const void *restrict from, size_t size);

/// Writes `hullmark-init: WHAT: PATH: errno N` to standard error and ends the process with 125, the code of a failed start.
_Noreturn void hm_fail(const char *what, const char *path, long error);
/// Writes the same and goes on.
void hm_complain(const char *what, const char *path, long error);

/// Writes all of it; returns 0 or a negative errno.
long hm_write_all(int file, const void *bytes, size_t size);
/// Writes a small file at once, such as one of /proc; returns 0 or a negative errno.
long hm_write_file(const char *path, const char *text);
