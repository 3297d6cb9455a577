import Bytes
import Testing

@testable import Advisories

@Suite("Shards")
struct ShardTests {
    private static func fixture() throws -> (bytes: [UInt8], records: [OSVRecord]) {
        var records = try [Records.full, Records.withdrawn].map(Records.parse)
        records.append(
            try Records.parse(
                """
                {"id":"PYSEC-2030-2","modified":"2030-04-01T00:00:01Z","aliases":["CVE-2030-8"],"affected":[
                 {"package":{"ecosystem":"PyPI","name":"alpha"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]},
                 {"package":{"ecosystem":"PyPI","name":"omega"},"versions":["3","1"],"severity":[{"type":"CVSS_V2","score":"AV:N"}],
                  "ecosystem_specific":{"module":"m:1","arches":["x86_64","s390x"]}},
                 {"package":{"ecosystem":"PyPI","name":"omega"},
                  "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"9"}]}]}]}
                """))
        return (Records.shard("PyPI", records), records)
    }

    @Test("an entry comes back as it went in")
    func roundTrip() throws {
        let (bytes, records) = try Self.fixture()
        let shard = try Shard(.owned(bytes))
        #expect(shard.ecosystem == "PyPI")
        #expect(shard.recordCount == 3)
        let omega = try shard.candidates(package: "omega")
        #expect(omega.map(\.affected) == Array(records[2].affected.dropFirst()))
        #expect(omega.allSatisfy { $0.advisory == records[2].advisory })
        #expect(try shard.candidates(package: "alpha").map(\.affected) == [records[2].affected[0]])
        var expected = records[0].affected[0]
        expected.name = "hull-mark-tools"
        #expect(
            try shard.candidates(package: "hull-mark-tools") == [
                Candidate(advisory: records[0].advisory, affected: expected)
            ])
    }

    @Test(
        "Python's names are one however they are spelled",
        arguments: ["Hull.Mark_Tools", "hull--mark-tools", "HULL_MARK.TOOLS"])
    func spellings(name: String) throws {
        let shard = try Shard(.owned(try Self.fixture().bytes))
        #expect(try shard.candidates(package: name).count == 1)
    }

    @Test("a withdrawn record is found by its identifiers and not by its package")
    func withdrawn() throws {
        let shard = try Shard(.owned(try Self.fixture().bytes))
        #expect(try shard.candidates(package: "hull-mark-tools").map(\.advisory.id) == ["GHSA-aaaa-bbbb-cccc"])
        for identifier in ["PYSEC-2030-1", "CVE-2030-7"] {
            let found = try shard.candidates(identifier: identifier)
            #expect(found.map(\.advisory.isWithdrawn) == [true])
            #expect(found.map(\.affected.versions) == [["1.0"]])
        }
    }

    @Test(
        "a record is found by each of its identifiers",
        arguments: [
            ("GHSA-aaaa-bbbb-cccc", 1), ("CVE-2030-0001", 1), ("CVE-2029-9", 1), ("CVE-2030-8", 3), ("CVE-2030-", 0),
            ("", 0), ("ZZZ", 0),
        ])
    func identifiers(identifier: String, count: Int) throws {
        let shard = try Shard(.owned(try Self.fixture().bytes))
        #expect(try shard.candidates(identifier: identifier).count == count)
    }

    @Test("a name that is not there gives nothing", arguments: ["", "a", "alph", "alphaa", "zulu"])
    func absent(name: String) throws {
        #expect(try Shard(.owned(try Self.fixture().bytes)).candidates(package: name).isEmpty)
    }

    @Test(
        "the names below a path are those that begin with it and a slash",
        arguments: [
            ("example.org/a", ["example.org/a/b", "example.org/a/b/c", "example.org/a/v2"]),
            ("example.org/a/b", ["example.org/a/b/c"]), ("example.org/a/b/c", []), ("example.org/z", []),
            ("", []),
        ])
    func below(path: String, names: [String]) throws {
        let records = try [
            "example.org/a/b/c", "example.org/a", "example.org/ab", "example.org/a/v2", "example.org/a/b",
            "example.org/a-b", "example.com/x",
        ].enumerated().map { number, name in
            try Records.parse(Records.fixed("GO-\(number)", "Go", name, in: "1.0.0"))
        }
        let shard = try Shard(.owned(Records.shard("Go", records)))
        #expect(try shard.candidates(below: path).map(\.affected.name) == names)
        try shard.verify()
    }

    @Test("an empty shard is one in which nothing is found")
    func empty() throws {
        let shard = try Shard(.owned(Records.shard("npm", [])))
        #expect(try shard.candidates(package: "a").isEmpty)
        #expect(try shard.candidates(identifier: "A").isEmpty)
        try shard.verify()
    }

    @Test("every truncated prefix is an error")
    func truncated() throws {
        let bytes = try Self.fixture().bytes
        for count in bytes.indices {
            #expect(throws: AdvisoryError.self) { try Shard(.owned(Array(bytes.prefix(count)))) }
        }
    }

    @Test("changed bytes never trap, and give an answer or an error")
    func flips() throws {
        let bytes = try Self.fixture().bytes
        for position in bytes.indices {
            for value in [0, 0x7f, 0xff, UInt8.random(in: 0...255)] {
                var changed = bytes
                changed[position] = value
                Self.read(changed)
            }
        }
    }

    @Test("random bytes behind a true header never trap")
    func random() throws {
        let bytes = try Self.fixture().bytes
        for _ in 0..<300 {
            var changed = bytes
            for position in ShardFormat.headerSize..<bytes.count where Bool.random() {
                changed[position] = UInt8.random(in: 0...255)
            }
            Self.read(changed)
        }
    }

    private static func read(_ bytes: [UInt8]) {
        guard let shard = try? Shard(.owned(bytes)) else { return }
        for name in ["alpha", "omega", "hull-mark-tools"] { _ = try? shard.candidates(package: name) }
        for path in ["", "alpha", "hull"] { _ = try? shard.candidates(below: path) }
        for name in ["CVE-2030-0001", "PYSEC-2030-2", "CVE-2030-7"] { _ = try? shard.candidates(identifier: name) }
        try? shard.verify()
    }
}

