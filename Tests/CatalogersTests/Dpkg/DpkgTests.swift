import Catalogers
import Inventory
import Layers
import Testing

@Suite("dpkg")
struct DpkgTests {
    private let cataloger = DpkgCataloger()

    @Test("a cut status file gives packages of the whole one only, and in the end all of them")
    func cut() throws {
        let text = """
            Package: libc6
            Status: install ok installed
            Architecture: amd64
            Source: glibc (2.36-9)
            Version: 2.36-9+deb12u4

            Package: zlib1g
            Status: install ok installed
            Architecture: amd64
            Version: 1:1.2.13
            Description: compression
             library


            """
        let whole = packages(text)
        #expect(whole.map(\.name) == ["libc6", "zlib1g"])
        for length in 0..<text.utf8.count {
            let found = packages(String(text.prefix(length)))
            #expect(found.allSatisfy { whole.contains($0) }, "\(length) bytes")
        }
    }

    @Test(
        "a package is there from unpacking on",
        arguments: [
            ("install ok installed", true), ("hold ok installed", true), ("install ok unpacked", true),
            ("install ok half-configured", true), ("install ok triggers-pending", true),
            ("install ok triggers-awaited", true), ("deinstall ok config-files", false),
            ("install ok half-installed", false), ("unknown ok not-installed", false), ("nonsense", false),
        ])
    func states(_ status: String, _ isThere: Bool) {
        #expect(packages("Package: a\nStatus: \(status)\nVersion: 1\n").isEmpty != isThere)
    }

    @Test(
        "only dpkg's own paths are wanted",
        arguments: [
            ("var/lib/dpkg/status", true), ("var/lib/dpkg/status-old", false), ("var/lib/dpkg/status.d/x", true),
            ("var/lib/dpkg/info/x.list", true), ("var/lib/dpkg/info/x.postinst", false),
            ("usr/share/doc/x/copyright", true), ("usr/share/doc/copyright", false),
            ("usr/share/doc/x/y/copyright", false), ("opt/copyright", false), ("copyright", false),
        ])
    func paths(_ path: String, _ isWanted: Bool) {
        #expect((PatternIndex([cataloger]).matches(LayerEntry(path: path)) == [0]) == isWanted)
    }

    @Test("a huge field and many packages are read")
    func huge() {
        let field = String(repeating: "x", count: 1 << 20)
        #expect(
            packages("Package: a\nVersion: 1\nDescription: \(field)\n \(field)\n\nPackage: b\nVersion: 2\n").count == 2)
        let many = (0..<5000).map { "Package: p\($0)\nVersion: 1\n\n" }.joined()
        #expect(packages(many).count == 5000)
    }

    @Test("the list of problems stays short")
    func problems() throws {
        let text = String(repeating: "Status: install ok installed\n\n", count: 1000)
        let evidence = try cataloger.read(LayerEntry(path: "var/lib/dpkg/status"), text.utf8.span)
        #expect(evidence?.problems.count == 21)
        #expect(evidence?.problems.last == "and 980 more problems of this kind")
    }

    private func packages(_ status: String) -> [Package] {
        let file = CaseFile(entry: LayerEntry(path: "var/lib/dpkg/status"), bytes: Array(status.utf8))
        return CatalogerRun([[file]]).packages(of: cataloger)
    }
}
