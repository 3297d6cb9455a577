import Bytes
import Catalogers
import Inventory
import Layers
import Platform
import Scanning
import TestSupport
import Testing

@Suite("The cache of layers")
struct LayerCacheTests {
    private static let diffID = Digest(of: [1])

    private static let contents: LayerContents = {
        var paths = PathTableBuilder()
        paths.add("a.pkgs", .file)
        paths.add("gone", .removed)
        let evidence = Evidence(
            cataloger: "lines", path: "a.pkgs", kind: "list",
            records: [PackageRecord(type: "generic", name: "a", version: "1")])
        return LayerContents(
            paths: paths.finish(), evidence: [evidence, evidence],
            diagnostics: [Diagnostic(.malformed, "odd", path: "x"), Diagnostic(.unsafePath, "odder")])
    }()

    private static func cache(_ folder: TemporaryFolder, version: Int = 1) -> LayerCache {
        var cataloger = LineCataloger()
        cataloger.version = version
        return LayerCache(directory: folder("cache"), catalogers: [cataloger])
    }

    @Test("what was found comes back")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        #expect(cache.contents(of: Self.diffID) == nil)
        cache.store(Self.contents, of: Self.diffID)
        let found = try #require(cache.contents(of: Self.diffID))
        #expect(found.evidence == Self.contents.evidence)
        #expect(found.diagnostics == Self.contents.diagnostics)
        #expect(found.paths.encoded == Self.contents.paths.encoded)
        #expect(found.paths.hides("gone/x"))
        #expect(cache.contents(of: Digest(of: [2])) == nil)
        #expect(cache.contents(of: Digest(of: [1], algorithm: .sha512)) == nil)
    }

    @Test("nothing is known to catalogers of another version, or to others")
    func versions() throws {
        let folder = try TemporaryFolder()
        Self.cache(folder).store(Self.contents, of: Self.diffID)
        #expect(Self.cache(folder, version: 2).contents(of: Self.diffID) == nil)
        let more = LayerCache(directory: folder("cache"), catalogers: [LineCataloger(), RangeCataloger(ranges: [])])
        #expect(more.contents(of: Self.diffID) == nil)
        let same = LayerCache(directory: folder("cache"), catalogers: [RangeCataloger(ranges: []), LineCataloger()])
        more.store(Self.contents, of: Self.diffID)
        #expect(same.contents(of: Self.diffID) != nil)
    }

    @Test("a file that was cut or changed anywhere is as good as none")
    func broken() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        cache.store(Self.contents, of: Self.diffID)
        let name = try #require(TestFiles.names(in: folder("cache")).first)
        let bytes = try TestFiles.bytes(at: folder("cache/\(name)"))
        for length in bytes.indices {
            try folder.write("cache/\(name)", Array(bytes[..<length]))
            if cache.contents(of: Self.diffID) != nil { Issue.record("\(length) bytes pass") }
        }
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x41
            try folder.write("cache/\(name)", changed)
            if cache.contents(of: Self.diffID) != nil { Issue.record("a change at \(place) passes") }
        }
        try folder.write("cache/\(name)", bytes + [0])
        #expect(cache.contents(of: Self.diffID) == nil)
        try folder.write("cache/\(name)", bytes)
        #expect(cache.contents(of: Self.diffID) != nil)
    }

    @Test("a cache that cannot be written is no error")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try folder.write("cache", text: "a file where the folder should be")
        let cache = Self.cache(folder)
        cache.store(Self.contents, of: Self.diffID)
        #expect(cache.contents(of: Self.diffID) == nil)
    }

    @Test("a second scan reads no layer, and finds the same")
    func secondScan() throws {
        let folder = try TemporaryFolder()
        let archives = [[TarWriter.Entry("a.pkgs", text: "a 1")], [TarWriter.Entry("b.pkgs", text: "b 1")]].map(
            TarWriter.archive)
        let scanner = ImageScanner(catalogers: [LineCataloger()], cacheDirectory: folder("cache"), build: nil)
        let first = try scanner.scan(ScannedImage.image(archives), target: "x")
        #expect(TestFiles.names(in: folder("cache")).count == 2)
        // Layers whose blobs are gone are known all the same.
        let gone = try ScannedImage.image(archives, change: { _, _ in [] })
        let second = try scanner.scan(gone, target: "x")
        #expect(second.packages == first.packages)
        #expect(second.diagnostics.isEmpty)
    }

    @Test("what is broken is not kept")
    func brokenLayers() throws {
        let folder = try TemporaryFolder()
        let archives = [[TarWriter.Entry("a.pkgs", text: "a 1")], [TarWriter.Entry("b.pkgs", text: "b 1")]].map(
            TarWriter.archive)
        let scanner = ImageScanner(catalogers: [LineCataloger()], cacheDirectory: folder("cache"))
        _ = try scanner.scan(
            ScannedImage.image(archives, change: { $0 == 0 ? Array($1.dropLast(800)) : $1 }), target: "x")
        #expect(TestFiles.names(in: folder("cache")).count == 1)
        let whole = try scanner.scan(ScannedImage.image(archives), target: "x")
        #expect(ScannedImage.lines(whole) == ["a 1 @0 a.pkgs", "b 1 @1 b.pkgs"])
    }

    @Test("beyond its limit the cache drops what was longest not used, and a use counts")
    func pruning() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        let digests = (0..<8).map { Digest(of: [UInt8($0)]) }
        for (number, digest) in digests.enumerated() {
            cache.store(Self.contents, of: digest)
            let name = try #require(TestFiles.names(in: folder("cache")).first { $0.hasPrefix(digest.hex) })
            FileTimes.set(folder("cache/\(name)"), to: FileTimes.now - 864_000 + number)
        }
        let name = try #require(TestFiles.names(in: folder("cache")).first)
        let size = try TestFiles.bytes(at: folder("cache/\(name)")).count
        cache.prune(to: 8 * size)
        #expect(TestFiles.names(in: folder("cache")).count == 8, "a cache at its limit is left alone")
        #expect(cache.contents(of: digests[0]) != nil)
        cache.prune(to: 4 * size)
        let kept = digests.indices.filter { cache.contents(of: digests[$0]) != nil }
        #expect(kept == [0, 6, 7], "three quarters of the limit remain: the one just used and the last")
    }

    @Test("drafts of killed programs go, those of running ones stay")
    func drafts() throws {
        let folder = try TemporaryFolder()
        let cache = Self.cache(folder)
        let old = try folder.write("cache/old.1.1.tmp", text: "cut")
        try folder.write("cache/new.1.1.tmp", text: "cut")
        FileTimes.set(old, to: FileTimes.now - 7_200)
        cache.prune(to: 1 << 20)
        #expect(TestFiles.names(in: folder("cache")) == ["new.1.1.tmp"])
    }

    @Test("a scan keeps the cache within the limit")
    func limit() throws {
        let folder = try TemporaryFolder()
        let archives = [[TarWriter.Entry("a.pkgs", text: "a 1")], [TarWriter.Entry("b.pkgs", text: "b 1")]].map(
            TarWriter.archive)
        var limits = Limits()
        limits.cacheBytes = 1
        let scanner = ImageScanner(catalogers: [LineCataloger()], limits: limits, cacheDirectory: folder("cache"))
        let found = try scanner.scan(ScannedImage.image(archives), target: "x")
        #expect(found.packages.count == 2)
        #expect(TestFiles.names(in: folder("cache")).isEmpty)
    }
}
