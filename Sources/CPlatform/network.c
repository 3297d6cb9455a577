#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

// The thread enters the namespace for the moment of the call: a socket stays in the one that it was made in.
int hm_netlink_socket(int protocol, int space) {
    int type = SOCK_RAW | SOCK_CLOEXEC;
    if (space == -1) return socket(AF_NETLINK, type, protocol);
    int own = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (own < 0) return -1;
    int result = space == -2 ? unshare(CLONE_NEWNET) : setns(space, CLONE_NEWNET);
    int failure = errno;
    if (result == 0) {
        result = socket(AF_NETLINK, type, protocol);
        failure = errno;
        // A thread that is left in another's namespace would do to it what is meant for the host.
        if (setns(own, CLONE_NEWNET) != 0) abort();
    }
    close(own);
    errno = failure;
    return result;
}

int hm_netlink_limits(int socket, int milliseconds, int bytes) {
    struct timeval time = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    if (setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) != 0) return -1;
    // More than the system's own limit, for the user that may have it.
    if (bytes > 0 && setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes) != 0) return -1;
    return 0;
}

int hm_audit_is_on(void) {
    int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
    struct nlmsghdr question = {.nlmsg_len = sizeof question, .nlmsg_type = AUDIT_GET, .nlmsg_flags = NLM_F_REQUEST};
    struct {
        struct nlmsghdr header;
        struct audit_status status;
    } answer;
    int result = -1;
    if (file < 0 || hm_netlink_limits(file, 1000, 0) != 0 || send(file, &question, sizeof question, 0) < 0) goto end;
    for (;;) {
        ssize_t count = recv(file, &answer, sizeof answer, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) break;
        if (answer.header.nlmsg_type != AUDIT_GET) continue;
        result = (size_t)count >= offsetof(struct audit_status, failure) + sizeof answer.header && answer.status.enabled != 0;
        break;
    }
end:;
    int failure = errno;
    if (file >= 0) close(file);
    errno = failure;
    return result;
}

int hm_audit_socket(void) {
    int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_AUDIT);
    struct sockaddr_nl group = {.nl_family = AF_NETLINK, .nl_groups = 1};
    if (file < 0 || bind(file, (struct sockaddr *)&group, sizeof group) == 0) return file;
    int failure = errno;
    close(file);
    errno = failure;
    return -1;
}

int hm_is_port_free(const void *address, unsigned size, int is_stream, unsigned short port) {
    int family = size == 4 ? AF_INET : AF_INET6;
    int file = socket(family, (is_stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
    if (file < 0) return -1;
    int on = 1;
    int result;
    // Connections that are only waiting to be forgotten do not have the port.
    if (is_stream) setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (size == 4) {
        struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port)};
        memcpy(&place.sin_addr, address, 4);
        result = bind(file, (struct sockaddr *)&place, sizeof place);
    } else {
        struct sockaddr_in6 place = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
        memcpy(&place.sin6_addr, address, 16);
        setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        result = bind(file, (struct sockaddr *)&place, sizeof place);
    }
    int failure = errno;
    close(file);
    if (result == 0) return 1;
    return failure == EADDRINUSE ? 0 : -1;
}
