// The system calls that hullmark-init makes, without a C library: the program is static, small, and has one thread.
//
// Each returns what the kernel returns: a negative number is an errno.
#pragma once
#include <asm/unistd.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <linux/poll.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/signalfd.h>
#include <linux/socket.h>
#include <linux/stat.h>
#include <linux/time.h>
#include <linux/un.h>
#include <stddef.h>
#include <stdint.h>

static inline long hm_call6(long number, long a, long b, long c, long d, long e, long f) {
#if defined(__x86_64__)
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
#else
#error "hullmark-init knows the system calls of x86-64 and of AArch64"
#endif
}

#define hm_call(number, ...) hm_call_(number, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define hm_call_(number, a, b, c, d, e, f, ...) \
    hm_call6(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

// Numbers that are the same on all architectures and newer than Debian 12's headers, or not in headers that need no C library.
#ifndef MOUNT_ATTR_IDMAP
#define MOUNT_ATTR_IDMAP 0x00100000
#endif
#define HM_AT_FDCWD (-100)
#define HM_AT_EMPTY_PATH 0x1000
#define HM_AT_NOFOLLOW 0x100
#define HM_SIGHUP 1
#define HM_SIGKILL 9
#define HM_SIGPIPE 13
#define HM_SIGTERM 15
#define HM_SIGCHLD 17
#define HM_MS_RDONLY 1
#define HM_MS_NOSUID 2
#define HM_MS_NODEV 4
#define HM_MS_NOEXEC 8
#define HM_MS_REC 16384
#define HM_MS_PRIVATE (1 << 18)
#define HM_MNT_DETACH 2

static inline long hm_open(int folder, const char *path, int flags, unsigned mode) {
    return hm_call(__NR_openat, folder, path, flags | O_CLOEXEC, mode);
}
static inline long hm_openat2(int folder, const char *path, uint64_t flags, uint64_t resolve) {
    struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = resolve};
    return hm_call(__NR_openat2, folder, path, &how, sizeof how);
}
static inline long hm_close(int file) { return hm_call(__NR_close, file); }
static inline long hm_read(int file, void *bytes, size_t size) { return hm_call(__NR_read, file, bytes, size); }
static inline long hm_write(int file, const void *bytes, size_t size) { return hm_call(__NR_write, file, bytes, size); }
static inline long hm_fork(void) { return hm_call(__NR_clone, HM_SIGCHLD, 0, 0, 0, 0); }
static inline long hm_getpid(void) { return hm_call(__NR_getpid); }
static inline long hm_kill(int process, int signal) { return hm_call(__NR_kill, process, signal); }
static inline long hm_wait(int process, int *status, int flags) {
    return hm_call(__NR_wait4, process, status, flags, 0);
}
/// A span of time, or the moment after 1970 by it (`struct timespec`).
struct hm_span {
    long seconds, nanoseconds;
};
/// Waits until one of some files is ready, or for as long as the span; without a span, for ever.
static inline long hm_poll(struct pollfd *files, size_t count, struct hm_span *span) {
    return hm_call(__NR_ppoll, files, count, span, 0, 8);
}
static inline long hm_mkdir(int folder, const char *path, unsigned mode) {
    return hm_call(__NR_mkdirat, folder, path, mode);
}
static inline long hm_unlink(int folder, const char *path) { return hm_call(__NR_unlinkat, folder, path, 0); }
static inline long hm_rename(const char *from, const char *to) {
    return hm_call(__NR_renameat2, HM_AT_FDCWD, from, HM_AT_FDCWD, to, 0);
}
static inline long hm_chdir(const char *path) { return hm_call(__NR_chdir, path); }
static inline long hm_unshare(long flags) { return hm_call(__NR_unshare, flags); }
static inline long hm_mount(const char *source, const char *target, const char *type, long flags, const char *options) {
    return hm_call(__NR_mount, source, target, type, flags, options);
}
static inline long hm_open_tree(int folder, const char *path, unsigned flags) {
    return hm_call(__NR_open_tree, folder, path, flags);
}
static inline long hm_move_mount(int tree, const char *path) {
    return hm_call(__NR_move_mount, tree, "", HM_AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH);
}
static inline long hm_mount_setattr(int tree, uint64_t set, uint64_t clear, int user_namespace) {
    struct mount_attr attributes = {.attr_set = set, .attr_clr = clear, .userns_fd = (uint64_t)user_namespace};
    return hm_call(__NR_mount_setattr, tree, "", HM_AT_EMPTY_PATH, &attributes, sizeof attributes);
}
_Noreturn static inline void hm_exit(int code) {
    for (;;) hm_call(__NR_exit_group, code);
}
