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
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
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
        "a file as large as is still read stays within the memory",
        arguments: [
            ("var/lib/dpkg/status", "A", 80), ("var/lib/dpkg/status", "\n", 80), ("lib/apk/db/installed", ":", 80),
            ("var/lib/rpm/rpmdb.sqlite", "S", 80), ("etc/os-release", "=", 80), ("srv/requirements.txt", "a", 7),
            ("srv/poetry.lock", "[", 7), ("srv/go.mod", "(", 7), ("srv/Pipfile.lock", "[", 7),
        ])
    func hugeFile(path: String, byte: Character, megabytes: Int) throws {
        let run = try place.survive(try layout(path, byte, megabytes << 20))
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        // Where it takes the only database's place, nothing useful is left.
        let isDatabase = path == "var/lib/dpkg/status"
        if isDatabase && run.end == .exited(1) { return }
        #expect(try run.report().package("hull") != nil || isDatabase)
    }

    @Test("many large lists of files stay within the memory, and which of them are left out is said")
    func manyLists() throws {
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good)
        var blob: [UInt8] = []
        var hasher = ContentHasher()
        let fill = [UInt8](repeating: 0x61, count: 1 << 20)
        for number in 0..<6 {
            let size = Array(String(20 << 20, radix: 8).utf8)
            let header = CraftedTar.header("var/lib/dpkg/info/p\(number).list", size: size)
            blob += Bombs.zstd(raw: header) + Bombs.zstd(0x61, count: 20 << 20)
            hasher.update(header.span)
            for _ in 0..<20 { hasher.update(fill.span) }
        }
        let end = CraftedTar.end
        hasher.update(end.span)
        try layout.add(blob + Bombs.zstd(raw: end), diffID: hasher.digest)
        let run = try place.survive(try layout.finish())
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        let report = try run.report()
        #expect(report.names == ["hull", "libkeel1"])
        let told = report.diagnostics.map { "\($0["code"]?.string ?? "") \($0["path"]?.string ?? "")" }
        #expect(told == ["limitExceeded /var/lib/dpkg/info/p2.list"])
    }

    @Test(
        "a file too large to be read is said",
        arguments: [("var/lib/dpkg/status", 100), ("var/lib/dpkg/info/hull.list", 30), ("srv/go.mod", 9)])
    func tooLarge(path: String, megabytes: Int) throws {
        let run = try place.survive(try layout(path, "(", megabytes << 20))
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        // Without the only database nothing is known of the packages, which is no result.
        guard path != "var/lib/dpkg/status" else {
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains("/\(path): "), "\(run.errorText)")
            return
        }
        let told = try run.report().diagnostics.map { "\($0["code"]?.string ?? "") \($0["path"]?.string ?? "")" }
        #expect(told == ["limitExceeded /\(path)"])
    }

    @Test(
        "a file that lists more packages than any real one is read as far as the limit, and that is said",
        arguments: [
            ("var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n"),
            ("lib/apk/db/installed", "P:a\nV:1-r0\nA:x86_64\n\n"), ("srv/requirements.txt", "a==1\n"),
            ("srv/go.mod", "require a.org/a v1.0.0\n"), ("var/lib/rpmmanifest/container-manifest-1", "a-1-1.noarch\n"),
        ])
    func manyPackages(path: String, entry: String) throws {
        let entries = [TarWriter.Entry(path, text: String(repeating: entry, count: 60_000))]
        let target = try CraftedLayout.write([good, TarWriter.archive(entries)], in: place.folder)
        let run = try place.survive(target)
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        let report = try run.report()
        #expect(report.diagnosticCodes == ["limitExceeded"])
        #expect(report.diagnostics.first?["path"]?.string == "/\(path)")
        #expect(!report.packageValues.isEmpty)
    }

    /// A good layer, and one with a file of one byte repeated.
    private func layout(_ path: String, _ byte: Character, _ size: Int) throws -> String {
        let header = CraftedTar.header(path, size: Array(String(size, radix: 8).utf8))
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good)
        let fill = try #require(byte.asciiValue)
        let blob = Bombs.zstd(raw: header) + Bombs.zstd(fill, count: size) + Bombs.zstd(raw: CraftedTar.end)
        try layout.add(blob, diffID: Bombs.digest(header, fill, size, CraftedTar.end))
        return try layout.finish()
    }
}
