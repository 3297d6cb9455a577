import Inventory
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite("Archives too large to be in memory")
struct LargeArchiveTests {
    @Test("are read part by part, also out of a compressed layer")
    func parts() throws {
        var inner = ZipFixture()
        inner.add("META-INF/maven/org.b/b/pom.properties", Array("groupId=org.b\nartifactId=b\nversion=2\n".utf8))
        var outer = ZipFixture()
        outer.add("META-INF/MANIFEST.MF", Array("Manifest-Version: 1.0\n".utf8))
        outer.addDeflated(
            "META-INF/maven/org.a/a/pom.properties", Array("groupId=org.a\nartifactId=a\nversion=1\n".utf8))
        outer.add("large.bin", [UInt8](repeating: 1, count: 300_000))
        outer.addDeflated("lib/b-2.jar", inner.bytes)
        let layer: [TarWriter.Entry] = [.init("opt/a-1.jar", outer.bytes), .init("opt/other", text: "x")]
        for stored in [{ $0 }, storedGzip] {
            let found = try ScannedImage.inventory(
                [layer], catalogers: [JavaArchiveCataloger(wholeLimit: 1_000)], stored: stored)
            #expect(ScannedImage.lines(found) == ["org.a:a 1 @0 opt/a-1.jar", "org.b:b 2 @0 opt/a-1.jar"])
            #expect(found.diagnostics.isEmpty)
        }
    }
}
