// What Swift cannot reach in glibc by itself: variadic functions, macros, and what needs `_GNU_SOURCE`.
#pragma once
#include <stddef.h>

/// `openat(2)` with a fixed argument list.
int hm_openat(int directory, const char *path, int flags, unsigned mode);

/// Opens a file to read as if a directory were the root, so that no link leads out of it (`openat2(2)`); a link at its end is not followed.
int hm_open_within(int root, const char *path);

/// The first place of `needle` in `haystack`, or NULL (`memmem(3)`).
const void *hm_memmem(const void *haystack, size_t length, const void *needle, size_t needle_length);

/// The terminal's width in columns, or 0 where the descriptor is no terminal.
int hm_terminal_columns(int descriptor);

/// The number of processors that this process may run on.
int hm_processor_count(void);

/// The magic number of the file system that an open file lies on (`statfs(2)`), or -1.
long hm_file_system_type(int descriptor);

/// An empty file in memory, closed in programs that are started (`memfd_create(2)`), or -1.
int hm_memory_file(const char *name);

/// A file without a name in a directory, closed in programs that are started (`O_TMPFILE`, or made and unlinked), or -1.
int hm_nameless_file(const char *directory);

/// The same open file under another number, closed in programs that are started (`F_DUPFD_CLOEXEC`), or -1.
int hm_duplicate(int descriptor);

/// A pipe whose ends are closed in programs that are started (`pipe2(2)`).
int hm_pipe(int ends[2]);

/// How many arguments the program was started with, its own name included.
int hm_argument_count(void);

/// An argument of the program, or NULL beyond the last.
const char *hm_argument(int index);
