# a socket that reads the network's packets
socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
taken()
