import ctypes, errno, mmap, os, shutil, signal, socket, struct, subprocess, sys, threading, time

# An attack that was not even begun was not stopped.
print("begun", flush=True)
libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """A system call by its number on x86-64."""
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def taken():
    print("taken", flush=True)
    os._exit(0)


def runs(*command):
    """Whether a program can be executed and ends well."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def child(body):
    """Runs a body in a child; gives whether it came to its end."""
    process = os.fork()
    if process == 0:
        try:
            body()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(process, 0)[1] == 0


