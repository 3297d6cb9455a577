#define _GNU_SOURCE
#include "CPlatform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

int hm_openat(int directory, const char *path, int flags, unsigned mode) {
    return openat(directory, path, flags, mode);
}

int hm_rename_exchange(const char *first, const char *second) {
    return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
}

int hm_rename_new(const char *from, const char *to) {
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int hm_open_within(int root, const char *path) {
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY,
        .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

int hm_find_within(int root, const char *path) {
    struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

struct identifier {
    void *bytes;
    size_t size, found;
};

/// Looks through the notes of the first object, which is the program.
static int take_identifier(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size;
    struct identifier *wanted = context;
    for (int number = 0; number < object->dlpi_phnum; number++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[number];
        if (segment->p_type != PT_NOTE) continue;
        const char *at = (const char *)(object->dlpi_addr + segment->p_vaddr);
        const char *end = at + segment->p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *note = (const void *)at;
            const char *name = at + sizeof *note;
            const char *content = name + ((note->n_namesz + 3) & ~3u);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0
                && note->n_descsz <= wanted->size) {
                memcpy(wanted->bytes, content, note->n_descsz);
                wanted->found = note->n_descsz;
                return 1;
            }
            at = content + ((note->n_descsz + 3) & ~3u);
        }
    }
    return 1;
}

size_t hm_build_identifier(void *bytes, size_t size) {
    struct identifier wanted = {bytes, size, 0};
    dl_iterate_phdr(take_identifier, &wanted);
    return wanted.found;
}

size_t hm_count_zeros(const void *bytes, size_t count) {
    typedef unsigned char lanes __attribute__((vector_size(16)));
    const unsigned char *at = bytes, *end = at + count;
    size_t zeros = 0;
    while (end - at >= 16) {
        // Sixteen counters of a byte each are full after 255 steps.
        const unsigned char *stop = at + ((size_t)(end - at) / 16 < 255 ? (size_t)(end - at) / 16 : 255) * 16;
        lanes counters = {0};
        for (; at < stop; at += 16) {
            lanes piece;
            memcpy(&piece, at, sizeof piece);
            counters -= (lanes)(piece == 0);
        }
        for (int lane = 0; lane < 16; lane++) zeros += counters[lane];
    }
    for (; at < end; at++) zeros += *at == 0;
    return zeros;
}

const void *hm_memmem(const void *haystack, size_t length, const void *needle, size_t needle_length) {
    return memmem(haystack, length, needle, needle_length);
}

int hm_terminal_columns(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

int hm_processor_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return CPU_COUNT(&set);
}

long hm_file_system_type(int descriptor) {
    struct statfs status;
    if (fstatfs(descriptor, &status) != 0) return -1;
    return status.f_type;
}

int hm_memory_file(const char *name) {
    return memfd_create(name, MFD_CLOEXEC);
}

// Without a threshold of its own glibc takes the largest piece that was ever freed for it, and keeps what growing arrays leave behind.
void hm_return_memory(void) { mallopt(M_MMAP_THRESHOLD, 256 << 10); }

int hm_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

int hm_nameless_file(const char *directory) {
    int file = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return file;
    static const char name[] = "/spool.XXXXXX";
    char path[4096];
    size_t length = strlen(directory);
    if (length > sizeof path - sizeof name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(path, directory, length);
    memcpy(path + length, name, sizeof name);
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0) unlink(path);
    return file;
}

int hm_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

int hm_open_beneath(int directory, const char *path, int flags, unsigned mode) {
    struct open_how how = {
        .flags = (unsigned)flags,
        .mode = mode,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

long hm_write_at(int descriptor, const void *bytes, size_t size, long offset) {
    return pwrite(descriptor, bytes, size, offset);
}

int hm_make_whiteout(int directory, const char *name) { return mknodat(directory, name, S_IFCHR, makedev(0, 0)); }

int hm_is_whiteout(int directory, const char *name) {
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return 0;
    return S_ISCHR(status.st_mode) && status.st_rdev == makedev(0, 0);
}

int hm_set_attribute(int descriptor, const char *name, const void *value, size_t size) {
    return fsetxattr(descriptor, name, value, size, 0);
}

long hm_get_attribute(int descriptor, const char *name, void *value, size_t size) {
    return fgetxattr(descriptor, name, value, size);
}

long hm_list_attributes(int descriptor, char *names, size_t size) { return flistxattr(descriptor, names, size); }

int hm_sync_file_system(int descriptor) { return syncfs(descriptor); }

int hm_try_lock(int descriptor) {
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return 1;
    return errno == EWOULDBLOCK ? 0 : -1;
}

int hm_message_sockets(int ends[2]) { return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends); }

long hm_receive(int socket, void *bytes, size_t size, int *descriptor) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {.iov_base = bytes, .iov_len = size};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    *descriptor = -1;
    long count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (count < 0) return count;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(header), sizeof(int));
    return count;
}

long hm_send(int socket, const void *bytes, size_t size) { return send(socket, bytes, size, MSG_NOSIGNAL); }

// Removes what is in a folder; folders in it that are not empty are moved up to be removed later.
static int empty_folder(int directory, const char *folder, const char *name, unsigned long *moved) {
    int file = hm_open_beneath(directory, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (file < 0) return -1;
    DIR *stream = fdopendir(file);
    if (!stream) {
        close(file);
        return -1;
    }
    struct dirent *entry = NULL;
    int result = 0;
    while (result == 0 && (errno = 0, entry = readdir(stream))) {
        const char *child = entry->d_name;
        if (strcmp(child, ".") == 0 || strcmp(child, "..") == 0) continue;
        if (unlinkat(file, child, 0) == 0 || errno == ENOENT) continue;
        if (errno != EISDIR && errno != EPERM) result = -1;
        if (result != 0 || unlinkat(file, child, AT_REMOVEDIR) == 0) continue;
        if (errno != ENOTEMPTY && errno != EEXIST) {
            result = -1;
            continue;
        }
        char place[300];
        do {
            snprintf(place, sizeof place, "%.200s.removed.%lu", name, ++*moved);
            result = renameat(file, child, directory, place);
        } while (result != 0 && (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR));
        // Somebody else removes the same tree.
        if (result != 0 && errno == ENOENT) result = 0;
    }
    if (!entry && errno != 0) result = -1;
    int failure = errno;
    closedir(stream);
    errno = failure;
    return result;
}

// Another process may remove the same tree, or write its last file into it: readdir need not return what moves meanwhile.
static int remove_folder(int directory, const char *folder, const char *name, unsigned long *moved) {
    for (int round = 0;; round++) {
        if (empty_folder(directory, folder, name, moved) != 0 && errno != ENOENT) return -1;
        if (unlinkat(directory, folder, AT_REMOVEDIR) == 0 || errno == ENOENT) return 0;
        if ((errno != ENOTEMPTY && errno != EEXIST) || round == 100) return -1;
    }
}

// A tree may be deeper than any path and than there are descriptors, since whoever lived in a container made it: nothing recurses.
int hm_remove_tree(int directory, const char *name) {
    unsigned long moved = 0;
    char folder[300];
    snprintf(folder, sizeof folder, "%.290s", name);
    for (unsigned long done = 0; done <= moved; done++) {
        if (done > 0) snprintf(folder, sizeof folder, "%.200s.removed.%lu", name, done);
        if (unlinkat(directory, folder, 0) == 0 || errno == ENOENT) continue;
        if (errno != EISDIR && errno != EPERM) return -1;
        if (remove_folder(directory, folder, name, &moved) != 0) return -1;
    }
    return 0;
}
