# a set-uid program
def become():
    os.setuid(33)
    os.execv("/usr/bin/su", ["su", "--version"])


if child(become):
    taken()
