import Inventory
import Testing

@testable import Bills

@Suite("Dependencies by name")
struct DependencyTests {
    private func package(
        _ type: PackageType, _ name: String, _ version: String = "1", needs: [String] = [], provides: [String] = [],
        arch: String = "", at place: String = "x"
    ) -> Package {
        var record = PackageRecord(type: type, name: name, version: version)
        record.dependencies = needs
        record.provides = provides
        record.architecture = arch
        return Package(
            record, purl: PackageURL(type: type, name: name, version: version), layer: 0, locations: [place],
            cataloger: "")
    }

    @Test("go to the package of the name, else to one that provides it, within one ecosystem")
    func names() {
        let packages = [
            package(.deb, "a", needs: ["b", "virtual", "none", "a"]), package(.deb, "b"),
            package(.deb, "c", provides: ["virtual", "b"]), package(.apk, "b"),
        ]
        #expect(DependencyResolution(packages).edges == [[1, 2], [], [], []])
    }

    @Test("mean the same architecture, the same file, or the nearest folder")
    func choice() {
        let architectures = [
            package(.deb, "a", needs: ["b"], arch: "arm64"), package(.deb, "b", arch: "amd64"),
            package(.deb, "b", arch: "arm64"),
        ]
        #expect(DependencyResolution(architectures).edges[0] == [2])
        let programs = [
            package(.golang, "m", needs: ["lib"], at: "usr/bin/m"), package(.golang, "lib", "1", at: "usr/bin/n"),
            package(.golang, "lib", "2", at: "usr/bin/m"),
        ]
        #expect(DependencyResolution(programs).edges[0] == [2])
        let tree = [
            package("npm", "app", needs: ["lib"], at: "srv/node_modules/app/package.json"),
            package("npm", "lib", "1", at: "opt/node_modules/lib/package.json"),
            package("npm", "lib", "2", at: "srv/node_modules/lib/package.json"),
        ]
        #expect(DependencyResolution(tree).edges[0] == [2])
    }

    @Test("of Python are compared as PEP 503 spells names")
    func python() {
        let packages = [package(.pypi, "a", needs: ["Sample_Tool"]), package(.pypi, "sample.tool")]
        #expect(DependencyResolution(packages).edges[0] == [1])
    }

    @Test("keys of packages are different even for packages that are the same in all")
    func keys() {
        let graph = BillGraph([package(.deb, "a"), package(.deb, "a"), package(.deb, "a", at: "y")])
        #expect(Set(graph.keys).count == 3)
        #expect(Set(graph.references).count == 3)
        #expect(BillGraph([package(.deb, "a")]).references == ["pkg:deb/a@1"])
    }
}
