# a map of BPF
# run without: --privileged
attributes = ctypes.create_string_buffer(struct.pack("IIII", 2, 4, 4, 1), 128)
call(321, 0, ctypes.c_void_p(ctypes.addressof(attributes)), 128)
taken()
