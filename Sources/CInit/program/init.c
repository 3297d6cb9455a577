#include "../include/CInit.h"
#include "landlock.h"
#include "modes.h"
#include "system.h"
#include "text.h"

static uint8_t policy_bytes[HM_POLICY_LIMIT + 1];

long hm_landlock_version(void) {
    long version = hm_call(__NR_landlock_create_ruleset, 0, 0, 1);
    return version < 0 ? 0 : version;
}

static void read_policy(const char *path, struct hm_policy *policy) {
    long file = hm_open(HM_AT_FDCWD, path, O_RDONLY | O_NOFOLLOW, 0);
    if (file < 0) hm_fail("the policy cannot be read", path, file);
    size_t size = 0;
    while (size < sizeof policy_bytes) {
        long count = hm_read((int)file, policy_bytes + size, sizeof policy_bytes - size);
        if (count == -EINTR) continue;
        if (count < 0) hm_fail("the policy cannot be read", path, count);
        if (count == 0) break;
        size += (size_t)count;
    }
    hm_close((int)file);
    const char *problem = hm_policy_read(policy_bytes, size, policy);
    if (problem) hm_fail(problem, path, 0);
}

static uint64_t file_rights(uint16_t rights) {
    uint64_t result = 0;
    if (rights & HM_MAY_READ) result |= HM_FS_READ_FILE | HM_FS_READ_DIR;
    if (rights & HM_MAY_LIST) result |= HM_FS_READ_DIR;
    // A program's file is read when it is mapped by the dynamic loader.
    if (rights & HM_MAY_EXECUTE) result |= HM_FS_EXECUTE | HM_FS_READ_FILE;
    if (rights & HM_MAY_WRITE) result |= HM_FS_WRITE_FILE | HM_FS_TRUNCATE;
    if (rights & HM_MAY_CREATE)
        result |= HM_FS_REMOVE_DIR | HM_FS_REMOVE_FILE | HM_FS_MAKE_DIR |
                  HM_FS_MAKE_REG | HM_FS_MAKE_SOCK | HM_FS_MAKE_FIFO | HM_FS_MAKE_SYM | HM_FS_REFER;
    if (rights & HM_MAY_CONTROL) result |= HM_FS_IOCTL_DEV;
    return result;
}

static int is_directory(int file) {
    struct statx status;
    long result = hm_call(__NR_statx, file, "", HM_AT_EMPTY_PATH, STATX_TYPE, &status);
    return result == 0 && (status.stx_mode & 0170000) == 0040000;
}

// Adds a rule for an open file. What a kind of file cannot have is refused by the kernel, so it is left out before.
static void allow(int ruleset, int file, uint64_t rights, int is_alone, const char *path) {
    if (!is_directory(file)) rights &= HM_FS_OF_FILES;
    else if (is_alone) rights &= HM_FS_READ_DIR;
    if (rights == 0) return;
    long result = hm_allow_path(ruleset, file, rights);
    // EBADFD: the file is of one of the kernel's own file systems, pipes and sockets, on which Landlock has no say.
    if (result < 0 && result != -EBADFD) hm_fail("a path cannot be permitted", path, result);
}

static void allow_paths(const struct hm_policy *policy, int ruleset, uint64_t handled) {
    uint32_t offset = HM_POLICY_HEADER;
    for (uint32_t index = 0; index < policy->path_count; index++) {
        struct hm_path_rule rule = hm_policy_path(policy, &offset);
        long file = hm_open(HM_AT_FDCWD, rule.path, O_PATH, 0);
        // What is not there needs no rule, and what this user cannot reach gains nothing by one.
        if (file < 0) continue;
        allow(ruleset, (int)file, file_rights(rule.rights) & handled, rule.rights & HM_MAY_ALONE, rule.path);
        hm_close((int)file);
    }
    // The standard streams may lie on file systems of the host; the programs may open them again by /dev/stdout.
    for (int stream = 0; stream < 3; stream++)
        if (!is_directory(stream))
            allow(ruleset, stream, (HM_FS_READ_FILE | HM_FS_WRITE_FILE | HM_FS_TRUNCATE | HM_FS_IOCTL_DEV) & handled, 0,
                  "a standard stream");
}

