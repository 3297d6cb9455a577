extension Classifier {
    /// Names, tunnels, remote shells, directories and routing.
    static let network: [Classifier] = [
        Classifier(
            "unbound", ["unbound", "libunbound.so*"],
            [
                "unbound \(.release(3))\0", "pluggable-event\(.release(3))\0",
                .sole("\0\(.release(3))\0", beginning: "1."),
            ],
            cpe: ["nlnetlabs:unbound"], seen: "unbound, libunbound.so.8 1.17.1 (Debian)"),
        Classifier(
            "bind", ["named"], ["BIND \(.version(3, 3, .letters))"], cpe: ["isc:bind"], seen: "named 9.18.49 (Debian)"),
        Classifier(
            "dnsmasq", ["dnsmasq"], ["\0dnsmasq-\(.version(2, 3, .prerelease))\0"], cpe: ["thekelleys:dnsmasq"],
            seen: "dnsmasq 2.90 (Debian)"),
        .go(
            "coredns", ["coredns"], module: "github.com/coredns/coredns", cpe: ["coredns.io:coredns"]),
        Classifier(
            "openssh", ["sshd", "ssh", "sshd-session"],
            [.only("OpenSSH_\(.version(2, 3, .letters))", content: "p"), "OpenSSH_\(.version(2, 3, .letters))"],
            cpe: ["openbsd:openssh"], seen: "sshd, ssh 9.2p1 (Debian)"),
        Classifier(
            "openvpn", ["openvpn"], ["\0OpenVPN \(.version(3, 3, .prerelease)) "], cpe: ["openvpn:openvpn"],
            seen: "openvpn 2.6.14 (Debian)"),
        Classifier(
            "wireguard-tools", ["wg"], ["\0--version\0\(.release(3))\0"], cpe: ["wireguard:wireguard-tools"],
            seen: "wg 1.0.20210914 (Debian)"),
        Classifier(
            "openldap", ["slapd", "ldapsearch", "ldapmodify", "ldapwhoami"],
            ["$OpenLDAP: \(.word) \(.release(3))"], cpe: ["openldap:openldap"],
            seen: "ldapsearch 2.5.13 (Debian)"),
        Classifier(
            "stunnel", ["stunnel*"], ["stunnel \(.version(2, 2)) on "], cpe: ["stunnel:stunnel"],
            seen: "stunnel4 5.68 (Debian)"),
        Classifier(
            "keepalived", ["keepalived"], ["Keepalived v\(.release(3))"], cpe: ["keepalived:keepalived"],
            seen: "keepalived 2.2.7 (Debian)"),
        Classifier(
            "tor", ["tor"], ["\0tor \(.version(4, 4, .prerelease))\0"], cpe: ["torproject:tor"],
            seen: "tor 0.4.9.11 (Debian)"),
        Classifier(
            "curl", ["curl"], ["curl/\(.release(3))"], cpe: ["haxx:curl"], seen: "curl 7.88.1 (Debian)"),
        Classifier(
            "libcurl", ["libcurl*.so*"], ["libcurl/\(.release(3))", "CLIENT libcurl \(.release(3))"],
            cpe: ["haxx:libcurl"], seen: "libcurl.so.4, libcurl-gnutls.so.4 7.88.1 (Debian)"),
        Classifier(
            "wget", ["wget"], ["/wget-\(.version(2, 3))=", .sole("\0\(.version(2, 3))\0\0")], cpe: ["gnu:wget"],
            seen: "wget 1.21.3 (Debian)"),
        Classifier(
            "rsync", ["rsync"], ["\0\(.version(3, 3, .prerelease))\0copyright\0"], cpe: ["samba:rsync"],
            seen: "rsync 3.5.0 (Debian)"),
        Classifier(
            "tcpdump", ["tcpdump"], ["%s version \(.release(3))\n"], cpe: ["tcpdump:tcpdump"],
            seen: "tcpdump 4.99.3 (Debian)"),
        Classifier(
            "nmap", ["nmap"], ["https://nmap.org\0\(.version(2, 2))\0"], cpe: ["nmap:nmap"], seen: "nmap 7.93 (Debian)"),
    ]
}
