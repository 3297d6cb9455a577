# execution from a volume
# run: -v {volume}:/volume:rw
shutil.copy("/usr/bin/true", "/volume/x")
os.chmod("/volume/x", 0o755)
if runs("/volume/x"):
    taken()
