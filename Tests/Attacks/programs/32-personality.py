# a personality without randomised addresses
call(135, 0x0040000)
taken()
