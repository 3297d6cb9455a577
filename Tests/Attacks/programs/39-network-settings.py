# changing the network's settings
# run without: --privileged
libc.mount(b"none", b"/proc/sys", None, 0x20 | 0x1000, None)
open("/proc/sys/net/ipv4/ip_forward", "w").write("1")
taken()
