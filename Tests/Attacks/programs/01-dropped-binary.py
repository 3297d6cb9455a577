# a dropped binary, executed from /tmp
shutil.copy("/usr/bin/true", "/tmp/dropped")
os.chmod("/tmp/dropped", 0o755)
if runs("/tmp/dropped"):
    taken()
