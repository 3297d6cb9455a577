internal import Inventory

/// Ruby gems by name, version and the platform that they are built for.
enum RubyGem {
    static func url(of record: PackageRecord) -> PackageURL {
        PackageURL(
            type: .gem, name: record.name, version: record.version,
            qualifiers: [("platform", record.architecture), SourceRepository.qualifier(of: record)])
    }

    /// A record; the platform is kept where it is not `ruby`, which means any.
    static func record(name: String, version: String, platform: String) -> PackageRecord {
        var record = PackageRecord(type: .gem, name: name, version: version)
        if platform != "ruby" { record.architecture = platform }
        return record
    }
}
