# a symbolic link out of a writable path
os.symlink("/etc/shadow", "/tmp/link")
if open("/tmp/link").read():
    taken()
