# an unexpected listener
socket.create_server(("127.0.0.1", 6666))
taken()
