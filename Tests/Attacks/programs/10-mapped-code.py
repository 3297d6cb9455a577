# code in a file that was written, mapped to be executed
file = os.open("/tmp/code", os.O_RDWR | os.O_CREAT)
os.write(file, b"\xc3" * 4096)
mmap.mmap(file, 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC)
taken()
