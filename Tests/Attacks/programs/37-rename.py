# renaming a file into a writable folder
os.rename("/etc/issue", "/tmp/moved")
taken()
