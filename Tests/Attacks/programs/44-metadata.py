# the metadata address over the network, where any address may be reached
# network
if socket.create_connection(("169.254.169.254", 80), timeout=5).recv(9) == b"secret":
    taken()
