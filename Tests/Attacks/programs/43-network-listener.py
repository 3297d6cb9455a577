# an unexpected listener on the network, by UDP
# network
listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
listener.settimeout(5)
listener.bind(("0.0.0.0", 6667))
if listener.recv(9) == b"peer":
    taken()
