import Platform
import TestSupport
import Testing

@testable import Runtime

@Suite("Files of stacked layers", .enabled(if: isRoot, "it needs root"))
struct LayeredFilesTests {
    private let place: RuntimePlace
    private let files: LayeredFiles

    init() throws {
        place = try RuntimePlace()
        files = try LayeredFiles(
            lowestFirst: LayerStore(place.runtime).folders(of: place.image(SampleLayers.all)))
    }

    @Test(
        "follow links inside the stack only",
        arguments: [
            ("/bin/sh", "/usr/bin/sh"), ("/up", "/etc/passwd"), ("/etc/../etc/./passwd", "/etc/passwd"),
            ("/etc/gone", nil), ("/data/old", nil), ("/data/new", "/data/new"), ("/loop", nil), ("/missing", nil),
            ("/", "/"), ("/bin", "/usr/bin"), ("/etc/passwd/", nil), ("/etc/passwd/x", nil),
        ])
    func find(path: String, expected: String?) {
        #expect(files.find(path)?.path == expected)
    }

    @Test("are those of the topmost layer")
    func contents() throws {
        #expect(files.contents("/bin/sh", limit: 100) == Array("newer".utf8))
        #expect(files.names(in: "/data") == ["new"])
        #expect(files.names(in: "/etc") == ["group", "passwd"])
    }

    @Test(
        "say who a user is",
        arguments: [
            ("", ImageUser(user: 0, group: 0, home: "/root")),
            ("www", ImageUser(user: 33, group: 33, groups: [4], home: "/var/www")),
            ("33", ImageUser(user: 33, group: 33, groups: [4], home: "/var/www")),
            ("www:logs", ImageUser(user: 33, group: 4, home: "/var/www")),
            ("1000", ImageUser(user: 1000, group: 0)), ("1000:1001", ImageUser(user: 1000, group: 1001)),
        ])
    func users(text: String, expected: ImageUser) throws {
        #expect(try ImageUser(text, in: files) == expected)
    }

    @Test("know no other users", arguments: ["nobody", "www:nogroup", "-1", "4294967295", ":x"])
    func unknownUsers(text: String) {
        #expect(throws: RuntimeError.self) { try ImageUser(text, in: files) }
    }
}
