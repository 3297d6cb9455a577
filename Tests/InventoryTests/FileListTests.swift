import Bytes
import Inventory
import Testing

@Suite("Lists of files")
struct FileListTests {
    @Test("files come back in their order, relative to the root")
    func order() {
        var list = FileList()
        list.reserveCapacity(bytes: 100)
        list.append("/etc/passwd", digest: "md5:00")
        list.append("//usr/bin/été")
        list.append("a".utf8.span, digest: "sha256:11".utf8.span)
        #expect(list.elements.map(\.path) == ["etc/passwd", "usr/bin/été", "a"])
        #expect(list.elements.map(\.digest) == ["md5:00", "", "sha256:11"])
        #expect(list.count == 3)
        #expect(!list.isEmpty)
        #expect(FileList(packed: list.packed) == list)
    }

    @Test(
        "a list of any length knows its count", arguments: [1, 15, 16, 17, 254, 255, 256, 4_079, 4_080, 4_081, 20_000])
    func count(_ count: Int) {
        var list = FileList()
        for number in 0..<count { list.append("\(number % 10)") }
        #expect(list.packed.count == 3 * count)
        #expect(list.count == count)
        #expect(FileList(packed: list.packed)?.count == count)
    }

    @Test("the root, nothing and NULs are no files", arguments: ["", "/", "///", "a\u{0}b"])
    func none(_ path: String) {
        var list = FileList()
        list.append(path)
        list.append("x", digest: "\u{0}")
        #expect(list.isEmpty)
        #expect(list.elements.isEmpty)
        #expect(list.packed.isEmpty)
    }

    @Test(
        "bytes of another form are refused",
        arguments: [[1], [0], [1, 0], [1, 0, 2], [1, 0, 0, 3, 0, 4]] as [[UInt8]])
    func broken(_ packed: [UInt8]) { #expect(FileList(packed: packed) == nil) }

    @Test("an empty list is a list")
    func empty() {
        #expect(FileList(packed: []) == FileList())
        var visits = 0
        FileList().forEach { _, _ in visits += 1 }
        #expect(visits == 0)
    }
}
