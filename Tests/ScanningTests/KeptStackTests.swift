import Bytes
import Catalogers
import Inventory
import Layers
import Scanning
import TestSupport
import Testing

@Suite("What whole images came to")
struct KeptStackTests {
    private static let diffIDs = [Digest(of: [1]), Digest(of: [2])]

    private static let stack: StackedLayers = {
        var record = PackageRecord(type: .deb, name: "libx", version: "1:2-3+b1")
        record.architecture = "amd64"
        record.source = SourcePackage(name: "x", version: "1:2-3")
        record.licences = ["MIT", "GPL-2+"]
        record.files.append("usr/lib/libx.so", digest: "md5:00ff")
        record.dependencies = ["libc6"]
        record.provides = ["x-abi-1"]
        record.attributes = ["status": "installed", "section": "libs"]
        let url = PackageURL(type: .deb, namespace: "debian", name: "libx", version: "1:2-3+b1")
        var package = Package(
            record, purl: url, layer: 1, locations: ["var/lib/dpkg/status", "x"], cataloger: "dpkg")
        package.digests.append("usr/lib/libx.so", digest: "sha1:01")
        package.owner = PackageURL(type: .deb, name: "owner", version: "1")
        let plain = Package(
            PackageRecord(type: .npm, name: "a", version: ""), purl: PackageURL(type: .npm, name: "a"), layer: 0,
            locations: [], cataloger: "npm")
        let distribution = Distribution(
            id: "debian", versionID: "12", prettyName: "Debian", codename: "bookworm", like: ["a", "b"],
            fields: ["ID": "debian", "X": ""])
        return StackedLayers(
            distribution: distribution, packages: [package, plain],
            diagnostics: [
                Diagnostic(.malformed, "odd", layer: 0, path: "x"), Diagnostic(.unsafePath, "odder", layer: 1),
                Diagnostic(.limitExceeded, "of none"),
            ])
    }()

    private static func cache(
        _ folder: TemporaryFolder, version: Int = 1, build: [UInt8]? = [1, 2, 3]
    ) -> LayerCache {
        var cataloger = LineCataloger()
        cataloger.version = version
        return LayerCache(directory: folder("cache"), catalogers: [cataloger], build: build)
    }

    @Test("they come back as they were")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        #expect(cache.stack(of: Self.diffIDs, Limits()) == nil)
        cache.store(Self.stack, of: Self.diffIDs, Limits())
        #expect(cache.stack(of: Self.diffIDs, Limits()) == Self.stack)
        let nothing = StackedLayers(distribution: nil, packages: [], diagnostics: [])
        cache.store(nothing, of: [], Limits())
        #expect(cache.stack(of: [], Limits()) == nothing)
    }

    @Test("other layers, another order, other limits, catalogers or builds know nothing of them")
    func keys() throws {
        let folder = try TemporaryFolder()
        Self.cache(folder).store(Self.stack, of: Self.diffIDs, Limits())
        for others in [Self.diffIDs.reversed(), [Self.diffIDs[0]], Self.diffIDs + [Self.diffIDs[0]]] {
            #expect(Self.cache(folder).stack(of: others, Limits()) == nil)
        }
        var limits = Limits()
        limits.imageRecords -= 1
        #expect(Self.cache(folder).stack(of: Self.diffIDs, limits) == nil)
        #expect(Self.cache(folder, version: 2).stack(of: Self.diffIDs, Limits()) == nil)
        #expect(Self.cache(folder, build: [1, 2]).stack(of: Self.diffIDs, Limits()) == nil)
        #expect(Self.cache(folder, build: nil).stack(of: Self.diffIDs, Limits()) == nil)
        #expect(Self.cache(folder).stack(of: Self.diffIDs, Limits()) != nil)
    }

    @Test("a file under the name of another is not taken for it")
    func mixedUp() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        cache.store(Self.stack, of: Self.diffIDs, Limits())
        let name = try #require(TestFiles.names(in: folder("cache")).first)
        let bytes = try TestFiles.bytes(at: folder("cache/\(name)"))
        cache.store(Self.stack, of: [Self.diffIDs[0]], Limits())
        let other = try #require(TestFiles.names(in: folder("cache")).first { $0 != name })
        try folder.write("cache/\(other)", bytes)
        #expect(cache.stack(of: [Self.diffIDs[0]], Limits()) == nil)
        #expect(cache.stack(of: Self.diffIDs, Limits()) == Self.stack)
    }

    @Test("a build that nobody can name keeps none")
    func unnamed() throws {
        let folder = try TemporaryFolder()
        Self.cache(folder, build: nil).store(Self.stack, of: Self.diffIDs, Limits())
        #expect(TestFiles.names(in: folder("cache")).isEmpty)
    }

    @Test("a file that was cut or changed anywhere is as good as none")
    func broken() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        cache.store(Self.stack, of: Self.diffIDs, Limits())
        let name = try #require(TestFiles.names(in: folder("cache")).first)
        let bytes = try TestFiles.bytes(at: folder("cache/\(name)"))
        for length in bytes.indices {
            try folder.write("cache/\(name)", Array(bytes[..<length]))
            if cache.stack(of: Self.diffIDs, Limits()) != nil { Issue.record("\(length) bytes pass") }
        }
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x41
            try folder.write("cache/\(name)", changed)
            if cache.stack(of: Self.diffIDs, Limits()) != nil { Issue.record("a change at \(place) passes") }
        }
        try folder.write("cache/\(name)", bytes)
        #expect(cache.stack(of: Self.diffIDs, Limits()) == Self.stack)
    }

    @Test("a second scan takes them, without its layers' files, and finds the same")
    func secondScan() throws {
        let folder = try TemporaryFolder()
        let archives = [
            [TarWriter.Entry("a.pkgs", text: "a 1"), TarWriter.Entry("../b.pkgs", text: "b 1")],
            [TarWriter.Entry("c.pkgs", text: "c 1")],
        ].map(TarWriter.archive)
        let scanner = ImageScanner(catalogers: [LineCataloger()], cacheDirectory: folder("cache"), build: [7])
        let first = try scanner.scan(ScannedImage.image(archives), target: "x")
        let names = TestFiles.names(in: folder("cache"))
        #expect(names.count == 3)
        for name in names where !name.hasSuffix("-stack") { try folder.write("cache/\(name)", text: "") }
        let second = try scanner.scan(ScannedImage.image(archives, change: { _, _ in [] }), target: "x")
        #expect(second.packages == first.packages)
        #expect(second.diagnostics == first.diagnostics)
        #expect(second.diagnostics.contains { $0.layer == 0 })
    }

    @Test("an image with a layer that could not be read is not kept, and all files of one are read all the same")
    func exceptions() throws {
        let folder = try TemporaryFolder()
        let archives = [[TarWriter.Entry("a.pkgs", text: "a 1")], [TarWriter.Entry("b.pkgs", text: "b 1")]].map(
            TarWriter.archive)
        let scanner = ImageScanner(catalogers: [LineCataloger()], cacheDirectory: folder("cache"), build: [7])
        _ = try scanner.scan(
            ScannedImage.image(archives, change: { $0 == 0 ? Array($1.dropLast(800)) : $1 }), target: "x")
        #expect(!TestFiles.names(in: folder("cache")).contains { $0.hasSuffix("-stack") })
        _ = try scanner.scan(ScannedImage.image(archives), target: "x")
        let known = try scanner.scan(ScannedImage.image(archives), target: "x", readsFiles: true)
        #expect(known.files?.elements.map(\.path) == ["a.pkgs", "b.pkgs"])
    }
}
