import Bytes
import Catalogers
import Images
import Inventory
import Layers
import Scanning
import Synchronization
import TestSupport
import Testing

@Suite("Scanning images", .timeLimit(.minutes(3)))
struct ImageScannerTests {
    private typealias Entry = TarWriter.Entry

    private static func paragraph(_ name: String, _ version: String) -> String {
        "Package: \(name)\nStatus: install ok installed\nArchitecture: amd64\nVersion: \(version)\nDescription: x\n\n"
    }

    private static let osRelease = Entry(
        "etc/os-release", text: "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n")

    /// A Debian image of three layers, each of which writes dpkg's database again.
    private static let debian: [[TarWriter.Entry]] = {
        let status = "var/lib/dpkg/status"
        let (base, curl, zlib) = (
            paragraph("base-files", "12.4"), paragraph("curl", "7.88.1-10"), paragraph("zlib1g", "1:1.2.13")
        )
        return [
            [osRelease, Entry(status, text: base + curl)],
            [Entry("app", text: "nothing")],
            [Entry(status, text: base + paragraph("curl", "7.88.1-11") + zlib)],
        ]
    }()

    @Test("dpkg's packages are of the layers that brought them")
    func dpkgLayers() throws {
        let image = ImageFixture(Self.debian)
        let folder = try TemporaryFolder()
        let finder = ImageFinder(platform: nil, limits: Limits())
        guard case .image(let found) = try finder.find(ImageTarget("oci-dir:\(try image.writeLayout(folder))")) else {
            Issue.record("no image")
            return
        }
        let inventory = try ImageScanner(cacheDirectory: nil).scan(found, target: "debian")
        let lines = inventory.packages.map { "\($0.name) \($0.version) @\($0.layer)" }
        #expect(lines == ["base-files 12.4 @0", "curl 7.88.1-11 @2", "zlib1g 1:1.2.13 @2"])
        #expect(inventory.distribution?.qualifier == "debian-12")
        #expect(inventory.diagnostics.isEmpty)
        #expect(inventory.digest == image.digest)
        #expect(inventory.layers.map(\.diffID) == image.diffIDs)
        #expect(inventory.layers.map(\.createdBy) == ["step 0", "step 1", "step 2"])
        #expect(inventory.platform == "linux/amd64")
        #expect(inventory.target == "debian")
    }

    @Test("an application's package that a distribution's package owns names its owner")
    func ownership() throws {
        let site = "usr/lib/python3/dist-packages"
        let entries = [
            Self.osRelease, Entry("var/lib/dpkg/status", text: Self.paragraph("python3-six", "1.16.0-4")),
            Entry("var/lib/dpkg/info/python3-six.list", text: "/.\n/usr\n/\(site)/six-1.16.0.dist-info/METADATA\n"),
            Entry(
                "\(site)/six-1.16.0.dist-info/METADATA", text: "Metadata-Version: 2.1\nName: six\nVersion: 1.16.0\n\n"),
            Entry(
                "usr/local/lib/python3.11/site-packages/idna-3.4.dist-info/METADATA",
                text: "Metadata-Version: 2.1\nName: idna\nVersion: 3.4\n\n"),
        ]
        let inventory = try ScannedImage.inventory([entries], catalogers: CatalogerRegistry.all)
        let owners = Dictionary(uniqueKeysWithValues: inventory.packages.map { ($0.name, $0.owner?.description) })
        #expect(owners.keys.sorted() == ["idna", "python3-six", "six"])
        #expect(owners["six"]??.hasPrefix("pkg:deb/debian/python3-six@1.16.0-4") == true)
        #expect(owners["idna"] == .some(nil))
        #expect(owners["python3-six"] == .some(nil))
    }

    @Test("of a package that is there twice, the copy that nobody owns counts for itself")
    func partOwnership() throws {
        let metadata = "Metadata-Version: 2.1\nName: six\nVersion: 1.16.0\n\n"
        let entries = [
            Self.osRelease, Entry("var/lib/dpkg/status", text: Self.paragraph("python3-six", "1.16.0-4")),
            Entry("var/lib/dpkg/info/python3-six.list", text: "/usr/lib/python3/six-1.16.0.dist-info/METADATA\n"),
            Entry("usr/lib/python3/six-1.16.0.dist-info/METADATA", text: metadata),
            Entry("opt/app/six-1.16.0.dist-info/METADATA", text: metadata),
        ]
        let inventory = try ScannedImage.inventory([entries], catalogers: CatalogerRegistry.all)
        let copies = inventory.packages.filter { $0.name == "six" }
        #expect(copies.map(\.locations.count) == [1, 1])
        #expect(copies.filter { $0.owner == nil }.map(\.locations) == [["opt/app/six-1.16.0.dist-info/METADATA"]])
    }

