import Inventory
import Testing

@testable import Catalogers

@Suite("Packages that several files name")
struct PackageJoinTests {
    @Test(
        "are one where they differ in where they were fetched from",
        arguments: [
            (
                ["pkg:cargo/a@1", "pkg:cargo/a@1?download_url=file:%2F%2F..%2Fa"], ["pkg:cargo/a@1 at 0 1"]
            ),
            (
                ["pkg:npm/a@1?vcs_url=git%2Bhttps:%2F%2Fexample.com%2Fa", "pkg:npm/a@1", "pkg:npm/a@1"],
                ["pkg:npm/a@1 at 0 1 2"]
            ),
            (
                ["pkg:npm/a@1?vcs_url=git%2Bhttps:%2F%2Fexample.com%2Fa", "pkg:npm/a@2"],
                ["pkg:npm/a@1?vcs_url=git%2Bhttps:%2F%2Fexample.com%2Fa at 0", "pkg:npm/a@2 at 1"]
            ),
            (
                ["pkg:deb/debian/a@1?arch=amd64", "pkg:deb/debian/a@1"],
                ["pkg:deb/debian/a@1 at 1", "pkg:deb/debian/a@1?arch=amd64 at 0"]
            ),
        ])
    func places(_ urls: [String], _ expected: [String]) throws {
        var join = PackageJoin()
        for (index, url) in urls.enumerated() {
            let purl = try #require(PackageURL(parsing: url))
            let record = PackageRecord(type: purl.parts.type, name: purl.parts.name, version: purl.parts.version)
            join.add(Package(record, purl: purl, layer: 0, locations: ["\(index)"], cataloger: "x"))
        }
        let found = join.sorted().map { "\($0.purl) at \($0.locations.joined(separator: " "))" }
        #expect(found.sorted() == expected)
    }

    @Test("keep apart what different packages own")
    func owners() throws {
        var join = PackageJoin()
        let record = PackageRecord(type: .cargo, name: "a", version: "1")
        for (index, owner) in ["pkg:deb/debian/a@1", nil].enumerated() {
            let place = index == 0 ? "" : "?download_url=x"
            let purl = try #require(PackageURL(parsing: "pkg:cargo/a@1\(place)"))
            var package = Package(record, purl: purl, layer: 0, locations: ["\(index)"], cataloger: "x")
            package.owner = owner.flatMap(PackageURL.init(parsing:))
            join.add(package)
        }
        #expect(join.sorted().count == 2)
    }
}
