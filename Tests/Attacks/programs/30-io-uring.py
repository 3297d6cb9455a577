# io_uring
parameters = ctypes.create_string_buffer(256)
call(425, 4, ctypes.c_void_p(ctypes.addressof(parameters)))
taken()
