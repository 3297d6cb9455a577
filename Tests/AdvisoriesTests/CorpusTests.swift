import Bytes
import JSON
import TestSupport
import Testing

@testable import Advisories

@Suite("The corpus of real advisories", .enabled(if: Corpus.advisories.folder != nil))
struct CorpusTests {
    private static let built: (database: AdvisoryDatabase, report: DatabaseBuilder.Report, folder: TemporaryFolder)? = {
        guard let corpus = Corpus.advisories.folder else { return nil }
        do {
            let folder = try TemporaryFolder()
            let report = try DatabaseBuilder(from: corpus, now: Timestamp("2026-11-22")).build(into: folder.path)
            return (try AdvisoryDatabase(folder: folder.path), report, folder)
        } catch {
            Issue.record(error)
            return nil
        }
    }()

    @Test("every record is read")
    func everyRecord() throws {
        let built = try #require(Self.built)
        // ELTS advisories name packages with another one's package URL, in 107 records.
        let isContradiction = { (error: AdvisoryError) in error.message.contains("has the package URL of") }
        #expect(built.report.diagnostics.allSatisfy(isContradiction))
        #expect(Set(built.report.diagnostics.map(\.subject)).count == 107)
        #expect(built.report.recordCount == 60_083)
        let derived = built.database.entries.reduce(0) { $0 + $1.derivedCount }
        #expect(derived > 10_000)
    }

    @Test(
        "known records are found with their facts",
        arguments: [
            ("AlmaLinux:8", "libcap", "ALSA-2026:13285", "2.48-6.el8_10.1"),
            ("Alpine:v3.18", "firefox-esr", "ALPINE-CVE-2022-45421", "102.5.0-r0"),
            ("Debian:8", "openjdk-7", "DSA-3558-1", "7u101-2.6.6-1~deb8u1"),
            ("Ubuntu:22.04:LTS", "tar", "UBUNTU-CVE-2022-48303", "1.34+dfsg-1ubuntu0.1.22.04.1"),
            ("Ubuntu:Pro:16.04:LTS", "tar", "UBUNTU-CVE-2022-48303", "1.28-2.1ubuntu0.2+esm2"),
            ("npm", "assign-deep", "x_NSWG-ECO-370", "0.4.7"),
        ])
    func known(ecosystem: String, package: String, id: String, fixed: String) throws {
        let found = try #require(Self.built).database.candidates(ecosystem: ecosystem, package: package)
        let candidate = try #require(found.first { $0.advisory.id == id })
        #expect(candidate.affected.ranges.first?.events.last == .fixed(fixed))
    }

    @Test("every record that the OSV API matches to a version is among the candidates")
    func expectedMatches() throws {
        let corpus = try #require(Corpus.advisories.folder)
        let database = try #require(Self.built).database
        let bytes = try RecordFiles.contents("\(corpus)/expected-matches.jsonl")
        var lines = Lines(bytes.span)
        var count = 0
        while let line = lines.next() {
            let value = try JSONValue(line)
            let ecosystem = try #require(value["ecosystem"]?.string)
            let name = try #require(value["name"]?.string)
            let ids = value["ids"]?.array?.compactMap(\.string) ?? []
            let found = try database.candidates(ecosystem: ecosystem, package: name)
            let names = Set(found.flatMap { [$0.advisory.id] + $0.advisory.aliases + $0.advisory.upstream })
            #expect(names.isSuperset(of: ids), "\(ecosystem) \(name)")
            count += ids.count
        }
        #expect(count > 100)
    }

    @Test(
        "no record has a CVE that only another name of one of its own has",
        arguments: [
            ("Debian:12", "golang-1.19", "x_DEBCL-CVE-2019-9512"), ("Debian:9", "brotli", "DLA-2476-1"),
            ("Alpine:v3.18", "libwebp", "ALPINE-CVE-2023-4863"),
        ])
    func ownCVEs(ecosystem: String, package: String, id: String) throws {
        let found = try #require(Self.built).database.candidates(ecosystem: ecosystem, package: package)
        let candidate = try #require(found.first { $0.advisory.id == id })
        #expect(
            Set((candidate.advisory.upstream + candidate.advisory.aliases).filter { $0.hasPrefix("CVE-") }).count == 1)
    }

    @Test("the stream of AlmaLinux' modular packages is known")
    func streams() throws {
        let found = try #require(Self.built).database.candidates(ecosystem: "AlmaLinux:8", package: "nodejs")
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.affected.isOfModuleBuild || $0.affected.module.hasPrefix("nodejs:") })
    }

    @Test("AlmaLinux' errata are found by their CVEs and carry Red Hat's word")
    func errata() throws {
        let found = try #require(Self.built).database.candidates(ecosystem: "AlmaLinux:8", identifier: "CVE-2026-4878")
        #expect(found.contains { $0.advisory.id == "ALSA-2026:13285" })
        #expect(found.allSatisfy { $0.advisory.ratings.contains(Rating(kind: .word, text: "Important")) })
    }

    @Test("exploitation is known")
    func exploits() throws {
        let facts = try #require(Self.built).database.exploitFacts("CVE-2021-44228")
        #expect(facts.knownExploitedSince == "2021-12-10")
        #expect(facts.isUsedByRansomware)
        #expect((facts.epss ?? 0) > 0.9)
    }

    @Test("the snapshot that the program carries gives what the whole database gives")
    func embedded() throws {
        let whole = try #require(Self.built).database
        let carried = try AdvisoryDatabase.embedded()
        #expect(carried.entries.map(\.name) == whole.entries.map(\.name))
        for (ecosystem, package) in [
            ("Debian:12", "openssl"), ("PyPI", "Django"), ("Go", "stdlib"), ("Alpine:v3.18", "busybox"),
        ] {
            let expected = try whole.candidates(ecosystem: ecosystem, package: package)
            #expect(!expected.isEmpty)
            #expect(try carried.candidates(ecosystem: ecosystem, package: package) == expected)
        }
    }
}

@Suite("The embedded snapshot")
struct SnapshotTests {
    @Test("it opens whole, with every source's credit")
    func opens() throws {
        let database = try AdvisoryDatabase.embedded()
        try database.prepareExploitFacts()
        #expect(database.covers(ecosystem: "Debian:12"))
        #expect(database.covers(ecosystem: "PyPI"))
        #expect(!database.covers(ecosystem: "Debian:99"))
        let status = DatabaseStatus(database)
        #expect(status.credits.contains(SourceCredit(ecosystem: "Go")))
        #expect(status.credits.allSatisfy { !$0.licence.isEmpty })
        #expect(status.shards.contains { $0.derivedCount > 0 })
        #expect(status.newestModified > "2026")
        let date = try #require(status.snapshotDate)
        #expect(date > "2026-08" && date < "2026-12", "\(date)")
        #expect(status.shards.allSatisfy { $0.snapshotDate == date && $0.newestModified.prefix(10) <= date })
    }

    @Test("its assembly file names the bytes that stand beside it, so that a build embeds these")
    func digest() throws {
        let folder = "\(projectFolder)/Sources/CSnapshot"
        let bytes = try RecordFiles.contents("\(folder)/include/snapshot.hmdb")
        let assembly = try RecordFiles.contents("\(folder)/snapshot.S")
        #expect(assembly.span.index(of: Array(Digest(of: bytes).hex.utf8)) != nil)
    }

    @Test("every shard has the bytes that its digest names")
    func verifies() throws { try AdvisoryDatabase.embedded().verify() }
}