static void restrict_self(const struct hm_policy *policy, int is_later) {
    long version = hm_landlock_version();
    if (version == 0) return;
    struct hm_ruleset ruleset = {0};
    if (policy->flags & HM_POLICY_FILES) ruleset.files = hm_files_of(version);
    if (version >= 4 && policy->flags & HM_POLICY_BIND) ruleset.network |= HM_NET_BIND;
    if (version >= 4 && policy->flags & HM_POLICY_CONNECT) ruleset.network |= HM_NET_CONNECT;
    // A command that is run later has a domain of its own: scoped, it could not even tell the server to reload.
    if (version >= 6 && policy->flags & HM_POLICY_SCOPE && !is_later)
        ruleset.scoped = HM_SCOPE_ABSTRACT_SOCKET | HM_SCOPE_SIGNAL;
    if (!ruleset.files && !ruleset.network && !ruleset.scoped) return;
    long rules = hm_create_ruleset(&ruleset, hm_ruleset_size(version));
    if (rules < 0) hm_fail("Landlock takes no rules", NULL, rules);
    if (ruleset.files) allow_paths(policy, (int)rules, ruleset.files);
    if (ruleset.network)
        for (uint32_t index = 0; index < policy->port_count; index++) {
            struct hm_port_rule rule = hm_policy_port(policy, index);
            uint64_t rights = 0;
            if (rule.rights & HM_MAY_BIND) rights |= HM_NET_BIND;
            if (rule.rights & HM_MAY_CONNECT) rights |= HM_NET_CONNECT;
            rights &= ruleset.network;
            if (rights == 0) continue;
            long result = hm_allow_port((int)rules, rule.port, rights);
            if (result < 0) hm_fail("a port cannot be permitted", NULL, result);
        }
    // Without it only a privileged process may restrict itself; the engine has set it already where the profile says so.
    long result = hm_call(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (result < 0) hm_fail("no_new_privs cannot be set", NULL, result);
    result = hm_restrict_self((int)rules, version >= 7 && policy->flags & HM_POLICY_LOG);
    if (result < 0) hm_fail("Landlock refuses the rules", NULL, result);
    hm_close((int)rules);
}

// A working directory outside the root is a descriptor that leaked into the container (CVE-2024-21626).
static void check_working_directory(void) {
    static char path[4097];
    long result = hm_call(__NR_getcwd, path, sizeof path - 1);
    if (result < 0) hm_fail("the working directory is gone", NULL, result);
    if (path[0] != '/') hm_fail("the working directory lies outside the container", path, 0);
}

static const char *variable(char **environment, const char *name) {
    for (; *environment; environment++) {
        const char *value = hm_after(*environment, name);
        if (value) return value;
    }
    return NULL;
}

// Tries the folders of the search path in turn, as shells do.
static long execute(char **arguments, char **environment) {
    const char *program = arguments[0];
    for (const char *byte = program; *byte; byte++)
        if (*byte == '/') return hm_call(__NR_execve, program, arguments, environment);
    const char *search = variable(environment, "PATH=");
    if (!search || !*search) search = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    long error = -ENOENT;
    while (*search) {
        static char bytes[4096];
        struct hm_text path = {.bytes = bytes, .size = sizeof bytes};
        size_t length = 0;
        while (search[length] && search[length] != ':') length++;
        if (length > 0 && length < sizeof bytes - 1) {
            for (size_t index = 0; index < length; index++) bytes[index] = search[index];
            bytes[length] = 0;
            path.count = length;
            hm_put(&path, "/");
            hm_put(&path, program);
            if (!path.is_full) {
                long result = hm_call(__NR_execve, bytes, arguments, environment);
                if (result != -ENOENT && result != -ENOTDIR) error = result;
            }
        }
        search += length;
        if (*search == ':') search++;
    }
    return error;
}

void hm_init(char **arguments, char **environment) {
    int is_later = 0;
    if (arguments[0] && hm_equal(arguments[0], "exec")) {
        is_later = 1;
        arguments++;
    }
    if (!arguments[0] || !arguments[1]) hm_fail("a policy and a program are needed", NULL, 0);
    long result = hm_call(__NR_close_range, 3, ~0U, 0);
    // A kernel without close_range: the few descriptors that an engine could leak have low numbers.
    if (result < 0)
        for (int file = 3; file < 1024; file++) hm_close(file);
    check_working_directory();
    // Refused, since nobody may write it: by that a report of denials tells what comes now from what the engine did before.
    if (!is_later) hm_open(HM_AT_FDCWD, arguments[0], O_WRONLY, 0);
    struct hm_policy policy;
    read_policy(arguments[0], &policy);
    restrict_self(&policy, is_later);
    result = execute(arguments + 1, environment);
    hm_complain("the program cannot be run", arguments[1], result);
    // As shells have it: 127 for what is not there, 126 for what may not be run.
    hm_exit(result == -ENOENT ? 127 : 126);
}
