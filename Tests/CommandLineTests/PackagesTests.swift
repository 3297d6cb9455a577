import JSON
import TestSupport
import Testing

@Suite("Lists of packages")
struct PackagesTests {
    private let place: Workplace
    private let image: String

    init() throws {
        place = try Workplace()
        image = try SampleImages.image().writeLayout(place.folder)
    }

    private func list(_ more: String...) throws -> String {
        let run = try place.run(["packages", image] + more)
        try #require(run.end == .exited(0), "\(run.errorText)")
        return run.text
    }

    @Test("JSON has the members of the scan report")
    func json() throws {
        let report = try place.report(image).value
        let list = try JSONValue(Array(try list("-o", "json").utf8).span)
        #expect(list["schemaVersion"]?.string == "1.0")
        for member in ["image", "distribution", "counts", "packages", "diagnostics"] {
            #expect(list[member] == report[member], "\(member)")
        }
    }

    @Test("the table and the package URLs list counted packages, and all of them with --full")
    func texts() throws {
        let packages = try place.report(image).packageValues
        let counted = packages.filter { $0["owner"] == nil && $0["attributes"]?["installed"]?.string != "false" }
        let urls = { (values: [JSONValue]) in values.compactMap { $0["purl"]?.string } }
        #expect(try list("-f", "purls").split(separator: "\n").map(String.init) == urls(counted))
        #expect(try list("-f", "purls", "--full").split(separator: "\n").map(String.init) == urls(packages))
        let table = try list()
        for package in counted { #expect(table.contains(package["name"]?.string ?? "?")) }
        #expect(table.contains("PACKAGE") && table.contains("LICENCE") && table.contains("PATH"))
    }

    @Test("--type keeps some types, and refuses one that the image lacks")
    func types() throws {
        let list = try list("-f", "purls", "--type", "pypi,golang").split(separator: "\n")
        #expect(!list.isEmpty && list.allSatisfy { $0.hasPrefix("pkg:pypi/") || $0.hasPrefix("pkg:golang/") })
        let run = try place.run("packages", image, "--type", "pypi,gem")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("--type gem: the image has no such packages; it has "))
    }
}
