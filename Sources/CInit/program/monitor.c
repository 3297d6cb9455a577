#include "monitor.h"

#include "modes.h"
#include "system.h"
#include "text.h"

// Seconds between two questions for the addresses of names, and nanoseconds between two looks at what a container writes: many lines are
// taken at once, and who writes them is not kept from its work by each. Seconds that a caller has to clear away.
enum { WORDS = 64, REFRESH = 60, GATHERING = 5000000, PATIENCE = 2 };

struct hm_monitor me = {
    .control = -1, .hook = -1, .log = {.file = -1, .streams = {{.name = "stdout", .file = -1}, {.name = "stderr", .file = -1}}}};

static char **read_options(char **arguments) {
    for (; *arguments; arguments++) {
        const char *value;
        if (hm_equal(*arguments, "--")) return arguments + 1;
        if ((value = hm_after(*arguments, "--folder="))) me.folder = value;
        else if ((value = hm_after(*arguments, "--id="))) me.identifier = value;
        else if ((value = hm_after(*arguments, "--finish="))) me.finish = value;
        else if ((value = hm_after(*arguments, "--refresh="))) me.refresh = value;
        else if (hm_equal(*arguments, "--refresh-often")) me.refreshes_often = 1;
        else if ((value = hm_after(*arguments, "--control="))) me.control = (int)hm_number(value);
        else if ((value = hm_after(*arguments, "--owner="))) me.owner = (unsigned)hm_number(value);
        else if ((value = hm_after(*arguments, "--group="))) me.group = (unsigned)hm_number(value);
        else if ((value = hm_after(*arguments, "--revive="))) me.revived = (int)hm_number(value);
        else if (hm_equal(*arguments, "--log")) me.keeps_log = 1;
        else if (hm_equal(*arguments, "--caller-reads")) me.caller_reads = 1;
        else if (hm_equal(*arguments, "--input")) me.takes_input = 1;
        else if (hm_equal(*arguments, "--terminal")) me.has_terminal = 1;
        else if (hm_equal(*arguments, "--keep-terminal")) me.keeps_terminal = 1;
        else if (hm_equal(*arguments, "--forbid-memory-programs")) me.forbids_memory_programs = 1;
        else hm_fail("a monitor knows no such option", *arguments, 0);
    }
    hm_fail("a monitor needs a command behind --", NULL, 0);
}

// Tells whoever started the container; nobody may be left to hear it.
void hm_tell(const char *what, long number) {
    char bytes[128];
    struct hm_text text = {.bytes = bytes, .size = sizeof bytes};
    if (me.control < 0) return;
    hm_put(&text, what);
    hm_put(&text, " ");
    hm_put_number(&text, number);
    hm_call(__NR_sendto, me.control, bytes, text.count, 0x4000, 0, 0);
}

// What a caller reads itself is held open here and left alone, until the caller is gone.
static int is_ours(void) { return !me.caller_reads || me.control < 0; }

int hm_readable(int index) { return is_ours() ? me.log.streams[index].file : -1; }

void hm_open_streams(void) {
    for (int index = 0; index < 2; index++) {
        struct hm_stream *stream = &me.log.streams[index];
        long result = hm_call(__NR_mknodat, HM_AT_FDCWD, stream->name, 0010600, 0);
        if (result < 0 && result != -EEXIST) hm_fail("a pipe cannot be made", stream->name, result);
        hm_call(__NR_fchownat, HM_AT_FDCWD, stream->name, me.owner, me.group, HM_AT_NOFOLLOW);
        // For reading and writing: so the pipe never ends, whoever of the two sides is killed and comes again.
        stream->file = (int)hm_open(HM_AT_FDCWD, stream->name, O_RDWR | O_NONBLOCK | O_NOFOLLOW, 0);
        if (stream->file < 0) hm_fail("a pipe cannot be opened", stream->name, stream->file);
        hm_call(__NR_fcntl, stream->file, 1031, 1 << 20);
    }
}

static long run(char **command, char **environment) {
    long child = hm_fork();
    if (child == 0) {
        uint64_t none = 0;
        hm_call(__NR_rt_sigprocmask, 2, &none, 0, 8);
        hm_call(__NR_execve, command[0], command, environment);
        hm_exit(127);
    }
    if (child < 0) return child;
    int status = 0;
    // Other children are left to themselves; the program's process is known by its number.
    while (hm_wait((int)child, &status, 0) == -EINTR) {}
    return (status & 0x7f) ? 128 : status >> 8 & 0xff;
}

