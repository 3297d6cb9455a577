# a program that the profile does not name, run by the dynamic loader
if runs("/lib64/ld-linux-x86-64.so.2", "/usr/bin/perl", "-e", "1"):
    taken()
