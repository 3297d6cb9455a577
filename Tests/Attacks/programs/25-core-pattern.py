# writing core_pattern
# run without: --privileged
# Engines make it read-only for everybody: who may mount lifts that. The value is written as it was.
libc.mount(b"none", b"/proc/sys", None, 0x20 | 0x1000, None)
place = "/proc/sys/kernel/core_pattern"
value = open(place).read()
open(place, "w").write(value)
taken()
