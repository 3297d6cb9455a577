/// What distributions call licences, and the identifier that means the same.
///
/// Debian's names are those of copyright-format 1.0 and of `/usr/share/common-licenses`, Fedora's those that its packages had
/// before it took over SPDX's. Names that may mean several licences (`BSD`, `GPL`, `Artistic` outside Perl) are left alone.
enum LicenceNames {
    /// The identifier; nothing where the name is none of these.
    static func identifier(_ name: some StringProtocol) -> String? {
        let key = name.lowercased()
        return known[key] ?? versioned(key)
    }

    private static let known: [String: String] = [
        "expat": "MIT", "mit/x11": "MIT", "mit license": "MIT", "the mit license": "MIT",
        "apache-2": "Apache-2.0", "apache 2.0": "Apache-2.0", "asl 2.0": "Apache-2.0", "apache2": "Apache-2.0",
        "apache license 2.0": "Apache-2.0", "the apache software license, version 2.0": "Apache-2.0",
        "apache license, version 2.0": "Apache-2.0", "asl 1.1": "Apache-1.1",
        "bsd-2-clauses": "BSD-2-Clause", "bsd-3-clauses": "BSD-3-Clause", "3-clause bsd": "BSD-3-Clause",
        "2-clause bsd": "BSD-2-Clause", "bsd-3": "BSD-3-Clause", "bsd-2": "BSD-2-Clause",
        "new bsd license": "BSD-3-Clause", "simplified bsd license": "BSD-2-Clause",
        "mplv1.1": "MPL-1.1", "mplv2.0": "MPL-2.0", "mozilla public license 2.0": "MPL-2.0",
        "psfl": "PSF-2.0", "psf": "PSF-2.0", "python": "Python-2.0", "openssl": "OpenSSL", "isc license": "ISC",
        "cc0": "CC0-1.0", "cc-by": "CC-BY-4.0", "zlib/libpng": "Zlib", "boost": "BSL-1.0", "ofl-1.1": "OFL-1.1",
        "ofl": "OFL-1.1", "vim": "Vim", "artistic-1": "Artistic-1.0", "artistic-2": "Artistic-2.0",
        "artistic 2.0": "Artistic-2.0", "eplv1.0": "EPL-1.0", "w3c": "W3C", "postgresql license": "PostgreSQL",
    ]

    /// The families of the GNU licences, whose version and whether later ones count are spelt in many ways.
    private static let families: [(name: String, versions: Set<String>)] = [
        ("lgpl", ["2.0", "2.1", "3.0"]), ("agpl", ["1.0", "3.0"]), ("gfdl", ["1.1", "1.2", "1.3"]),
        ("gpl", ["1.0", "2.0", "3.0"]),
    ]

    /// `gpl-2`, `gpl-2+`, `gplv2+`, `gpl-2.0`, `gpl-2.0+`, `lgpl-2.1`, `agpl-3`.
    private static func versioned(_ key: String) -> String? {
        for family in families where key.hasPrefix(family.name) {
            var rest = key.dropFirst(family.name.utf8.count)
            while let first = rest.first, first == "-" || first == "v" || first == " " { rest.removeFirst() }
            let isLater = rest.hasSuffix("+")
            var version = String(isLater ? rest.dropLast() : rest)
            if version.utf8.count == 1 { version += ".0" }
            guard family.versions.contains(version) else { return nil }
            return "\(family.name.uppercased())-\(version)-\(isLater ? "or-later" : "only")"
        }
        return nil
    }
}
