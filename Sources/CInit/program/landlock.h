// Landlock as far as ABI 7, which is newer than Debian 12's headers (kernel documentation, "Landlock: unprivileged access control").
#pragma once
#include "system.h"

enum {
    HM_FS_EXECUTE = 1 << 0,
    HM_FS_WRITE_FILE = 1 << 1,
    HM_FS_READ_FILE = 1 << 2,
    HM_FS_READ_DIR = 1 << 3,
    HM_FS_REMOVE_DIR = 1 << 4,
    HM_FS_REMOVE_FILE = 1 << 5,
    HM_FS_MAKE_CHAR = 1 << 6,
    HM_FS_MAKE_DIR = 1 << 7,
    HM_FS_MAKE_REG = 1 << 8,
    HM_FS_MAKE_SOCK = 1 << 9,
    HM_FS_MAKE_FIFO = 1 << 10,
    HM_FS_MAKE_BLOCK = 1 << 11,
    HM_FS_MAKE_SYM = 1 << 12,
    HM_FS_REFER = 1 << 13,
    HM_FS_TRUNCATE = 1 << 14,
    HM_FS_IOCTL_DEV = 1 << 15,
    // What makes sense for a file that is no directory.
    HM_FS_OF_FILES = HM_FS_EXECUTE | HM_FS_WRITE_FILE | HM_FS_READ_FILE | HM_FS_TRUNCATE | HM_FS_IOCTL_DEV,
};
enum { HM_NET_BIND = 1, HM_NET_CONNECT = 2 };
enum { HM_SCOPE_ABSTRACT_SOCKET = 1, HM_SCOPE_SIGNAL = 2 };

struct hm_ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
};
struct hm_path_beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));
struct hm_network_port {
    uint64_t allowed;
    uint64_t port;
};

static inline long hm_create_ruleset(const struct hm_ruleset *ruleset, size_t size) {
    return hm_call(__NR_landlock_create_ruleset, ruleset, size, 0);
}
static inline long hm_allow_path(int ruleset, int file, uint64_t allowed) {
    struct hm_path_beneath rule = {.allowed = allowed, .parent = file};
    return hm_call(__NR_landlock_add_rule, ruleset, 1, &rule, 0);
}
static inline long hm_allow_port(int ruleset, uint16_t port, uint64_t allowed) {
    struct hm_network_port rule = {.allowed = allowed, .port = port};
    return hm_call(__NR_landlock_add_rule, ruleset, 2, &rule, 0);
}
/// `is_logged`: LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON, also of the programs that come after this one.
static inline long hm_restrict_self(int ruleset, int is_logged) {
    return hm_call(__NR_landlock_restrict_self, ruleset, is_logged ? 2 : 0);
}

/// All rights of files that an ABI knows.
static inline uint64_t hm_files_of(long version) {
    uint64_t rights = (1 << 13) - 1;
    if (version >= 2) rights |= HM_FS_REFER;
    if (version >= 3) rights |= HM_FS_TRUNCATE;
    if (version >= 5) rights |= HM_FS_IOCTL_DEV;
    return rights;
}

/// The size of the ruleset's structure in an ABI; older kernels refuse a longer one that is not zero.
static inline size_t hm_ruleset_size(long version) { return version >= 6 ? 24 : version >= 4 ? 16 : 8; }
