import Layers
import Platform
import TestSupport
import Testing

/// Archives by the programs that people have, of a real tree, against what the tree holds.
@Suite("Archives by GNU tar and Python", .timeLimit(.minutes(5)))
struct TarProgramsTests {
    /// A way to call GNU tar.
    struct Way: Sendable, CustomTestStringConvertible {
        let format: String
        var more: [String] = []
        /// Whether paths of any length and sizes beyond 8 GiB fit.
        var isUnbounded = true

        var testDescription: String { ([format] + more).joined(separator: " ") }
    }

    private static let ways: [Way] = [
        Way(format: "v7", isUnbounded: false), Way(format: "ustar", isUnbounded: false), Way(format: "gnu"),
        Way(format: "oldgnu"), Way(format: "posix"), Way(format: "gnu", more: ["--sparse", "--hole-detection=raw"]),
        Way(format: "posix", more: ["--sparse", "--hole-detection=raw", "--sparse-version=0.0"]),
        Way(format: "posix", more: ["--sparse", "--hole-detection=raw", "--sparse-version=0.1"]),
        Way(format: "posix", more: ["--sparse", "--hole-detection=raw", "--sparse-version=1.0"]),
        Way(format: "posix", more: ["--label=image", "--blocking-factor=1"]),
    ]

    /// A tree with all that an archive can hold without root's rights.
    private struct Tree {
        let folder: TemporaryFolder
        private(set) var lines: [String] = []
        private(set) var contents: [String: [UInt8]] = [:]

        init(hasLongPaths: Bool) throws {
            folder = try TemporaryFolder("tree")
            try add("tree/etc/motd", Array("hello\n".utf8))
            try add("tree/empty", [])
            try add("tree/été ☃", Array("snow".utf8))
            try add("tree/block", [UInt8](repeating: 0x61, count: 512))
            // Sixty islands: more than a header and one extension block hold.
            var islands = [UInt8](repeating: 0, count: 61 << 14)
            for island in 0..<60 { islands[island << 14] = UInt8(island + 1) }
            try add("tree/islands", islands)
            try add("tree/hole", [UInt8](repeating: 0, count: 100_000))
            if hasLongPaths {
                let long = "tree/" + String(repeating: "a-rather-long-directory-name/", count: 10)
                try add(long + String(repeating: "n", count: 200), Array("deep".utf8))
                try link("tree/far", to: long + "symbolic", symbolically: true)
            }
            try link("tree/near", to: "../etc/motd", symbolically: true)
            try link("tree/second", to: "tree/etc/motd", symbolically: false)
            lines.sort()
        }

        private mutating func add(_ path: String, _ bytes: [UInt8]) throws {
            try folder.write(path, bytes)
            contents[path] = bytes
            lines.append("file \(path) \(bytes.count)")
        }

        private mutating func link(_ path: String, to target: String, symbolically: Bool) throws {
            let program = try #require(RunningProgram.path("ln"))
            let arguments = symbolically ? ["-s", target, folder(path)] : [folder(target), folder(path)]
            #expect(try ChildProcess.run(program, arguments).end == .exited(0))
            if symbolically { lines.append("symlink \(path) -> \(target)") }
        }
    }

    private static func check(_ listing: TarListing, _ tree: Tree) throws {
        #expect(listing.failure == nil)
        #expect(listing.skipped.isEmpty)
        let found = listing.entries.compactMap { entry in
            switch entry.kind {
            case .regular: "file \(entry.path) \(entry.size)"
            case .symbolicLink: "symlink \(entry.path) -> \(entry.linkTarget)"
            default: nil
            }
        }
        // Of the two names of one file the archive says which it met second.
        let link = try #require(listing.entries.first { $0.kind == .hardLink })
        let names: Set<String> = ["tree/etc/motd", "tree/second"]
        #expect(Set([link.path, link.linkTarget]) == names)
        let renamed = found.map { $0 == "file tree/second 6" ? "file tree/etc/motd 6" : $0 }
        #expect(renamed.sorted() == tree.lines)
        for (path, bytes) in tree.contents {
            let stored = listing.contents[path] ?? []
            let isRight = stored == bytes || (names.contains(path) && listing.contents["tree/second"] == bytes)
            #expect(isRight, "\(path)")
        }
        #expect(listing.entries.contains { $0.kind == .directory && $0.path == "tree/etc" })
    }

    @Test("GNU tar's archives hold the tree", .enabled(if: RunningProgram.path("tar") != nil), arguments: ways)
    func gnuTar(_ way: Way) throws {
        let program = try #require(RunningProgram.path("tar"))
        let tree = try Tree(hasLongPaths: way.isUnbounded)
        let outcome = try ChildProcess.run(
            program,
            ["-C", tree.folder.path, "--format=\(way.format)"] + way.more + ["-cf", tree.folder("tree.tar"), "tree"])
        #expect(outcome.end == .exited(0))
        try Self.check(TarListing(try TestFiles.bytes(at: tree.folder("tree.tar")), pieceSize: 60_000), tree)
    }

    @Test(
        "Python's archives hold the tree", .enabled(if: RunningProgram.path("python3") != nil),
        arguments: ["USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"])
    func python(_ format: String) throws {
        let program = try #require(RunningProgram.path("python3"))
        let tree = try Tree(hasLongPaths: format != "USTAR_FORMAT")
        let script = """
            import os, sys, tarfile
            os.chdir(sys.argv[1])
            with tarfile.open("tree.tar", "w", format=tarfile.\(format)) as archive:
                archive.add("tree")
            """
        let outcome = try ChildProcess.run(program, ["-c", script, tree.folder.path])
        try #require(outcome.end == .exited(0))
        try Self.check(TarListing(try TestFiles.bytes(at: tree.folder("tree.tar")), pieceSize: 60_000), tree)
    }
}
