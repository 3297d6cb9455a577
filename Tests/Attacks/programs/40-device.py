# a device of the host
# run without: --privileged
os.mknod("/tmp/memory", 0o600 | 0o020000, os.makedev(1, 1))
taken()
