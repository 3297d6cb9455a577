internal import Inventory

extension Package {
    /// What a package URL alone says of a package.
    ///
    /// | type | name | version | source |
    /// |---|---|---|---|
    /// | deb, apk, alpm | the name | with the `epoch` before it | `upstream` (`name` or `name@version`), `source` and `sourceversion`, or `origin`; else itself |
    /// | rpm | the name | with the `epoch` before it | the file name in `upstream` or `sourcerpm` |
    /// | maven | `group:artifact` | | |
    /// | gem | the name | up to a hyphen, behind which some write the platform | |
    /// | those whose namespace is no part of a name (alpm, conan, cpan, luarocks, …) | the name | | |
    /// | others | the namespace, a slash and the name | | |
    init(purl: PackageURL) {
        let parts = purl.parts
        var record = PackageRecord(type: parts.type, name: Self.name(parts), version: parts.version)
        record.architecture = parts.qualifiers["arch"] ?? ""
        let upstream = parts.sourceQualifier
        switch parts.type {
        case .rpm:
            record.takeEpoch(parts.qualifiers["epoch"])
            if !upstream.isEmpty { record.attributes["sourceRpm"] = upstream }
            record.source = SourcePackage(sourceRpm: upstream)
            let module = parts.qualifiers["rpmmod"] ?? parts.qualifiers["modularitylabel"]
            if let module, !module.isEmpty { record.attributes["modularityLabel"] = module }
        case .deb, .apk, .alpm:
            if parts.type != .apk { record.takeEpoch(parts.qualifiers["epoch"]) }
            let at = upstream.lastIndex(of: "@")
            let name = at.map { String(upstream[..<$0]) } ?? upstream
            let version = at.map { String(upstream[upstream.index(after: $0)...]) }
            record.source = SourcePackage(
                name: name.isEmpty ? record.name : name,
                version: version ?? parts.qualifiers["sourceversion"] ?? record.version)
        case "gem":
            guard let hyphen = parts.version.firstIndex(of: "-") else { break }
            record.version = String(parts.version[..<hyphen])
            record.architecture = String(parts.version[hyphen...].dropFirst())
        default: break
        }
        self.init(record, purl: purl, layer: 0, locations: [], cataloger: "")
    }

    /// Takes a spelling of the name over from a field that is made to be shown, where it is the same name to its ecosystem.
    ///
    /// Whatever else stands there (a title, a file's name), the package URL names the package.
    mutating func take(displayName text: String) {
        let isSame =
            switch type.rawValue {
            case "pypi": Self.pythonKey(text) == Self.pythonKey(name)
            case "composer", "hex", "github", "githubactions": text.lowercased() == name.lowercased()
            // Syft puts the major version of a module's path into the subpath.
            case "golang": text == "\(name)/\(purl.parts.subpath)"
            default: false
            }
        if isSame { name = text }
    }

    /// Takes over a version field: the whole version where the URL has none, or the epoch that it alone has.
    mutating func take(displayVersion text: String) {
        if version.isEmpty { version = text }
        guard type == .deb || type == .rpm || type == .alpm, !version.utf8.contains(0x3a),
            text.hasSuffix(":\(version)")
        else { return }
        take(epoch: String(text.dropLast(version.utf8.count + 1)))
    }

    /// Puts an epoch before a version that has none.
    mutating func take(epoch: String) {
        var record = PackageRecord(type: type, name: name, version: version)
        record.attributes = attributes
        record.takeEpoch(epoch)
        if source == SourcePackage(name: name, version: version) {
            source = SourcePackage(name: name, version: record.version)
        }
        (version, attributes) = (record.version, record.attributes)
    }

    /// One spelling for all that Python's index takes for the same name (PEP 503).
    private static func pythonKey(_ name: String) -> String {
        name.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "-")
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

extension PackageRecord {
    /// Puts an epoch before the version, unless that has one.
    fileprivate mutating func takeEpoch(_ epoch: String?) {
        guard let epoch, !epoch.isEmpty, epoch.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), !version.isEmpty else {
            return
        }
        if type == .rpm { attributes["epoch"] = epoch }
        if !version.utf8.contains(0x3a) { version = "\(epoch):\(version)" }
    }
}

extension PackageURL.Parts {
    /// What names the source package, whoever wrote the URL; empty where nothing does.
    var sourceQualifier: String {
        let names = type == .rpm ? ["upstream", "sourcerpm"] : ["upstream", "source", "origin"]
        return names.lazy.compactMap { qualifiers[$0] }.first { !$0.isEmpty } ?? ""
    }
}
