# mounting
# run without: --privileged
if libc.mount(b"x", b"/mnt", b"tmpfs", 0, None) == 0:
    taken()
