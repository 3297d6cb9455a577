# reading /etc/shadow
if "root" in open("/etc/shadow").read():
    taken()
