import Glibc
import Platform
import TestSupport
import Testing

@Suite("Files and directories")
struct FileTests {
    @Test("a file is written whole, and again over the old one")
    func atomicWrite() throws {
        let folder = try TemporaryFolder()
        for (text, isDurable) in [("first", true), ("the second, longer", false), ("", true)] {
            try AtomicFile.write(Array(text.utf8), to: folder("file"), isDurable: isDurable)
            #expect(try TestFiles.bytes(at: folder("file")) == Array(text.utf8))
        }
        #expect(TestFiles.names(in: folder.path) == ["file"])
    }

    @Test("a write that cannot be finished leaves the old file and no draft")
    func atomicFault() throws {
        let folder = try TemporaryFolder()
        try folder.write("target/inside", text: "old")
        // A file cannot take a directory's place: the rename is what fails.
        #expect(throws: SystemError.self) { try AtomicFile.write([1], to: folder("target")) }
        #expect(TestFiles.names(in: folder.path) == ["target"])
        #expect(TestFiles.names(in: folder("target")) == ["inside"])
        let missing = #expect(throws: SystemError.self) { try AtomicFile.write([1], to: folder("no/folder/file")) }
        #expect(missing?.isNotFound == true)
        try folder.write("old", text: "old")
        #expect(throws: SystemError.self) { try AtomicFile.replace(folder("old"), by: folder("no draft")) }
        #expect(try TestFiles.bytes(at: folder("old")) == Array("old".utf8))
    }

