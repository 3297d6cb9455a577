# reading the memory of another process
process = os.fork()
if process == 0:
    time.sleep(60)
try:
    place = ctypes.create_string_buffer(b"secret")
    answer = ctypes.create_string_buffer(8)
    local = struct.pack("QQ", ctypes.addressof(answer), 6)
    remote = struct.pack("QQ", ctypes.addressof(place), 6)
    if call(310, process, ctypes.c_char_p(local), 1, ctypes.c_char_p(remote), 1, 0) == 6:
        taken()
finally:
    os.kill(process, 9)
