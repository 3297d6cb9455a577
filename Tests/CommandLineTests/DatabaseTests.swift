import Bytes
import JSON
import TestSupport
import Testing

@Suite("The database on the command line")
struct DatabaseTests {
    @Test("its status names every part, its newest record, and where it comes from")
    func status() throws {
        let place = try Workplace()
        let run = try place.run("db", "status")
        #expect(run.end == .exited(0))
        let lines = run.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.first?.first == "SHARD")
        for (name, records) in [("Debian:12", "4"), ("Go", "1"), ("PyPI", "5")] {
            let line = try #require(lines.first { $0.first == name }, "\(run.text)")
            #expect(line[1].hasPrefix("2024-"))
            #expect(line.contains(records), "\(line)")
            #expect(line.suffix(3) == ["built", "from", "files"])
        }
        #expect(lines.contains { $0.first == "exploits" })
        #expect(run.text.contains("Sources"))
    }

    @Test("without a folder of its own it is the snapshot inside the program")
    func snapshot() throws {
        let place = try Workplace(hasAdvisories: false)
        let run = try place.run("db", "status")
        #expect(run.end == .exited(0))
        #expect(run.text.contains("Debian:12"))
        #expect(TestFiles.names(in: place.folder.path).isEmpty, "looking leaves nothing behind")
        let report = try place.report(try SampleImages.image().writeLayout(place.folder), "--no-cache")
        #expect(report.value["coverage"]?.array?.contains { $0["covered"]?.bool == true } == true)
    }

    @Test("a folder without records, or none, ends with 1 and leaves the database as it was")
    func nothingToBuild() throws {
        let place = try Workplace()
        let before = try FolderTree.lines(place("data"))
        try place.folder.write("empty/nothing.txt", text: "")
        for source in [place("empty"), place("missing")] {
            let run = try place.run("db", "build", "--from", source)
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains(source))
        }
        #expect(try FolderTree.lines(place("data")) == before)
    }

    @Test("broken records are named and the good ones kept")
    func brokenRecords() throws {
        let place = try Workplace()
        try place.folder.write("records/PyPI/broken.json", text: "{\"id\":")
        let run = try place.run("db", "build", "--from", place("records"))
        #expect(run.end == .exited(0))
        #expect(
            run.text.contains("10 records in 4 shards") || run.text.contains("10 records in 3 shards"), "\(run.text)")
        #expect(run.errorText.contains("broken.json"))
    }

    @Test("a broken shard ends with 1 and is named, and is never taken for an empty one")
    func brokenShard() throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        let folder = "data/hullmark/db/shards"
        let names = TestFiles.names(in: place(folder))
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try TestFiles.bytes(at: place("\(folder)/\(name)"))
            try place.folder.write("\(folder)/\(name)", Array(bytes.prefix(bytes.count / 2)))
            let run = try place.run("scan", target, "--format", "json")
            #expect(run.code == 0 || run.code == 1)
            if run.code == 0 { #expect(try run.report().matches.count == 5, "\(name)") }
            try place.folder.write("\(folder)/\(name)", bytes)
        }
    }
}
