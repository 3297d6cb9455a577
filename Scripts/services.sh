#!/bin/bash
# Builds images of real services from Debian's packages, as root, into a folder of OCI layouts; what is there already is kept.
#
#   services.sh FOLDER [NAME…]     nginx redis postgresql web java, or those named
#
# They are what profiles are tried on, and what must run under its own profile as it does without: each starts as its author would have it,
# through an entrypoint of its own where images of the kind have one.
set -euo pipefail
out=$1
shift
mkdir -p "$out"
out=$(cd "$out" && pwd)
# The base of the other images serves, where they stand beside.
for name in base.tar slim; do
    [ ! -e "$out/../$name" ] || [ -e "$out/$name" ] || ln -s "../$name" "$out/$name"
done
# shellcheck source=Scripts/layers.sh
. "$(dirname "$0")/layers.sh"
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# settings OPTION…: the image's configuration.
settings() { umoci config --image "$layout:latest" --config.env "PATH=$path" "$@"; }

# nginx: starts as root, its workers are www-data; as the image of that name does.
nginx() {
    layer "$install nginx && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log"
    settings --config.entrypoint nginx --config.cmd -g --config.cmd 'daemon off;' --config.exposedports 80/tcp --config.stopsignal SIGQUIT
}

# redis: an entrypoint that starts as root, gives the data to the user redis and becomes that user.
redis() {
    layer "$install redis-server && mkdir -p /data && chown redis:redis /data
cat >/usr/local/bin/docker-entrypoint.sh <<'END'
#!/bin/sh
set -e
if [ \"\$1\" = redis-server ] && [ \"\$(id -u)\" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec setpriv --reuid=redis --regid=redis --init-groups \"\$0\" \"\$@\"
fi
exec \"\$@\"
END
chmod 755 /usr/local/bin/docker-entrypoint.sh"
    settings --config.entrypoint docker-entrypoint.sh --config.cmd redis-server --config.cmd --bind --config.cmd 0.0.0.0 \
        --config.cmd --protected-mode --config.cmd no --config.volume /data --config.workingdir /data --config.exposedports 6379/tcp
}

# postgresql: runs as postgres from the start, and makes its data where there are none.
postgresql() {
    layer "$install postgresql-15 && rm -rf /var/lib/postgresql/15 /etc/postgresql/15 && install -d -o postgres -g postgres -m 700 /var/lib/postgresql/data
cat >/usr/local/bin/start-postgresql <<'END'
#!/bin/bash
set -euo pipefail
if [ ! -s \"\$PGDATA/PG_VERSION\" ]; then
    initdb --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    echo 'host all all all trust' >>\"\$PGDATA/pg_hba.conf\"
fi
exec postgres -c listen_addresses='*' \"\$@\"
END
chmod 755 /usr/local/bin/start-postgresql"
    settings --config.env "PATH=/usr/lib/postgresql/15/bin:$path" --config.env PGDATA=/var/lib/postgresql/data --config.user postgres \
        --config.entrypoint start-postgresql --config.volume /var/lib/postgresql/data --config.exposedports 5432/tcp --config.stopsignal SIGINT
}

# web: a Flask application behind gunicorn, two workers, without rights.
web() {
    layer "$install gunicorn python3-flask"
    layer "mkdir -p /srv/app && cat >/srv/app/app.py <<'END'
from flask import Flask, jsonify

app = Flask(__name__)


@app.get('/')
def index():
    return jsonify(message='hello')
END"
    settings --config.user www-data --config.workingdir /srv/app --config.exposedports 8000/tcp \
        --config.cmd gunicorn --config.cmd --workers=2 --config.cmd --bind=0.0.0.0:8000 --config.cmd app:app
}

# java: a service in one archive, on the run-time environment alone; the shell form of a command.
java() {
    layer "mkdir -p /usr/share/man/man1 && $install openjdk-17-jre-headless && useradd --system --uid 999 service"
    layer "$install openjdk-17-jdk-headless && mkdir -p /tmp/build /opt/service && cd /tmp/build && cat >Service.java <<'END'
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

public final class Service {
    public static void main(String[] arguments) throws Exception {
        byte[] answer = \"hello\n\".getBytes(\"UTF-8\");
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 128);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext(\"/\", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) { body.write(answer); }
        });
        server.start();
    }
}
END
javac Service.java && printf 'Main-Class: Service\n' >manifest && jar cfm /opt/service/service.jar manifest ./*.class
cd / && rm -rf /tmp/build /tmp/hsperfdata_root && apt-get -qq purge -y openjdk-17-jdk-headless"
    settings --config.user service --config.exposedports 8080/tcp --config.entrypoint /bin/sh --config.entrypoint -c \
        --config.entrypoint 'exec java -Xmx128m -jar /opt/service/service.jar'
}

[ $# -gt 0 ] || set -- nginx redis postgresql web java
for name in "$@"; do
    [ -d "$out/$name" ] && continue
    begin
    "$name"
    store "$name"
done
