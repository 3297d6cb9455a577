# a modified binary
shutil.copy("/usr/bin/true", "/usr/bin/id.new")
os.chmod("/usr/bin/id.new", 0o755)
os.rename("/usr/bin/id.new", "/usr/bin/id")
if runs("/usr/bin/id"):
    taken()
