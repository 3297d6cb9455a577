import Bytes
import Glibc
import JSON
import TestSupport
import Testing

@Suite("A cache that cannot be trusted")
struct CacheTests {
    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace()
        target = try SampleImages.image().writeLayout(place.folder)
    }

    @Test("broken files are passed over, and mended")
    func poisoned() throws {
        let expected = try place.run("scan", target, "--format", "json").output
        let names = TestFiles.names(in: place.cache)
        #expect(names.count == 4)
        let stack = try #require(names.first { $0.hasSuffix("-stack") })
        for name in names {
            let file = "cache/hullmark/layers/\(name)"
            let bytes = try TestFiles.bytes(at: place(file))
            var broken = stride(from: 0, to: bytes.count, by: max(1, bytes.count / 12)).map { Array(bytes.prefix($0)) }
            for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 12)) {
                var flipped = bytes
                flipped[place] ^= 0x41
                broken.append(flipped)
            }
            broken += [bytes + [0], [UInt8](repeating: 0xff, count: 4096), [UInt8](repeating: 0, count: 100)]
            for poison in broken {
                try place.folder.write(file, poison)
                // Layers are looked at where nobody knows what the image came to.
                if name != stack { unlink("\(place.cache)/\(stack)") }
                let run = try place.run("scan", target, "--format", "json")
                #expect(run.code == 0)
                #expect(run.output == expected)
                #expect(try TestFiles.bytes(at: place(file)) == bytes)
            }
        }
    }

    @Test("things that are no files in the place of files are passed over")
    func oddThings() throws {
        let expected = try place.run("scan", target, "--format", "json").output
        let names = TestFiles.names(in: place.cache).map { "\(place.cache)/\($0)" }
        for name in names { unlink(name) }
        mkdir(names[0], 0o755)
        mkfifo(names[1], 0o644)
        symlink("/dev/zero", names[2])
        let run = try place.run("scan", target, "--format", "json", timeLimit: .seconds(30))
        #expect(run.end == .exited(0))
        #expect(run.output == expected)
    }

    @Test("a cache that cannot be written is no error")
    func readOnly() throws {
        let expected = try place.run("scan", target, "--format", "json", "--no-cache").output
        for folder in ["/dev/null", "/proc/nowhere", place("records/ecosystems.txt")] {
            let run = try place.run("scan", target, "--format", "json", environment: ["XDG_CACHE_HOME": folder])
            #expect(run.end == .exited(0))
            #expect(run.output == expected)
            let said = run.errorText.split(separator: "\n").filter { $0.contains("could not be kept") }
            #expect(said.count == 1, "it is said once, not for each layer")
        }
    }

    @Test("a cache of another user's is read and left alone", .enabled(if: getuid() != 0 || Program.isRunnableByNobody))
    func othersCache() throws {
        place.openToNobody()
        for folder in ["cache", "cache/hullmark", "cache/hullmark/layers"] { mkdir(place(folder), 0o755) }
        chmod(place.cache, 0o555)
        let run = try place.run("scan", target, "--format", "json", asNobody: true)
        #expect(run.end == .exited(0))
        #expect(TestFiles.names(in: place.cache).isEmpty)
        chmod(place.cache, 0o755)
    }
}
