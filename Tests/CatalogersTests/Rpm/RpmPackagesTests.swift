import Inventory
import Testing

@testable import Catalogers

@Suite("Packages of rpm")
struct RpmPackagesTests {
    private let cataloger = RpmCataloger()

    private func evidence(_ headers: [RpmHeaderWriter], path: String = "var/lib/rpm/Packages.db") throws -> Evidence {
        try #require(try readDatabase(NativeWriter.database(headers.map(\.bytes)), path: path))
    }

    @Test("each package belongs to the layer that brought it")
    func layers() throws {
        let base = try evidence([RpmSamples.large])
        let upper = try evidence([RpmSamples.small, RpmSamples.large])
        let packages = cataloger.packages(
            in: LayeredEvidence([
                .init(layer: 0, isVisible: false, evidence: base), .init(layer: 2, isVisible: true, evidence: upper),
            ]), of: nil)
        #expect(packages.map { "\($0.name) \($0.layer)" } == ["bash 2", "glibc 0"])
        #expect(packages.map(\.locations) == [["var/lib/rpm/Packages.db"], ["var/lib/rpm/Packages.db"]])
    }

    @Test("a removed package is gone, and so is a removed database")
    func removal() throws {
        let base = try evidence([RpmSamples.small, RpmSamples.large])
        let upper = try evidence([RpmSamples.small])
        let removed = LayeredEvidence([
            .init(layer: 0, isVisible: false, evidence: base), .init(layer: 1, isVisible: true, evidence: upper),
        ])
        #expect(cataloger.packages(in: removed, of: nil).map(\.name) == ["bash"])
        let all = LayeredEvidence([.init(layer: 0, isVisible: false, evidence: base)])
        #expect(cataloger.packages(in: all, of: nil).isEmpty)
    }

    @Test("what two files say of one package counts once")
    func twice() throws {
        let table = "bash\t5.1.8-6.el9\t0\t0\t(none)\t(none)\t0\tx86_64\t0\t(none)\n"
        let names = "bash-5.1.8-6.el9.x86_64\nother-1-1.noarch\n"
        let pieces = [
            try evidence([RpmSamples.small]),
            try evidence([RpmSamples.small], path: "usr/lib/sysimage/rpm/Packages.db"),
            try #require(try readDatabase(Array(table.utf8), path: RpmCataloger.manifest2)),
            try #require(try readDatabase(Array(names.utf8), path: RpmCataloger.manifest1)),
        ].map { LayeredEvidence.Piece(layer: 0, isVisible: true, evidence: $0) }
        let packages = cataloger.packages(in: LayeredEvidence(pieces), of: nil)
        #expect(packages.map(\.name) == ["bash"])
        #expect(
            packages.first?.locations == [
                "usr/lib/sysimage/rpm/Packages.db", "var/lib/rpm/Packages.db", RpmCataloger.manifest2,
            ])
    }

    @Test(
        "package URLs name the vendor, the epoch and the source",
        arguments: [
            (
                "rhel",
                "pkg:rpm/redhat/bash@5.1.8-6.el9?arch=x86_64&distro=rhel-9&epoch=0&upstream=bash-5.1.8-6.el9.src.rpm"
            ),
            (
                "almalinux",
                "pkg:rpm/almalinux/bash@5.1.8-6.el9?arch=x86_64&distro=almalinux-9&epoch=0&upstream=bash-5.1.8-6.el9.src.rpm"
            ),
            (
                "opensuse-leap",
                "pkg:rpm/opensuse/bash@5.1.8-6.el9?arch=x86_64&distro=opensuse-leap-9&epoch=0&upstream=bash-5.1.8-6.el9.src.rpm"
            ),
        ])
    func urls(id: String, url: String) throws {
        let pieces = [LayeredEvidence.Piece(layer: 0, isVisible: true, evidence: try evidence([RpmSamples.small]))]
        let packages = cataloger.packages(in: LayeredEvidence(pieces), of: Distribution(id: id, versionID: "9"))
        #expect(packages.map(\.purl.description) == [url])
    }
}
