# memory exhaustion
memory = bytearray(512 << 20)
for place in range(0, len(memory), 4096):
    memory[place] = 1
taken()
