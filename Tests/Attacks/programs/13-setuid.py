# setuid to another user
os.setuid(33)
if os.getuid() == 33:
    taken()
