extension Convention {
    /// All that are known.
    ///
    /// Paths are those of Debian's packages and of the programs' own defaults, as their documentation has them.
    static let all: [Convention] = servers + interpreters

    private static let servers: [Convention] = [
        Convention(
            programs: ["nginx"], reads: ["/etc/nginx", "/usr/share/nginx", "/var/www"],
            modules: ["/usr/lib/nginx/modules"],
            writes: ["/var/lib/nginx", "/var/cache/nginx", "/var/log/nginx"], configurations: ["/etc/nginx/nginx.conf"],
            syntax: .blocks,
            directives: [
                "pid": .writtenFile, "error_log": .writtenFile, "access_log": .writtenFile, "lock_file": .writtenFile,
                "client_body_temp_path": .writtenFolder, "proxy_temp_path": .writtenFolder,
                "fastcgi_temp_path": .writtenFolder, "uwsgi_temp_path": .writtenFolder,
                "scgi_temp_path": .writtenFolder,
                "proxy_cache_path": .writtenFolder, "fastcgi_cache_path": .writtenFolder, "root": .readFolder,
                "alias": .readFolder, "ssl_certificate": .readFile, "ssl_certificate_key": .readFile, "user": .user,
                "listen": .listen, "include": .configuration,
            ], options: ["-c": .configuration], port: 80, changes: [.setuid, .setgid, .chown, .kill],
            source: "nginx.org, core and http modules"),
        Convention(
            programs: ["apache2", "httpd"],
            reads: ["/etc/apache2", "/usr/share/apache2", "/var/www", "/etc/httpd", "/usr/local/apache2"],
            modules: ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/local/apache2/modules"],
            writes: [
                "/var/log/apache2", "/run/apache2", "/run/lock/apache2", "/var/cache/apache2",
                "/usr/local/apache2/logs",
                "/var/log/httpd",
            ],
            configurations: [
                "/etc/apache2/apache2.conf", "/etc/apache2/ports.conf", "/usr/local/apache2/conf/httpd.conf",
            ],
            directives: ["User": .user, "Listen": .listen, "PidFile": .writtenFile, "DocumentRoot": .readFolder],
            environment: [
                "APACHE_RUN_USER": .user, "APACHE_PID_FILE": .writtenFile, "APACHE_LOG_DIR": .writtenFolder,
                "APACHE_RUN_DIR": .writtenFolder, "APACHE_LOCK_DIR": .writtenFolder,
            ], port: 80, changes: [.setuid, .setgid, .kill], source: "httpd.apache.org, core"),
        Convention(
            programs: ["redis-server", "valkey-server", "redis-check-rdb", "redis-sentinel"],
            reads: ["/etc/redis", "/etc/valkey"],
            writes: ["/var/lib/redis", "/var/log/redis", "/run/redis", "/var/lib/valkey", "/var/log/valkey"],
            directives: [
                "dir": .writtenFolder, "logfile": .writtenFile, "pidfile": .writtenFile, "unixsocket": .writtenFile,
                "port": .port, "tls-port": .port, "include": .configuration, "aclfile": .readFile,
            ], takesDirectivesAsOptions: true, port: 6379, writesFolder: true, source: "redis.io, redis.conf"),
        Convention(
            programs: ["memcached"], options: ["-p": .port, "-l": .listen, "-s": .writtenFile, "-u": .user],
            port: 11211,
            changes: [.setuid, .setgid], source: "memcached(1)"),
        Convention(
            programs: ["postgres", "initdb", "pg_ctl"],
            reads: [
                "/usr/share/postgresql", "/usr/share/postgresql-common", "/etc/postgresql", "/etc/postgresql-common",
            ],
            modules: ["/usr/lib/postgresql", "/usr/local/lib/postgresql"],
            writes: ["/var/lib/postgresql", "/run/postgresql", "/var/log/postgresql"],
            runs: ["postgres", "sh", "locale"],
            configurations: ["/etc/postgresql/*/main/postgresql.conf"], syntax: .assignments,
            directives: [
                "data_directory": .writtenFolder, "unix_socket_directories": .readFolders,
                "external_pid_file": .writtenFile,
                "log_directory": .writtenFolder, "stats_temp_directory": .writtenFolder, "port": .port,
                "hba_file": .readFile,
                "ident_file": .readFile, "ssl_cert_file": .readFile, "ssl_key_file": .readFile,
            ],
            options: [
                "-D": .writtenFolder, "--pgdata": .writtenFolder, "-k": .writtenFolder, "-p": .port, "-c": .setting,
            ],
            environment: ["PGDATA": .writtenFolder, "PGPORT": .port], port: 5432,
            source: "postgresql.org, server configuration"),
        Convention(
            programs: ["mariadbd", "mysqld", "mysqld_safe"],
            reads: ["/etc/mysql", "/usr/share/mysql", "/usr/share/mariadb"],
            modules: ["/usr/lib/mysql/plugin"],
            writes: ["/var/lib/mysql", "/run/mysqld", "/var/log/mysql"], configurations: ["/etc/mysql/my.cnf"],
            syntax: .assignments,
            directives: [
                "datadir": .writtenFolder, "pid-file": .writtenFile, "socket": .writtenFile, "tmpdir": .writtenFolder,
                "log_error": .writtenFile, "port": .port, "user": .user,
            ], takesDirectivesAsOptions: true, port: 3306, changes: [.setuid, .setgid],
            source: "mariadb.com, mariadbd options"),
        Convention(
            programs: ["haproxy"], reads: ["/etc/haproxy"], writes: ["/run/haproxy", "/var/lib/haproxy"],
            configurations: ["/etc/haproxy/haproxy.cfg"], directives: ["user": .user, "bind": .listen],
            options: ["-f": .configuration], changes: [.setuid, .setgid], source: "haproxy.org, configuration manual"),
        Convention(
            programs: ["gunicorn*"],
            options: [
                "--bind": .listen, "-b": .listen, "--pid": .writtenFile, "-p": .writtenFile, "--chdir": .readFolder,
                "--log-file": .writtenFile, "--error-logfile": .writtenFile, "--access-logfile": .writtenFile,
                "--worker-tmp-dir": .writtenFolder, "--config": .readFile, "-c": .readFile, "--certfile": .readFile,
                "--keyfile": .readFile,
            ], port: 8000, source: "docs.gunicorn.org, settings"),
        Convention(
            programs: ["uvicorn", "hypercorn"], options: ["--port": .port, "--bind": .listen, "--uds": .writtenFile],
            port: 8000,
            source: "uvicorn.org, settings"),
        Convention(
            programs: ["sshd"], reads: ["/etc/ssh"], writes: ["/run/sshd"], port: 22,
            changes: [.setuid, .setgid, .sysChroot, .chown], source: "sshd(8)"),
    ]

