# an unexpected destination
server = socket.create_server(("127.0.0.1", 8080))
socket.create_connection(("127.0.0.1", 8080), timeout=5)
taken()
