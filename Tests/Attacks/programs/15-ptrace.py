# ptrace of another process
process = os.fork()
if process == 0:
    time.sleep(60)
try:
    call(101, 16, process, 0, 0)
    taken()
finally:
    os.kill(process, 9)
