# a fork bomb
children = []
try:
    for _ in range(400):
        process = os.fork()
        if process == 0:
            time.sleep(60)
            os._exit(0)
        children.append(process)
except OSError:
    pass
for process in children:
    os.kill(process, 9)
if len(children) == 400:
    taken()
