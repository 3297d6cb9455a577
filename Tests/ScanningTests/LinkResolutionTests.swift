import Testing

@testable import Scanning

@Suite("Links inside a root")
struct LinkResolutionTests {
    private static let links = [
        "lib": "usr/lib", "var/lib/rpm": "../../usr/lib/sysimage/rpm", "absolute": "/etc/file", "up": "../../../../etc",
        "twice": "lib/here", "usr/lib/here": "./there/../x", "loop": "loop", "ping": "pong", "pong": "/ping",
        "top": "/",
        "odd": "//a///b/",
    ]

    @Test(
        "a path arrives where a process in that root would",
        arguments: [
            ("plain/file", "plain/file"), ("lib/apk/db/installed", "usr/lib/apk/db/installed"),
            ("var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite"), ("absolute", "etc/file"),
            ("up/passwd", "etc/passwd"), ("twice", "usr/lib/x"), ("top/etc", "etc"), ("odd", "a/b"), ("top", ""),
            ("loop", nil), ("ping/x", nil), ("../../etc", "etc"),
        ] as [(String, String?)])
    func resolve(path: String, end: String?) {
        #expect(LinkResolution.resolve(path) { Self.links[$0] } == end)
    }

    @Test("a link that grows with every step comes to an end")
    func growing() {
        #expect(LinkResolution.resolve("a") { $0.hasSuffix("a") ? "a/a/a" : nil } == nil)
        #expect(LinkResolution.resolve("a") { _ in String(repeating: "x/", count: 4000) } == nil)
    }
}
