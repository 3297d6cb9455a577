# an unexpected destination over the network, at a permitted port
# network
if socket.create_connection(("peer", 8081), timeout=5).recv(9) == b"peer":
    taken()
