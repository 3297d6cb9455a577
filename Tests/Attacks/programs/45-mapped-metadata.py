# the metadata address, written as one of version 6
# network
asker = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
asker.settimeout(5)
asker.connect(("::ffff:169.254.169.254", 80))
if asker.recv(9) == b"secret":
    taken()
