/// What libraries and every program read and write besides what they are given, by the name of the library.
enum LibraryConventions {
    /// Files and folders with all below, which a program reads as soon as it is linked with a library whose name begins so.
    ///
    /// Sources: the GNU C library's manual and nss, iconv, locale and resolver pages; openssl's `OPENSSLDIR` and `MODULESDIR` as Debian builds
    /// it; the configuration pages of the others.
    static let reads: [(library: String, paths: [String])] = [
        (
            "libc.",
            [
                "/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf", "/etc/services",
                "/etc/protocols", "/etc/localtime", "/etc/timezone", "/etc/ld.so.cache", "/etc/ld.so.preload",
                "/etc/locale.alias",
                "/usr/lib/locale", "/usr/share/locale", "/usr/share/zoneinfo", "/usr/lib/x86_64-linux-gnu/gconv",
                "/usr/lib/aarch64-linux-gnu/gconv", "/etc/os-release", "/usr/lib/os-release",
            ]
        ),
        ("ld-musl", ["/etc/passwd", "/etc/group", "/etc/services", "/etc/localtime", "/usr/share/zoneinfo"]),
        (
            "libcrypto.",
            [
                "/etc/ssl/openssl.cnf", "/etc/ssl/certs", "/usr/lib/ssl", "/usr/share/ca-certificates",
                "/usr/local/share/ca-certificates", "/etc/pki/tls/certs",
            ]
        ),
        ("libgnutls.", ["/etc/gnutls", "/etc/ssl/certs", "/usr/share/ca-certificates"]),
        ("libpam.", ["/etc/pam.d", "/etc/pam.conf", "/etc/security", "/etc/environment", "/etc/login.defs"]),
        ("libkrb5.", ["/etc/krb5.conf", "/etc/krb5.conf.d"]),
        ("libldap", ["/etc/ldap"]),
        ("libtinfo.", ["/usr/share/terminfo", "/etc/terminfo", "/usr/lib/terminfo"]),
        ("libreadline.", ["/etc/inputrc"]),
        ("libgcrypt.", ["/etc/gcrypt"]),
        ("libp11-kit.", ["/etc/pkcs11", "/usr/share/p11-kit"]),
        ("libmagic.", ["/etc/magic", "/usr/share/misc", "/usr/share/file"]),
        ("libfontconfig.", ["/etc/fonts", "/usr/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig"]),
        ("libxml2.", ["/etc/xml"]),
        ("libodbc.", ["/etc/odbc.ini", "/etc/odbcinst.ini"]),
    ]

    /// Folders with libraries that a library loads by name, below the folder in which it lies itself.
    static let modules: [(library: String, folders: [String])] = [
        ("libcrypto.", ["ossl-modules", "engines-3", "engines-1.1"]),
        ("libpam.", ["security"]),
        ("libc.", ["gconv"]),
        ("libsasl2.", ["sasl2"]),
        ("libkrb5.", ["krb5"]),
        ("libgdk_pixbuf-2.0.", ["gdk-pixbuf-2.0"]),
    ]

    /// Libraries that a library loads by name from the folder in which it lies itself, those that begin so.
    static let siblings: [(library: String, names: [String])] = [
        ("libc.", ["libnss_", "libgcc_s.so", "libidn2.so"])
    ]

    /// What every process may read: what the kernel says of itself and of the container, with all below.
    static let kernelFiles = [
        "/proc", "/sys/devices/system/clocksource", "/sys/devices/system/cpu", "/sys/devices/system/node",
        "/sys/fs/cgroup", "/sys/kernel/mm/hugepages", "/sys/kernel/mm/transparent_hugepage",
    ]
    /// What a runtime puts into a container's `/etc`.
    static let runtimeFiles = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"]
    /// Devices that are no hardware (OCI runtime specification, "Default Devices").
    static let devices = [
        "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx",
    ]
    /// Folders that anybody may write into (Filesystem Hierarchy Standard 3.0, §3.18, §5.15), and shared memory.
    static let temporaryFolders = ["/tmp", "/var/tmp", "/dev/shm", "/dev/pts"]
}
