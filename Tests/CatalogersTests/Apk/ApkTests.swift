import Catalogers
import Inventory
import Layers
import Testing

@Suite("apk")
struct ApkTests {
    @Test("a cut database gives names and versions of the whole one only, and says that it is cut")
    func cut() throws {
        let text =
            "P:musl\nV:1.2.5-r0\nA:x86_64\no:musl\nF:lib\nR:ld.so\n\nP:libssl3\nV:3.3.2-r0\nA:x86_64\no:openssl\n\n"
        let whole = try read(text)
        #expect(whole.records.map(\.name) == ["musl", "libssl3"])
        #expect(whole.problems.isEmpty)
        let known = Set(whole.records.map { "\($0.name) \($0.version)" })
        for length in 1..<(text.utf8.count - 1) {
            let found = try read(String(text.prefix(length)))
            #expect(found.records.allSatisfy { known.contains("\($0.name) \($0.version)") }, "\(length) bytes")
            #expect(!found.problems.isEmpty || text.prefix(length).hasSuffix("\n\n"), "\(length) bytes")
        }
    }

    @Test("a package without an origin is its own source, one with an origin has its version")
    func origin() {
        let text = "P:a\nV:1-r0\n\nP:b\nV:2-r0\no:c\n\n"
        let file = CaseFile(entry: LayerEntry(path: "lib/apk/db/installed"), bytes: Array(text.utf8))
        let found = CatalogerRun([[file]]).packages(of: ApkCataloger())
        #expect(
            found.map(\.source) == [
                SourcePackage(name: "a", version: "1-r0"), SourcePackage(name: "c", version: "2-r0"),
            ])
    }

    private func read(_ text: String) throws -> Evidence {
        try #require(try ApkCataloger().read(LayerEntry(path: "lib/apk/db/installed"), text.utf8.span))
    }
}
