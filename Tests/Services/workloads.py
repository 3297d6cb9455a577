"""What each service is asked for, by its own load generator, and what must come of it."""
import re

from container import Failure

SECONDS = 3
# A program that every Debian has and that no service needs.
UNLISTED = ("/usr/bin/dpkg", "--version")


def number(pattern, text):
    """The number that stands where a pattern has its group."""
    match = re.search(pattern, text)
    if not match:
        raise Failure(f"no {pattern} in: {text}")
    return float(match[1])


def wrk(container, port, path="/"):
    """Requests per second by wrk, all of them answered."""
    text = container.tool("wrk", "-t1", "-c16", f"-d{SECONDS}s", f"http://127.0.0.1:{port}{path}")
    if "Socket errors" in text or "Non-2xx" in text:
        raise Failure(f"requests failed: {text}")
    return number(r"Requests/sec:\s+([\d.]+)", text)


def ab(container, port, requests):
    """Requests per second by ab, all of them answered."""
    text = container.tool("ab", "-q", "-n", str(requests), "-c", "8", f"http://127.0.0.1:{port}/")
    if number(r"Failed requests:\s+(\d+)", text) != 0 or "Non-2xx" in text:
        raise Failure(f"requests failed: {text}")
    return number(r"Requests per second:\s+([\d.]+)", text)


class Nginx:
    name, tools, codes, unlisted = "nginx", ["wrk"], [0], UNLISTED

    def is_ready(self, container):
        return container.listens(80)

    def load(self, container):
        rate = wrk(container, 80)
        # New workers take the place of the old ones, which root stops though they are another user's.
        old = set(container.processes()) - {container.process}
        container.execute("nginx", "-s", "reload")
        container.awaits(lambda: not old & set(container.processes()), "to reload")
        wrk(container, 80)
        return f"wrk {rate:,.0f} requests/s"


class Redis:
    name, tools, codes, unlisted = "redis", ["redis-benchmark", "redis-cli"], [0], UNLISTED

    def is_ready(self, container):
        return container.attempt("redis-cli", "ping")[0] == 0

    def load(self, container):
        text = container.tool("redis-benchmark", "-n", "50000", "-c", "16", "-t", "set,get,incr,lpush,zadd", "--csv")
        rates = [float(line.split(",")[1].strip('"')) for line in text.splitlines()[1:] if line.count(",") > 1]
        if len(rates) != 5 or "ERR" in text or min(rates) <= 0:
            raise Failure(f"requests failed: {text}")
        # It writes its data down in children of its own, whole and as a log.
        container.tool("redis-cli", "bgsave")
        container.awaits(lambda: "rdb_bgsave_in_progress:0" in container.tool("redis-cli", "info", "persistence"), "to save")
        container.tool("redis-cli", "config", "set", "appendonly", "yes")
        container.awaits(lambda: "aof_rewrite_in_progress:0" in container.tool("redis-cli", "info", "persistence"), "to save")
        said = container.tool("redis-cli", "info", "persistence")
        if "rdb_last_bgsave_status:ok" not in said or "aof_last_bgrewrite_status:ok" not in said or "rdb_saves:0\r" in said:
            raise Failure(f"the data were not saved: {said}")
        return f"redis-benchmark {rates[0]:,.0f} set, {rates[1]:,.0f} get/s"


class PostgreSQL:
    # Debian's pgbench comes with the server: that of the image is run.
    name, tools, codes, unlisted = "postgresql", ["unshare", "chroot"], [0], UNLISTED
    folder = "/usr/lib/postgresql/15/bin"

    def is_ready(self, container):
        code, _ = container.attempt(f"{self.folder}/pg_isready", "-q", "-h", "127.0.0.1", is_of_image=True)
        return code == 0

    def load(self, container):
        where = ("-h", "127.0.0.1", "-U", "postgres", "postgres")
        pgbench = f"{self.folder}/pgbench"
        container.tool(pgbench, "-q", "-i", "-s", "2", *where, is_of_image=True)
        text = container.tool(pgbench, "-n", "-c", "4", "-j", "2", "-T", str(SECONDS), *where, is_of_image=True)
        if number(r"number of failed transactions: (\d+)", text) != 0 or "error" in text:
            raise Failure(f"transactions failed: {text}")
        return f"pgbench {number(r'tps = ([0-9.]+)', text):,.0f} transactions/s"


class Web:
    name, tools, codes, unlisted = "web", ["ab", "wrk"], [0], UNLISTED

    def is_ready(self, container):
        return container.listens(8000) and container.attempt("ab", "-q", "-n", "1", "http://127.0.0.1:8000/")[0] == 0

    def load(self, container):
        return f"ab {ab(container, 8000, 1000):,.0f}, wrk {wrk(container, 8000):,.0f} requests/s"


class Java:
    # A virtual machine that is told to end by SIGTERM says so by its code.
    name, tools, codes, unlisted = "java", ["ab", "wrk"], [143], UNLISTED

    def is_ready(self, container):
        return container.listens(8080)

    def load(self, container):
        return f"ab {ab(container, 8080, 3000):,.0f}, wrk {wrk(container, 8080):,.0f} requests/s"


WORKLOADS = [Nginx(), Redis(), PostgreSQL(), Web(), Java()]
