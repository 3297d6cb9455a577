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
