import Bytes
import TestSupport
import Versions

@testable import Advisories
@testable import Matching

extension ParserTarget {
    /// What the advisories' sources publish.
    static let advisories: [ParserTarget] = [
        ParserTarget("osv-record", documents: AdvisorySeeds.records) { bytes in
            let record = try OSVRecord(bytes)
            var writer = ByteWriter()
            RecordCodec.append(record, to: &writer)
            guard let again = try attempt({ try RecordCodec.read(writer.bytes.span) }) else {
                throw BrokenPromise(text: "a record's compact form is refused")
            }
            try require(again == record, "a record's compact form is another record")
        },
        ParserTarget("osv-files", documents: AdvisorySeeds.records + ["[\(AdvisorySeeds.records[0])]"]) { bytes in
            var draft = RecordSetDraft(name: "npm", isEcosystem: true)
            RecordFiles.readJSON(bytes, from: "a.json", into: &draft)
            RecordFiles.readLines(bytes, from: "a.jsonl", into: &draft)
            let records = draft.finish()
            for index in 0..<records.count { _ = try records.record(index) }
            _ = EcosystemList.read(bytes)
        },
        ParserTarget("affected", seeds: AdvisorySeeds.records.map { Array("1.0.1\0\($0)".utf8) }) { bytes in
            let parts = texts(bytes, 2)
            let record = try OSVRecord(parts[1].utf8.span)
            for affected in record.affected {
                for scheme in [VersionScheme.dpkg, .rpm, .pep440, .npm, .go] {
                    for isEpochUnknown in [false, true] {
                        let version = InstalledVersion(parts[0], scheme: scheme, isEpochUnknown: isEpochUnknown)
                        let evaluation = RangeEvaluation(version, in: affected)
                        try require(
                            evaluation == RangeEvaluation(version, in: affected), "the same question has two answers")
                    }
                }
            }
        },
        ParserTarget(
            "modified-list",
            documents: ["2026-01-02T03:04:05Z,CVE-2026-1\n2025-01-01T00:00:00.5Z,GHSA-a\r\n", "x,../y\n"]
        ) { bytes in
            let list = try ModifiedList(bytes, subject: "fuzz")
            for line in list.lines {
                try require(!line.id.contains("/") && !line.id.hasPrefix("."), "\(line.id) is no file's name")
            }
        },
        ParserTarget(
            "known-exploited",
            documents: [
                #"{"dateReleased":"2026-01-01T00:00:00.0Z","vulnerabilities":[{"cveID":"CVE-2021-44228","#
                    + #""dateAdded":"2021-12-10","knownRansomwareCampaignUse":"Known"},{"cveID":"x"},3]}"#
            ]
        ) { bytes in
            let known = try KnownExploited(bytes)
            try AdvisorySeeds.look(into: ExploitTable.make(ExploitScores(), known, of: nil))
        },
        ParserTarget(
            "exploit-scores",
            documents: [
                "#model_version:v4,score_date:2026-01-01T00:00:00Z\ncve,epss,percentile\nCVE-2024-3094,0.84512,0.99301\n",
                "CVE-2021-44228;1;1e-1\n",
            ]
        ) { bytes in
            let scores = try ExploitScores(bytes)
            try AdvisorySeeds.look(into: ExploitTable.make(scores, KnownExploited(), of: nil))
        },
        ParserTarget(
            "timestamp", texts: ["2026-11-21", "2026-11-21T23:59:59.123Z", "1969-12-31", "9999-12-31T23:59:60"]
        ) { text in
            let code = Timestamp.code(text)
            try require(code >= 0, "a negative code")
            guard let moment = Timestamp(text) else { return }
            try require(Timestamp(moment.description) == moment, "\(text) is written as \(moment)")
            try require(Timestamp.code(Timestamp.text(code: code)) == code, "the code of \(text) is not itself again")
        },
        ParserTarget(
            "cvss",
            texts: [
                "AV:N/AC:L/Au:N/C:P/I:P/A:P", "(AV:L/AC:H/Au:M/C:C/I:N/A:N/E:U/RL:OF/RC:C)",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:P/MAV:L",
                "CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L",
                "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:S/E:A/MAC:H",
            ]
        ) { text in
            let score = try CVSS(text)
            try require((0...100).contains(score.tenths), "\(text) scores \(score.score)")
        },
    ]

    /// The database's own files, which may be cut or crafted where they come from elsewhere.
    static let shards: [ParserTarget] = [
        ParserTarget("shard", seeds: AdvisorySeeds.shards) { bytes in
            let shard = try Shard(.owned(bytes.array))
            for name in ["left-pad", "a", "", String(decoding: bytes.array.suffix(8), as: UTF8.self)] {
                _ = try attempt { try shard.candidates(package: name) }
                _ = try attempt { try shard.candidates(identifier: name) }
            }
            _ = try attempt { try shard.candidates(identifier: "CVE-2024-3094") }
            try shard.verify()
        },
        ParserTarget("exploit-table", seeds: AdvisorySeeds.exploitTables) { bytes in
            try AdvisorySeeds.look(into: bytes.array)
        },
        ParserTarget("database-index", seeds: [AdvisorySeeds.index.bytes].map { Array($0.dropLast(32)) }) { bytes in
            for input in [bytes.array, bytes.array.sealed] {
                guard let index = try attempt({ try DatabaseIndex(input.span, subject: "fuzz") }) else { continue }
                try require(
                    try attempt { try DatabaseIndex(index.bytes.span, subject: "fuzz") } == index,
                    "an index is not itself again")
                _ = DatabaseStatus(shards: index.entries)
            }
        },
        ParserTarget("snapshot", seeds: AdvisorySeeds.snapshots) { bytes in
            let scratch = try ScratchFile("snapshot")
            try scratch.write(bytes.array)
            let database = try AdvisoryDatabase(snapshot: scratch.path)
            for entry in database.entries.prefix(8) { _ = try attempt { try database.shard(entry.name)?.verify() } }
            _ = database.exploitFacts("CVE-2024-3094")
        },
        ParserTarget("record-store", seeds: AdvisorySeeds.stores) { bytes in
            for input in [bytes.array, bytes.array.sealed] {
                guard let store = try attempt({ try RecordStore(input, name: "npm") }) else { continue }
                for index in 0..<store.records.count { _ = try attempt { try store.records.record(index) } }
            }
        },
    ]
}
