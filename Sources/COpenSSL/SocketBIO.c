#include "SocketBIO.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/socket.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static BIO_METHOD *method = NULL;

static int descriptor_of(BIO *bio) { return (int)(intptr_t)BIO_get_data(bio); }

static int is_transient(int code) { return code == EAGAIN || code == EWOULDBLOCK || code == EINTR; }

static int send_bytes(BIO *bio, const char *bytes, int count) {
    BIO_clear_retry_flags(bio);
    ssize_t sent = send(descriptor_of(bio), bytes, (size_t)count, MSG_NOSIGNAL);
    if (sent < 0 && is_transient(errno)) BIO_set_retry_write(bio);
    return (int)sent;
}

static int receive_bytes(BIO *bio, char *bytes, int count) {
    BIO_clear_retry_flags(bio);
    ssize_t received = recv(descriptor_of(bio), bytes, (size_t)count, 0);
    if (received < 0 && is_transient(errno)) BIO_set_retry_read(bio);
    if (received == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return (int)received;
}

static long control(BIO *bio, int command, long number, void *pointer) {
    (void)number;
    (void)pointer;
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_EOF:
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    default:
        return 0;
    }
}

static void make_method(void) {
    BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
    if (!made) return;
    BIO_meth_set_write(made, send_bytes);
    BIO_meth_set_read(made, receive_bytes);
    BIO_meth_set_ctrl(made, control);
    method = made;
}

BIO *hullmark_socket_bio(int descriptor) {
    pthread_once(&once, make_method);
    if (!method) return NULL;
    BIO *bio = BIO_new(method);
    if (!bio) return NULL;
    BIO_set_data(bio, (void *)(intptr_t)descriptor);
    BIO_set_init(bio, 1);
    return bio;
}
