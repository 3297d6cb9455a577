# execution from /dev/shm
# run without: --privileged
shutil.copy("/usr/bin/true", "/dev/shm/x")
os.chmod("/dev/shm/x", 0o755)
# Engines mount it noexec for everybody: who may mount lifts that.
libc.mount(b"none", b"/dev/shm", None, 0x20, None)
if runs("/dev/shm/x"):
    taken()
