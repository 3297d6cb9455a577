#include "monitor.h"

#include "modes.h"
#include "system.h"
#include "text.h"

struct message {
    void *name;
    int name_size;
    struct {
        void *bytes;
        size_t size;
    } *parts;
    size_t part_count;
    void *control;
    size_t control_size;
    unsigned flags;
};
struct descriptor_message {
    size_t size;
    int level, type;
    int file;
    int filling;
};

// One message with at most one descriptor, which goes along or comes (`SCM_RIGHTS`).
static long exchange(long call, int socket, char *bytes, size_t size, int *file) {
    struct descriptor_message rights = {.size = sizeof(size_t) + 3 * sizeof(int), .level = 1, .type = 1, .file = *file};
    struct message message = {0};
    struct {
        void *bytes;
        size_t size;
    } part = {bytes, size};
    message.parts = (void *)&part;
    message.part_count = 1;
    message.control = &rights;
    message.control_size = sizeof rights;
    long result = hm_call(call, socket, &message, call == __NR_recvmsg ? 0x40000000 : 0x4000);
    if (call == __NR_recvmsg)
        *file = result >= 0 && message.control_size >= rights.size && rights.level == 1 && rights.type == 1 ? rights.file : -1;
    return result;
}

static int listen_at(const char *name) {
    struct sockaddr_un address = {.sun_family = 1};
    struct hm_text path = {.bytes = address.sun_path, .size = sizeof address.sun_path};
    hm_put(&path, name);
    long listener = hm_call(__NR_socket, 1, 1 | O_CLOEXEC, 0);
    if (listener < 0) hm_fail("a socket cannot be made", NULL, listener);
    hm_unlink(HM_AT_FDCWD, name);
    long result = hm_call(__NR_bind, listener, &address, sizeof address);
    if (result == 0) result = hm_call(__NR_listen, listener, 1);
    if (result < 0) hm_fail("a socket cannot be bound", name, result);
    return (int)listener;
}

// The one connection that comes; nobody is listened to any more.
static void accept_one(int *listener, int *connection) {
    *connection = (int)hm_call(__NR_accept4, *listener, 0, 0, O_CLOEXEC);
    hm_close(*listener);
    *listener = -1;
}

static void take_terminal(int *connection) {
    char name[256];
    int terminal = -1;
    exchange(__NR_recvmsg, *connection, name, sizeof name, &terminal);
    hm_close(*connection);
    *connection = -1;
    if (terminal < 0) return;
    if (me.keeps_terminal) {
        hm_call(__NR_fcntl, terminal, 4, O_NONBLOCK | O_RDWR);
        me.log.streams[0].file = terminal;
        return;
    }
    char text[] = "terminal 0";
    exchange(__NR_sendmsg, me.control, text, sizeof text - 1, &terminal);
    hm_close(terminal);
}

// A pipe that nobody writes. Not /dev/null: crun makes the container's user the owner of its standard streams, the host's device too.
static int nothing_to_read(void) {
    int ends[2] = {-1, -1};
    long result = hm_call(__NR_pipe2, ends, 0);
    if (result < 0) hm_fail("a pipe cannot be made", NULL, result);
    hm_close(ends[1]);
    return ends[0];
}

// The engine's hook says which process is the container's; from then on it waits for our word.
static void hear_hook(void) {
    char text[32] = {0};
    long count = hm_call(__NR_recvfrom, me.hook, text, sizeof text - 1, 0, 0, 0);
    if (count == -EINTR || count == -EAGAIN) return;
    long process = count > 0 ? hm_number(text) : -1;
    // Nobody is left who could say the word.
    if (process <= 0 || me.process > 0 || me.control < 0) {
        hm_close(me.hook);
        me.hook = -1;
        return;
    }
    me.process = (int)process;
    if (me.forbids_memory_programs) {
        long result = hm_forbid_memory_programs(me.process);
        if (result < 0) hm_tell("unarmed", -result);
    }
    hm_tell("created", me.process);
}

