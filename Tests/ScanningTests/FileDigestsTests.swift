import Bytes
import Glibc
import Inventory
import Layers
import Platform
import Scanning
import TestSupport
import Testing

@Suite("Digests of an image's files")
struct FileDigestsTests {
    private typealias Entry = TarWriter.Entry

    /// Layers and the files with their contents that are there in the end.
    struct Stack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layers: [[TarWriter.Entry]]
        let files: [String: String]

        init(_ name: String, _ layers: [[TarWriter.Entry]], _ files: [String: String]) {
            testDescription = name
            self.layers = layers
            self.files = files
        }
    }

    private static let base: [TarWriter.Entry] = [
        Entry("app", kind: .directory), Entry("app/a", text: "one"), Entry("b", text: ""),
        Entry("app/link", kind: .symbolicLink("a")),
    ]

    private static let stacks: [Stack] = [
        Stack("one layer", [base], ["app/a": "one", "b": ""]),
        Stack("no layer", [], [:]),
        Stack("a file again in one layer", [base + [Entry("app/a", text: "two")]], ["app/a": "two", "b": ""]),
        Stack("a file that a link replaces", [base + [Entry("b", kind: .symbolicLink("app"))]], ["app/a": "one"]),
        Stack("an upper layer's file", [base, [Entry("app/a", text: "two")]], ["app/a": "two", "b": ""]),
        Stack("a whiteout", [base, [Entry("app/.wh.a"), Entry("c", text: "c")]], ["b": "", "c": "c"]),
        Stack(
            "an opaque directory", [base, [Entry("app/.wh..wh..opq"), Entry("app/n", text: "n")]],
            ["app/n": "n", "b": ""]),
        Stack(
            "hard links, of links too",
            [[Entry("x", text: "one"), Entry("y", kind: .hardLink("x")), Entry("z", kind: .hardLink("y"))]],
            ["x": "one", "y": "one", "z": "one"]),
        Stack(
            "hard links that lead nowhere or in a circle",
            [
                [
                    Entry("x", kind: .hardLink("y")), Entry("y", kind: .hardLink("x")),
                    Entry("z", kind: .hardLink("none")),
                ]
            ],
            [:]),
    ]

    private static func digests(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return "sha1:\(SHA1.hex(of: bytes.span)) sha256:\(Digest(of: bytes).hex)"
    }

    private static func files(_ files: FileList?) -> [String: String]? {
        files.map { Dictionary($0.elements.map { ($0.path, FileDigests($0.digest).text) }) { first, _ in first } }
    }

    private func names(in path: String) throws -> [String] { try Directory.names(in: FileHandle(reading: path)) }

    private static func scan(
        _ layers: [[TarWriter.Entry]], cache: String? = nil, limits: Limits = Limits(), isDamaged: Bool = false
    ) throws -> Inventory {
        let archives = layers.map(TarWriter.archive)
        let image = try ScannedImage.image(
            archives,
            change: { _, bytes in isDamaged ? bytes.dropLast(1024) + [UInt8](repeating: 7, count: 1024) : bytes })
        return try ImageScanner(catalogers: [LineCataloger()], limits: limits, cacheDirectory: cache, width: 2)
            .scan(image, target: "test", readsFiles: true)
    }

    @Test("are those of what is there when the layers are stacked, by path", arguments: stacks)
    func stacked(_ stack: Stack) throws {
        let found = try Self.scan(stack.layers).files
        #expect(Self.files(found) == stack.files.mapValues(Self.digests))
        #expect(found?.elements.map(\.path) == stack.files.keys.sorted())
    }

    @Test("have the facts of each file behind them, and the layer that brought it")
    func facts() throws {
        let found = try Self.scan([
            [Entry("a", text: "abc"), Entry("b", text: "b"), Entry("c", kind: .hardLink("a"))],
            [Entry("b", text: "bb")],
        ])
        let facts = (found.files?.elements ?? []).map { FileFacts($0.digest) }
        #expect(facts.map(\.size) == [3, 2, 3])
        #expect(facts.map(\.layer) == [0, 1, 0])
        #expect(facts.map(\.isHardLink) == [false, false, true])
        #expect(facts.allSatisfy { $0.mode == 0o644 && $0.userID == 0 && $0.groupID == 0 })
        #expect(found.layers.map(\.contentSize) == [4, 2])
    }

    @Test("come from the cache the second time, and are made anew where it is damaged")
    func cached() throws {
        let folder = try TemporaryFolder()
        let first = try Self.scan([Self.base], cache: folder("cache"))
        let again = try Self.scan([Self.base], cache: folder("cache"))
        #expect(first.files != nil && again.files == first.files)
        let name = try #require(try names(in: folder("cache")).first { $0.hasSuffix("-files2") })
        try folder.write("cache/\(name)", text: "HMFILES\0abcdefgh")
        #expect(try Self.scan([Self.base], cache: folder("cache")).files == first.files)
    }

    @Test("are not told of a layer that is not what it should be, nor of too many files")
    func refused() throws {
        let layer = [Entry("a.pkgs", text: "a 1"), Entry("b", text: "b")]
        #expect(throws: ScanError.self) { try Self.scan([layer], isDamaged: true) }
        var limits = Limits()
        limits.digestedFiles = 1
        let found = try Self.scan([layer], limits: limits)
        #expect(found.files == nil)
        #expect(found.packages.count == 1)
        #expect(found.diagnostics.map(\.code) == [.limitExceeded])
    }

    @Test("are not made where nobody asks")
    func unasked() throws {
        #expect(try ScannedImage.inventory([Self.base]).files == nil)
    }

    @Test("of a root file system are those that packages own, and none outside it")
    func rootFileSystem() throws {
        let folder = try TemporaryFolder()
        try folder.write("outside", text: "secret")
        try folder.write("root/usr/bin/tool", text: "tool")
        try folder.write("root/etc/conf", text: "conf")
        try folder.write("root/unowned", text: "x")
        #expect(symlink("usr/bin", folder("root/bin")) == 0)
        #expect(symlink(folder(""), folder("root/up")) == 0)
        #expect(symlink("../outside", folder("root/link")) == 0)
        mkfifo(folder("root/pipe"), 0o644)
        try folder.write(
            "root/own.pkgs",
            text: "own 1 bin/tool etc/conf link up/outside ../outside pipe usr none")
        let found = try ImageScanner(catalogers: [OwningCataloger()], cacheDirectory: nil)
            .scan(rootFileSystem: folder("root"), target: "root", readsFiles: true)
        #expect(Self.files(found.files) == ["bin/tool": Self.digests("tool"), "etc/conf": Self.digests("conf")])
    }

    @Test("take the place of what a package's database says, also by the old names of merged folders")
    func replaced() throws {
        let layer = [
            Entry("own.pkgs", text: "own 1 bin/tool etc/conf usr/share/gone"), Entry("usr/bin/tool", text: "tool"),
            Entry("etc/conf", text: "conf"),
        ]
        let image = try ScannedImage.image([TarWriter.archive(layer)])
        var found = try ImageScanner(catalogers: [OwningCataloger()], cacheDirectory: nil)
            .scan(image, target: "test", readsFiles: true)
        found.useDigestsAsRead()
        #expect(
            Self.files(found.packages.first?.files) == [
                "bin/tool": Self.digests("tool"), "etc/conf": Self.digests("conf"), "usr/share/gone": "md5:00",
            ])
    }
}
