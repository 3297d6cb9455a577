import Bytes
import Glibc
import Layers
import Platform
import TestSupport
import Testing

@testable import Images

@Suite("Room for archives that come as streams")
struct ScratchTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bytes(in spool: Spool, count: Int) throws -> [UInt8] {
        let file = try spool.place.open()
        return try file.read(0..<(count + 1))
    }

    private func append(_ bytes: [UInt8], to spool: Spool, limit: Int = 1 << 20) throws {
        try bytes.withUnsafeBytes { try spool.append($0, limit: limit) }
    }

    @Test("TMPDIR comes first, then the cache, then the system's places, then memory")
    func order() throws {
        func names(_ scratch: Scratch) -> [String] {
            scratch.places.map { if case .directory(let path, _) = $0 { path } else { "memory" } }
        }
        #expect(
            names(Scratch(cache: "/cache") { $0 == "TMPDIR" ? "/first" : nil })
                == ["/first", "/cache", "/var/tmp", "/tmp", "memory"])
        #expect(names(Scratch(cache: "/cache") { _ in nil }) == ["/cache", "/var/tmp", "/tmp", "memory"])
    }

    @Test("a place that cannot be written is passed over", arguments: ["/proc", "/no/such/directory", ""])
    func unusable(_ path: String) throws {
        let cache = folder("cache")
        let spool = try Spool(in: Scratch(cache: cache) { _ in path })
        try append([1, 2, 3], to: spool)
        #expect(try bytes(in: spool, count: 3) == [1, 2, 3])
        #expect(TestFiles.names(in: cache).isEmpty)
    }

    @Test("memory serves where no directory does, and within its limit")
    func memory() throws {
        let spool = try Spool(in: Scratch(places: [.directory("/proc/none", isMade: true), .memory]))
        try append([1, 2], to: spool)
        try append([3], to: spool)
        #expect(try bytes(in: spool, count: 3) == [1, 2, 3])
        let piece = [UInt8](repeating: 7, count: 32 << 20)
        let error = #expect(throws: ImageError.self) {
            for _ in 0..<9 { try append(piece, to: spool, limit: .max) }
        }
        let message = error?.message ?? ""
        for part in ["/proc/none", "memory holds 256 MiB only", "Set TMPDIR to a directory"] {
            #expect(message.contains(part), "\(message)")
        }
    }

    @Test("the message where nothing has room names each place and the cure")
    func nowhere() throws {
        let error = #expect(throws: ImageError.self) { try Spool(in: Scratch(directory: "/proc/none")) }
        #expect(error?.message.contains("/proc/none") == true)
        #expect(error?.message.contains("Set TMPDIR to a directory with enough free space") == true)
    }

    @Test("more than the limit is refused, and a cleared file is empty")
    func limit() throws {
        let spool = try Spool(in: Scratch(directory: folder("scratch")))
        try append([1, 2, 3, 4], to: spool, limit: 4)
        #expect(throws: ImageError.self) { try append([5], to: spool, limit: 4) }
        try spool.clear()
        try append([9], to: spool, limit: 4)
        #expect(try bytes(in: spool, count: 1) == [9])
    }

    @Test("relative base directories of the environment are ignored", arguments: ["cache", "./cache", "~/x", ""])
    func relativeBases(_ value: String) {
        #expect(Directory.base("XDG_CACHE_HOME") { _ in value } == nil)
        #expect(Directory.base("XDG_CACHE_HOME") { _ in "/cache" } == "/cache")
        let search = CredentialSearch { name in name.hasPrefix("XDG") ? value : name == "HOME" ? "/home/me" : nil }
        #expect(search.files.allSatisfy { $0.hasPrefix("/") }, "\(search.files)")
    }
}
