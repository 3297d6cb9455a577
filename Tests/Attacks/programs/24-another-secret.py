# reading a file of another application
if open("/var/lib/dpkg/status").read(1):
    taken()
