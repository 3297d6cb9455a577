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
        #expect(lines.first?.first == "PART")
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
        let lines = run.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let python = try #require(lines.first { $0.first == "PyPI" })
        #expect(python[1] > "2026-07" && python[1] < "2026-12", "a record from the future is in it")
        let origin = try #require(python.last)
        #expect(python.suffix(3) == ["snapshot", "of", origin])
        #expect(origin > "2026-07" && origin < "2026-12")
        #expect(!run.text.contains("built from files"))
        #expect(!run.text.contains(place("data")), "there is nothing there")
        #expect(TestFiles.names(in: place.folder.path).isEmpty, "looking leaves nothing behind")
        let report = try place.report(try SampleImages.image().writeLayout(place.folder), "--no-cache")
        #expect(report.value["coverage"]?.array?.contains { $0["covered"]?.bool == true } == true)
        let shards = try #require(report.value["database"]?["shards"]?.array)
        #expect(shards.count > 1)
        #expect(shards.allSatisfy { $0["snapshot"]?.string == origin })
        let text = try place.run("scan", place("layout"), "--no-cache").text
        #expect(text.contains("snapshot of \(origin)"), "\(text)")
    }

    @Test("an archive that cannot be read ends with 1, and the database stays as it was")
    func brokenArchive() throws {
        let place = try Workplace()
        let before = try FolderTree.lines(place("data"))
        let archive = try #require(SampleAdvisories.export["/PyPI/all.zip"])
        try place.folder.write("records/PyPI/all.zip", Array(archive.prefix(archive.count / 2)))
        let run = try place.run("db", "build", "--from", place("records"))
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("PyPI/all.zip"), "\(run.errorText)")
        #expect(try FolderTree.lines(place("data")) == before)
    }

    @Test("the same records of the same day give the same snapshot, whenever it is built")
    func day() throws {
        let place = try Workplace()
        var files: [[UInt8]] = []
        for day in ["2024-02-01", "2024-02-15"] {
            let run = try place.run(
                "db", "build", "--from", place("records"), "--date", day, "--snapshot", place("snapshot"))
            #expect(run.end == .exited(0), "\(run.errorText)")
            files.append(try TestFiles.bytes(at: place("snapshot")))
        }
        #expect(files[0] == files[1], "no record's time lies between")
        #expect(try place.run("db", "build", "--from", place("records"), "--date", "soon").end == .exited(1))
    }

    @Test("the parts that a scan asked are named, whatever they are called, and the digest is of them")
    func shards() throws {
        let place = try Workplace()
        let target = try ImageFixture([
            [
                TarWriter.Entry("etc/os-release", text: "ID=chainguard\nVERSION_ID=20230214\n"),
                TarWriter.Entry("lib/apk/db/installed", text: "P:keel\nV:1.5-r0\nA:x86_64\n\n"),
            ]
        ]).writeLayout(place.folder)
        var digests: [String] = []
        for fixed in ["2", "3"] {
            try place.folder.write(
                "records/wolfi.json",
                text: """
                    {"id":"CGA-1","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2030-0031"],
                     "affected":[{"package":{"ecosystem":"Wolfi","name":"keel"},
                       "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"\(fixed)"}]}]}]}
                    """)
            try #require(try place.run("db", "build", "--from", place("records")).code == 0)
            let report = try place.report(target)
            #expect(report.matches.compactMap { $0["id"]?.string } == ["CVE-2030-0031"])
            let database = try #require(report.value["database"])
            // The record has no rating, so those that rate others' CVEs were asked too.
            #expect(
                database["shards"]?.array?.compactMap { $0["name"]?.string }
                    == ["Bitnami", "Julia", "Wolfi", "exploits"])
            digests.append(try #require(database["digest"]?.string))
            let part = try #require(report.value["coverage"]?[0])
            #expect(part["sources"]?.array?.compactMap(\.string) == ["Wolfi"])
            #expect(part["missing"]?.array?.compactMap(\.string) == ["Chainguard"])
        }
        #expect(digests[0] != digests[1])
        let text = try place.run("scan", target).text
        #expect(text.contains(" of Chainguard: the database lacks advisories for 1 of its 2 parts: Chainguard."))
        #expect(text.contains("Advisories: Wolfi (newest record 2024-01-01, "), "\(text)")
        #expect(!text.contains("Bitnami"), "those that only rate are not the packages' own")
    }

    @Test(
        "where a compatible distribution stands in, it is the one that is named",
        .enabled(if: Corpus.images.folder != nil))
    func standIn() throws {
        let place = try Workplace(hasAdvisories: false)
        let target = "\(try #require(Corpus.images.folder))/pkgdb-rocky-8.4.tar"
        let report = try place.report(target, "--compatible")
        #expect(!report.matches.isEmpty)
        #expect(
            report.value["database"]?["shards"]?.array?.compactMap { $0["name"]?.string }.contains("AlmaLinux:8")
                == true)
        let text = try place.run("scan", target, "--compatible").text
        #expect(text.contains("were checked against AlmaLinux:8, a compatible distribution."), "\(text.suffix(600))")
        #expect(text.contains("): AlmaLinux:8 (newest record 2026"))
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
            run.text.contains("10 records in 4 parts") || run.text.contains("10 records in 3 parts"), "\(run.text)")
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
            if run.code == 0 {
                #expect(try run.report().matches.count == 5, "\(name)")
            } else {
                #expect(run.errorText.contains(place("\(folder)/\(name)")), "\(run.errorText)")
                #expect(run.errorText.contains("hullmark db update or db build makes it anew"))
            }
            try place.folder.write("\(folder)/\(name)", bytes)
        }
    }

    @Test("a broken index is named with its cure")
    func brokenIndex() throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        try place.folder.write("data/hullmark/db/index", text: "no index")
        let run = try place.run("scan", target)
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains(place("data/hullmark/db/index")))
        #expect(run.errorText.contains("hullmark db update or db build makes it anew"))
        try #require(try place.run("db", "build", "--from", place("records")).code == 0)
        #expect(try place.run("scan", target).end == .exited(0))
    }

    @Test("a database that was named and is not there is an error, and no reason to take the snapshot")
    func missingFolder() throws {
        let place = try Workplace(hasAdvisories: false)
        let target = try SampleImages.image().writeLayout(place.folder)
        let runs = [
            try place.run("scan", "--db", place("none"), target),
            try place.run("scan", target, environment: ["HULLMARK_DB": place("none")]),
            try place.run("explain", "--db", "/etc/passwd", target, "CVE-2030-0001"),
            try place.run("db", "status", "--db", place("none")),
        ]
        for run in runs {
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains("no such directory"))
        }
    }
}
