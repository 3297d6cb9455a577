# what the profile permits
# permitted
open("/tmp/file", "w").write("x")
server = socket.create_server(("127.0.0.1", 8081))
socket.create_connection(("127.0.0.1", 8081), timeout=5)
if open("/tmp/file").read() == "x" and runs("/usr/bin/id"):
    taken()
