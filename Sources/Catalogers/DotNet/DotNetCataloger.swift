package import Inventory
internal import JSON
package import Layers
internal import XML

/// Finds the packages of .NET that applications were published with, that lock files pin, and assemblies that no list names.
package struct DotNetCataloger: Cataloger {
    package let id = "dotnet"
    package let version = 5
    package let patterns: [FilePattern] = [
        .suffix(".deps.json"), .name("packages.lock.json"), .name("packages.config"), .magic([0x4d, 0x5a]),
    ]
    package let wishes: Set<String> = [Kind.lock.rawValue, Kind.config.rawValue]

    package init() {}

    /// The kinds of file that phase one tells apart.
    private enum Kind: String { case libraries, lock, config, file }

    package func wants(_ entry: LayerEntry) -> Bool { kind(of: entry) != nil }

    package func reading(of entry: LayerEntry) -> Reading {
        guard kind(of: entry) == .file else { return .document }
        return .parts(
            PortableInspection(size: entry.size) { [id] record in
                Evidence(cataloger: id, path: entry.path, kind: Kind.file.rawValue, records: [record])
            })
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let kind = kind(of: entry) else { return nil }
        let contents: LockContents
        switch kind {
        case .libraries: contents = try DotNetDocuments.libraries(JSONValue(bytes, of: "the list of libraries"))
        case .lock: contents = try DotNetDocuments.lock(JSONValue(bytes, of: "the lock file"))
        case .config: contents = try DotNetDocuments.config(XMLElement(bytes, of: "the list of packages"))
        case .file: return nil
        }
        return contents.evidence(of: id, path: entry.path, kind: kind.rawValue)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let owners = owners(evidence)
        return evidence.packages(by: id, url: Self.url).map { package in
            let owned = package.locations.compactMap { owner(of: $0, in: owners) }
            guard owned.count == package.locations.count, let owner = owned.first, owner != package.purl else {
                return package.withoutFileNames
            }
            // An assembly of a package that a list names is that package's.
            var package = package.withoutFileNames
            package.owner = owner
            return package
        }
    }

    private func kind(of entry: LayerEntry) -> Kind? {
        switch entry.name {
        case "packages.lock.json": return .lock
        case "packages.config": return .config
        default:
            if entry.name.hasSuffix(".deps.json") { return .libraries }
            let ending = entry.name.suffix(4).lowercased()
            return ending == ".dll" || ending == ".exe" ? .file : nil
        }
    }

    private static func url(_ record: PackageRecord) -> PackageURL {
        PackageURL(type: record.type, name: record.name, version: record.version)
    }

    /// The packages that bring files, by folder of their list and name of the file.
    private func owners(_ evidence: LayeredEvidence) -> [Substring: [String: PackageURL]] {
        var owners: [Substring: [String: PackageURL]] = [:]
        for piece in evidence.visible(Kind.libraries.rawValue) {
            let folder = LayerEntry(path: piece.evidence.path).directory
            for record in piece.evidence.records {
                for file in record.provides { owners[folder, default: [:]][file] = Self.url(record) }
            }
        }
        return owners
    }

    /// The package that brings a file, by a list in its folder or in one above.
    private func owner(of path: String, in owners: [Substring: [String: PackageURL]]) -> PackageURL? {
        guard !owners.isEmpty else { return nil }
        let entry = LayerEntry(path: path)
        let name = String(entry.name)
        var folder = entry.directory
        while true {
            if let owner = owners[folder]?[name] { return owner }
            guard !folder.isEmpty else { return nil }
            folder = folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { folder[..<$0] } ?? ""
        }
    }
}

extension Package {
    /// The package without the names of its files, which served to find their owner.
    fileprivate var withoutFileNames: Package {
        var package = self
        package.provides = []
        return package
    }
}
