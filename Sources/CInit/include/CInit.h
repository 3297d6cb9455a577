// The policy that hullmark-init holds a container's programs to, and its reader.
//
// | offset | size | field |
// |---|---|---|
// | 0 | 4 | magic `HMP1` |
// | 4 | 4 | flags (`HM_POLICY_…`) |
// | 8 | 4 | bytes of the whole file |
// | 12 | 4 | count of path rules |
// | 16 | 4 | count of port rules |
// | 20 | | path rules: rights (2), length (2), the path, NUL |
// | | | port rules: port (2), rights (2) |
//
// All numbers are little-endian. A file that is not exactly this is refused whole.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    HM_POLICY_LIMIT = 1 << 20,
    HM_POLICY_PATHS = 16384,
    HM_POLICY_PORTS = 65536,
    HM_POLICY_PATH_LENGTH = 4095,
};

/// What the policy restricts; what it does not restrict stays as the kernel has it.
enum {
    HM_POLICY_FILES = 1,
    HM_POLICY_BIND = 2,
    HM_POLICY_CONNECT = 4,
    HM_POLICY_SCOPE = 8,
    /// Refusals are told to the machine's audit, where that is on and the kernel can (ABI 7).
    HM_POLICY_LOG = 16,
    HM_POLICY_FLAGS = 31,
};

/// Rights at a path and beneath it.
enum {
    HM_MAY_READ = 1,
    HM_MAY_EXECUTE = 2,
    HM_MAY_WRITE = 4,
    HM_MAY_LIST = 8,
    HM_MAY_CONTROL = 16,
    HM_MAY_CREATE = 32,
    /// Of a folder the list of its names alone, and of a file the other rights.
    HM_MAY_ALONE = 64,
    HM_MAY_ANYTHING = 127,
};

/// Rights to a TCP port.
enum {
    HM_MAY_BIND = 1,
    HM_MAY_CONNECT = 2,
};

/// A policy as it stands in memory, looked through rule by rule.
struct hm_policy {
    const uint8_t *bytes;
    uint32_t size;
    uint32_t flags;
    uint32_t path_count;
    uint32_t port_count;
    uint32_t port_start;
};

/// One path rule; the path ends with a NUL.
struct hm_path_rule {
    const char *path;
    uint16_t rights;
};

/// One port rule.
struct hm_port_rule {
    uint16_t port;
    uint16_t rights;
};

/// Checks the whole of a policy; returns NULL or what is wrong with it.
const char *hm_policy_read(const uint8_t *bytes, size_t size, struct hm_policy *policy);

/// The rule at `*offset` of the path rules, which begin at `HM_POLICY_HEADER`; steps on to the next.
struct hm_path_rule hm_policy_path(const struct hm_policy *policy, uint32_t *offset);

/// The port rule of a number.
struct hm_port_rule hm_policy_port(const struct hm_policy *policy, uint32_t index);

enum { HM_POLICY_HEADER = 20 };
