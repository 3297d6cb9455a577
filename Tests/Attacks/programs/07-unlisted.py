# a program that the profile does not name
if runs("/usr/bin/perl", "-e", "1"):
    taken()
