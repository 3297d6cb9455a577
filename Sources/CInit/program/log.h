// What a container writes, kept as lines of time, stream, mark and text in the file `log` of its folder.
#pragma once
#include <stddef.h>

enum { HM_LINE = 8192 };

/// A stream of the container and the line of it that is not yet ended.
struct hm_stream {
    const char *name;
    int file;
    char line[HM_LINE];
    size_t count;
};

struct hm_log {
    int file;
    long size;
    struct hm_stream streams[2];
};

/// Opens the log to go on with it, or empty (`O_TRUNC`).
void hm_open_log(struct hm_log *log, int flags);
/// Takes what one of the streams has now; returns whether there was something.
int hm_take(struct hm_log *log, int index);
/// Takes all that the streams have, and ends their lines.
void hm_drain(struct hm_log *log);
/// Seconds since 1970, and the nanoseconds beside them.
long hm_now(long *nanoseconds);
