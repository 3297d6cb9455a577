# what the profile permits over a network
# permitted
# network
if socket.create_connection(("peer", 8083), timeout=5).recv(9) == b"peer":
    taken()
