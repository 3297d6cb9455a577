# reading /etc/shadow, which the command names, under the derived profile
# derived
# arguments: /etc/shadow
if "root" in open(sys.argv[1]).read():
    taken()
