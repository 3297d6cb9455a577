package import Inventory

extension Distribution {
    /// The distribution of a stacked image, by the best of the files that are still there; nothing where none says it.
    ///
    /// - Parameter evidence: what `OSReleaseCataloger` read.
    package init?(evidence: LayeredEvidence) {
        let ranked = evidence.visible.sorted {
            let (left, right) = (
                OSReleaseFiles.rank(of: $0.evidence.path), OSReleaseFiles.rank(of: $1.evidence.path)
            )
            if left != right { return left < right }
            if $0.evidence.path != $1.evidence.path { return $0.evidence.path < $1.evidence.path }
            return $0.layer > $1.layer
        }
        var best: Distribution?
        for piece in ranked {
            guard let distribution = Self.said(by: piece.evidence) else { continue }
            best = distribution
            break
        }
        guard var found = best else { return nil }
        let debianVersion = ranked.first { $0.evidence.kind == OSReleaseFiles.Kind.debian.rawValue }
        if found.id == "debian", let text = debianVersion?.evidence.attributes["text"] { found.refine(byDebian: text) }
        // Alpine's edge has no name of its own: its releases to come are alphas.
        if found.id == "alpine" && found.codename.isEmpty && found.versionID.utf8.contains(0x5f) {
            found.codename = "edge"
        }
        self = found
    }

    /// What one file says.
    private static func said(by evidence: Evidence) -> Distribution? {
        let text = evidence.attributes["text"] ?? ""
        switch OSReleaseFiles.Kind(rawValue: evidence.kind) {
        case .osRelease: return Distribution(fields: evidence.attributes)
        case .lsbRelease: return lsb(evidence.attributes)
        case .line: return ReleaseText.distribution(text)
        case .alpine:
            return Distribution(id: "alpine", versionID: text, prettyName: "Alpine Linux \(text)")
        case .debian:
            var debian = Distribution(id: "debian", prettyName: "Debian GNU/Linux \(text)")
            debian.refine(byDebian: text)
            return debian
        case .busybox:
            return Distribution(id: "busybox", versionID: text, prettyName: "BusyBox v\(text)")
        case nil: return nil
        }
    }

    /// os-release(5); an `ID` that is missing is looked for in the names.
    private init?(fields: [String: String]) {
        let pretty = fields["PRETTY_NAME"] ?? ""
        let name = fields["NAME"] ?? ""
        let guess = ReleaseText.distribution(name) ?? ReleaseText.distribution(pretty)
        guard let id = fields["ID"].flatMap({ $0.isEmpty ? nil : $0 }) ?? guess?.id else { return nil }
        self.init(
            id: id, versionID: fields["VERSION_ID"] ?? "",
            prettyName: pretty.isEmpty
                ? [name, fields["VERSION"] ?? ""].filter { !$0.isEmpty }.joined(separator: " ") : pretty,
            codename: fields["VERSION_CODENAME"] ?? fields["UBUNTU_CODENAME"] ?? "",
            like: (fields["ID_LIKE"] ?? "").split(separator: " ").map(String.init), fields: fields)
    }

    private static func lsb(_ fields: [String: String]) -> Distribution? {
        guard let name = fields["DISTRIB_ID"], !name.isEmpty else { return nil }
        let version = fields["DISTRIB_RELEASE"] ?? ""
        let id = ReleaseText.distribution(name)?.id ?? name.lowercased().split(separator: " ").joined(separator: "-")
        return Distribution(
            id: id, versionID: version == "rolling" ? "" : version,
            prettyName: fields["DISTRIB_DESCRIPTION"] ?? "\(name) \(version)",
            codename: fields["DISTRIB_CODENAME"] ?? "", fields: fields)
    }

    /// Adds what `etc/debian_version` knows more: `12.5` is the point release, `trixie/sid` a release that has no
    /// number yet.
    private mutating func refine(byDebian text: String) {
        let isNumber = text.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        if isNumber {
            if fields["DEBIAN_VERSION_FULL"] == nil { fields["DEBIAN_VERSION_FULL"] = text }
            if versionID.isEmpty { versionID = String(text.prefix { $0 != "." }) }
        } else if codename.isEmpty {
            codename = String(text.prefix { $0 != "/" })
        }
    }
}
