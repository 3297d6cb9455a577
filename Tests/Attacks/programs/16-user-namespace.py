# mounting in a user namespace of one's own
call(272, 0x10000000 | 0x00020000)
if libc.mount(b"x", b"/tmp", b"tmpfs", 0, None) == 0:
    taken()
