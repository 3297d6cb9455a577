#include "modes.h"
#include "system.h"
#include "text.h"

// The kernel gives the arguments on the stack; the stack is aligned as C wants it before the first function is called.
#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall hm_main\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start:\n\tmov x29, #0\n\tmov x30, #0\n\tmov x0, sp\n\tbl hm_main\n");
#endif

_Noreturn __attribute__((used)) void hm_main(long *stack) {
    long count = stack[0];
    char **arguments = (char **)(stack + 1);
    char **environment = arguments + count + 1;
    if (count >= 2) {
        const char *mode = arguments[1];
        if (hm_equal(mode, "init")) hm_init(arguments + 2, environment);
        if (hm_equal(mode, "stage")) hm_stage(arguments + 2, environment);
        if (hm_equal(mode, "monitor")) hm_monitor(arguments + 2, environment);
        if (hm_equal(mode, "hook")) hm_hook(arguments + 2, environment);
        if (hm_equal(mode, "probe")) hm_probe(arguments + 2, environment);
    }
    hm_fail("this program is part of hullmark and not for people to start", NULL, 0);
}
