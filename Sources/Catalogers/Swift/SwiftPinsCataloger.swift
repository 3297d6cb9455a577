package import Inventory
internal import JSON
package import Layers

/// Finds the packages that the Swift package manager pinned in a `Package.resolved`.
///
/// | version | pins | name | address | state |
/// |---|---|---|---|---|
/// | 1 | `object.pins[]` | `package` | `repositoryURL` | `state` |
/// | 2, 3 | `pins[]` | `identity` | `location`; none for packages of a registry | `state` |
///
/// A state has a `version`, or a `branch`, and the `revision` where it comes from a repository.
package struct SwiftPinsCataloger: Cataloger {
    package let id = "swift-pins"
    package let version = 2
    package let patterns: [FilePattern] = [.name("Package.resolved")]
    package let wishes: Set<String> = ["pins"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try JSONValue(bytes, of: "the list of pins")
        let file = "the list of pins"
        try document.expect(.object, file)
        let holder = try document.member(ifPresent: "object", .object, of: file) ?? document
        var contents = LockContents()
        for pin in try holder.member("pins", .list, of: file).array ?? [] where !contents.isFull {
            if let record = record(pin) { contents.records.append(record) } else { contents.refuse("one of the pins") }
        }
        return contents.evidence(of: id, path: entry.path, kind: "pins")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: Self.url)
    }

    private func record(_ pin: JSONValue) -> PackageRecord? {
        let identity = pin["identity"]?.string ?? pin["package"]?.string ?? ""
        let location = pin["location"]?.string ?? pin["repositoryURL"]?.string ?? ""
        let state = pin["state"]
        // A package of a registry is named by scope and name with a dot between.
        let name = RepositoryAddress(location)?.path ?? identity.replacing(".", with: "/", maxReplacements: 1)
        guard !name.isEmpty else { return nil }
        var record = PackageRecord(type: .swift, name: name, version: state?["version"]?.string ?? "")
        record.attributes["identity"] = identity
        record.attributes["url"] = location.isEmpty ? nil : location
        record.attributes["branch"] = state?["branch"]?.string
        record.attributes["commit"] = state?["revision"]?.string
        return record
    }

    /// Host and owner are the namespace; what has no version is named by its commit.
    private static func url(_ record: PackageRecord) -> PackageURL {
        let slash = record.name.lastIndex(of: "/")
        return PackageURL(
            type: .swift, namespace: slash.map { String(record.name[..<$0]) } ?? "",
            name: slash.map { String(record.name[record.name.index(after: $0)...]) } ?? record.name,
            version: record.version.isEmpty ? record.attributes["commit"] ?? "" : record.version)
    }
}
