#include "landlock.h"
#include "modes.h"
#include "system.h"
#include "text.h"

// Each probe runs in a child of its own, and returns 0 where the kernel holds what it should, or an errno.

static int restrict_to(uint64_t files, uint64_t network, uint64_t scoped) {
    struct hm_ruleset ruleset = {.files = files, .network = network, .scoped = scoped};
    long rules = hm_create_ruleset(&ruleset, hm_ruleset_size(hm_landlock_version()));
    if (rules < 0) return (int)-rules;
    hm_call(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    long result = hm_restrict_self((int)rules, 0);
    return result < 0 ? (int)-result : 0;
}

// A refusal that was wanted is success; success is none.
static int refused(long result, long with) {
    if (result == -with) return 0;
    return result < 0 ? (int)-result : EOPNOTSUPP;
}

static int execution(const char *folder) {
    (void)folder;
    int error = restrict_to(HM_FS_EXECUTE, 0, 0);
    char *words[] = {"/proc/self/exe", NULL};
    return error ? error : refused(hm_call(__NR_execve, words[0], words, words + 1), EACCES);
}

static int files(const char *folder) {
    int error = restrict_to(HM_FS_READ_DIR | HM_FS_READ_FILE | HM_FS_WRITE_FILE, 0, 0);
    return error ? error : refused(hm_open(HM_AT_FDCWD, folder, O_RDONLY | O_DIRECTORY, 0), EACCES);
}

static int truncation(const char *folder) {
    (void)folder;
    if (hm_landlock_version() < 3) return EOPNOTSUPP;
    return restrict_to(HM_FS_TRUNCATE, 0, 0);
}

static int devices(const char *folder) {
    (void)folder;
    if (hm_landlock_version() < 5) return EOPNOTSUPP;
    return restrict_to(HM_FS_IOCTL_DEV, 0, 0);
}

static int ports(const char *folder) {
    (void)folder;
    if (hm_landlock_version() < 4) return EOPNOTSUPP;
    int error = restrict_to(0, HM_NET_BIND | HM_NET_CONNECT, 0);
    if (error) return error;
    struct {
        uint16_t family, port;
        uint32_t address;
        uint64_t filling;
    } address = {.family = 2, .address = 0x0100007f};
    long socket = hm_call(__NR_socket, 2, 1, 0);
    if (socket < 0) return (int)-socket;
    return refused(hm_call(__NR_bind, socket, &address, sizeof address), EACCES);
}

static int scopes(const char *folder) {
    (void)folder;
    if (hm_landlock_version() < 6) return EOPNOTSUPP;
    int error = restrict_to(0, 0, HM_SCOPE_ABSTRACT_SOCKET | HM_SCOPE_SIGNAL);
    return error ? error : refused(hm_kill((int)hm_call(__NR_getppid), 0), EPERM);
}

static int memory_programs(const char *folder) {
    (void)folder;
    long result = hm_unshare(CLONE_NEWPID);
    if (result < 0) return (int)-result;
    long child = hm_fork();
    if (child < 0) return (int)-child;
    if (child == 0) {
        result = hm_write_file("/proc/sys/vm/memfd_noexec", "2");
        // MFD_EXEC, which asks for a file in memory that can be executed.
        hm_exit(result < 0 ? (int)-result : refused(hm_call(__NR_memfd_create, "probe", 0x10), EACCES));
    }
    int status = 0;
    while (hm_wait((int)child, &status, 0) == -EINTR) {}
    return (status & 0x7f) ? EIO : status >> 8 & 0xff;
}

static const char one_user[] = "0 1000000 1\n";

static int user_namespaces(const char *folder) {
    (void)folder;
    long result = hm_user_namespace(one_user, one_user);
    return result < 0 ? (int)-result : 0;
}

static int mapped_mounts(const char *folder) {
    long space = hm_user_namespace(one_user, one_user);
    if (space < 0) return (int)-space;
    long tree = hm_open_tree(HM_AT_FDCWD, folder, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    if (tree < 0) return (int)-tree;
    long result = hm_mount_setattr((int)tree, MOUNT_ATTR_IDMAP | MOUNT_ATTR_RDONLY, 0, (int)space);
    return result < 0 ? (int)-result : 0;
}

static int overlay(const char *folder) {
    long result = hm_unshare(CLONE_NEWNS);
    if (result == 0) result = hm_mount(NULL, "/", NULL, HM_MS_REC | HM_MS_PRIVATE, NULL);
    if (result == 0) result = hm_mount("hullmark", folder, "tmpfs", 0, "mode=0700");
    if (result == 0) result = hm_chdir(folder);
    if (result == 0) result = hm_mkdir(HM_AT_FDCWD, "l", 0700);
    if (result == 0) result = hm_mkdir(HM_AT_FDCWD, "u", 0700);
    if (result == 0) result = hm_mkdir(HM_AT_FDCWD, "w", 0700);
    if (result == 0) result = hm_mkdir(HM_AT_FDCWD, "m", 0700);
    if (result == 0) result = hm_mount("hullmark", "m", "overlay", 0, "lowerdir=l,upperdir=u,workdir=w");
    return result < 0 ? (int)-result : 0;
}

static int seccomp(const char *folder) {
    (void)folder;
    // SECCOMP_GET_ACTION_AVAIL of SECCOMP_RET_ERRNO.
    uint32_t action = 0x00050000;
    long result = hm_call(__NR_seccomp, 2, 0, &action);
    return result < 0 ? (int)-result : 0;
}

static const struct {
    const char *name;
    int (*probe)(const char *folder);
} probes[] = {
    {"idmapped-mounts", mapped_mounts}, {"landlock.devices", devices}, {"landlock.execute", execution},
    {"landlock.files", files},          {"landlock.net", ports},       {"landlock.scope", scopes},
    {"landlock.truncate", truncation},  {"memfd-noexec", memory_programs}, {"overlay", overlay},
    {"seccomp", seccomp},               {"user-namespace", user_namespaces},
};

void hm_probe(char **arguments, char **environment) {
    (void)environment;
    const char *folder = arguments[0];
    if (!folder) hm_fail("a probe needs a folder", NULL, 0);
    for (unsigned index = 0; index < sizeof probes / sizeof probes[0]; index++) {
        long child = hm_fork();
        if (child < 0) hm_fail("no process can be made", NULL, child);
        if (child == 0) hm_exit(probes[index].probe(folder));
        int status = 0;
        while (hm_wait((int)child, &status, 0) == -EINTR) {}
        char bytes[128];
        struct hm_text line = {.bytes = bytes, .size = sizeof bytes};
        hm_put(&line, probes[index].name);
        hm_put(&line, " ");
        hm_put_number(&line, (status & 0x7f) ? EIO : status >> 8 & 0xff);
        hm_put(&line, "\n");
        hm_write_all(1, bytes, line.count);
    }
    hm_exit(0);
}
