# a library preloaded from a writable path
shutil.copy("/usr/lib/x86_64-linux-gnu/libutil.so.1", "/tmp/l.so")
maps = subprocess.run(["/bin/cat", "/proc/self/maps"], env={"LD_PRELOAD": "/tmp/l.so"}, capture_output=True).stdout
if any(b"/tmp/l.so" in line and b" r-xp " in line for line in maps.splitlines()):
    taken()
