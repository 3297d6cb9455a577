import Inventory
import Testing

@testable import Catalogers

@Suite("Packages of distributions that bills list")
struct ListedPackagesTests {
    private static func package(
        _ type: PackageType, _ version: String, by cataloger: String, architecture: String = "amd64"
    ) -> Package {
        var record = PackageRecord(type: type, name: "kelp", version: version)
        record.architecture = architecture
        return Package(
            record, purl: PackageURL(type: type, name: "kelp", version: version), layer: 0, locations: [cataloger],
            cataloger: cataloger)
    }

    @Test(
        "are installed only where the database has them, and then count once",
        arguments: [
            ([package(.deb, "1.0", by: "sbom")], ["sbom 1.0 false"]),
            ([package(.deb, "1.0", by: "dpkg"), package(.deb, "1.0", by: "sbom")], ["dpkg 1.0 -"]),
            ([package(.apk, "1.0", by: "apk"), package(.apk, "1.0", by: "sbom", architecture: "")], ["apk 1.0 -"]),
            ([package(.rpm, "0:1.0-1", by: "sbom"), package(.rpm, "1.0-1", by: "rpm")], ["rpm 1.0-1 -"]),
            (
                [package(.deb, "1.1", by: "dpkg"), package(.deb, "1.0", by: "bitnami")],
                ["dpkg 1.1 -", "bitnami 1.0 false"]
            ),
            (
                [package(.deb, "1.0", by: "dpkg"), package(.deb, "1.0", by: "sbom", architecture: "arm64")],
                ["dpkg 1.0 -", "sbom 1.0 false"]
            ),
            ([package(.npm, "1.0", by: "sbom")], ["sbom 1.0 -"]),
        ])
    func listed(_ packages: [Package], _ expected: [String]) {
        var packages = packages
        ListedPackages.settle(&packages)
        let lines = packages.map { "\($0.cataloger) \($0.version) \($0.attributes["installed"] ?? "-")" }
        #expect(lines == expected)
    }
}
