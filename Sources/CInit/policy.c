#include "include/CInit.h"

static uint32_t number16(const uint8_t *bytes) { return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8; }

static uint32_t number32(const uint8_t *bytes) { return number16(bytes) | number16(bytes + 2) << 16; }

// The length of a path rule's record, or 0 where it is none; `left` bytes are there.
static uint32_t check_path(const uint8_t *rule, uint32_t left) {
    if (left < 4) return 0;
    uint32_t rights = number16(rule), length = number16(rule + 2);
    if (rights == 0 || rights > HM_MAY_ANYTHING) return 0;
    if (length == 0 || length > HM_POLICY_PATH_LENGTH || left < 4 + length + 1) return 0;
    if (rule[4] != '/' || rule[4 + length] != 0) return 0;
    for (uint32_t index = 0; index < length; index++)
        if (rule[4 + index] == 0) return 0;
    return 4 + length + 1;
}

const char *hm_policy_read(const uint8_t *bytes, size_t size, struct hm_policy *policy) {
    if (size < HM_POLICY_HEADER) return "the policy is cut";
    if (size > HM_POLICY_LIMIT) return "the policy is too large";
    if (bytes[0] != 'H' || bytes[1] != 'M' || bytes[2] != 'P' || bytes[3] != '1') return "this is no policy";
    policy->bytes = bytes;
    policy->size = (uint32_t)size;
    policy->flags = number32(bytes + 4);
    policy->path_count = number32(bytes + 12);
    policy->port_count = number32(bytes + 16);
    if (policy->flags & ~(uint32_t)HM_POLICY_FLAGS) return "the policy has a flag that is unknown";
    if (number32(bytes + 8) != policy->size) return "the policy's size is wrong";
    if (policy->path_count > HM_POLICY_PATHS || policy->port_count > HM_POLICY_PORTS)
        return "the policy has too many rules";
    uint32_t offset = HM_POLICY_HEADER;
    for (uint32_t index = 0; index < policy->path_count; index++) {
        uint32_t length = check_path(bytes + offset, policy->size - offset);
        if (length == 0) return "a path rule is malformed";
        offset += length;
    }
    policy->port_start = offset;
    // Neither side can overflow: a port rule takes four bytes and there are at most 65,536.
    if (policy->size - offset != policy->port_count * 4) return "the policy's size does not fit its rules";
    for (uint32_t index = 0; index < policy->port_count; index++) {
        uint32_t rights = number16(bytes + offset + index * 4 + 2);
        if (rights == 0 || rights > (HM_MAY_BIND | HM_MAY_CONNECT)) return "a port rule is malformed";
    }
    return NULL;
}

struct hm_path_rule hm_policy_path(const struct hm_policy *policy, uint32_t *offset) {
    const uint8_t *rule = policy->bytes + *offset;
    struct hm_path_rule result = {.path = (const char *)rule + 4, .rights = (uint16_t)number16(rule)};
    *offset += 4 + number16(rule + 2) + 1;
    return result;
}

struct hm_port_rule hm_policy_port(const struct hm_policy *policy, uint32_t index) {
    const uint8_t *rule = policy->bytes + policy->port_start + index * 4;
    struct hm_port_rule result = {.port = (uint16_t)number16(rule), .rights = (uint16_t)number16(rule + 2)};
    return result;
}