    private static let interpreters: [Convention] = [
        Convention(
            programs: ["python*", "pypy*"], reads: ["/etc/python3", "/etc/python3.*", "/usr/share/python-wheels"],
            modules: ["/usr/lib/python3*", "/usr/local/lib/python3*", "/usr/lib/pypy3*"],
            environment: ["PYTHONPATH": .readFolders, "VIRTUAL_ENV": .readFolder, "PYTHONHOME": .readFolder],
            source: "docs.python.org, site and initialization"),
        Convention(
            programs: ["perl*"], reads: ["/etc/perl"],
            modules: [
                "/usr/share/perl*", "/usr/lib/*-linux-gnu*/perl*", "/usr/local/share/perl",
                "/usr/local/lib/*-linux-gnu*/perl",
            ],
            environment: ["PERL5LIB": .readFolders], source: "perlrun(1), @INC"),
        Convention(
            programs: ["ruby*"], reads: ["/usr/share/rubygems-integration", "/usr/share/ruby*"],
            modules: [
                "/usr/lib/ruby", "/usr/lib/*-linux-gnu*/ruby", "/var/lib/gems", "/usr/local/lib/ruby",
                "/usr/local/bundle",
            ],
            environment: ["GEM_HOME": .readFolder, "GEM_PATH": .readFolders, "RUBYLIB": .readFolders],
            source: "ruby(1), load path"),
        Convention(
            programs: ["node", "nodejs"], reads: ["/usr/share/node*", "/usr/local/lib/node_modules"],
            modules: ["/usr/lib/nodejs", "/usr/lib/*-linux-gnu*/nodejs", "/usr/lib/node_modules"],
            environment: ["NODE_PATH": .readFolders], source: "nodejs.org, modules"),
        Convention(
            programs: ["php*"], reads: ["/etc/php", "/usr/share/php", "/usr/local/etc/php*"],
            modules: ["/usr/lib/php", "/usr/local/lib/php"], writes: ["/var/lib/php/sessions", "/run/php"],
            source: "php.net, configuration"),
        Convention(
            programs: ["java"], reads: ["/etc/java-*", "/etc/ssl/certs/java", "/usr/share/java"], modules: [],
            options: [
                "-jar": .readFile, "-cp": .readFolders, "-classpath": .readFolders, "--module-path": .readFolders,
            ],
            environment: ["CLASSPATH": .readFolders, "JAVA_HOME": .readFolder], source: "the java command"),
    ]
}
