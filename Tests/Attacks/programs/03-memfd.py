# execution of a file in memory
file = os.memfd_create("x", 0)
os.write(file, open("/usr/bin/true", "rb").read())
if child(lambda: os.execve(f"/proc/self/fd/{file}", ["x"], {})):
    taken()