@Suite("Exploitation")
struct ExploitTests {
    private static let known = """
        {"title":"KEV","dateReleased":"2030-05-05T01:02:03.5Z","vulnerabilities":[
         {"cveID":"CVE-2030-0002","dateAdded":"2030-05-04","knownRansomwareCampaignUse":"Known"},
         {"cveID":"CVE-2030-0001","dateAdded":"2030-05-03","knownRansomwareCampaignUse":"Unknown"},
         {"cveID":"not a CVE","dateAdded":"2030-05-03"}, 7]}
        """

    private static func table(_ scores: String) throws -> ExploitTable {
        let known = Array(Self.known.utf8)
        let text = Array(scores.utf8)
        return try ExploitTable(
            .owned(ExploitTable.make(try ExploitScores(text.span), try KnownExploited(known.span), of: nil)))
    }

    @Test(
        "scores are read with either separator, with and without the first line",
        arguments: [
            "#model_version:v2030.01.01,score_date:2030-05-06T00:00:00+0000\ncve,epss,percentile\nCVE-2030-0001,0.00042,0.05\nCVE-2029-123456,0.9,1\n",
            "cve;epss;percentile\r\nCVE-2029-123456;0.900000000;1.0\r\nCVE-2030-0001;0.000420000;0.050000000\r\n",
        ])
    func scores(text: String) throws {
        let table = try Self.table(text)
        var expected = ExploitFacts()
        expected.knownExploitedSince = "2030-05-03"
        expected.epss = 0.00042
        expected.epssPercentile = 0.05
        #expect(table.facts("CVE-2030-0001") == expected)
        #expect(table.facts("CVE-2029-123456").epss == 0.9)
        #expect(table.facts("CVE-2030-0002").isUsedByRansomware)
        #expect(table.facts("CVE-2030-0003") == ExploitFacts())
        #expect(table.facts("GHSA-aaaa-bbbb-cccc") == ExploitFacts())
    }

    @Test("only the CVEs asked for are given a score")
    func wanted() throws {
        let text = Array("CVE-2030-0001,0.1,0.2\nCVE-2030-0009,0.1,0.2\n".utf8)
        let scores = try ExploitScores(text.span)
        let number = try #require(CVENumber.pack("CVE-2030-0009"))
        let table = try ExploitTable(.owned(ExploitTable.make(scores, KnownExploited(), of: [number])))
        #expect(table.facts("CVE-2030-0001").epss == nil)
        #expect(table.facts("CVE-2030-0009").epss == 0.1)
    }

    @Test("an empty list is an error, never a list of nothing")
    func empty() {
        let header = Array("cve,epss,percentile\n".utf8)
        #expect(throws: AdvisoryError.self) { try ExploitScores(header.span) }
        let none = Array(#"{"vulnerabilities":[]}"#.utf8)
        #expect(throws: AdvisoryError.self) { try KnownExploited(none.span) }
    }

    @Test("every truncated prefix of the catalogue and of the table is an error")
    func truncated() throws {
        let known = Array(Self.known.utf8)
        for count in known.indices {
            #expect(throws: AdvisoryError.self) { try KnownExploited(Array(known.prefix(count)).span) }
        }
        let bytes = ExploitTable.make(ExploitScores(), try KnownExploited(known.span), of: nil)
        for count in bytes.indices {
            #expect(throws: AdvisoryError.self) { try ExploitTable(.owned(Array(bytes.prefix(count)))) }
        }
    }

    @Test(
        "identifiers of CVEs are ordered as numbers, and others are none",
        arguments: [
            ("CVE-1999-0001", true), ("CVE-2024-1000000", true), ("CVE-2024-", false), ("CVE-1980-1", false),
            ("CVE-2024-99999999", false), ("CVE-20x4-1234", false), ("cve-2024-1234", false), ("", false),
        ])
    func numbers(text: String, isNumber: Bool) {
        #expect((CVENumber.pack(text) != nil) == isNumber)
    }
}
