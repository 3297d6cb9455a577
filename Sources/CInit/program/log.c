#include "log.h"
#include "system.h"
#include "text.h"

enum { LOG_LIMIT = 32 << 20 };

long hm_now(long *nanoseconds) {
    struct hm_span time = {0, 0};
    hm_call(__NR_clock_gettime, 0, &time);
    if (nanoseconds) *nanoseconds = time.nanoseconds;
    return time.seconds;
}

// The moment as RFC 3339 has it, in UTC.
static void put_time(struct hm_text *text) {
    long nanoseconds, seconds = hm_now(&nanoseconds);
    long days = seconds / 86400, rest = seconds % 86400;
    // Days of the proleptic Gregorian calendar counted from 1 March of year 0, so that leap days end their years.
    long shifted = days + 719468, era = shifted / 146097, day_of_era = shifted - era * 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month_from_march = (5 * day_of_year + 2) / 153, day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    long month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    hm_put_digits(text, year_of_era + era * 400 + (month <= 2), 4);
    hm_put(text, "-");
    hm_put_digits(text, month, 2);
    hm_put(text, "-");
    hm_put_digits(text, day, 2);
    hm_put(text, "T");
    hm_put_digits(text, rest / 3600, 2);
    hm_put(text, ":");
    hm_put_digits(text, rest / 60 % 60, 2);
    hm_put(text, ":");
    hm_put_digits(text, rest % 60, 2);
    hm_put(text, ".");
    hm_put_digits(text, nanoseconds, 9);
    hm_put(text, "Z");
}

void hm_open_log(struct hm_log *log, int flags) {
    log->file = (int)hm_open(HM_AT_FDCWD, "log", O_WRONLY | O_CREAT | O_APPEND | flags, 0600);
    log->size = log->file < 0 ? 0 : hm_call(__NR_lseek, log->file, 0, 2);
}

static struct {
    char bytes[128 << 10];
    size_t count;
} ready;

// Brings to the file what is ready for it.
static void flush(struct hm_log *log) {
    if (log->size > LOG_LIMIT) {
        hm_close(log->file);
        hm_rename("log", "log.1");
        hm_open_log(log, O_TRUNC);
    }
    if (log->file >= 0 && hm_write_all(log->file, ready.bytes, ready.count) == 0) log->size += (long)ready.count;
    ready.count = 0;
}

// Makes ready what stands of a line: the time, its stream, and whether it is ended (`F`) or goes on (`P`).
static void put_line(struct hm_log *log, struct hm_stream *stream, const struct hm_text *time, const char *mark) {
    if (ready.count + time->count + stream->count + 32 > sizeof ready.bytes) flush(log);
    struct hm_text line = {.bytes = ready.bytes, .size = sizeof ready.bytes, .count = ready.count};
    hm_put_bytes(&line, time->bytes, time->count);
    hm_put(&line, " ");
    hm_put(&line, stream->name);
    hm_put(&line, mark);
    hm_put_bytes(&line, stream->line, stream->count);
    hm_put(&line, "\n");
    ready.count = line.count;
    stream->count = 0;
}

int hm_take(struct hm_log *log, int index) {
    static char bytes[65536];
    struct hm_stream *stream = &log->streams[index];
    if (stream->file < 0) return 0;
    long count = hm_read(stream->file, bytes, sizeof bytes);
    if (count == -EINTR || count == -EAGAIN) return 0;
    if (count <= 0) {
        // A terminal whose last user is gone answers with EIO.
        hm_close(stream->file);
        stream->file = -1;
        return 0;
    }
    // What is read at once was there at once.
    char moment[64];
    struct hm_text time = {.bytes = moment, .size = sizeof moment};
    put_time(&time);
    for (long place = 0; place < count;) {
        // As much as is left of the line, as there is, and as has room.
        size_t room = HM_LINE - stream->count, rest = (size_t)(count - place);
        size_t length = hm_length_to(bytes + place, rest < room ? rest : room, '\n');
        memcpy(stream->line + stream->count, bytes + place, length);
        stream->count += length;
        place += (long)length;
        if (place == count) break;
        if (bytes[place] == '\n') {
            put_line(log, stream, &time, " F ");
            place++;
        } else {
            put_line(log, stream, &time, " P ");
        }
    }
    flush(log);
    return 1;
}

void hm_drain(struct hm_log *log) {
    while (hm_take(log, 0) || hm_take(log, 1)) {}
    char moment[64];
    struct hm_text time = {.bytes = moment, .size = sizeof moment};
    put_time(&time);
    for (int index = 0; index < 2; index++)
        if (log->streams[index].count) put_line(log, &log->streams[index], &time, " F ");
    flush(log);
}
