import Platform
import TestSupport
import Testing

@testable import Runtime

@Suite("Merged trees", .enabled(if: isRoot, "it needs root"))
struct MergedTreesTests {
    private let place: RuntimePlace

    init() throws { place = try RuntimePlace() }

    private func tree(making made: [String] = [], files: [String] = [], needing needed: [String] = []) throws -> String?
    {
        let root = try ImageRoot(place.image(SampleLayers.all), in: LayerStore(place.runtime))
        return MergedTrees(place.runtime).tree(of: root, making: made, files: files, needing: needed)
    }

    @Test("are what an overlay of the layers shows, and the places of every container")
    func merged() throws {
        let path = try #require(try tree())
        let own = ["/.hullmark", " dev", " proc", " sys", "etc/hosts", "etc/hostname", "etc/resolv.conf"]
        let lines = try RuntimePlace.lines(path).filter { line in !own.contains { line.hasSuffix($0) } }.sorted()
        #expect(
            lines.map { String($0.split(separator: " ").last ?? "") }.sorted() == [
                ".hullmark", "bin", "data", "data/new", "etc", "etc/group", "etc/passwd", "loop", "nowhere", "turns",
                "turns/inner", "up", "usr", "usr/bin", "usr/bin/sh", "var",
            ])
        #expect(lines.contains("dir 711 0:0 etc"))
        #expect(lines.contains("dir 1750 0:0 var"))
        #expect(!lines.contains { $0.contains("opaque") || $0.contains("whiteout") })
        let files = try LayeredFiles(lowestFirst: [path])
        #expect(files.contents("/bin/sh", limit: 100) == Array("newer".utf8))
        for place in ["/.hullmark", "/dev", "/proc", "/sys", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf"] {
            #expect(files.find(place) != nil, "\(place)")
        }
        // The files are the layers' own.
        #expect(try FileStatus(of: "\(path)/usr/bin/sh").linkCount == 2)
        #expect(try Directory.names(at: place.runtime.trees).count == 1)
    }

    @Test("have the places that are asked for, each set a tree of its own")
    func places() throws {
        let plain = try #require(try tree())
        let path = try #require(
            try tree(making: ["/run/app", "/var/lib/x", "/data"], files: ["/run/secrets/a", "/bin/b"]))
        #expect(path != plain)
        let files = try LayeredFiles(lowestFirst: [path])
        for place in ["/run/app", "/var/lib/x", "/run/secrets/a", "/usr/bin/b"] {
            #expect(files.find(place) != nil, "\(place)")
        }
        #expect(try LayeredFiles(lowestFirst: [plain]).find("/run") == nil)
        #expect(try tree(making: ["/data"]) == plain)
        #expect(try Directory.names(at: place.runtime.trees).count == 2)
    }

    @Test(
        "are none where a place cannot be made",
        arguments: [["/nowhere/x"], ["/nowhere"], ["/etc/passwd/x"]])
    func impossible(made: [String]) throws {
        #expect(try tree(making: made) == nil)
        #expect(try tree(needing: ["/not/there"]) == nil)
    }
}
