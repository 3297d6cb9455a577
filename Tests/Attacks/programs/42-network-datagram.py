# an unexpected destination over the network, by UDP
# network
asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asker.settimeout(5)
asker.sendto(b"data", ("peer", 8081))
if asker.recv(9) == b"peer":
    taken()