// What the engine was told before `run`, and then to delete.
void hm_delete_container(char **engine, char **environment) {
    char *words[WORDS];
    int count = 0;
    while (engine[count] && count < WORDS - 5 && !hm_equal(engine[count], "run")) {
        words[count] = engine[count];
        count++;
    }
    words[count++] = "delete";
    words[count++] = "--force";
    words[count++] = (char *)me.identifier;
    words[count] = NULL;
    run(words, environment);
}

char **hm_engine_of(char **stage) {
    while (*stage && !hm_equal(*stage, "--")) stage++;
    return *stage ? stage + 1 : stage;
}

// Whoever started the container was killed before the start was complete: nobody knows of it.
_Noreturn void hm_call_off(char **engine, char **environment) {
    hm_kill(me.process, HM_SIGKILL);
    hm_delete_container(engine, environment);
    hm_exit(1);
}

// Whoever stayed with the container clears away what is left of it, in the process that is there anyway, and says so; or goes; or is held
// up, as by a reader of what it writes.
static int is_settled_by_caller(void) {
    char text[32];
    long count;
    if (me.control < 0) return 0;
    struct pollfd file = {.fd = me.control, .events = POLLIN};
    struct hm_span wait = {PATIENCE, 0};
    if (hm_poll(&file, 1, &wait) <= 0) return 0;
    do {
        count = hm_call(__NR_recvfrom, me.control, text, sizeof text - 1, 0, 0, 0);
    } while (count == -EINTR);
    text[count > 0 ? count : 0] = 0;
    return hm_equal(text, "settled");
}

// The container is over: what is left of it is written down and cleared away.
_Noreturn static void end(int status, char **engine, char **environment) {
    // A program may be over before its caller could say that it started. What is sent must be read before this end is closed, or else
    // the caller would lose what it is told.
    if (!me.has_started && me.control >= 0) {
        char text[32];
        if (hm_call(__NR_recvfrom, me.control, text, sizeof text, 0, 0, 0) > 0) me.has_started = 1;
    }
    if (is_ours()) hm_drain(&me.log);
    long code = status < 0 ? -1 : (status & 0x7f) ? 128 + (status & 0x7f) : status >> 8 & 0xff;
    char bytes[64];
    struct hm_text text = {.bytes = bytes, .size = sizeof bytes};
    hm_put_number(&text, code);
    hm_put(&text, " ");
    hm_put_number(&text, hm_now(NULL));
    hm_put(&text, "\n");
    long file = hm_open(HM_AT_FDCWD, "exit.draft", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0) {
        hm_write_all((int)file, bytes, text.count);
        hm_close((int)file);
        hm_rename("exit.draft", "exit");
    }
    hm_tell("exited", code);
    if (is_settled_by_caller()) hm_exit(0);
    hm_delete_container(engine, environment);
    if (me.finish && me.has_started) {
        char *words[] = {(char *)me.finish, "rm", "--force", (char *)me.identifier, NULL};
        hm_call(__NR_execve, words[0], words, environment);
    }
    if (me.refresh) {
        char *words[] = {(char *)me.refresh, "network", "refresh", NULL};
        hm_call(__NR_execve, words[0], words, environment);
    }
    hm_exit(0);
}

// The addresses of the names that the container may reach are asked for again, by a program that nobody waits for.
static void refresh(char **environment) {
    long child = hm_fork();
    if (child != 0) return;
    uint64_t none = 0;
    hm_call(__NR_rt_sigprocmask, 2, &none, 0, 8);
    char *words[] = {(char *)me.refresh, "network", "refresh", NULL};
    hm_call(__NR_execve, words[0], words, environment);
    hm_exit(127);
}

// Whoever started the container says when its first program may run, or goes away.
static void hear(char **engine, char **environment) {
    char text[32];
    long count = hm_call(__NR_recvfrom, me.control, text, sizeof text, 0, 0, 0);
    if (count == -EINTR || count == -EAGAIN) return;
    if (count > 0) {
        me.has_started = 1;
        return;
    }
    hm_close(me.control);
    me.control = -1;
    if (!me.has_started) hm_call_off(engine, environment);
}