    @Test("the same image gives the same inventory, however many threads read it")
    func deterministic() throws {
        let image = try ScannedImage.image(Self.debian.map(TarWriter.archive))
        let first = try ImageScanner(cacheDirectory: nil, width: 1).scan(image, target: "x")
        for width in [0, 1, 2, 8] {
            let again = try ImageScanner(cacheDirectory: nil, width: width).scan(image, target: "x")
            #expect(again.packages == first.packages)
            #expect(again.layers == first.layers)
            #expect(again.distribution == first.distribution)
            #expect(again.diagnostics == first.diagnostics)
        }
    }

    private final class Events: Sendable {
        private let lines = Mutex<[String]>([])
        func add(_ line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    @Test("those who wait are told of every layer once")
    func progress() throws {
        let events = Events()
        let bytes = Mutex(0)
        let archives = (Self.debian + [Self.debian[1]]).map(TarWriter.archive)
        _ = try ImageScanner(cacheDirectory: nil).scan(ScannedImage.image(archives), target: "x") { event in
            switch event {
            case .started(let layers, let known, _): events.add("started \(layers) \(known)")
            case .finishedLayer(let layer): events.add("finished \(layer)")
            case .read(let count): bytes.withLock { $0 = max($0, count) }
            case .entered(let path): events.add("entered \(path)")
            }
        }
        #expect(events.all.first == "started 3 1")
        // Each layer counts once, however often it is read.
        #expect(bytes.withLock { $0 } == archives.dropLast().reduce(0) { $0 + $1.count })
        #expect(events.all.dropFirst().sorted() == ["finished 0", "finished 1", "finished 2"])
    }

    @Test("nothing of a layer is used whose content is another than the image says")
    func digestMismatch() throws {
        let archives = [[Entry("a.pkgs", text: "a 1")], [Entry("b.pkgs", text: "b 1")]].map(TarWriter.archive)
        let evil = TarWriter.archive([Entry("evil.pkgs", text: "evil 1")])
        for stored in [{ $0 }, storedGzip] {
            let image = try ScannedImage.image(archives, stored: stored, change: { $0 == 1 ? stored(evil) : $1 })
            let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(
                image, target: "x")
            #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs"])
            #expect(inventory.diagnostics.map(\.code) == [.digestMismatch])
            #expect(inventory.diagnostics.map(\.layer) == [1])
        }
        // The right content in other clothes is another blob than the manifest names.
        let image = try ScannedImage.image(archives, stored: storedGzip, change: { $0 == 1 ? $1 + [0, 0] : $1 })
        let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(image, target: "x")
        #expect(inventory.diagnostics.map(\.code) == [.digestMismatch])
    }

    @Test("of a cut layer is used what is there, and the rest is said, whether it is compressed or not")
    func truncated() throws {
        let archives = [[Entry("a.pkgs", text: "a 1"), Entry("b.pkgs", text: "b 1")], [Entry("c.pkgs", text: "c 1")]]
            .map(TarWriter.archive)
        for stored in [{ $0 }, storedGzip] {
            let image = try ScannedImage.image(
                archives, stored: stored, change: { $0 == 0 ? Array($1.prefix(1150)) : $1 })
            let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(
                image, target: "x")
            #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs", "c 1 @1 c.pkgs"])
            #expect(inventory.diagnostics.map(\.code) == [.truncated])
            #expect(inventory.diagnostics.map(\.layer) == [0])
        }
    }

    @Test("nothing is used of a layer that is longer than the image says", arguments: [1, 700_000])
    func tooLong(_ surplus: Int) throws {
        let archives = [[Entry("a.pkgs", text: "a 1")], [Entry("c.pkgs", text: "c 1")]].map(TarWriter.archive)
        for stored in [{ $0 }, storedGzip] {
            let image = try ScannedImage.image(
                archives, stored: stored,
                change: { $0 == 0 ? $1 + [UInt8](repeating: 0, count: surplus) : $1 })
            let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(
                image, target: "x")
            #expect(ScannedImage.lines(inventory) == ["c 1 @1 c.pkgs"])
            #expect(inventory.diagnostics.map(\.code) == [.digestMismatch])
        }
    }

    @Test("a blob's digest counts, whatever the algorithm of the plain layer's", arguments: Digest.Algorithm.allCases)
    func blobAlgorithm(_ algorithm: Digest.Algorithm) {
        let archive = TarWriter.archive([Entry("a.pkgs", text: "a 1")])
        let blob = storedGzip(archive)
        let scanner = LayerScan.scanner([LineCataloger()])
        for other in Digest.Algorithm.allCases {
            let diffID = Digest(of: archive, algorithm: other)
            let right = scanner.scan(MemoryBlob(blob), digest: Digest(of: blob, algorithm: algorithm), diffID: diffID)
            #expect(right.isWhole && right.contents.evidence.count == 1)
            let wrong = scanner.scan(MemoryBlob(blob), digest: Digest(of: [1], algorithm: algorithm), diffID: diffID)
            #expect(!wrong.isWhole && wrong.contents.evidence.isEmpty)
            #expect(wrong.contents.diagnostics.map(\.code) == [.digestMismatch])
        }
    }

    @Test("an image of which nothing can be read is an error with its reasons")
    func unreadable() throws {
        let archives = [TarWriter.archive([Entry("a.pkgs", text: "a 1")])]
        let image = try ScannedImage.image(archives, change: { _, _ in Array("no archive at all".utf8) })
        let error = #expect(throws: ScanError.self) {
            try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(image, target: "broken.tar")
        }
        #expect(error?.description.hasPrefix("nothing of broken.tar could be read: layer 1: ") == true)
        #expect(error?.diagnostics.isEmpty == false)
    }

