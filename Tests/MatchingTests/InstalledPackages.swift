import Inventory

extension Distribution {
    static let bookworm = Distribution(
        id: "debian", versionID: "12", prettyName: "Debian GNU/Linux 12 (bookworm)", codename: "bookworm")
    static let alma9 = Distribution(id: "almalinux", versionID: "9.4", prettyName: "AlmaLinux 9.4 (Seafoam Ocelot)")
    static let rocky9 = Distribution(id: "rocky", versionID: "9.3", prettyName: "Rocky Linux 9.3 (Blue Onyx)")
    static let xenial = Distribution(
        id: "ubuntu", versionID: "16.04", prettyName: "Ubuntu 16.04.7 LTS", codename: "xenial")
}

/// An installed package in few words.
func installed(
    _ type: PackageType, _ name: String, _ version: String, source: (String, String)? = nil, layer: Int = 0,
    module: String = "", architecture: String = "x86_64"
) -> Package {
    var record = PackageRecord(type: type, name: name, version: version)
    record.architecture = architecture
    if let source { record.source = SourcePackage(name: source.0, version: source.1) }
    if !module.isEmpty { record.attributes["modularityLabel"] = module }
    return Package(
        record, purl: PackageURL(type: type, name: name, version: version), layer: layer, locations: [],
        cataloger: "test")
}