// Whether one of our children was the container's first process.
static void reap(char **engine, char **environment) {
    int status;
    long process;
    // The engine's own helpers end here too; only the container's first process matters.
    while ((process = hm_wait(-1, &status, 1)) > 0)
        if (process == me.process) end(status, engine, environment);
}

// How a process ended that is nobody's child here, once its parent has asked, which may take it a while; -1 where this kernel does not say
// (before Linux 6.15).
static int status_of(int process) {
    // `struct pidfd_info`, and its request and bit (`include/uapi/linux/pidfd.h`).
    struct {
        uint64_t mask, group;
        uint32_t identities[11];
        int32_t status;
    } information = {0};
    for (int attempt = 0; attempt < 300; attempt++) {
        information.mask = 1 << 3;
        if (hm_call(__NR_ioctl, process, 0xc040ff0b, &information) < 0) return -1;
        if (information.mask & 1 << 3) return information.status;
        struct hm_span wait = {0, 10000000};
        hm_poll(NULL, 0, &wait);
    }
    return -1;
}

static void watch(char **engine, char **environment) {
    int ended = -1;
    if (me.revived) ended = (int)hm_call(__NR_pidfd_open, me.revived, 0);
    if (me.revived && ended < 0) end(-1, engine, environment);
    // Its end may have been told together with the engine's.
    reap(engine, environment);
    long due = hm_now(NULL) + REFRESH;
    int gathers = 0;
    for (;;) {
        struct pollfd files[5] = {{.fd = me.signals, .events = POLLIN},
                                  {.fd = gathers ? -1 : hm_readable(0), .events = POLLIN},
                                  {.fd = gathers ? -1 : hm_readable(1), .events = POLLIN},
                                  {.fd = me.control, .events = POLLIN},
                                  {.fd = ended, .events = POLLIN}};
        struct hm_span wait = {gathers ? 0 : REFRESH, gathers ? GATHERING : 0};
        hm_poll(files, 5, gathers || me.refreshes_often ? &wait : NULL);
        gathers = 0;
        if (me.refreshes_often && me.refresh && me.has_started && hm_now(NULL) >= due) {
            refresh(environment);
            due = hm_now(NULL) + REFRESH;
        }
        if (files[1].revents) gathers |= hm_take(&me.log, 0);
        if (files[2].revents) gathers |= hm_take(&me.log, 1);
        if (files[3].revents) hear(engine, environment);
        if (files[4].revents) end(status_of(ended), engine, environment);
        if (!files[0].revents) continue;
        struct signalfd_siginfo information;
        hm_read(me.signals, &information, sizeof information);
        reap(engine, environment);
    }
}

void hm_monitor(char **arguments, char **environment) {
    char **stage = read_options(arguments);
    char **engine = me.revived ? stage : hm_engine_of(stage);
    if (!me.folder || !me.identifier) hm_fail("a monitor needs a folder and an id", NULL, 0);
    long result = hm_chdir(me.folder);
    if (result < 0) hm_fail("the container's folder cannot be entered", me.folder, result);
    // What is held open is not for those that are run: neither the caller's end nor the lock. 4: CLOSE_RANGE_CLOEXEC.
    hm_call(__NR_close_range, 3, ~0U, 4);
    hm_call(__NR_prctl, PR_SET_NAME, "hullmark-monitor", 0, 0, 0);
    // The container's first process is the engine's child, and comes to us when the engine is done.
    hm_call(__NR_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    uint64_t child = 1ULL << (HM_SIGCHLD - 1);
    uint64_t blocked = child | 1ULL << (HM_SIGHUP - 1) | 1ULL << (HM_SIGPIPE - 1);
    hm_call(__NR_rt_sigprocmask, 0, &blocked, 0, 8);
    me.signals = (int)hm_call(__NR_signalfd4, -1, &child, 8, O_CLOEXEC);
    if (me.keeps_log || me.keeps_terminal || me.revived) hm_open_log(&me.log, 0);
    if (me.revived) {
        if (me.keeps_log) hm_open_streams();
        me.has_started = 1;
    } else {
        hm_start_container(stage, environment);
    }
    watch(engine, environment);
    hm_exit(0);
}
