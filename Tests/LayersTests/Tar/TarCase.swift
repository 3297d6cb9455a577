import TestSupport
import Testing

/// An archive and what a reader must say of it.
struct TarCase: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let lines: [String]
    let contents: [String: String]

    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], lines: [String], contents: [String: String] = [:]) {
        self.name = name
        self.bytes = bytes
        self.lines = lines
        self.contents = contents
    }

    static let all: [TarCase] = plain + extended + sparse + endings

    private static let deep = String(repeating: "directory/", count: 20) + "file"

    private static let plain: [TarCase] = [
        TarCase(
            "V7, whose directories end in a slash",
            TarBlocks.archive { tar in
                tar.append(TarBlocks.Header("etc/").with { ($0.form, $0.type) = (.v7, 0) })
                tar.file("etc/motd", "hello") { ($0.form, $0.type) = (.v7, 0) }
            }, lines: ["dir 644 0:0 0 etc", "file 644 0:0 5 etc/motd"], contents: ["etc/motd": "hello"]),
        TarCase(
            "a name of exactly 100 bytes",
            TarBlocks.archive { $0.file(String(repeating: "n", count: 100), "x") },
            lines: ["file 644 0:0 1 " + String(repeating: "n", count: 100)]),
        TarCase(
            "ustar's prefix",
            TarBlocks.archive { $0.file("file", "x") { $0.prefix = "usr/share/doc" } },
            lines: ["file 644 0:0 1 usr/share/doc/file"], contents: ["usr/share/doc/file": "x"]),
        TarCase(
            "GNU's header, in which the prefix is something else",
            TarBlocks.archive { $0.file("file", "x") { ($0.form, $0.prefix) = (.gnu, "14563211044") } },
            lines: ["file 644 0:0 1 file"]),
        TarCase(
            "modes and owners",
            TarBlocks.archive { tar in
                tar.file("bin/su", "") {
                    ($0.mode, $0.userID, $0.groupID) = (.octal(0o104_755), .octal(1000), .octal(0o777_7777))
                }
            }, lines: ["file 4755 1000:2097151 0 bin/su"]),
        TarCase(
            "numbers in base 256",
            TarBlocks.archive { tar in
                tar.file("big", "hello") {
                    ($0.size, $0.userID, $0.groupID) = (.base256(5), .base256(3_000_000), .base256(4_294_967_294))
                }
            }, lines: ["file 644 3000000:4294967294 5 big"], contents: ["big": "hello"]),
        TarCase(
            "numbers with spaces around, without an end, and none at all",
            TarBlocks.archive { tar in
                tar.file("spaces", "hello") { $0.size = .text("         5 \u{0}") }
                tar.file("endless", "hello") { $0.size = .text("000000000005") }
                tar.file("none", "") { ($0.mode, $0.size) = (.text(""), .text("           ")) }
            }, lines: ["file 644 0:0 5 spaces", "file 644 0:0 5 endless", "file 0 0:0 0 none"]),
        TarCase(
            "a checksum over signed bytes",
            TarBlocks.archive { $0.file("\u{e9}t\u{e9}", "x") { $0.sumsSigned = true } }, lines: ["file 644 0:0 1 été"]),
        TarCase(
            "links, whose sizes lie",
            TarBlocks.archive { tar in
                tar.file("target", "content")
                tar.append(TarBlocks.Header("hard", type: "1", size: 7).with { $0.link = Array("./target".utf8) })
                tar.append(TarBlocks.Header("soft", type: "2", size: 7).with { $0.link = Array("../up/./x".utf8) })
                tar.file("after", "y")
            },
            lines: [
                "file 644 0:0 7 target", "link 644 0:0 0 hard -> target", "symlink 644 0:0 0 soft -> ../up/./x",
                "file 644 0:0 1 after",
            ], contents: ["after": "y"]),
        TarCase(
            "devices, pipes and directories",
            TarBlocks.archive { tar in
                tar.append(TarBlocks.Header("dev/null", type: "3", size: 99))
                tar.append(TarBlocks.Header("dev/sda", type: "4"))
                tar.append(TarBlocks.Header("dev/pipe", type: "6"))
                tar.append(TarBlocks.Header("dev/shm", type: "5"))
                tar.append(TarBlocks.Header("dev/dump", type: "D"))
                tar.append(TarBlocks.Header("contiguous", type: "7", size: 1), storing: [0x61])
            },
            lines: [
                "char 644 0:0 0 dev/null", "block 644 0:0 0 dev/sda", "fifo 644 0:0 0 dev/pipe",
                "dir 644 0:0 0 dev/shm", "dir 644 0:0 0 dev/dump", "file 644 0:0 1 contiguous",
            ], contents: ["contiguous": "a"]),
        TarCase(
            "a file whose name ends in a slash although its type says file",
            TarBlocks.archive { tar in
                tar.file("odd/", "content")
                tar.file("after", "y")
            }, lines: ["file 644 0:0 7 odd", "file 644 0:0 1 after"], contents: ["odd": "content"]),
        TarCase(
            "paths that are written in other ways",
            TarBlocks.archive { tar in
                for name in ["./a", "/b", "c//d", "./././e/./f", ".//.g", "..h", "i..", "j/...", "./"] {
                    tar.append(TarBlocks.Header(name))
                }
                tar.append(TarBlocks.Header(".", type: "5"))
            },
            lines: ["a", "b", "c/d", "e/f", ".g", "..h", "i..", "j/...", ""].map { "file 644 0:0 0 \($0)" }
                + ["dir 644 0:0 0 "]),
    ]

    private static let extended: [TarCase] = [
        TarCase(
            "pax path, link path, size, owner and attributes",
            TarBlocks.archive { tar in
                tar.pax([
                    "path": deep, "size": "5", "uid": "3000000", "gid": "4000000", "mtime": "1700000000.123",
                    "SCHILY.xattr.user.note": "a=b\nc", "comment": "",
                ])
                tar.append(TarBlocks.Header("short", size: 3), storing: Array("hello".utf8))
                tar.pax(["linkpath": deep])
                tar.append(TarBlocks.Header("hard", type: "1"))
                tar.append(TarBlocks.Header("plain"))
            },
            lines: [
                "file 644 3000000:4000000 5 \(deep)", "link 644 0:0 0 hard -> \(deep)", "file 644 0:0 0 plain",
            ], contents: [deep: "hello"]),
        TarCase(
            "pax records without a value, which say nothing",
            TarBlocks.archive { tar in
                tar.pax(["path": "", "size": "", "uid": "", "linkpath": ""])
                tar.file("name", "hello")
            }, lines: ["file 644 0:0 5 name"], contents: ["name": "hello"]),
        TarCase(
            "a pax path that is a directory's",
            TarBlocks.archive { tar in
                tar.pax(["path": "\(deep)/"])
                tar.append(TarBlocks.Header("short/", type: "5"))
            }, lines: ["dir 644 0:0 0 \(deep)"]),
        TarCase(
            "global headers and volume labels",
            TarBlocks.archive { tar in
                tar.append(TarBlocks.Header("label", type: "V").with { $0.form = .gnu })
                tar.pax(["path": "not/this", "comment": "0123456789abcdef"], type: "g")
                tar.file("file", "x")
            }, lines: ["file 644 0:0 1 file"], contents: ["file": "x"]),
        TarCase(
            "a global header between an extended header and its entry",
            TarBlocks.archive { tar in
                tar.pax(["path": "named"])
                tar.pax(["comment": "x"], type: "g")
                tar.file("file", "x")
            }, lines: ["file 644 0:0 1 named"]),
        TarCase(
            "GNU's long names and links",
            TarBlocks.archive { tar in
                tar.long(deep + "2", type: "K")
                tar.long(deep)
                tar.append(TarBlocks.Header("cut", type: "1").with { ($0.form, $0.link) = (.gnu, Array("cut".utf8)) })
                tar.file("next", "x") { $0.form = .gnu }
            }, lines: ["link 644 0:0 0 \(deep) -> \(deep)2", "file 644 0:0 1 next"]),
        TarCase(
            "a pax path before a long name",
            TarBlocks.archive { tar in
                tar.long("from/gnu")
                tar.pax(["path": "from/pax"])
                tar.file("short", "x")
            }, lines: ["file 644 0:0 1 from/pax"]),
    ]

    private static let endings: [TarCase] = [
        TarCase("two blank blocks alone", TarBlocks.archive { _ in }, lines: []),
        TarCase(
            "no blank block at the end",
            Array(TarBlocks.archive { $0.file("a", "x") }.dropLast(1024)), lines: ["file 644 0:0 1 a"]),
        TarCase(
            "one blank block at the end",
            Array(TarBlocks.archive { $0.file("a", "x") }.dropLast(512)), lines: ["file 644 0:0 1 a"]),
        TarCase(
            "a lone blank block in the middle",
            TarBlocks.archive { tar in
                tar.file("a", "x")
                tar.appendBlanks(1)
                tar.file("b", "y")
            }, lines: ["file 644 0:0 1 a", "file 644 0:0 1 b"], contents: ["b": "y"]),
        TarCase(
            "entries and anything else after the end",
            TarBlocks.archive { $0.file("a", "x") }
                + TarBlocks.archive { $0.file("b", "y") } + [UInt8](repeating: 0x41, count: 700),
            lines: ["file 644 0:0 1 a"]),
        TarCase(
            "a last file that is not filled up",
            Array(TarBlocks.archive { $0.file("a", String(repeating: "x", count: 512)) }.dropLast(1024)),
            lines: ["file 644 0:0 512 a"]),
    ]
}