    @Test("an image without layers is empty and no error")
    func noLayers() throws {
        let inventory = try ScannedImage.inventory([])
        #expect(inventory.packages.isEmpty)
        #expect(inventory.layers.isEmpty)
        #expect(inventory.diagnostics.isEmpty)
    }

    @Test("what catalogers say of a file stands in the diagnostics with its path")
    func diagnostics() throws {
        let inventory = try ScannedImage.inventory([
            [Entry("a.pkgs", text: "a 1\nodd\n")], [Entry("b.pkgs", text: "broken"), Entry("../c.pkgs", text: "c 1")],
        ])
        let lines = inventory.diagnostics.map { "\($0.code) \($0.layer ?? -1) \($0.path ?? "") \($0.message)" }
        #expect(
            lines == [
                "malformed 0 a.pkgs a line is no package",
                "malformed 1 b.pkgs lines: no list at all (at byte 0)",
                "unsafePath 1 ../c.pkgs an entry whose path leaves the root was passed over",
            ])
        #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs"])
    }

    @Test("limits keep, and that they were met is said")
    func limits() throws {
        var limits = Limits()
        limits.fileBytes = 10
        let large = try ScannedImage.inventory(
            [[Entry("a.pkgs", text: "a 1\nb 1\nc 1\n"), Entry("d.pkgs", text: "d 1\n")]], limits: limits)
        #expect(ScannedImage.lines(large) == ["d 1 @0 d.pkgs"])
        #expect(large.diagnostics.map(\.code) == [.limitExceeded])

        limits = Limits()
        limits.entries = 2
        let many = try ScannedImage.inventory([(0..<5).map { Entry("\($0).pkgs", text: "p\($0) 1") }], limits: limits)
        #expect(ScannedImage.lines(many) == ["p0 1 @0 0.pkgs", "p1 1 @0 1.pkgs"])
        #expect(many.diagnostics.map(\.code) == [.limitExceeded])
        #expect(many.diagnostics.first?.message.contains("more than 2 entries") == true)

        limits = Limits()
        limits.pathBytes = 10
        let long = try ScannedImage.inventory([(0..<5).map { Entry("\($0).pkgs", text: "p\($0) 1") }], limits: limits)
        #expect(ScannedImage.lines(long) == ["p0 1 @0 0.pkgs", "p1 1 @0 1.pkgs"])
        #expect(long.diagnostics.first?.message.contains("more than 10 bytes") == true)

        limits = Limits()
        limits.diagnostics = 3
        let loud = try ScannedImage.inventory([(0..<9).map { Entry("\($0).pkgs", text: "odd") }], limits: limits)
        #expect(loud.diagnostics.count == 4)
        #expect(loud.diagnostics.last?.message == "6 more problems of this layer are not listed")
    }

    @Test("whichever read of a layer fails, what came before is right and the failure is said")
    func failingReads() throws {
        let archive = TarWriter.archive(
            (0..<6).map { Entry("\($0).pkgs", text: "p\($0) 1") } + [Entry("data", [UInt8](repeating: 7, count: 2000))])
        let whole = LayerScan.contents(archive, [LineCataloger()])
        let scanner = LayerScan.scanner([LineCataloger()])
        for stored in [{ $0 }, storedGzip] {
            let blob = stored(archive)
            var failures = 0
            while failures < 1000 {
                let source = MemoryBlob(blob, pieceSize: 300, failingRead: failures)
                let scan = scanner.scan(source, digest: Digest(of: blob), diffID: Digest(of: archive))
                // The last file may be cut.
                #expect(whole.evidence.starts(with: scan.contents.evidence.dropLast()))
                if scan.isWhole {
                    #expect(scan.contents.evidence == whole.evidence)
                    break
                }
                #expect(scan.contents.diagnostics.last?.code == .unreadable)
                failures += 1
            }
            #expect((blob.count / 300..<1000).contains(failures))
        }
    }
}
