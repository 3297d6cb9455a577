#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int argument_count;
static char **arguments;

// glibc gives constructors what main is given. Swift itself asks /proc for it, which bare roots and containers may lack.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
    argument_count = count;
    arguments = values;
}

int hm_argument_count(void) { return argument_count; }

const char *hm_argument(int index) { return index >= 0 && index < argument_count ? arguments[index] : NULL; }

void hm_open_standard_streams(void) {
    for (int stream = 0; stream < 3; stream++) {
        if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
        // The lowest free number is this one.
        if (open("/dev/null", O_RDWR) < 0) return;
    }
}

int hm_catch_signals(const int *signals) {
    sigset_t set;
    sigemptyset(&set);
    for (; *signals; signals++) sigaddset(&set, *signals);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return -1;
    return signalfd(-1, &set, SFD_CLOEXEC);
}

int hm_next_signal(int descriptor) {
    struct signalfd_siginfo information;
    if (read(descriptor, &information, sizeof information) != sizeof information) return -1;
    return (int)information.ssi_signo;
}

// By number, since Debian 12's glibc has no wrappers for them in every mode of its headers.
int hm_process_descriptor(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int hm_socket_type(int process, int descriptor) {
    int handle = hm_process_descriptor(process);
    if (handle < 0) return -1;
    int copy = (int)syscall(SYS_pidfd_getfd, handle, descriptor, 0);
    close(handle);
    if (copy < 0) return -1;
    int type = -1;
    socklen_t size = sizeof type;
    if (getsockopt(copy, SOL_SOCKET, SO_TYPE, &type, &size) != 0) type = -1;
    close(copy);
    return type;
}

int hm_signal_process(int descriptor, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

int hm_copy_window_size(int from, int to) {
    struct winsize size;
    if (ioctl(from, TIOCGWINSZ, &size) != 0) return -1;
    return ioctl(to, TIOCSWINSZ, &size);
}

long hm_open_file_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max > 1L << 30) return 1L << 20;
    return (long)limit.rlim_max;
}
