#include "modes.h"
#include "system.h"
#include "text.h"

// A child in the new namespace that waits until its maps are written; it ends when the pipe does.
static long start_holder(int ends[2]) {
    long result = hm_call(__NR_pipe2, ends, O_CLOEXEC);
    if (result < 0) return result;
    long holder = hm_call(__NR_clone, CLONE_NEWUSER | HM_SIGCHLD, 0, 0, 0, 0);
    if (holder == 0) {
        char byte;
        hm_close(ends[1]);
        hm_read(ends[0], &byte, 1);
        hm_exit(0);
    }
    hm_close(ends[0]);
    if (holder < 0) hm_close(ends[1]);
    return holder;
}

static long write_of(long process, const char *name, const char *text) {
    char bytes[64];
    struct hm_text path = {.bytes = bytes, .size = sizeof bytes};
    hm_put(&path, "/proc/");
    hm_put_number(&path, process);
    hm_put(&path, name);
    return hm_write_file(bytes, text);
}

long hm_user_namespace(const char *user_map, const char *group_map) {
    int ends[2];
    long holder = start_holder(ends);
    if (holder < 0) return holder;
    long result = write_of(holder, "/uid_map", user_map);
    if (result == 0) result = write_of(holder, "/gid_map", group_map);
    if (result == 0) {
        char bytes[64];
        struct hm_text path = {.bytes = bytes, .size = sizeof bytes};
        hm_put(&path, "/proc/");
        hm_put_number(&path, holder);
        hm_put(&path, "/ns/user");
        result = hm_open(HM_AT_FDCWD, bytes, O_RDONLY, 0);
    }
    hm_close(ends[1]);
    int status;
    while (hm_wait((int)holder, &status, 0) == -EINTR) {}
    return result;
}

long hm_forbid_memory_programs(int process) {
    long child = hm_fork();
    if (child < 0) return child;
    if (child == 0) {
        char bytes[64];
        struct hm_text path = {.bytes = bytes, .size = sizeof bytes};
        hm_put(&path, "/proc/");
        hm_put_number(&path, process);
        hm_put(&path, "/ns/pid");
        long space = hm_open(HM_AT_FDCWD, bytes, O_RDONLY, 0);
        if (space < 0) hm_exit((int)-space);
        long result = hm_call(__NR_setns, space, CLONE_NEWPID);
        if (result < 0) hm_exit((int)-result);
        // The namespace is that of children; the setting is that of the writer's own namespace.
        long writer = hm_fork();
        if (writer < 0) hm_exit((int)-writer);
        if (writer == 0) {
            result = hm_write_file("/proc/sys/vm/memfd_noexec", "2");
            hm_exit(result < 0 ? (int)-result : 0);
        }
        int status = 0;
        while (hm_wait((int)writer, &status, 0) == -EINTR) {}
        hm_exit((status & 0x7f) ? EIO : status >> 8 & 0xff);
    }
    int status = 0;
    while (hm_wait((int)child, &status, 0) == -EINTR) {}
    return (status & 0x7f) ? -EIO : -(long)(status >> 8 & 0xff);
}
