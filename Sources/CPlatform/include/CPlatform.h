// What Swift cannot reach in glibc by itself: variadic functions, macros, and what needs `_GNU_SOURCE`.
#pragma once
#include <stddef.h>

/// `openat(2)` with a fixed argument list.
int hm_openat(int directory, const char *path, int flags, unsigned mode);

/// Opens a file to read as if a directory were the root, so that no link leads out of it (`openat2(2)`); a link at its end is not followed.
int hm_open_within(int root, const char *path);

/// Takes hold of what a path leads to as if a directory were the root, without opening it (`O_PATH`).
int hm_find_within(int root, const char *path);

/// Puts each of two files in the other's place in one step (`renameat2(2)`).
int hm_rename_exchange(const char *first, const char *second);

/// Renames a file where the new name is nobody's yet (`renameat2(2)`).
int hm_rename_new(const char *from, const char *to);

/// The first place of `needle` in `haystack`, or NULL (`memmem(3)`).
const void *hm_memmem(const void *haystack, size_t length, const void *needle, size_t needle_length);

/// How many of the bytes are zero, counted sixteen at a time.
size_t hm_count_zeros(const void *bytes, size_t count);

/// Makes large pieces of memory go back to the system as soon as they are free (`mallopt(3)`).
void hm_return_memory(void);

/// The terminal's width in columns, or 0 where the descriptor is no terminal.
int hm_terminal_columns(int descriptor);

/// The number of processors that this process may run on.
int hm_processor_count(void);

/// The magic number of the file system that an open file lies on (`statfs(2)`), or -1.
long hm_file_system_type(int descriptor);

/// An empty file in memory, closed in programs that are started (`memfd_create(2)`), or -1.
int hm_memory_file(const char *name);

/// A file without a name in a directory, closed in programs that are started (`O_TMPFILE`, or made and unlinked), or -1.
int hm_nameless_file(const char *directory);

/// The same open file under another number, closed in programs that are started (`F_DUPFD_CLOEXEC`), or -1.
int hm_duplicate(int descriptor);

/// A pipe whose ends are closed in programs that are started (`pipe2(2)`).
int hm_pipe(int ends[2]);

/// How many arguments the program was started with, its own name included.
int hm_argument_count(void);

/// An argument of the program, or NULL beyond the last.
const char *hm_argument(int index);

/// Copies the build's identifier from the program's own notes (`NT_GNU_BUILD_ID`); returns its size, or 0 where there is none that fits.
size_t hm_build_identifier(void *bytes, size_t size);

/// Opens a path beneath a directory; no symbolic link is followed and no other mount entered (`openat2(2)`), or -1.
int hm_open_beneath(int directory, const char *path, int flags, unsigned mode);

/// Writes at an offset (`pwrite(2)`).
long hm_write_at(int descriptor, const void *bytes, size_t size, long offset);

/// Makes what overlayfs takes for a removed name: the character device 0/0.
int hm_make_whiteout(int directory, const char *name);

/// Whether a status is that of a whiteout.
int hm_is_whiteout(int directory, const char *name);

/// Sets an extended attribute of an open file (`fsetxattr(2)`).
int hm_set_attribute(int descriptor, const char *name, const void *value, size_t size);

/// Reads an extended attribute of an open file (`fgetxattr(2)`); returns its size or -1.
long hm_get_attribute(int descriptor, const char *name, void *value, size_t size);

/// Lists the names of an open file's extended attributes, each ended by a zero byte (`flistxattr(2)`); returns their size or -1.
long hm_list_attributes(int descriptor, char *names, size_t size);

/// Brings all of a file system to the disk (`syncfs(2)`).
int hm_sync_file_system(int descriptor);

/// Takes the advisory lock if it is free; 1 when it was taken, 0 when another has it, or -1.
int hm_try_lock(int descriptor);

/// Two connected sockets that keep messages apart, closed in programs that are started.
int hm_message_sockets(int ends[2]);

/// Receives one message and the descriptor that came with it, or -1 in its place.
long hm_receive(int socket, void *bytes, size_t size, int *descriptor);

/// Sends one message.
long hm_send(int socket, const void *bytes, size_t size);

/// A descriptor that gives the signals of the mask, which no longer end the process (`signalfd(2)`); 0 ends the list.
int hm_catch_signals(const int *signals);

/// The next signal of such a descriptor, or -1.
int hm_next_signal(int descriptor);

/// A descriptor of a process (`pidfd_open(2)`), or -1.
int hm_process_descriptor(int process);

/// Sends a signal to the process of a descriptor.
int hm_signal_process(int descriptor, int signal);

/// The type of another process' socket (`SO_TYPE`, by `pidfd_getfd(2)`), or -1.
int hm_socket_type(int process, int descriptor);

/// Makes one terminal as large as another.
int hm_copy_window_size(int from, int to);

/// The hard limit of open files of this process (`RLIMIT_NOFILE`).
long hm_open_file_limit(void);

/// Removes an entry of a directory and all beneath it, however deep; one that is missing is fine.
int hm_remove_tree(int directory, const char *name);

/// A netlink socket of a network namespace: that of an open file, this process' own (-1), or a new one that goes with the socket (-2).
int hm_netlink_socket(int protocol, int space);

/// Opens those of the standard streams that are closed, to read nothing and to write nowhere.
void hm_open_standard_streams(void);

/// Whether this machine's audit is on: 1, 0, or -1 where it cannot be asked.
int hm_audit_is_on(void);

/// Opens a socket that gets a copy of each audit record and never blocks; returns a descriptor or -1.
int hm_audit_socket(void);

/// Sends to the kernel and waits for no more than so many milliseconds in later receptions.
int hm_netlink_limits(int socket, int milliseconds, int bytes);

/// Loads a program that is asked about the sockets of a control group (`BPF_PROG_TYPE_CGROUP_SOCK_ADDR`); returns its descriptor or -1.
int hm_load_socket_program(const void *instructions, unsigned count, unsigned attachment);

/// Attaches such a program to the control group of an open folder, in the place of another.
int hm_attach_socket_program(int program, int group, unsigned attachment);

/// Whether nobody has a port of an address of four or sixteen bytes: 1 or 0, or -1 where it cannot be said.
int hm_is_port_free(const void *address, unsigned size, int is_stream, unsigned short port);

/// A ring of records from programs of the kernel's machine to one reader (`BPF_MAP_TYPE_RINGBUF`); returns its descriptor or -1.
int hm_make_ring(unsigned size);

/// A number that programs of the kernel's machine count up; returns its descriptor or -1.
int hm_make_counter(void);

/// Reads such a number.
int hm_read_counter(int map, unsigned long long *value);

/// Loads a program and lets it run at a tracepoint until the descriptor is closed that this returns (`BPF_PROG_TYPE_RAW_TRACEPOINT`).
int hm_trace(const void *instructions, unsigned count, const char *tracepoint);

/// A ring as its reader sees it.
typedef struct hm_ring hm_ring;

/// Maps a ring into memory, or NULL.
hm_ring *hm_map_ring(int map, unsigned size);

/// Copies the next record and lets go of its place; returns how many bytes, or -1 where there is none.
long hm_take(hm_ring *ring, void *record, size_t size);

/// Unmaps a ring.
void hm_unmap_ring(hm_ring *ring);