    @Test("nothing is written into a read-only folder", .enabled(if: Directory.userIdentifier != 0))
    func readOnlyFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("safe/file", text: "old")
        chmod(folder("safe"), 0o555)
        defer { chmod(folder("safe"), 0o755) }
        #expect(throws: SystemError.self) { try AtomicFile.write([1], to: folder("safe/file")) }
        #expect(try TestFiles.bytes(at: folder("safe/file")) == Array("old".utf8))
    }

    @Test("a disk that is full leaves the old file", .enabled(if: access("/dev/full", W_OK) == 0))
    func fullDisk() throws {
        let full = try FileHandle(appending: "/dev/full")
        let error = FileTests.failure { () throws(SystemError) in try full.write([1, 2, 3]) }
        #expect(error?.number == ENOSPC)
        #expect(error?.call == "write")
    }

    @Test("a draft that a crash left does not stand in the way")
    func leftDraft() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", text: "old")
        for number in 0..<50 { try folder.write("file.\(getpid()).\(number).tmp", text: "half") }
        // Names go on with a counter, so that sooner or later one is free; until then the old file stays.
        var written = false
        for _ in 0..<60 where !written {
            written =
                FileTests.failure { () throws(SystemError) in try AtomicFile.write([0x6e], to: folder("file")) } == nil
            let content = try TestFiles.bytes(at: folder("file"))
            #expect(content == (written ? [0x6e] : Array("old".utf8)))
        }
        #expect(written)
    }

    private static func failure(_ body: () throws(SystemError) -> Void) -> SystemError? {
        do throws(SystemError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test("a file that is gone may be removed again")
    func removal() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", text: "x")
        AtomicFile.remove(folder("file"))
        AtomicFile.remove(folder("file"))
        #expect(TestFiles.names(in: folder.path).isEmpty)
    }

    @Test("ranges are read as far as the file goes")
    func ranges() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("file", text: "0123456789")
        let file = try FileHandle(reading: path)
        #expect(try file.read(2..<5) == Array("234".utf8))
        #expect(try file.read(8..<50) == Array("89".utf8))
        #expect(try file.read(20..<30) == [])
        #expect(try file.read(3..<3) == [])
        let status = try file.status()
        #expect(status.size == 10)
        #expect(status.kind == .regular)
        #expect(status.linkCount == 1)
    }

    @Test("files are written, moved in, cut and locked")
    func writing() throws {
        let folder = try TemporaryFolder()
        let path = folder("file")
        let file = try FileHandle(creating: path, mode: 0o600)
        try file.lock()
        try file.write(Array("hello world".utf8))
        try file.seek(to: 6)
        try file.write(Array("there".utf8))
        try file.truncate(to: 9)
        try file.synchronize()
        #expect(try TestFiles.bytes(at: path) == Array("hello the".utf8))
        #expect(try file.status().mode == 0o600)
        #expect(FileTests.failure { () throws(SystemError) in _ = try FileHandle(creating: path) }?.number == EEXIST)
    }

    @Test("errors name the call, the path and the reason")
    func errors() {
        let error = FileTests.failure { () throws(SystemError) in _ = try FileHandle(reading: "/does/not/exist") }
        #expect(error?.isNotFound == true)
        #expect(error?.description == "/does/not/exist: No such file or directory (open)")
        #expect(SystemError(number: EACCES, call: "read").description == "Permission denied (read)")
        #expect(!SystemError(number: EACCES, call: "read").isNotFound)
    }

    @Test("directories are made with those above them, twice if need be")
    func directories() throws {
        let folder = try TemporaryFolder()
        for _ in 0..<2 {
            try Directory.make(folder("a/b//c/d"))
            try Directory.make(folder("e/"))
        }
        #expect(TestFiles.names(in: folder.path) == ["a", "e"])
        #expect(TestFiles.names(in: folder("a/b/c")) == ["d"])
        try folder.write("file", text: "x")
        #expect(throws: SystemError.self) { try Directory.make(folder("file/below")) }
        #expect(throws: SystemError.self) { try Directory.make("") }
    }

    @Test("names come sorted by their bytes")
    func names() throws {
        let folder = try TemporaryFolder()
        let names = ["b", "a", "B", "é", ".hidden", "a-b", "a.b", "10", "9"]
        for name in names { try folder.write(name, text: "") }
        let sorted = [".hidden", "10", "9", "B", "a", "a-b", "a.b", "b", "é"]
        #expect(try Directory.names(at: folder.path) == sorted)
        #expect(throws: SystemError.self) { try Directory.names(at: folder("a")) }
        #expect(throws: SystemError.self) { try Directory.names(at: folder("none")) }
    }

    @Test("entries of a directory are told apart, and links at the end are not followed")
    func entries() throws {
        let folder = try TemporaryFolder()
        try folder.write("folder/file", text: "12345")
        symlink("/etc/passwd", folder("link"))
        link(folder("folder/file"), folder("second"))
        mkfifo(folder("pipe"), 0o644)
        let directory = try FileHandle(reading: folder.path)
        func kind(_ name: String) throws -> FileKind { try FileStatus(of: name, in: directory).kind }
        #expect(try kind("folder") == .directory)
        #expect(try kind("link") == .symbolicLink)
        #expect(try kind("second") == .regular)
        #expect(try kind("pipe") == .fifo)
        #expect(try FileStatus(of: "second", in: directory).linkCount == 2)
        #expect(try FileStatus(of: folder("link")).kind == .regular)
        #expect(
            FileTests.failure { () throws(SystemError) in _ = try FileHandle(reading: "link", in: directory) } != nil)
        #expect(try FileHandle(reading: "second", in: directory).read(0..<9).count == 5)
        // A pipe that nobody writes to does not hold the call up.
        #expect(
            FileTests.failure { () throws(SystemError) in _ = try FileHandle(reading: "pipe", in: directory) } == nil)
    }

    @Test("a mapped file has the file's bytes; an empty one has none; a directory cannot be mapped")
    func mapping() throws {
        let folder = try TemporaryFolder()
        let file = try MappedFile(try folder.write("file", [1, 2, 3]))
        #expect(Array(file.bytes) == [1, 2, 3])
        #expect(file.count == 3)
        let empty = try MappedFile(try folder.write("empty", []))
        #expect(empty.count == 0)
        #expect(empty.bytes.isEmpty)
        #expect(throws: SystemError.self) { try MappedFile(folder.path) }
        #expect(throws: SystemError.self) { try MappedFile(folder("none")) }
        // The bytes stay those of the file that was mapped when another takes its place.
        try AtomicFile.write([9], to: folder("file"))
        #expect(Array(file.bytes) == [1, 2, 3])
    }

    @Test("the proc file system is told from a disk")
    func fileSystems() throws {
        #expect(try Directory.fileSystemType(of: FileHandle(reading: "/proc")) == 0x9fa0)
        #expect(try Directory.fileSystemType(of: FileHandle(reading: "/tmp")) != 0x9fa0)
    }
}
