#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(int command, union bpf_attr *attributes) {
    return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

int hm_load_socket_program(const void *instructions, unsigned count, unsigned attachment) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type =
        attachment == BPF_CGROUP_INET_INGRESS ? BPF_PROG_TYPE_CGROUP_SKB : BPF_PROG_TYPE_CGROUP_SOCK_ADDR;
    attributes.insn_cnt = count;
    attributes.insns = (uint64_t)(uintptr_t)instructions;
    attributes.license = (uint64_t)(uintptr_t)"Proprietary";
    memcpy(attributes.prog_name, "hullmark", 9);
    attributes.expected_attach_type = attachment;
    return bpf(BPF_PROG_LOAD, &attributes);
}

int hm_attach_socket_program(int program, int group, unsigned attachment) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.target_fd = (unsigned)group;
    attributes.attach_bpf_fd = (unsigned)program;
    attributes.attach_type = attachment;
    return bpf(BPF_PROG_ATTACH, &attributes);
}

static int make_map(uint32_t type, uint32_t key, uint32_t value, uint32_t entries) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.map_type = type;
    attributes.key_size = key;
    attributes.value_size = value;
    attributes.max_entries = entries;
    return bpf(BPF_MAP_CREATE, &attributes);
}

int hm_make_ring(unsigned size) { return make_map(BPF_MAP_TYPE_RINGBUF, 0, 0, size); }

int hm_make_counter(void) { return make_map(BPF_MAP_TYPE_ARRAY, 4, 8, 1); }

int hm_read_counter(int map, unsigned long long *value) {
    uint32_t key = 0;
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.map_fd = (uint32_t)map;
    attributes.key = (uint64_t)(uintptr_t)&key;
    attributes.value = (uint64_t)(uintptr_t)value;
    return bpf(BPF_MAP_LOOKUP_ELEM, &attributes);
}

int hm_trace(const void *instructions, unsigned count, const char *tracepoint) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT;
    attributes.insn_cnt = count;
    attributes.insns = (uint64_t)(uintptr_t)instructions;
    // The kernel lets no other program look at what a call was given.
    attributes.license = (uint64_t)(uintptr_t)"Dual BSD/GPL";
    memcpy(attributes.prog_name, "hullmark", 9);
    int program = bpf(BPF_PROG_LOAD, &attributes);
    if (program < 0) return -1;
    memset(&attributes, 0, sizeof attributes);
    attributes.raw_tracepoint.name = (uint64_t)(uintptr_t)tracepoint;
    attributes.raw_tracepoint.prog_fd = (uint32_t)program;
    int link = bpf(BPF_RAW_TRACEPOINT_OPEN, &attributes);
    int failure = errno;
    close(program);
    errno = failure;
    return link;
}

// What the reader has taken stands on the first page, which it writes; what the kernel has put there on the second; the records behind,
// twice over, so that one which wraps around lies in one piece (Documentation/bpf/ringbuf.rst).
struct hm_ring {
    volatile uint64_t *taken;
    volatile uint64_t *put;
    const unsigned char *records;
    size_t size;
};

hm_ring *hm_map_ring(int map, unsigned size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *first = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);
    if (first == MAP_FAILED) return NULL;
    void *rest = mmap(NULL, page + 2 * (size_t)size, PROT_READ, MAP_SHARED, map, (off_t)page);
    hm_ring *ring = rest == MAP_FAILED ? NULL : malloc(sizeof *ring);
    if (!ring) {
        int failure = errno;
        munmap(first, page);
        if (rest != MAP_FAILED) munmap(rest, page + 2 * (size_t)size);
        errno = failure;
        return NULL;
    }
    ring->taken = first;
    ring->put = rest;
    ring->records = (const unsigned char *)rest + page;
    ring->size = size;
    return ring;
}

long hm_take(hm_ring *ring, void *record, size_t size) {
    uint64_t taken = *ring->taken;
    for (;;) {
        if (taken >= __atomic_load_n(ring->put, __ATOMIC_ACQUIRE)) return -1;
        const unsigned char *place = ring->records + (taken & (ring->size - 1));
        uint32_t header = __atomic_load_n((const volatile uint32_t *)place, __ATOMIC_ACQUIRE);
        // Still being written.
        if (header & BPF_RINGBUF_BUSY_BIT) return -1;
        size_t length = header & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);
        size_t count = length < size ? length : size;
        memcpy(record, place + BPF_RINGBUF_HDR_SZ, count);
        taken += (length + BPF_RINGBUF_HDR_SZ + 7) & ~(uint64_t)7;
        __atomic_store_n(ring->taken, taken, __ATOMIC_RELEASE);
        if (!(header & BPF_RINGBUF_DISCARD_BIT)) return (long)count;
    }
}

void hm_unmap_ring(hm_ring *ring) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    munmap((void *)ring->taken, page);
    munmap((void *)ring->put, page + 2 * ring->size);
    free(ring);
}
