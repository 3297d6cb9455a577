import Bytes
import Layers
import Platform
import TestSupport
import Testing

@Suite("The stream of a layer", .timeLimit(.minutes(5)))
struct LayerStreamTests {
    /// All that a stream gives.
    private struct Read {
        var bytes: [UInt8] = []
        var outcome: LayerStream.Outcome?
        var failure: LayerError?

        init(
            _ blob: any BlobSource, limits: Limits = Limits(), size: Int? = nil, algorithm: Digest.Algorithm = .sha256,
            blobAlgorithm: Digest.Algorithm? = nil
        ) {
            let stream = LayerStream(
                blob, limits: limits, size: size, algorithm: algorithm, blobAlgorithm: blobAlgorithm)
            do throws(LayerError) {
                while let piece = try stream.next() { bytes += piece }
                outcome = try stream.finish()
            } catch {
                failure = error
            }
        }

        init(_ bytes: [UInt8], pieceSize: Int = .max) { self.init(MemoryBlob(bytes, pieceSize: pieceSize)) }
    }

    /// A way to store plain bytes.
    struct Storage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let compression: Compression
        let store: @Sendable ([UInt8]) -> [UInt8]

        static let all: [Storage] = [
            Storage(testDescription: "plain", compression: .none) { $0 },
            Storage(testDescription: "gzip", compression: .gzip, store: storedGzip),
            Storage(testDescription: "gzip of several members", compression: .gzip) { bytes in
                let third = bytes.count / 3
                return storedGzip(Array(bytes[..<third])) + storedGzip([])
                    + storedGzip(Array(bytes[third..<(2 * third)])) + storedGzip(Array(bytes[(2 * third)...]))
            },
            Storage(testDescription: "gzip and zeros", compression: .gzip) {
                storedGzip($0) + [UInt8](repeating: 0, count: 3000)
            },
            Storage(testDescription: "zstd", compression: .zstd, store: storedZstd),
            Storage(testDescription: "zstd of several frames", compression: .zstd) { bytes in
                let half = bytes.count / 2
                return skippableFrame([1, 2, 3]) + storedZstd(Array(bytes[..<half])) + skippableFrame([])
                    + storedZstd(Array(bytes[half...])) + skippableFrame([UInt8](repeating: 7, count: 500))
            },
        ]
    }

    private static let longNoise: [UInt8] = {
        var state: UInt32 = 17
        return (0..<(3 << 20)).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }()

    private static func noise(_ count: Int) -> [UInt8] { Array(longNoise.prefix(count)) }

    @Test("plain bytes, digests and sizes come out of every form of storage", arguments: Storage.all)
    func forms(_ storage: Storage) {
        // The sizes of the stream's own pieces and their neighbours are among them.
        for count in [1, 1000, 262_143, 262_144, 524_288, 1_048_576, 1_048_577] {
            let plain = Self.noise(count)
            let blob = storage.store(plain)
            let read = Read(MemoryBlob(blob, pieceSize: 100_000))
            #expect(read.failure == nil, "\(count) bytes")
            #expect(read.bytes == plain)
            #expect(read.outcome?.diffID == Digest(of: plain))
            #expect(read.outcome?.digest == Digest(of: blob))
            #expect(read.outcome?.size == count)
            #expect(read.outcome?.blobSize == blob.count)
            #expect(read.outcome?.compression == storage.compression)
        }
    }

    @Test("sources that give a byte at a time change nothing", arguments: Storage.all)
    func bytewise(_ storage: Storage) {
        let plain = Self.noise(2000)
        #expect(Read(storage.store(plain), pieceSize: 1).bytes == plain)
    }

    @Test("digests are of the algorithm that is asked for")
    func algorithms() {
        let plain = Self.noise(5000)
        let read = Read(MemoryBlob(storedGzip(plain)), algorithm: .sha512)
        #expect(read.outcome?.diffID == Digest(of: plain, algorithm: .sha512))
        #expect(read.outcome?.digest.algorithm == .sha512)
    }

    @Test("the blob and its plain bytes may have digests of different algorithms", arguments: Storage.all)
    func twoAlgorithms(_ storage: Storage) {
        let plain = Self.noise(5000)
        let blob = storage.store(plain)
        let algorithms: [(Digest.Algorithm, Digest.Algorithm)] = [(.sha256, .sha512), (.sha512, .sha256)]
        for (algorithm, other) in algorithms {
            let read = Read(MemoryBlob(blob), algorithm: algorithm, blobAlgorithm: other)
            #expect(read.outcome?.diffID == Digest(of: plain, algorithm: algorithm))
            #expect(read.outcome?.digest == Digest(of: blob, algorithm: other))
        }
    }

    @Test("a blob that is shorter than it should be is cut, and gives what there is", arguments: Storage.all)
    func shortBlob(_ storage: Storage) {
        let plain = Self.noise(1_300_000)
        let blob = storage.store(plain)
        #expect(Read(MemoryBlob(blob), size: blob.count).bytes == plain)
        for missing in [1, 1000, 400_000] {
            let read = Read(MemoryBlob(Array(blob.dropLast(missing)), pieceSize: 100_000), size: blob.count)
            #expect(read.failure?.code == .truncated)
            #expect(read.failure?.message.contains("\(blob.count - missing) of its \(blob.count) bytes") == true)
            #expect(plain.starts(with: read.bytes))
            #expect(read.bytes.count >= plain.count - missing - 66_000, "\(read.bytes.count)")
        }
        #expect(Read(MemoryBlob([]), size: 1).failure?.code == .truncated)
    }

    @Test("a blob that is longer than it should be is another one", arguments: Storage.all)
    func longBlob(_ storage: Storage) {
        let blob = storage.store(Self.noise(700_000))
        for size in [0, 1, 5000, blob.count - 1] {
            let read = Read(MemoryBlob(blob, pieceSize: 100_000), size: size)
            #expect(read.failure?.code == .digestMismatch)
            #expect(read.outcome == nil)
        }
        #expect(Read(EndlessBlob(beginning: blob), size: blob.count).failure?.code == .digestMismatch)
    }

    @Test("finish reads what is left")
    func finishAtOnce() throws {
        let plain = Self.noise(2_000_000)
        let stream = LayerStream(MemoryBlob(storedGzip(plain)), limits: Limits())
        _ = try stream.next()
        #expect(try stream.finish().diffID == Digest(of: plain))
    }

    @Test("an empty blob has the digest of nothing")
    func empty() {
        let read = Read([])
        #expect(read.bytes.isEmpty)
        #expect(read.outcome?.digest == Digest(of: []))
        #expect(read.outcome?.diffID == Digest(of: []))
    }

    @Test(
        "every beginning of a compressed layer is cut, and gives the bytes up to there",
        arguments: Storage.all.dropFirst())
    func truncations(_ storage: Storage) {
        let plain = Self.noise(150)
        let blob = storage.store(plain)
        let whole = Read(blob)
        #expect(whole.bytes == plain)
        for length in 8..<blob.count {
            let read = Read(Array(blob[..<length]))
            if !plain.starts(with: read.bytes) { Issue.record("\(length) bytes give others") }
            if let failure = read.failure {
                if failure.code != .truncated { Issue.record("\(length) bytes: \(failure)") }
            } else if read.outcome == nil {
                Issue.record("\(length) bytes end without an outcome")
            }
        }
    }

    @Test("a cut single stream is never whole")
    func cut() {
        for blob in [storedGzip(Self.noise(150)), storedZstd(Self.noise(150))] {
            for length in 8..<blob.count {
                if Read(Array(blob[..<length])).failure?.code != .truncated {
                    Issue.record("\(length) of \(blob.count) bytes pass for whole")
                }
            }
        }
    }

    @Test("bytes behind the compressed data are refused, after the good ones came out")
    func trailingGarbage() {
        let plain = Self.noise(700_000)
        for blob in [storedGzip(plain), storedZstd(plain)] {
            let read = Read(blob + Array("garbage".utf8))
            #expect(read.failure?.code == .malformed)
            #expect(read.bytes == plain)
        }
    }

    @Test("broken compressed data are refused", arguments: Storage.all.dropFirst())
    func flips(_ storage: Storage) {
        let plain = Self.noise(4000)
        let blob = storage.store(plain)
        var random = SeededGenerator(seed: 3)
        for _ in 0..<60 {
            let read = Read(random.broken(blob))
            if read.failure == nil && read.outcome == nil { Issue.record("neither failure nor outcome") }
        }
    }

    @Test(
        "what image layers may not be compressed with is refused by name",
        arguments: [
            ("bzip2", Array("BZh91AY&SY".utf8)), ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4] as [UInt8]),
        ])
    func unsupported(name: String, head: [UInt8]) throws {
        let failure = try #require(Read(head + Self.noise(100)).failure)
        #expect(failure.code == .unsupported)
        #expect(failure.message.contains(name))
    }

    @Test("compression is told by the first bytes", arguments: ["gzip", "zstd", "bzip2", "xz"])
    func programs(_ name: String) throws {
        guard let program = RunningProgram.path(name) else { return }
        let plain = TarWriter.archive([
            TarWriter.Entry("data", Self.noise(600_000)), TarWriter.Entry("more", text: "x"),
        ])
        let outcome = try ChildProcess.run(program, ["-c"], input: plain, outputLimit: 4 << 20)
        #expect(outcome.end == .exited(0))
        #expect(Compression(head: outcome.output.span).rawValue == name)
        let read = Read(outcome.output)
        if name == "gzip" || name == "zstd" {
            #expect(read.failure == nil)
            #expect(read.bytes == plain)
            #expect(read.outcome?.diffID == Digest(of: plain))
        } else {
            #expect(read.failure?.code == .unsupported)
        }
    }

    @Test("a bomb is stopped", arguments: ["gzip", "zstd"])
    func bombs(_ name: String) throws {
        guard let program = RunningProgram.path(name) else { return }
        let zeros = [UInt8](repeating: 0, count: 3 << 20)
        let blob = try ChildProcess.run(program, ["-c"], input: zeros).output
        var limits = Limits()
        limits.expansionFloor = 1 << 20
        limits.expansion = 100
        let bomb = Read(MemoryBlob(blob), limits: limits)
        #expect(bomb.failure?.code == .limitExceeded)
        #expect(bomb.bytes.count <= 2 << 20)
        limits.expansionFloor = 4 << 20
        #expect(Read(MemoryBlob(blob), limits: limits).bytes == zeros)
    }

    @Test("a layer may not be larger than the limit, nor go on for ever")
    func layerLimit() {
        var limits = Limits()
        limits.layerBytes = 1 << 20
        #expect(Read(MemoryBlob(Self.noise((1 << 20) + 1)), limits: limits).failure?.code == .limitExceeded)
        #expect(Read(MemoryBlob(Self.noise(1 << 20)), limits: limits).failure == nil)
        #expect(Read(EndlessBlob(beginning: []), limits: limits).failure?.code == .limitExceeded)
    }

    @Test("zeros behind gzip data do not go on for ever, and hold up nobody who stops before")
    func endlessPadding() throws {
        let blob = EndlessBlob(beginning: storedGzip(Self.noise(600_000)))
        var limits = Limits()
        limits.layerBytes = 4 << 20
        let read = Read(blob, limits: limits)
        #expect(read.failure?.code == .limitExceeded)
        #expect(read.bytes == Self.noise(600_000))
        limits.layerBytes = .max
        let stream = LayerStream(blob, limits: limits)
        _ = try stream.next()
    }

    @Test("a stream that nobody reads to its end stops", arguments: Storage.all)
    func earlyStop(_ storage: Storage) throws {
        // More than the queue between the two threads holds.
        let blob = storage.store(Self.longNoise + Self.longNoise)
        for pieces in 0..<3 {
            let stream = LayerStream(MemoryBlob(blob), limits: Limits())
            for _ in 0..<pieces { _ = try stream.next() }
        }
    }

    @Test("whichever read fails, the failure is told and what came before it is right", arguments: Storage.all)
    func failingReads(_ storage: Storage) {
        let plain = Self.noise(1_300_000)
        let blob = storage.store(plain)
        var failures = 0
        while failures < 100 {
            let read = Read(MemoryBlob(blob, pieceSize: 200_000, failingRead: failures))
            #expect(plain.starts(with: read.bytes))
            guard let failure = read.failure else { break }
            #expect(failure.code == .unreadable)
            #expect(failure.message.contains("the disk is gone"))
            #expect(read.outcome == nil)
            failures += 1
        }
        #expect((blob.count / 200_000..<100).contains(failures))
    }

    @Test("a blob that cannot be opened is a failure")
    func missingFile() {
        #expect(Read(FileBlob(path: "/does/not/exist")).failure?.code == .unreadable)
        for path in ["/", "/dev/zero"] {
            #expect(Read(FileBlob(path: path)).failure?.message.contains("not a regular file") == true)
        }
    }

    @Test("a part of a file is a blob")
    func filePart() throws {
        let folder = try TemporaryFolder()
        let plain = Self.noise(10_000)
        let path = try folder.write("file", plain)
        #expect(Read(FileBlob(path: path)).bytes == plain)
        #expect(Read(FileBlob(path: path, range: 100..<5000)).bytes == Array(plain[100..<5000]))
        #expect(Read(FileBlob(path: path, range: 9000..<20_000)).bytes == Array(plain[9000...]))
        #expect(Read(FileBlob(path: path, range: 20_000..<30_000)).bytes.isEmpty)
        #expect(Read(FileBlob(path: path, range: 5..<5)).bytes.isEmpty)
    }
}
