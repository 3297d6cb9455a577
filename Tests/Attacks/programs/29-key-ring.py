# a key ring of the kernel
call(250, 0, -3, 1)
taken()
