import Bytes
import Layers
import Platform
import TestSupport
import Testing

@Suite("What a layer says of paths")
struct PathTableTests {
    /// A table of paths and marks, given in any order.
    private static func table(_ rows: KeyValuePairs<String, PathTable.Marks>) -> PathTable {
        var builder = PathTableBuilder()
        for (path, marks) in rows { builder.add(path, marks) }
        return builder.finish()
    }

    private static let layer = table([
        "usr/bin/tool": .file, "usr": .directory, "usr/bin": .directory, "var/cache": .removed,
        "etc/alternatives": .opaque,
        "etc/alternatives/awk": .file, "lib": .file, "opt": .directory, "z": .file, "a": .file, "été": .removed,
    ])

    @Test(
        "a lower layer's file is hidden by what is at its path or above it",
        arguments: [
            // The same path, whatever is there now.
            ("usr/bin/tool", true), ("lib", true), ("opt", true), ("var/cache", true), ("etc/alternatives/awk", true),
            // Something above it is gone, is a file now, or shows nothing from below.
            ("var/cache/apt/x", true), ("lib/ld.so", true), ("lib/x86_64/libc.so", true), ("etc/alternatives/vi", true),
            ("etc/alternatives/deep/er", true), ("été/neige", true),
            // Directories that are named again hide nothing in them.
            ("usr/bin/other", false), ("opt/app", false), ("usr/share/doc", false), ("etc/passwd", false),
            // Names that only begin alike.
            ("usr/bin/tool2", false), ("var/cache2", false), ("var/cach", false), ("libc", false), ("a2/b", false),
        ])
    func hides(path: String, isHidden: Bool) {
        #expect(Self.layer.hides(path) == isHidden)
    }

    @Test("what has others below it is a directory, named or not")
    func unnamedDirectories() {
        let table = Self.table(["a/b-c": .file, "a/b/c/d": .file, "a/b.d": .file, "x/y": .removed, "usr/lib": .file])
        for path in ["a", "a/b", "a/b/c", "x", "usr"] {
            #expect(table.marks(path[...].utf8) == .directory, "\(path)")
            #expect(table.hides(path), "\(path)")
            #expect(!table.hides("\(path)/other"), "\(path)")
        }
        for path in ["a/b/c/d/e", "a/b/", "b", "a/b-", "us", "usr/li", ""] {
            #expect(table.marks(path[...].utf8).isEmpty, "\(path)")
        }
    }

    @Test("the order in which a layer's entries came is kept")
    func positions() throws {
        let table = Self.table([
            "b": .file, "a": .directory, "c": .file, "b": .directory, "a": .file, "c": .removed,
        ])
        func position(_ path: String, _ marks: PathTable.Marks = []) -> Int? {
            table.position(of: path[...].utf8, with: marks)
        }
        let (a, b, c) = (try #require(position("a")), try #require(position("b")), try #require(position("c")))
        #expect(c < b && b < a)
        #expect(position("a", .file) == a)
        #expect(position("b", .file) == nil)
        #expect(position("d") == nil)
    }

    @Test("an opaque root hides all of the layers below")
    func opaqueRoot() {
        let table = Self.table(["": .opaque])
        for path in ["a", "a/b", ""] { #expect(table.hides(path)) }
        #expect(!Self.table(["": .directory]).hides("a"))
    }

    @Test("a table without paths hides nothing")
    func empty() {
        let table = PathTableBuilder().finish()
        #expect(table.count == 0)
        #expect(!table.hides("a"))
        #expect(!table.hides(""))
        #expect(table.marks("a"[...].utf8) == [])
    }

    @Test("of several entries for a path the last kind counts, and marks about lower layers stay")
    func joins() {
        func marks(_ all: [PathTable.Marks]) -> PathTable.Marks {
            var builder = PathTableBuilder()
            for marks in all { builder.add("p", marks) }
            let table = builder.finish()
            #expect(table.count == 1)
            return table.marks("p"[...].utf8)
        }
        #expect(marks([.file, .directory]) == .directory)
        #expect(marks([.directory, .file]) == .file)
        #expect(marks([.removed, .directory]) == [.removed, .directory])
        #expect(marks([.directory, .removed]) == [.directory, .removed])
        #expect(marks([.opaque, .directory, .file]) == [.opaque, .file])
    }

    @Test("thousands of paths in any order are all found")
    func many() {
        var random = SeededGenerator(seed: 5)
        var builder = PathTableBuilder()
        let paths = (0..<3000).map { "d\($0 % 7)/\($0)" }
        for path in paths.shuffled(using: &random) { builder.add(path, .file) }
        #expect(builder.count == 3000)
        let table = builder.finish()
        #expect(table.count == 3000)
        #expect(paths.allSatisfy { table.marks($0[...].utf8) == .file })
        #expect(!paths.contains { !table.marks("\($0)0x"[...].utf8).isEmpty })
    }

    @Test("a table comes back from a file")
    func stored() throws {
        let folder = try TemporaryFolder()
        let bytes = Self.layer.encoded.rows + Self.layer.encoded.paths
        let path = try folder.write("table", [1, 2, 3] + bytes)
        let file = try MappedFile(path)
        let table = try #require(PathTable(file, range: 3..<(3 + bytes.count)))
        #expect(table.count == Self.layer.count)
        #expect(table.hides("var/cache/apt/x"))
        #expect(!table.hides("usr/bin/other"))
        #expect(table.encoded.rows + table.encoded.paths == bytes)
    }

    @Test("a cut or broken table is refused or answers, and never traps")
    func broken() throws {
        let folder = try TemporaryFolder()
        let bytes = Self.layer.encoded.rows + Self.layer.encoded.paths
        for length in 0..<bytes.count {
            let file = try MappedFile(try folder.write("cut", Array(bytes[..<length])))
            // The builder puts every byte to use, so no beginning is a table.
            #expect(PathTable(file, range: 0..<length) == nil)
        }
        #expect(PathTable(try MappedFile(try folder.write("cut", bytes)), range: 0..<(bytes.count + 1)) == nil)
        var random = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            let file = try MappedFile(try folder.write("broken", random.broken(bytes)))
            guard let table = PathTable(file, range: 0..<bytes.count) else { continue }
            _ = table.hides("usr/bin/other/deep")
            _ = table.hides("z")
        }
    }
}

@Suite("Whiteouts")
struct WhiteoutTests {
    @Test(
        "an entry's name says what of lower layers goes",
        arguments: [
            (".wh.x", Whiteout.file("x")), ("a/b/.wh.c.d", .file("a/b/c.d")), ("a/.wh..wh", .file("a/.wh")),
            (".wh..wh..opq", .opaque(directory: "")), ("a/b/.wh..wh..opq", .opaque(directory: "a/b")),
            ("a/.wh..wh.plnk", .bookkeeping), (".wh..wh.aufs", .bookkeeping), (".wh.", .bookkeeping),
            ("a/.wh..", .bookkeeping), ("a/.wh...", .bookkeeping), ("a/.wh....", .file("a/...")),
            ("x", .none), ("", .none), (".wh", .none), ("a.wh.b", .none), (".wh.a/b", .none), (".WH.a", .none),
        ])
    func parsing(path: String, whiteout: Whiteout) {
        #expect(Whiteout(LayerEntry(path: path)) == whiteout)
    }
}
