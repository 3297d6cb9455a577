extension ClassifierSample {
    static let databases = [
        Self(
            "usr/lib/postgresql/15/bin/postgres", "postgres (PostgreSQL) 15.20 (Debian 15",
            "pkg:generic/postgresql@15.20"),
        Self("usr/bin/psql", "to PostgreSQL 9.1.\0\0PostgreSQL 15beta4 on x86_64", "pkg:generic/postgresql@15beta4"),
        Self("usr/sbin/mariadbd", "-0+deb12u1\010.11.19-MariaDB\0x86_64\0", "pkg:generic/mariadb@10.11.19"),
        Self("usr/lib/libmariadb.so.3", "MARIADB_UNIX_PORT\010.11.19\0localhost\0", "pkg:generic/mariadb@10.11.19"),
        Self(
            "usr/bin/mysql", "/BUILD/Percona-XtraDB-Cluster-8.0.34/percona", "pkg:generic/percona-xtradb-cluster@8.0.34"
        ),
        Self("usr/bin/mysql", "/BUILD/percona-server-8.0.35-27/percona", "pkg:generic/percona-server@8.0.35"),
        Self("usr/bin/mysql", "/rpm/BUILD/mysql-8.0.34/mysql-8.0.34/sql-common/cl", "pkg:generic/mysql@8.0.34"),
        Self("usr/bin/mysql", "shutdown\08.0.37\0\0\0mysql_real_esc", "pkg:generic/mysql@8.0.37"),
        Self(
            "usr/bin/xtrabackup", "/build/percona-xtrabackup-8.0.35-30/storage", "pkg:generic/percona-xtrabackup@8.0.35"
        ),
        Self(
            "usr/local/bin/redis-server", "\0A7.0.14buildkitsandbox-1702957741000000000\0", "pkg:generic/redis@7.0.14"),
        Self("usr/local/bin/redis-server", "\04.0.11841ce7054bd9-1542359302000000000\0", "pkg:generic/redis@4.0.11"),
        Self("usr/local/bin/redis-server", "Server started, Redis version 2.8.23\0", "pkg:generic/redis@2.8.23"),
        Self("usr/bin/redis-check-rdb", "err\07.0.15\0c11-builtin\0O(N)\02.6.0\0bitfield", "pkg:generic/redis@7.0.15"),
        Self(
            "usr/local/bin/valkey-server", "\0valkey9.0.0buildkitsandbox-1764887574000000000\0",
            "pkg:generic/valkey@9.0.0"),
        Self("usr/bin/memcached", "listen\0memcached 1.6.18\0udp-port", "pkg:generic/memcached@1.6.18"),
        Self("usr/bin/mongod", "\06.0.27\0tcmalloc", "pkg:generic/mongodb@6.0.27"),
        Self("usr/bin/mongod", "\08.0.17\0\0cppdefines", "pkg:generic/mongodb@8.0.17"),
        Self("opt/lib/libsqlite3.so.0.8.6", "\0\03.40.1\0\0", "pkg:generic/sqlite@3.40.1"),
        Self("usr/bin/sqlcipher", "x\04.5.3\0", "pkg:generic/sqlcipher@4.5.3"),
        Self("usr/bin/arangosh", "\03.12.0-2 [linux]", "pkg:generic/arangodb@3.12.0-2"),
        Self("usr/bin/arangosh", "\03.11.8 enterprise [linux]", "pkg:generic/arangodb@3.11.8"),
        Self(
            "opt/couchdb/lib/couch-3.3.2/ebin/couch.app", "{application,couch,[{vsn,\"3.3.2\"},",
            "pkg:generic/couchdb@3.3.2"),
        Self("opt/couchbase/VERSION.txt", "7.2.0-5325\n", "pkg:generic/couchbase@7.2.0-5325"),
        Self("usr/bin/clickhouse-server", "BaseDaemon\0ClickHouse 18.16.1\0Starting", "pkg:generic/clickhouse@18.16.1"),
        Self("usr/bin/influxd", "\0go1.19.8\0\0\01.6.7\0", "pkg:generic/influxdb@1.6.7"),
        Self("usr/sbin/pgbouncer", "memtotal\0PgBouncer 1.18.0\0", "pkg:generic/pgbouncer@1.18.0"),
    ]

    static let servers = [
        Self("usr/sbin/nginx", "\"%c\"\0nginx version: nginx/1.22.1\n\0OpenSSL 3.0.22", "pkg:generic/nginx@1.22.1"),
        Self(
            "usr/local/openresty/nginx/sbin/nginx", "\0nginx version: openresty/1.21.4.1\n", "pkg:generic/nginx@1.21.4"),
        Self("usr/local/apache2/bin/httpd", "mailto:\0Apache/2.4.71\0 Server at", "pkg:generic/httpd@2.4.71"),
        Self("usr/sbin/haproxy", "\0 version 2.6.12-1+deb12u4, released 2026/10/17", "pkg:generic/haproxy@2.6.12"),
        Self("usr/sbin/haproxy", "\0HA-Proxy version 1.8.22 2019/10/25", "pkg:generic/haproxy@1.8.22"),
        Self(
            "usr/local/sbin/haproxy", "HAProxy version 3.1-dev0-f2c3f6f, released 2024", "pkg:generic/haproxy@3.1-dev0"),
        Self("usr/sbin/lighttpd", "server started (lighttpd/1.4.69)\0", "pkg:generic/lighttpd@1.4.69"),
        Self("usr/bin/caddy", "\ndep\tgithub.com/caddyserver/caddy/v2\tv2.11.7\th1:yj0Y", "pkg:generic/caddy@2.11.7"),
        Self("usr/sbin/varnishd", "(varnish-7.1.1 revision 7cee1c581b", "pkg:generic/varnish@7.1.1"),
        Self("usr/sbin/squid", " '\0squid/5.7\0;", "pkg:generic/squid@5.7"),
        Self("usr/sbin/proftpd", "\0ProFTPD Version 1.3.8b\0LANG", "pkg:generic/proftpd@1.3.8b"),
        Self("usr/sbin/vsftpd", "\0(vsFTPd 3.0.3)\0USER", "pkg:generic/vsftpd@3.0.3"),
        Self("usr/sbin/pure-ftpd", "\0pure-ftpd v1.0.50 [privsep]", "pkg:generic/pure-ftpd@1.0.50"),
        Self("usr/lib/postfix/sbin/master", "\0mail_version=3.7.11\0", "pkg:generic/postfix@3.7.11"),
        Self("usr/sbin/exim4", "<<eximcnumber>>\04.96\0<<eximversion>>\0", "pkg:generic/exim@4.96"),
        Self("usr/sbin/dovecot", "\0Dovecot v2.3.19.1 (9b53102964) starting", "pkg:generic/dovecot@2.3.19.1"),
        Self("usr/sbin/smbd", "\0SAMBA_4.17.12_DEBIAN_SAMBA4\0", "pkg:generic/samba@4.17.12"),
        Self(
            "opt/rabbitmq/plugins/rabbit-3.10.8/ebin/rabbit.app", "{description, \"RabbitMQ\"},\n\t{vsn, \"3.10.8\"},",
            "pkg:generic/rabbitmq@3.10.8"),
        Self("usr/sbin/mosquitto", "remapping.\02.0.11\0mosquitto version %s", "pkg:generic/mosquitto@2.0.11"),
        Self(
            "usr/bin/nats-server", "\nmod\tgithub.com/nats-io/nats-server/v2\tv2.9.10\t",
            "pkg:generic/nats-server@2.9.10"),
        Self("usr/bin/monit", "mmonit.com/monit/'>monit 5.33.0</a>", "pkg:generic/monit@5.33.0"),
        Self("fluent-bit/bin/fluent-bit", "\01.7.0\0\u{1b}[1m\0%sFluent Bit", "pkg:github/fluent/fluent-bit@1.7.0"),
        Self("fluent-bit/bin/fluent-bit", "\02.2.1\0\0\0Fluent Bit", "pkg:github/fluent/fluent-bit@2.2.1"),
        Self(
            "nginx-ingress-controller", "\0go1.22.8\0\0\0v1.12.0-beta.0\0\0", "pkg:generic/ingress-nginx@1.12.0-beta.0"),
    ]

    static let network = [
        Self("usr/sbin/unbound", "READY=1\0unbound 1.17.1\0start of", "pkg:generic/unbound@1.17.1"),
        Self("usr/sbin/named", "\0named version: BIND 9.18.49-1~deb12u3-Debian <>", "pkg:generic/bind@9.18.49"),
        Self("usr/sbin/dnsmasq", "dnsmasq.conf\0dnsmasq-2.90\0version.bind", "pkg:generic/dnsmasq@2.90"),
        Self("coredns", "\nmod\tgithub.com/coredns/coredns\tv1.11.1\t", "pkg:generic/coredns@1.11.1"),
        Self("usr/sbin/sshd", "OpenSSH_9.2*\0verifier\0OpenSSH_9.2p1\0SSH-%d", "pkg:generic/openssh@9.2p1"),
        Self("usr/sbin/openvpn", "than OpenVPN 1.5 or\0OpenVPN 2.6.14 x86_64-pc-linux", "pkg:generic/openvpn@2.6.14"),
        Self("usr/bin/wg", "-v\0--version\01.0.20210914\0-h\0", "pkg:generic/wireguard-tools@1.0.20210914"),
        Self("usr/bin/ldapsearch", "@(#) $OpenLDAP: ldapsearch 2.5.13+dfsg-5", "pkg:generic/openldap@2.5.13"),
        Self("usr/bin/stunnel4", "\0stunnel 5.68 on x86_64", "pkg:generic/stunnel@5.68"),
        Self("usr/sbin/keepalived", "\0Keepalived v2.2.7 (01/16,2022)", "pkg:generic/keepalived@2.2.7"),
        Self("usr/bin/tor", "\0tor 0.4.9.11\0", "pkg:generic/tor@0.4.9.11"),
        Self("usr/bin/curl", "json\0curl/7.88.1\0\0", "pkg:generic/curl@7.88.1"),
        Self("usr/lib/libcurl-gnutls.so.4.8.0", "/\0libcurl/7.88.1\0zlib/%s", "pkg:generic/libcurl@7.88.1"),
        Self("usr/bin/wget", "ftp_proxy\01.2.13\0%.*f %s\0-Wall\01.21.3\0\0\0", "pkg:generic/wget@1.21.3"),
        Self("usr/bin/rsync", "\01.2.13\0x\03.5.0\0copyright\0", "pkg:generic/rsync@3.5.0"),
        Self("usr/bin/tcpdump", "\0%s version 4.99.3\n\0", "pkg:generic/tcpdump@4.99.3"),
        Self("usr/bin/nmap", "https://nmap.org\07.93\0Nmap\0", "pkg:generic/nmap@7.93"),
    ]

    static let cloudNative = [
        Self("usr/bin/helm", "\0v3.11.1\0", "pkg:golang/helm.sh/helm@3.11.1"),
        Self("usr/bin/kubectl", "/version.gitVersion=v1.20.2' -X 'k8s.io", "pkg:generic/kubectl@1.20.2"),
        Self(
            "usr/local/bin/kube-apiserver", "component-base/version.gitVersion=v1.29.0' -X",
            "pkg:generic/kubernetes@1.29.0"),
        Self("usr/local/bin/traefik", "\nmod\tgithub.com/traefik/traefik/v2\tv2.10.7\t", "pkg:generic/traefik@2.10.7"),
        Self("usr/local/bin/traefik", "\02.9.6\0", "pkg:generic/traefik@2.9.6"),
        Self("bin/consul", "<!-- CONSUL_VERSION: 1.15.2 -->", "pkg:golang/github.com/hashicorp/consul@1.15.2"),
        Self("bin/vault", "secretrevoke1.18.0%s", "pkg:golang/github.com/hashicorp/vault@1.18.0"),
        Self("bin/nomad", "\nmod\tgithub.com/hashicorp/nomad\tv1.7.2\t", "pkg:generic/nomad@1.7.2"),
        Self("bin/terraform", "\nmod\tgithub.com/hashicorp/terraform\tv1.6.6\t", "pkg:generic/terraform@1.6.6"),
        Self("usr/local/bin/etcd", "\nmod\tgo.etcd.io/etcd/v3\tv3.5.10\t", "pkg:generic/etcd@3.5.10"),
        Self("usr/bin/containerd", "\0go1.19.8\0\0\0\01.6.20~ds1\0", "pkg:generic/containerd@1.6.20"),
        Self("usr/sbin/runc", "\0go1.19.8\0\0\01.1.5+ds1\0", "pkg:generic/runc@1.1.5"),
        Self("usr/bin/dockerd", "/dockerversion.Version=20.10.24+dfsg1\\\" \t-X", "pkg:generic/docker@20.10.24"),
        Self("usr/bin/buildkitd", "\nmod\tgithub.com/moby/buildkit\tv0.12.4\t", "pkg:generic/buildkit@0.12.4"),
        Self("usr/bin/podman", "\nmod\tgithub.com/containers/podman/v4\tv4.8.2\t", "pkg:generic/podman@4.8.2"),
        Self("usr/bin/skopeo", "signedPrefixskopeo/1.9.3spanSet", "pkg:generic/skopeo@1.9.3"),
        Self("usr/bin/crun", "command\01.8.1\0%s version %s\n", "pkg:generic/crun@1.8.1"),
        Self("bin/prometheus", "\0go1.19.8\0\0\02.42.0+ds\0", "pkg:generic/prometheus@2.42.0"),
        Self("bin/node_exporter", "\01.5.0\0", "pkg:generic/node_exporter@1.5.0"),
        Self("bin/alertmanager", "\00.25.0\0", "pkg:generic/alertmanager@0.25.0"),
        Self("usr/share/grafana/bin/grafana", "\0\0release-12.3.2+security-01\0", "pkg:generic/grafana@12.3.2"),
        Self("usr/share/grafana/bin/grafana", "9.5.21\0\0v9.5.x\0\0", "pkg:generic/grafana@9.5.21"),
        Self("usr/local/bin/pilot-agent", "\0Clean\0\0\01.8.0\0", "pkg:generic/istio@1.8.0"),
        Self(
            "usr/local/bin/envoy", "\01.36.4\0some text between\0envoy_reloadable_features", "pkg:generic/envoy@1.36.4"),
        Self("usr/local/bin/envoy", "\01.18.6-dev\0Unable to", "pkg:generic/envoy@1.18.6-dev"),
        Self("usr/local/bin/envoy", "envoy_quic_server_x\01.28.7\0", "pkg:generic/envoy@1.28.7"),
        Self("opt/bin/minio", "\nmod\tgithub.com/minio/minio\tv0.20231111.1\t", "pkg:generic/minio@0.20231111.1"),
        Self("usr/bin/gitlab-runner", "common.VERSION=16.6.1 -X", "pkg:generic/gitlab-runner@16.6.1"),
        Self("sbin/tini", "] \0tini version 0.19.0\0%s", "pkg:generic/tini@0.19.0"),
        Self("usr/bin/dumb-init", "\01.2.5\n\0", "pkg:generic/dumb-init@1.2.5"),
    ]
}
