import Bytes
import JSON
import TestSupport
import Testing

@Suite("Input that wants all memory and all time", .serialized)
struct BombTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private var good: [UInt8] { TarWriter.archive(SampleImages.base()) }

    @Test(
        "a layer that expands to gigabytes is given up, and what stood before it is kept",
        arguments: ["gzip", "zstd"])
    func bomb(kind: String) throws {
        let zeros = 10 << 30
        // A file that never ends, in front of which stands a good one.
        let head = Array(good.dropLast(1024)) + CraftedTar.header("srv/zeros", size: Array("77777777777".utf8))
        let blob =
            kind == "gzip"
            ? storedGzip(head) + Bombs.gzip(zeros: zeros) : Bombs.zstd(raw: head) + Bombs.zstd(0, count: zeros)
        var layout = CraftedLayout(in: place.folder)
        try layout.add(blob, diffID: Digest(of: [1]))
        let run = try place.survive(try layout.finish())
        #expect(run.peakMemory < memoryLimit)
        let report = try run.report()
        #expect(report.names == ["hull", "libkeel1"])
        #expect(report.diagnosticCodes == ["limitExceeded"])
        #expect(TestFiles.names(in: place.cache).isEmpty)
    }

    @Test("a million entries are read in bounded memory")
    func manyEntries() throws {
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good)
        try layout.add { write in try CraftedTar.emptyFiles(1_000_000, to: write) }
        let target = try layout.finish()
        let run = try place.survive(target, timeLimit: .seconds(400))
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        #expect(try run.report().names == ["hull", "libkeel1"])
        let warm = try place.survive(target)
        #expect(warm.output == run.output)
        #expect(warm.peakMemory < memoryLimit, "\(warm.peakMemory >> 20) MiB")
    }

    @Test(
        "a package database as large as is still read stays within the memory",
        arguments: [
            ("var/lib/dpkg/status", "A"), ("var/lib/dpkg/status", "\n"), ("lib/apk/db/installed", ":"),
            ("srv/requirements.txt", "a"),
            ("var/lib/rpm/rpmdb.sqlite", "S"), ("srv/poetry.lock", "["), ("srv/go.mod", "("), ("etc/os-release", "="),
        ])
    func hugeFile(path: String, byte: Character) throws {
        let size = 80 << 20
        let header = CraftedTar.header(path, size: Array(String(size, radix: 8).utf8))
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good)
        let fill = try #require(byte.asciiValue)
        let blob = Bombs.zstd(raw: header) + Bombs.zstd(fill, count: size) + Bombs.zstd(raw: CraftedTar.end)
        try layout.add(blob, diffID: Bombs.digest(header, fill, size, CraftedTar.end))
        let run = try place.survive(try layout.finish())
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        #expect(run.code == 0)
    }
}
