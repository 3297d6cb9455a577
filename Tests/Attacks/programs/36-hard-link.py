# a hard link into a writable path
os.link("/etc/shadow", "/tmp/link")
if open("/tmp/link").read():
    taken()
