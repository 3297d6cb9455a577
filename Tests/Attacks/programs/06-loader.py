# a dropped binary, run by the dynamic loader
shutil.copy("/usr/bin/true", "/tmp/x")
if runs("/lib64/ld-linux-x86-64.so.2", "/tmp/x"):
    taken()
