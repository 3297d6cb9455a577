import Glibc
import Inventory
import Layers
import Scanning
import TestSupport
import Testing

@Suite("Scanning root file systems")
struct RootFileSystemTests {
    private static func scan(_ folder: TemporaryFolder, limits: Limits = Limits()) throws -> Inventory {
        try ImageScanner(catalogers: [LineCataloger()], limits: limits, cacheDirectory: nil)
            .scan(rootFileSystem: folder("root"), target: "root")
    }

    @Test("files are found wherever they are, and names of whiteouts are names as others")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.write("root/a.pkgs", text: "a 1")
        try folder.write("root/deep/er/b.pkgs", text: "b 1")
        try folder.write("root/deep/.wh.x.pkgs", text: "c 1")
        try folder.write("root/empty.pkgs", text: "")
        let inventory = try Self.scan(folder)
        #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs", "b 1 @0 deep/er/b.pkgs", "c 1 @0 deep/.wh.x.pkgs"])
        #expect(inventory.layers.map(\.diffID) == [nil])
        #expect(inventory.diagnostics.isEmpty)
    }

    @Test("links lead nowhere: neither out of the root nor in circles")
    func links() throws {
        let folder = try TemporaryFolder()
        try folder.write("outside/secret.pkgs", text: "secret 1")
        try folder.write("root/a.pkgs", text: "a 1")
        for (target, name) in [
            (folder("outside"), "away"), ("../outside", "up"), (folder("outside/secret.pkgs"), "file.pkgs"),
            (".", "circle"),
            ("a.pkgs", "same.pkgs"), ("none", "dangling.pkgs"),
        ] { symlink(target, folder("root/\(name)")) }
        #expect(link(folder("root/a.pkgs"), folder("root/hard.pkgs")) == 0)
        mkfifo(folder("root/pipe.pkgs"), 0o644)
        let inventory = try Self.scan(folder)
        #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs,hard.pkgs"])
        #expect(inventory.diagnostics.isEmpty)
    }

    @Test(
        "excluded paths are left out and reported",
        arguments: [
            (["/deep"], ["a 1 @0 a.pkgs", "c 1 @0 deeper/c.pkgs"], ["deep"]),
            (["deep/er/"], ["a 1 @0 a.pkgs,deep/a.pkgs", "c 1 @0 deeper/c.pkgs"], ["deep/er"]),
            (["/./deep//er", "a.pkgs"], ["a 1 @0 deep/a.pkgs", "c 1 @0 deeper/c.pkgs"], ["a.pkgs", "deep/er"]),
            (["/none"], ["a 1 @0 a.pkgs,deep/a.pkgs", "b 1 @0 deep/er/b.pkgs", "c 1 @0 deeper/c.pkgs"], []),
        ])
    func exclusion(excluded: [String], lines: [String], reported: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write("root/a.pkgs", text: "a 1")
        try folder.write("root/deep/a.pkgs", text: "a 1")
        try folder.write("root/deep/er/b.pkgs", text: "b 1")
        try folder.write("root/deeper/c.pkgs", text: "c 1")
        let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil)
            .scan(rootFileSystem: folder("root"), target: "root", excluding: excluded)
        #expect(ScannedImage.lines(inventory) == lines)
        #expect(inventory.diagnostics.map(\.path) == reported)
        #expect(inventory.diagnostics.allSatisfy { $0.code == .excluded })
    }

    @Test("what cannot be read is said", .enabled(if: geteuid() != 0))
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try folder.write("root/a.pkgs", text: "a 1", mode: 0)
        try folder.write("root/closed/b.pkgs", text: "b 1")
        chmod(folder("root/closed"), 0)
        defer { chmod(folder("root/closed"), 0o755) }
        #expect(try Self.scan(folder).diagnostics.map(\.path) == ["a.pkgs", "closed"])
    }

    @Test("a root that is not there is said, and one that is a file")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ScanError.self) { try Self.scan(folder) }
        try folder.write("root", text: "a file")
        #expect(throws: ScanError.self) { try Self.scan(folder) }
    }

    @Test("directories that nest for ever end")
    func depth() throws {
        let folder = try TemporaryFolder()
        let deep = "root" + String(repeating: "/d", count: 300)
        try folder.write("\(deep)/a.pkgs", text: "deep 1")
        try folder.write("root/b.pkgs", text: "b 1")
        let inventory = try Self.scan(folder)
        #expect(ScannedImage.lines(inventory) == ["b 1 @0 b.pkgs"])
        #expect(inventory.diagnostics.map(\.code) == [.limitExceeded])
    }

    @Test("limits keep")
    func limits() throws {
        let folder = try TemporaryFolder()
        for number in 0..<5 { try folder.write("root/\(number).pkgs", text: "p\(number) 1") }
        var limits = Limits()
        limits.entries = 2
        let few = try Self.scan(folder, limits: limits)
        #expect(ScannedImage.lines(few) == ["p0 1 @0 0.pkgs", "p1 1 @0 1.pkgs"])
        #expect(few.diagnostics.map(\.code) == [.limitExceeded])
        limits = Limits()
        limits.fileBytes = 3
        #expect(throws: ScanError.self) { try Self.scan(folder, limits: limits) }
    }

    @Test("a distribution without a database of packages is unknown, not clean")
    func lacksDatabase() throws {
        let folder = try TemporaryFolder()
        try folder.write("root/etc/os-release", text: "ID=debian\nVERSION_ID=12\nPRETTY_NAME=Debian 12\n")
        let scanner = ImageScanner(cacheDirectory: nil)
        let empty = try scanner.scan(rootFileSystem: folder("root"), target: "x")
        #expect(empty.diagnostics.map(\.code) == [.unreadable])
        #expect(empty.diagnostics.first?.message.contains("Debian 12") == true)
        try folder.write(
            "root/var/lib/dpkg/status",
            text: "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n")
        #expect(try scanner.scan(rootFileSystem: folder("root"), target: "x").diagnostics.isEmpty)
    }
}
