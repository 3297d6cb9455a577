import Testing

@testable import Advisories

@Suite("Updates from what fails or lies")
struct UpdateFaultTests {
    @Test(
        "bad bytes from the server leave the good database as it is",
        arguments: [
            ("npm/modified_id.csv", ""), ("npm/modified_id.csv", "<html>Bad gateway</html>"),
            ("npm/modified_id.csv", "2030-01-01T00:00:00Z"), ("npm/all.zip", ""), ("npm/all.zip", "<html>"),
        ])
    func badBytes(name: String, text: String) throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        mirror.serve("npm", Array(UpdateFixture.first.dropLast()))
        mirror[name] = Array(text.utf8)
        #expect(throws: AdvisoryError.self) { try UpdateFixture.updater(folder, mirror).update(["npm"]) }
        #expect(try UpdateFixture.versions(folder) == UpdateFixture.firstVersions)
        mirror.serve("npm", Array(UpdateFixture.first.dropLast()))
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "2"])
    }

    @Test("an archive that is cut, or lacks much of what the list names, is refused")
    func cutArchive() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        let many =
            UpdateFixture.first + (10..<400).map { UpdateFixture.line("A-\($0)", "2030-03-01T00:00:00Z", fixed: "1") }
        mirror.serve("npm", many)
        let whole = try #require(mirror["npm/all.zip"])
        mirror["npm/all.zip"] = Array(whole.prefix(whole.count / 2))
        #expect(throws: AdvisoryError.self) { try UpdateFixture.updater(folder, mirror).update(["npm"]) }
        mirror["npm/all.zip"] = Records.archive(many.prefix(100).map { ($0.id, $0.json) })
        #expect(throws: AdvisoryError.self) { try UpdateFixture.updater(folder, mirror).update(["npm"]) }
        #expect(try UpdateFixture.versions(folder) == UpdateFixture.firstVersions)
    }

    @Test("a record that cannot be read keeps its old state and is asked for again")
    func badRecord() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update(["npm"])
        let changed = [
            UpdateFixture.first[0], UpdateFixture.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
            UpdateFixture.line("A-3", "2030-02-02T00:00:00Z", fixed: "33"),
        ]
        for bad in ["{", Records.fixed("OTHER", "npm", "p", in: "1")] {
            mirror.serve("npm", changed)
            mirror["npm/A-2.json"] = Array(bad.utf8)
            let report = try UpdateFixture.updater(folder, mirror).update(["npm"])
            #expect(report.diagnostics.map(\.subject) == ["A-2"])
            #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "2", "A-3": "33"])
        }
        mirror.serve("npm", changed)
        #expect(UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update(["npm"])) == .changed(1))
        #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "33"])
    }

    @Test("one ecosystem's failure does not hold the others up")
    func oneFails() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        mirror["npm/modified_id.csv"] = []
        mirror["kev.json"] = Array("{".utf8)
        let report = try UpdateFixture.updater(folder, mirror).update()
        guard case .failed = UpdateFixture.outcome("npm", report),
            case .failed = UpdateFixture.outcome("kev.json", report)
        else {
            Issue.record("the failures are not reported")
            return
        }
        #expect(try AdvisoryDatabase(folder: folder.path).entries.map(\.name) == ["Debian:12", "Debian:13"])
    }

    @Test("whichever fetch fails, the database stays whole, and a later update completes it", arguments: [false, true])
    func fetchFaults(deliversHalf: Bool) throws {
        let later = [
            UpdateFixture.first[0], UpdateFixture.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
            UpdateFixture.line("A-5", "2030-02-02T00:00:00Z", fixed: "5"),
        ]
        for isFirst in [true, false] {
            var failAfter = 0
            while true {
                let folder = try TemporaryFolder()
                let mirror = UpdateFixture.mirror()
                if !isFirst {
                    _ = try UpdateFixture.updater(folder, mirror).update()
                    mirror.serve("npm", later)
                    _ = mirror.asked()
                }
                mirror.change {
                    $0.failAfter = failAfter
                    $0.deliversHalf = deliversHalf
                }
                let report = try? UpdateFixture.updater(folder, mirror).update()
                if let database = try? AdvisoryDatabase(folder: folder.path) { try database.verify() }
                let asked = mirror.asked().count
                mirror.change { $0.failAfter = Int.max }
                _ = try UpdateFixture.updater(folder, mirror).update(["npm", "Debian"])
                #expect(
                    try UpdateFixture.versions(folder)
                        == (isFirst ? UpdateFixture.firstVersions : ["A-1": "1", "A-2": "22", "A-5": "5"]))
                if asked <= failAfter, report != nil { break }
                failAfter += 1
            }
            #expect(failAfter > 3)
        }
    }

    @Test("whichever write fails, the database stays whole, and a later update completes it")
    func writeFaults() throws {
        let later = [
            UpdateFixture.first[0], UpdateFixture.line("A-2", "2030-02-02T00:00:00Z", fixed: "22"),
            UpdateFixture.first[2],
        ]
        var failAt = 0
        while true {
            let folder = try TemporaryFolder()
            let mirror = UpdateFixture.mirror()
            let now = try #require(UpdateFixture.now)
            _ = try DatabaseUpdater(folder: folder.path, server: mirror, now: now).update()
            mirror.serve("npm", later)
            mirror["kev.json"] = Array(
                #"{"vulnerabilities":[{"cveID":"CVE-2030-0002","dateAdded":"2030-01-01"}]}"#.utf8)
            let disk = FaultyDisk(failAt: failAt)
            let report = try? DatabaseUpdater(folder: disk.folder(folder.path), server: mirror, now: now).update()
            let database = try AdvisoryDatabase(folder: folder.path)
            try database.verify()
            let versions = try UpdateFixture.versions(folder)
            #expect(["2", "22"].contains(versions["A-2"] ?? ""))
            _ = try DatabaseUpdater(folder: folder.path, server: mirror, now: now).update()
            #expect(try UpdateFixture.versions(folder) == ["A-1": "1", "A-2": "22", "A-3": "3"])
            #expect(try AdvisoryDatabase(folder: folder.path).exploitFacts("CVE-2030-0002").knownExploitedSince != nil)
            if !disk.isExhausted, report != nil { break }
            failAt += 1
        }
        #expect(failAt > 4)
    }

    @Test("a kept store that was damaged is fetched anew")
    func damagedStore() throws {
        let folder = try TemporaryFolder()
        let mirror = UpdateFixture.mirror()
        _ = try UpdateFixture.updater(folder, mirror).update()
        try folder.write("rubbish", to: "store/npm.records")
        _ = try UpdateFixture.updater(folder, mirror).update(["Debian"])
        #expect(try UpdateFixture.versions(folder) == UpdateFixture.firstVersions)
        #expect(UpdateFixture.outcome("npm", try UpdateFixture.updater(folder, mirror).update()) == .replaced(3))
    }

    @Test("names that could leave the folder are refused", arguments: ["../x", "/etc", ".hidden", "a/b", ""])
    func hostileNames(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: AdvisoryError.self) { try UpdateFixture.updater(folder, UpdateFixture.mirror()).update([name]) }
        let list = Array("2030-01-01T00:00:00Z,\(name)\n2030-01-01T00:00:00Z,GOOD-1\n".utf8)
        #expect(try ModifiedList(list.span, subject: "").lines.map(\.id) == ["GOOD-1"])
    }

    @Test("every truncated prefix of a store, and every changed byte, is an error")
    func brokenStore() throws {
        var draft = RecordSetDraft(name: "npm", isEcosystem: true)
        for line in UpdateFixture.first { draft.add(try Records.parse(line.json)) }
        let bytes = RecordStore(records: draft.finish()).bytes
        #expect(try RecordStore(bytes, name: "npm").records.count == 3)
        for count in bytes.indices {
            #expect(throws: AdvisoryError.self) { try RecordStore(Array(bytes.prefix(count)), name: "npm") }
            var changed = bytes
            changed[count] ^= 0x55
            #expect(throws: AdvisoryError.self) { try RecordStore(changed, name: "npm") }
        }
    }
}
