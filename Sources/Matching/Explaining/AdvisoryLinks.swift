/// Where people read more about a vulnerability: pages of those who publish the records.
package struct AdvisoryLinks: Sendable, Equatable {
    /// The pages, the most telling first: the distribution's tracker, then GitHub's, NVD's and OSV's.
    package let all: [String]

    /// - Parameters:
    ///   - identifier: the vulnerability's own identifier.
    ///   - others: its other identifiers.
    ///   - records: the records that decide, each with its ecosystem.
    package init(_ identifier: String, others: [String] = [], records: [(record: String, ecosystem: String)]) {
        var links: [String] = []
        func add(_ link: String?) {
            if let link, !links.contains(link) { links.append(link) }
        }
        let names = ([identifier] + others).filter(Self.isSafe)
        for (record, ecosystem) in records {
            for name in names { add(Self.tracker(of: ecosystem, name)) }
            if Self.isSafe(record) { add(Self.page(record)) }
        }
        for name in names { add(Self.page(name)) }
        all = links
    }

    /// The page of a distribution's security team on a CVE, where it has one for every CVE.
    private static func tracker(of ecosystem: String, _ name: String) -> String? {
        guard name.hasPrefix("CVE-") else { return nil }
        return switch ecosystem.prefix(while: { $0 != ":" }) {
        case "Debian": "https://security-tracker.debian.org/tracker/\(name)"
        case "Ubuntu": "https://ubuntu.com/security/\(name)"
        case "Alpine": "https://security.alpinelinux.org/vuln/\(name)"
        case "Red Hat": "https://access.redhat.com/security/cve/\(name)"
        case "SUSE", "openSUSE": "https://www.suse.com/security/cve/\(name).html"
        default: nil
        }
    }

    /// The page of whoever gave an identifier; OSV has one for the records that it republishes.
    private static func page(_ name: String) -> String? {
        let kind = name.prefix { $0 != "-" }
        switch kind {
        case "CVE": return "https://nvd.nist.gov/vuln/detail/\(name)"
        case "GHSA": return "https://github.com/advisories/\(name)"
        case "GO": return "https://pkg.go.dev/vuln/\(name)"
        case "RUSTSEC": return "https://rustsec.org/advisories/\(name)"
        case "DSA", "DLA": return "https://security-tracker.debian.org/tracker/\(name)"
        case "USN": return "https://ubuntu.com/security/notices/\(name)"
        case "RHSA": return "https://access.redhat.com/errata/\(name)"
        case "RLSA", "RXSA": return "https://errata.rockylinux.org/\(name)"
        // Records derived from changelogs are published by this database alone.
        case _ where name.hasPrefix("x_"): return nil
        case "DEBIAN", "UBUNTU", "ALPINE": return nil
        default: return "https://osv.dev/vulnerability/\(name)"
        }
    }

    /// Whether an identifier is a path's element as it stands.
    private static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 100
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x3a, 0x5f: true
                default: false
                }
            } && name.utf8.contains(0x2d)
    }
}
