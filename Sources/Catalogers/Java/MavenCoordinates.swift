internal import Inventory

/// What names an artefact of Maven: group, artifact and version (Maven, "POM Reference").
struct MavenCoordinates: Equatable, Hashable {
    var group: String
    var artifact: String
    var version: String

    /// The record of a package; its name is `group:artifact`, as advisories write it.
    var record: PackageRecord {
        PackageRecord(type: .maven, name: group.isEmpty ? artifact : "\(group):\(artifact)", version: version)
    }

    /// The package URL of a record.
    static func url(_ record: PackageRecord) -> PackageURL {
        let parts = record.name.split(separator: ":", maxSplits: 1).map(String.init)
        return PackageURL(
            type: .maven, namespace: parts.count > 1 ? parts[0].replacing("/", with: "") : "",
            name: parts.last ?? record.name, version: record.version)
    }
}
