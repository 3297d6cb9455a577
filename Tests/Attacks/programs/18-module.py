# loading a module of the kernel
# run without: --privileged
file = os.open("/usr/bin/true", os.O_RDONLY)
try:
    call(313, file, ctypes.c_char_p(b""), 0)
except OSError as error:
    # The kernel looked at the file: only its content was wrong, or modules are no part of this kernel.
    if error.errno not in (errno.EPERM, errno.EACCES):
        taken()
