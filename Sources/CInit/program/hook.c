#include "modes.h"
#include "system.h"
#include "text.h"

enum { STATE = 65536 };

// The number behind `"pid":` in the state that the engine writes (OCI runtime specification 1.0, `runtime.md`, State). Its texts are ids
// and paths of ours, in which a quotation mark would be escaped.
static long process_of(const char *state) {
    for (; *state; state++) {
        const char *value = hm_after(state, "\"pid\":");
        if (!value) continue;
        while (*value == ' ') value++;
        char digits[16];
        size_t count = 0;
        while (count < sizeof digits - 1 && value[count] >= '0' && value[count] <= '9') {
            digits[count] = value[count];
            count++;
        }
        digits[count] = 0;
        return hm_number(digits);
    }
    return -1;
}

void hm_hook(char **arguments, char **environment) {
    (void)environment;
    static char state[STATE];
    size_t size = 0;
    while (size < sizeof state - 1) {
        long count = hm_read(0, state + size, sizeof state - 1 - size);
        if (count == -EINTR) continue;
        if (count < 0) hm_fail("the container's state cannot be read", NULL, count);
        if (count == 0) break;
        size += (size_t)count;
    }
    long process = process_of(state);
    if (process <= 0) hm_fail("the container's state names no process", NULL, 0);
    long result = arguments[0] ? hm_chdir(arguments[0]) : -EINVAL;
    if (result < 0) hm_fail("the container's folder cannot be entered", arguments[0], result);
    long connection = hm_call(__NR_socket, 1, 1 | O_CLOEXEC, 0);
    if (connection < 0) hm_fail("a socket cannot be made", NULL, connection);
    struct sockaddr_un address = {.sun_family = 1, .sun_path = "hook"};
    result = hm_call(__NR_connect, connection, &address, sizeof address);
    if (result < 0) hm_fail("the monitor cannot be reached", NULL, result);
    char bytes[32];
    struct hm_text text = {.bytes = bytes, .size = sizeof bytes};
    hm_put_number(&text, process);
    result = hm_write_all((int)connection, bytes, text.count);
    if (result < 0) hm_fail("the monitor cannot be reached", NULL, result);
    do {
        result = hm_read((int)connection, bytes, sizeof bytes);
    } while (result == -EINTR);
    if (result <= 0) hm_fail("the start was called off", NULL, 0);
    hm_exit(0);
}