// The word of whoever starts the container, that all is armed from outside too. One who goes away before has called the start off:
// the hook fails when its connection ends, and the engine takes back what it made.
static void hear_word(void) {
    char text[32];
    long count = hm_call(__NR_recvfrom, me.control, text, sizeof text, 0, 0, 0);
    if (count == -EINTR || count == -EAGAIN) return;
    if (count > 0 && me.hook >= 0) {
        me.is_armed = hm_call(__NR_sendto, me.hook, "armed", 5, 0x4000, 0, 0) == 5;
    } else if (count <= 0) {
        hm_close(me.control);
        me.control = -1;
    }
    if (me.hook >= 0) hm_close(me.hook);
    me.hook = -1;
}

void hm_start_container(char **stage, char **environment) {
    int streams[3] = {-1, -1, -1};
    int terminals = me.has_terminal ? listen_at("console") : -1, terminal = -1;
    int hooks = listen_at("hook");
    if (me.keeps_log && !me.has_terminal) hm_open_streams();
    long child = hm_fork();
    if (child < 0) hm_fail("no process can be made", NULL, child);
    if (child == 0) {
        uint64_t none = 0;
        hm_call(__NR_rt_sigprocmask, 2, &none, 0, 8);
        if (me.keeps_log && !me.has_terminal) {
            streams[0] = me.takes_input ? 0 : nothing_to_read();
            streams[1] = (int)hm_open(HM_AT_FDCWD, "stdout", O_RDWR, 0);
            streams[2] = (int)hm_open(HM_AT_FDCWD, "stderr", O_RDWR, 0);
            for (int index = 0; index < 3; index++)
                if (streams[index] != index) hm_call(__NR_dup3, streams[index], index, 0);
        }
        // What is kept open to be held: neither the engine nor the container gets it.
        hm_call(__NR_close_range, 3, ~0U, 0);
        hm_stage(stage, environment);
    }
    // The caller's own streams belong to the container now.
    int nothing = (int)hm_open(HM_AT_FDCWD, "/dev/null", O_RDWR, 0);
    for (int index = 0; index < 3; index++) hm_call(__NR_dup3, nothing, index, 0);
    hm_close(nothing);
    int status = -1;
    for (;;) {
        struct pollfd files[8] = {{.fd = me.signals, .events = POLLIN},
                                  {.fd = terminals, .events = POLLIN},
                                  {.fd = hm_readable(0), .events = POLLIN},
                                  {.fd = hm_readable(1), .events = POLLIN},
                                  {.fd = hooks, .events = POLLIN},
                                  {.fd = me.hook, .events = POLLIN},
                                  {.fd = me.control, .events = POLLIN},
                                  // The engine connects long before it has a terminal to send.
                                  {.fd = terminal, .events = POLLIN}};
        hm_poll(files, 8, NULL);
        if (files[1].revents) accept_one(&terminals, &terminal);
        if (files[2].revents) hm_take(&me.log, 0);
        if (files[3].revents) hm_take(&me.log, 1);
        if (files[4].revents) accept_one(&hooks, &me.hook);
        if (files[5].revents) hear_hook();
        if (files[6].revents) hear_word();
        if (files[7].revents) take_terminal(&terminal);
        if (files[0].revents) {
            struct signalfd_siginfo information;
            hm_read(me.signals, &information, sizeof information);
            if (hm_wait((int)child, &status, 1) == child) break;
        }
    }
    // An engine that made a container and asked nobody has started what is not armed.
    if (status != 0 || !me.is_armed) {
        hm_drain(&me.log);
        hm_delete_container(hm_engine_of(stage), environment);
        hm_tell("failed", status == 0 ? 1 : (status & 0x7f) ? 128 + (status & 0x7f) : status >> 8 & 0xff);
        hm_exit(1);
    }
    if (me.control < 0) hm_call_off(hm_engine_of(stage), environment);
    hm_tell("started", me.process);
}
