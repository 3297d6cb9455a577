internal import Inventory

extension Package {
    /// What a package URL alone says of a package.
    ///
    /// | type | name | version | source |
    /// |---|---|---|---|
    /// | deb, apk, alpm | the name | | `upstream` (`name` or `name@version`), else itself |
    /// | rpm | the name | with the `epoch` before it | the file name in `upstream` |
    /// | maven | `group:artifact` | | |
    /// | gem | the name | up to a hyphen, behind which some write the platform | |
    /// | those whose namespace is no part of a name (alpm, conan, cpan, luarocks, …) | the name | | |
    /// | others | the namespace, a slash and the name | | |
    init(purl: PackageURL) {
        let parts = purl.parts
        var record = PackageRecord(type: parts.type, name: Self.name(parts), version: parts.version)
        record.architecture = parts.qualifiers["arch"] ?? ""
        let upstream = parts.qualifiers["upstream"] ?? ""
        switch parts.type {
        case .rpm:
            if let epoch = parts.qualifiers["epoch"], !epoch.isEmpty {
                record.version = "\(epoch):\(parts.version)"
                record.attributes["epoch"] = epoch
            }
            if !upstream.isEmpty { record.attributes["sourceRpm"] = upstream }
            record.source = SourcePackage(sourceRpm: upstream)
        case .deb, .apk, .alpm:
            let at = upstream.lastIndex(of: "@")
            let name = at.map { String(upstream[..<$0]) } ?? upstream
            let version = at.map { String(upstream[upstream.index(after: $0)...]) } ?? parts.version
            record.source = SourcePackage(name: name.isEmpty ? record.name : name, version: version)
        case "gem":
            guard let hyphen = parts.version.firstIndex(of: "-") else { break }
            record.version = String(parts.version[..<hyphen])
            record.architecture = String(parts.version[hyphen...].dropFirst())
        default: break
        }
        self.init(record, purl: purl, layer: 0, locations: [], cataloger: "")
    }

    private static func name(_ parts: PackageURL.Parts) -> String {
        guard !parts.namespace.isEmpty else { return parts.name }
        switch parts.type.rawValue {
        case "deb", "apk", "rpm", "alpm", "conan", "cpan", "luarocks", "oci", "docker", "bitnami", "qpkg", "generic":
            return parts.name
        case "maven": return "\(parts.namespace):\(parts.name)"
        default: return "\(parts.namespace)/\(parts.name)"
        }
    }
}

extension Distribution {
    /// What the `distro` qualifier of a package URL says: `debian-12`; nothing where there is none.
    init?(qualifierOf purl: PackageURL) {
        guard let text = purl.parts.qualifiers["distro"], !text.isEmpty else { return nil }
        guard let hyphen = text.lastIndex(of: "-"), text[hyphen...].dropFirst().first?.isNumber == true else {
            // Some write a code name alone, or an ID without a version.
            self.init(id: text)
            return
        }
        self.init(id: String(text[..<hyphen]), versionID: String(text[hyphen...].dropFirst()))
    }
}
