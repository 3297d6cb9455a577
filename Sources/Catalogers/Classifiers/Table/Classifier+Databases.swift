extension Classifier {
    /// Databases, caches and their clients.
    static let databases: [Classifier] = [
        Classifier(
            "postgresql", ["postgres", "psql", "pg_dump"],
            ["(PostgreSQL) \(.version(1, 3, .prerelease))", "\0PostgreSQL \(.version(1, 3, .prerelease))"],
            cpe: ["postgresql:postgresql"], seen: "postgres, psql 15.20 (Debian), postgres 16.2 (wheel)"),
        Classifier(
            "mariadb", ["mariadb*", "mysql*"], ["\(.version(2, 3, .prerelease))-MariaDB"], cpe: ["mariadb:mariadb"],
            seen: "mariadbd, mariadb 10.11.19 (Debian)"),
        Classifier(
            "mariadb", ["libmariadb.so*"], ["MARIADB_UNIX_PORT\0\(.release(3))\0"], cpe: ["mariadb:mariadb"],
            seen: "libmariadb.so.3 10.11.19 (Debian)"),
        Classifier(
            "percona-xtradb-cluster", ["mysql", "mysqld"], ["/Percona-XtraDB-Cluster-\(.version(2, 3))"],
            cpe: ["oracle:mysql", "percona:percona_server", "percona:xtradb_cluster"]),
        Classifier(
            "percona-server", ["mysql", "mysqld"], ["/percona-server-\(.version(2, 3))"],
            cpe: ["oracle:mysql", "percona:percona_server"]),
        Classifier(
            "mysql", ["mysql", "mysqld", "mysqladmin", "libmysqlclient.so*"],
            ["/mysql-\(.version(2, 3))", "\0\(.version(3, 3))\(.zeros)mysql"], cpe: ["oracle:mysql"]),
        Classifier(
            "percona-xtrabackup", ["xtrabackup"], ["/percona-xtrabackup-\(.version(2, 3))"],
            cpe: ["percona:xtrabackup"]),
        Classifier(
            "redis", ["redis-server", "redis-cli", "redis-check-*", "redis-sentinel", "redis-benchmark"],
            [
                "\(.release(3))buildkitsandbox-1", "\(.release(3))\(.hex(12))-1", "Redis version \(.release(3))",
                "\0\(.release(3))\0c11-builtin\0", "\0\(.release(3))\0atomic-builtin\0",
                "\0\(.release(3))\0 (git:",
            ],
            cpe: ["redislabs:redis", "redis:redis"], seen: "redis-check-rdb, redis-cli 7.0.15 (Debian)"),
        Classifier(
            "valkey", ["valkey-server", "valkey-cli", "valkey-check-*", "valkey-sentinel", "valkey-benchmark"],
            [
                "\(.release(3))buildkitsandbox-1", "\(.release(3))\(.hex(12))-1", "\0\(.release(3))\0c11-builtin\0",
                "\0\(.release(3))\0 (git:",
            ],
            cpe: ["lfprojects:valkey", "linuxfoundation:valkey"]),
        Classifier(
            "memcached", ["memcached"], ["memcached \(.release(3))", "VERSION \(.release(3))\0"],
            cpe: ["memcached:memcached"], seen: "memcached 1.6.18 (Debian)"),
        Classifier(
            "mongodb", ["mongod", "mongos"],
            [
                "\(.version(3, 3, .prerelease))\0tcmalloc", "\(.version(3, 3, .prerelease))\(.zeros)heap_size",
                "\(.version(3, 3, .prerelease))\(.zeros)cppdefines",
            ],
            cpe: ["mongodb:mongodb"]),
        Classifier(
            "sqlite", ["sqlite3", "libsqlite3*.so*"], [.sole("\0\(.version(3, 4))\0", beginning: "3.")],
            cpe: ["sqlite:sqlite"], seen: "libsqlite3.so 3.40.1 (Debian)"),
        Classifier(
            "sqlcipher", ["sqlcipher", "libsqlcipher*.so*"], [.sole("\0\(.release(3))\0")],
            cpe: ["zetetic:sqlcipher"]),
        Classifier(
            "arangodb", ["arangosh", "arangod"],
            ["\(.version(3, 3, .revision)) [linux]", "\(.version(3, 3, .revision)) enterprise [linux]"],
            cpe: ["arangodb:arangodb"]),
        Classifier(
            "couchdb", ["couch-*/ebin/couch.app"], ["{vsn,\"\(.release(3))\"}"], form: .named,
            cpe: ["apache:couchdb"]),
        Classifier(
            "couchbase", ["couchbase/VERSION.txt"], ["\(.start)\(.version(3, 3, .revision))"], form: .named,
            cpe: ["couchbase:couchbase_server"]),
        Classifier(
            "clickhouse", ["clickhouse*"], ["ClickHouse \(.version(3, 4))"], cpe: ["clickhouse:clickhouse"],
            seen: "clickhouse-server 18.16.1 (Debian)"),
        .go(
            "influxdb", ["influxd", "influx"], module: "github.com/influxdata/influxdb", majors: [2],
            cpe: ["influxdata:influxdb"], seen: "influxd 1.6.7~rc0 (Debian)"),
        Classifier(
            "pgbouncer", ["pgbouncer"], ["PgBouncer \(.release(3))\0"], cpe: ["pgbouncer:pgbouncer"],
            seen: "pgbouncer 1.18.0 (Debian)"),
    ]
}
