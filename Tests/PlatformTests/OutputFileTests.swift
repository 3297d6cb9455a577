import Glibc
import Platform
import TestSupport
import Testing

@Suite("Writing to what a user named")
struct OutputFileTests {
    private let bytes = Array("result".utf8)

    @Test("a file is made or replaced, and a link leads to what is written")
    func files() throws {
        let folder = try TemporaryFolder()
        try OutputFile.write(bytes, to: folder("new"))
        #expect(try TestFiles.bytes(at: folder("new")) == bytes)
        try folder.write("target", text: "before")
        #expect(symlink("target", folder("link")) == 0)
        try OutputFile.write(bytes, to: folder("link"))
        #expect(try TestFiles.bytes(at: folder("target")) == bytes)
        let opened = try FileHandle(reading: folder.path)
        #expect(try FileStatus(of: "link", in: opened).kind == .symbolicLink)
        #expect(throws: SystemError.self) { try OutputFile.write(bytes, to: folder("no/such/folder")) }
        #expect(throws: SystemError.self) { try OutputFile.write(bytes, to: folder.path) }
    }

    @Test("a device or a pipe stays what it is")
    func devices() throws {
        let folder = try TemporaryFolder()
        // A null device of the test's own, which only root can make; never the machine's.
        if mknod(folder("device"), S_IFCHR | 0o600, dev_t(1 << 8 | 3)) == 0 {
            try OutputFile.write(bytes, to: folder("device"))
            #expect(try FileStatus(of: folder("device")).kind == .characterDevice)
        }
        mkfifo(folder("pipe"), 0o600)
        let reader = open(folder("pipe"), O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try OutputFile.write(bytes, to: folder("pipe"))
        var received = [UInt8](repeating: 0, count: 16)
        #expect(read(reader, &received, received.count) == bytes.count)
        #expect(Array(received[..<bytes.count]) == bytes)
    }
}

extension OutputFileTests {
    /// A path and what makes bytes of a text.
    private func output(_ path: String, _ text: String) -> (path: String, bytes: () -> [UInt8]) {
        (path, { Array(text.utf8) })
    }

    @Test("several files are written, those that are there and those that are not")
    func several() throws {
        let folder = try TemporaryFolder()
        try folder.write("old", text: "before")
        try OutputFile.write([output(folder("old"), "a"), output(folder("new"), "b")])
        #expect(try TestFiles.bytes(at: folder("old")) == Array("a".utf8))
        #expect(try TestFiles.bytes(at: folder("new")) == Array("b".utf8))
        #expect(TestFiles.names(in: folder.path).sorted() == ["new", "old"], "nothing else stays")
    }

    @Test("where one of several cannot be written, none is", arguments: ["no/such/folder", "."])
    func allOrNone(_ last: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("old", text: "before")
        #expect(throws: SystemError.self) {
            try OutputFile.write([
                output(folder("old"), "a"), output(folder("new"), "b"), output(folder(last), "c"),
            ])
        }
        #expect(try TestFiles.bytes(at: folder("old")) == Array("before".utf8))
        #expect(TestFiles.names(in: folder.path) == ["old"])
    }

    @Test("what was placed already is taken back")
    func withdrawn() throws {
        let folder = try TemporaryFolder()
        try folder.write("old", text: "before")
        try folder.write("kept/x", text: "x")
        // Between the drafts and the placing somebody removes the last of the drafts.
        #expect(throws: SystemError.self) {
            try OutputFile.write(
                [output(folder("old"), "a"), output(folder("new"), "b"), output(folder("last"), "c")]
            ) { () throws(SystemError) in
                for name in TestFiles.names(in: folder.path) where name.hasPrefix("last.") { unlink(folder(name)) }
            }
        }
        #expect(try TestFiles.bytes(at: folder("old")) == Array("before".utf8))
        #expect(TestFiles.names(in: folder.path).sorted() == ["kept", "old"])
    }

    @Test("what else cannot be taken back comes before any file is placed")
    func order() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SystemError.self) {
            try OutputFile.write([output(folder("new"), "b")]) { () throws(SystemError) in
                throw SystemError(number: EPIPE, call: "write")
            }
        }
        #expect(TestFiles.names(in: folder.path).isEmpty)
    }

    @Test("one file has one identity, by whatever path, there or not")
    func identity() throws {
        let folder = try TemporaryFolder()
        try folder.write("a", text: "x")
        try folder.write("f/b", text: "x")
        #expect(symlink("a", folder("link")) == 0)
        #expect(symlink("f", folder("g")) == 0)
        for (one, other) in [("a", "./a"), ("a", "link"), ("f/b", "g/b"), ("new", "f/../new"), ("f/new", "g//new")] {
            #expect(OutputFile.identity(of: folder(one)) == OutputFile.identity(of: folder(other)), "\(one) \(other)")
        }
        #expect(symlink("f/later", folder("h")) == 0)
        #expect(OutputFile.identity(of: folder("h")) == OutputFile.identity(of: folder("f/later")))
        #expect(OutputFile.identity(of: folder("new")) != OutputFile.identity(of: folder("newer")))
        #expect(OutputFile.identity(of: folder("f/new")) != OutputFile.identity(of: folder("new")))
        #expect(OutputFile.identity(of: "x") == OutputFile.identity(of: "./x"))
    }
}
