# a release_agent of a control group (CVE-2022-0492)
# run without: --privileged
os.makedirs("/tmp/cg", exist_ok=True)
call(272, 0x02000000 | 0x00020000)
if libc.mount(b"cgroup", b"/tmp/cg", b"cgroup", 0, b"pids") == 0 and os.path.exists("/tmp/cg/cgroup.procs"):
    taken()
