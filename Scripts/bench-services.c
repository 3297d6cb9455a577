// What a contained program does over and over: opens and closes a file five folders deep, or executes itself.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **words) {
    if (count < 3) return 0;
    long repeats = atol(words[2]);
    double begin = seconds();
    for (long turn = 0; turn < repeats; turn++) {
        if (strcmp(words[1], "open") == 0) {
            int file = open("/deep/1/2/3/4/file", O_RDONLY | O_CLOEXEC);
            if (file < 0 || close(file) != 0) return 1;
        } else {
            pid_t child = vfork();
            if (child == 0) {
                execl("/bin/measure", "measure", (char *)NULL);
                _exit(127);
            }
            int status = 1;
            if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return 1;
        }
    }
    printf("%.1f\n", (seconds() - begin) / (double)repeats * 1e9);
    return 0;
}
