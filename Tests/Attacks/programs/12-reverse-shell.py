# a reverse shell
server = socket.create_server(("127.0.0.1", 9999))
own = socket.create_connection(("127.0.0.1", 9999))
other = server.accept()[0]
subprocess.run(["/bin/bash", "-c", "echo in"], stdin=own, stdout=own)
other.settimeout(5)
if other.recv(2) == b"in":
    taken()
