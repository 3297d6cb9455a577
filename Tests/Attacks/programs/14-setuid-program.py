# a set-uid program
# run: --user 33
if runs("/usr/bin/su", "--version"):
    taken()
