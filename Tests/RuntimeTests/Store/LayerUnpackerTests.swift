import Bytes
import Glibc
import Platform
import TestSupport
import Testing

@testable import Images
@testable import Runtime

@Suite("Unpacking a layer", .enabled(if: isRoot, "it needs root"))
struct LayerUnpackerTests {
    /// One layer and what it becomes.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let archive: [UInt8]
        let lines: [String]
        var testDescription: String { name }

        init(_ name: String, _ lines: [String], _ body: (inout TarBlocks) -> Void) {
            self.name = name
            self.lines = lines
            archive = TarBlocks.archive(body)
        }
    }

    static let cases: [Case] = [
        Case("keeps permissions and owners", ["dir 1777 0:0 tmp", "file 4755 7:8 2 tmp/su"]) { tar in
            tar.append(.init("tmp/", type: "5").with { $0.mode = .octal(0o1777) })
            tar.file("tmp/su", "hi") {
                $0.mode = .octal(0o4755)
                $0.userID = .octal(7)
                $0.groupID = .octal(8)
            }
        },
        Case("keeps links as they are written", ["link 0:0 /etc/passwd a", "link 0:0 ../../x b"]) { tar in
            tar.append(.init("a", type: "2").with { $0.link = Array("/etc/passwd".utf8) })
            tar.append(.init("b", type: "2").with { $0.link = Array("../../x".utf8) })
        },
        Case("makes hard links", ["dir 755 0:0 d", "file 644 0:0 1 d/a", "file 644 0:0 1 d/b"]) { tar in
            tar.file("d/a", "x")
            tar.append(.init("d/b", type: "1").with { $0.link = Array("/d/a".utf8) })
        },
        Case("hides what was removed", ["dir 755 0:0 etc", "whiteout etc/gone"]) { tar in
            tar.file("etc/.wh.gone", "")
        },
        Case("hides what was below", ["dir 700 0:0 opaque etc", "file 644 0:0 1 etc/new"]) { tar in
            tar.append(.init("etc/", type: "5").with { $0.mode = .octal(0o700) })
            tar.file("etc/.wh..wh..opq", "")
            tar.file("etc/new", "x")
        },
        Case("keeps what it removes below and has itself", ["dir 755 0:0 opaque etc", "file 644 0:0 1 etc/new"]) {
            tar in
            tar.file(".wh.etc", "")
            tar.append(.init("etc/", type: "5").with { $0.mode = .octal(0o755) })
            tar.file("etc/new", "x")
        },
        Case("takes the last of several entries", ["file 644 0:0 3 a"]) { tar in
            tar.append(.init("a/", type: "5"))
            tar.file("a/b", "x")
            tar.file("a", "new")
        },
        Case("leaves devices out", ["fifo 644 0:0 pipe"]) { tar in
            tar.append(.init("sda", type: "4"))
            tar.append(.init("null", type: "3"))
            tar.append(.init("pipe", type: "6"))
        },
        Case("does not keep what overlayfs would obey", ["file 644 0:0 1 a"]) { tar in
            tar.pax([
                "SCHILY.xattr.trusted.overlay.redirect": "/etc", "SCHILY.xattr.user.overlay.opaque": "y",
                "SCHILY.xattr.user.kept": "1",
            ])
            tar.file("a", "x")
        },
    ]

    @Test("works as overlayfs wants it", arguments: cases)
    func unpacks(_ item: Case) throws {
        let place = try RuntimePlace()
        let folder = try LayerStore(place.runtime).folders(of: place.image([item.archive]))[0]
        #expect(try RuntimePlace.lines(folder) == item.lines)
        #expect(try Directory.names(at: place.runtime.layers).count == 1)
    }

    /// Layers that try to write elsewhere, and the file that they want to make.
    static let hostile: [Case] = [
        Case("a link in place of a folder", []) { tar in
            tar.append(.init("d", type: "2").with { $0.link = Array("/tmp/hm-escape".utf8) })
            tar.file("d/x", "x")
        },
        Case("a folder swapped for a link", []) { tar in
            tar.append(.init("d/", type: "5"))
            tar.append(.init("d", type: "2").with { $0.link = Array("/tmp/hm-escape".utf8) })
            tar.file("d/x", "x")
        },
        Case("a relative link upwards", []) { tar in
            tar.append(.init("d", type: "2").with { $0.link = Array("../../../../../../tmp/hm-escape".utf8) })
            tar.append(.init("d/x/", type: "5"))
        },
        Case("a path upwards", []) { tar in tar.file("../../../../tmp/hm-escape/x", "x") },
        Case("a hard link to a file outside", []) { tar in
            tar.append(.init("a", type: "1").with { $0.link = Array("/etc/hostname".utf8) })
        },
        Case("a hard link through a link", []) { tar in
            tar.append(.init("e", type: "2").with { $0.link = Array("/etc".utf8) })
            tar.append(.init("a", type: "1").with { $0.link = Array("e/hostname".utf8) })
        },
        Case("a hard link upwards", []) { tar in
            tar.append(.init("a", type: "1").with { $0.link = Array("../../etc/hostname".utf8) })
        },
        Case("a whiteout through a link", []) { tar in
            tar.append(.init("d", type: "2").with { $0.link = Array("/tmp/hm-escape".utf8) })
            tar.file("d/.wh.kept", "")
        },
        Case("an opaque mark through a link", []) { tar in
            tar.append(.init("d", type: "2").with { $0.link = Array("/tmp/hm-escape".utf8) })
            tar.file("d/.wh..wh..opq", "")
        },
        Case("a file below a file", []) { tar in
            tar.file("d", "x")
            tar.file("d/x", "x")
        },
    ]

    @Test("refuses paths that leave it", .serialized, arguments: hostile)
    func refuses(_ item: Case) throws {
        let outside = "/tmp/hm-escape"
        mkdir(outside, 0o755)
        defer { rmdir(outside) }
        let place = try RuntimePlace()
        let image = try place.image([item.archive])
        #expect(throws: RuntimeError.self) { try LayerStore(place.runtime).folders(of: image) }
        #expect(try Directory.names(at: outside) == [])
        #expect(try Directory.names(at: place.runtime.layers) == [])
    }

    @Test("keeps capabilities and attributes of users")
    func attributes() throws {
        let place = try RuntimePlace()
        let archive = TarBlocks.archive { tar in
            tar.pax(["SCHILY.xattr.user.kept": "1"])
            tar.file("a", "x")
        }
        let folder = try LayerStore(place.runtime).folders(of: place.image([archive]))[0]
        let file = try FileHandle(reading: "\(folder)/a")
        #expect(file.attribute("user.kept") == Array("1".utf8))
    }

    @Test("keeps times, of folders too")
    func times() throws {
        let place = try RuntimePlace()
        let archive = TarBlocks.archive { tar in
            tar.pax(["mtime": "1000000000.5"])
            tar.append(.init("d/", type: "5"))
            tar.pax(["mtime": "1100000000"])
            tar.file("d/a", "x")
        }
        let folder = try LayerStore(place.runtime).folders(of: place.image([archive]))[0]
        #expect(try FileStatus(of: "\(folder)/d").modified == 1_000_000_000)
        #expect(try FileStatus(of: "\(folder)/d/a").modified == 1_100_000_000)
    }

    @Test("gives folders that it does not speak of what the layers beneath have")
    func implicitFolders() throws {
        let place = try RuntimePlace()
        let lower = TarBlocks.archive { tar in tar.append(.init("tmp/", type: "5").with { $0.mode = .octal(0o1777) }) }
        let upper = TarBlocks.archive { tar in tar.file("tmp/a", "x") }
        let folders = try LayerStore(place.runtime).folders(of: place.image([lower, upper]))
        #expect(try RuntimePlace.lines(folders[1]) == ["dir 1777 0:0 tmp", "file 644 0:0 1 tmp/a"])
        // Alone it stands for another stack.
        let alone = try LayerStore(place.runtime).folders(of: place.image([upper]))
        #expect(alone[0] != folders[1])
        #expect(try RuntimePlace.lines(alone[0]) == ["dir 755 0:0 tmp", "file 644 0:0 1 tmp/a"])
    }

    @Test("leaves nothing of a layer that breaks off anywhere")
    func broken() throws {
        let archive = TarBlocks.archive { tar in
            tar.append(.init("d/", type: "5"))
            tar.file("d/a", String(repeating: "x", count: 2000))
        }
        for count in stride(from: 0, to: archive.count - 1024, by: 100) {
            let place = try RuntimePlace()
            let whole = try place.image([archive])
            let cut = Array(archive.prefix(count))
            let layer = whole.layers[0]
            let image = Images.Image(
                digest: nil, identifier: whole.identifier, configuration: whole.configuration,
                layers: [
                    .init(
                        digest: layer.digest, size: layer.size, mediaType: layer.mediaType, diffID: layer.diffID,
                        blob: MemoryBlob(cut))
                ], names: [], diagnostics: [])
            #expect(throws: (any Error).self) { try LayerStore(place.runtime).folders(of: image) }
            #expect(try Directory.names(at: place.runtime.layers) == [])
        }
    }

    @Test("sweeps what a process left that was killed, and not what another does")
    func sweeps() throws {
        let place = try RuntimePlace()
        try Directory.make("\(place.runtime.layers)/.unpacking-1-1/tree/d")
        try Directory.make("\(place.runtime.layers)/.unpacking-2-1/tree/d")
        let lock = try FileHandle(appending: "\(place.runtime.layers)/.unpacking-2-1/lock")
        try lock.lock()
        try LayerStore(place.runtime).sweep()
        #expect(try Directory.names(at: place.runtime.layers) == [".unpacking-2-1"])
        _ = consume lock
        try LayerStore(place.runtime).sweep()
        #expect(try Directory.names(at: place.runtime.layers) == [])
    }
}
