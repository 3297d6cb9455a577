import Testing

@testable import Advisories

@Suite("OSV records")
struct OSVRecordTests {
    @Test("all that means something is kept")
    func full() throws {
        let record = try Records.parse(Records.full)
        #expect(record.advisory.id == "GHSA-aaaa-bbbb-cccc")
        #expect(record.advisory.aliases == ["CVE-2030-0001"])
        #expect(record.advisory.related == ["CVE-2029-9"])
        #expect(record.advisory.published == "2030-02-28T00:00:00Z")
        #expect(record.advisory.ratings.map(\.kind) == [.cvss3, .cvss4, .word])
        #expect(record.advisory.ratings.last?.text == "CRITICAL")
        let affected = try #require(record.affected.first)
        #expect(affected.ranges.count == 1)
        #expect(
            affected.ranges.first?.events
                == [.introduced("1.0"), .fixed("1.4"), .introduced("2.0a1"), .lastAffected("2.3")])
        #expect(affected.versions == ["1.0", "1.3.1", "2.0", "0.1"])
    }

    @Test("a release's suffix stays with the ecosystem, and Debian's urgency with the package")
    func debian() throws {
        let record = try Records.parse(Records.debian)
        #expect(record.affected.map(\.ecosystem) == ["Debian:12", "Debian:13"])
        #expect(record.affected.first?.ratings == [Rating(kind: .debian, text: "not yet assigned")])
        #expect(record.advisory.modified == "2030-02-01T00:00:00Z")
        #expect(record.advisory.upstream == ["CVE-2030-0001"])
    }

    @Test(
        "a rating is found wherever a source puts it",
        arguments: [
            (#""severity":[{"type":"Ubuntu","score":"medium"}]"#, Rating(kind: .ubuntu, text: "medium")),
            (
                #""severity":[{"type":"CVSS_V2","score":"AV:N/AC:L/Au:N/C:P/I:P/A:P"}]"#,
                Rating(kind: .cvss2, text: "AV:N/AC:L/Au:N/C:P/I:P/A:P")
            ),
            (#""severity":"HIGH""#, Rating(kind: .word, text: "HIGH")),
            (#""database_specific":{"severity":"MODERATE"}"#, Rating(kind: .word, text: "MODERATE")),
            (#""database_specific":{"cvss_v3":9.1,"cvss_v2":null}"#, Rating(kind: .word, text: "CRITICAL")),
            (#""database_specific":{"cvss_v3":null,"cvss_v2":4.3}"#, Rating(kind: .word, text: "MEDIUM")),
            (#""summary":"Moderate: bash update""#, Rating(kind: .word, text: "Moderate")),
        ])
    func recordRatings(member: String, expected: Rating) throws {
        #expect(try Records.parse(#"{"id":"A",\#(member)}"#).advisory.ratings == [expected])
    }

    @Test(
        "a package's rating is found wherever a source puts it",
        arguments: [
            (#""severity":[{"type":"CVSS_V3","score":"CVSS:3.0/X"}]"#, Rating(kind: .cvss3, text: "CVSS:3.0/X")),
            (#""ecosystem_specific":{"urgency":"unimportant"}"#, Rating(kind: .debian, text: "unimportant")),
            (#""ecosystem_specific":{"ubuntu_priority":"negligible"}"#, Rating(kind: .ubuntu, text: "negligible")),
            (#""database_specific":{"severity":"LOW"}"#, Rating(kind: .word, text: "LOW")),
            (#""database_specific":{"cvss":"CVSS:4.0/X"}"#, Rating(kind: .cvss4, text: "CVSS:4.0/X")),
        ])
    func packageRatings(member: String, expected: Rating) throws {
        let json = #"{"id":"A","affected":[{"package":{"ecosystem":"npm","name":"a"},\#(member)}]}"#
        #expect(try Records.parse(json).affected.first?.ratings == [expected])
    }

    @Test("a rating given in two places is kept once")
    func sameRating() throws {
        let json = """
            {"id":"A","affected":[{"package":{"ecosystem":"crates.io","name":"a"},
             "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/X"}],"database_specific":{"cvss":"CVSS:3.1/X"}}]}
            """
        #expect(try Records.parse(json).affected.first?.ratings.count == 1)
    }

    @Test(
        "a modular package's stream is read from the erratum's summary",
        arguments: [
            ("Important: nodejs:18 security, bug fix, and enhancement update", "nodejs:18"),
            ("Moderate: idm:DL1 and idm:client security update", "idm:DL1,idm:client"),
            ("Important: httpd:2.4/mod_http2 security update", "httpd:2.4"),
            ("ALSA-2022:5468: php:8.0 security update (Important)", "php:8.0"),
            ("new module: perl:5.32", "perl:5.32"), ("pmdk:1_fileformat_v6 bug fix update", "pmdk:1_fileformat_v6"),
            ("mod_auth_openidc:2.3  bug fix update", "mod_auth_openidc:2.3"),
            ("Important: varnish security update", ""),
            ("a:b:c :d e: : see https://example.org/x", ""), ("", ""),
        ])
    func streams(summary: String, module: String) throws {
        let json = """
            {"id":"ALSA-2030:1","affected":[
             {"package":{"ecosystem":"AlmaLinux:8","name":"a"},
              "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.0-1.module_el8.9.0+1+abc"}]}]},
             {"package":{"ecosystem":"AlmaLinux:8","name":"b"},
              "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.0-1.el8"}]}]},
             {"package":{"ecosystem":"AlmaLinux:8","name":"c"},"ecosystem_specific":{"module":"own:1"},
              "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.0-1.module+el8"}]}]}],
             "summary":"\(summary)"}
            """
        #expect(try Records.parse(json).affected.map(\.module) == [module, "", "own:1"])
    }

    @Test(
        "RustSec's notices that are no vulnerability are rated so, unless somebody rates them",
        arguments: [
            (#""informational":"unmaintained""#, [Rating.informational]),
            (#""informational":"notice","cvss":null"#, [Rating.informational]),
            (#""informational":"unsound""#, []), (#""informational":null"#, []),
            (#""informational":"notice","cvss":"CVSS:3.1/X""#, [Rating(kind: .cvss3, text: "CVSS:3.1/X")]),
        ])
    func informational(members: String, ratings: [Rating]) throws {
        let json = #"""
            {"id":"A","affected":[{"package":{"ecosystem":"crates.io","name":"a"},"database_specific":{\#(members)}}]}
            """#
        #expect(try Records.parse(json).affected.first?.ratings == ratings)
    }

    @Test(
        "what has the wrong type, and a name that contradicts its package URL, is left out and reported",
        arguments: [
            (#""affected":{}"#, "\"affected\" is not an array, and was left out"),
            (#""affected":[{"package":"a"}]"#, "\"package\" is not an object, and was left out"),
            (#""affected":[{"package":{"ecosystem":"npm","name":7}}]"#, "\"name\" is not a string, and was left out"),
            (
                #""affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":"all"}]"#,
                "\"ranges\" is not an array, and was left out"
            ),
            (
                #""affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"semver","events":[]}]}]"#,
                "a range has the unknown type \"semver\", and was left out"
            ),
            (
                #""affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":{}}]}]"#,
                "\"events\" is not an array, and was left out"
            ),
            (
                #""affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":0}]}]}]"#,
                "an event of a range is not a string, and was left out"
            ),
            (
                #""affected":[{"package":{"ecosystem":"Debian:9","name":"ca-certificates","purl":"pkg:deb/debian/bind9?arch=source"}}]"#,
                "the package ca-certificates has the package URL of bind9, and was left out"
            ),
        ])
    func problems(member: String, problem: String) throws {
        #expect(try Records.parse("{\"id\":\"A\",\(member)}").problems == [problem])
    }

    @Test(
        "null, ranges of commits, and package URLs of the same name are no problems",
        arguments: [
            #""affected":null"#, #""affected":[{"package":null,"ranges":null}]"#,
            #""affected":[{"package":{"ecosystem":"Go","name":"a"},"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}]"#,
            #""affected":[{"package":{"ecosystem":"Debian:12","name":"libstdc++","purl":"pkg:deb/debian/libstdc%2B%2B@1?arch=source"}}]"#,
            #""affected":[{"package":{"ecosystem":"npm","name":"@a/b","purl":"pkg:npm/%40a/b"}}]"#,
        ])
    func noProblems(member: String) throws {
        #expect(try Records.parse("{\"id\":\"A\",\(member)}").problems == [])
    }

    @Test("limits are events, the star among them")
    func limits() throws {
        let json = """
            {"id":"A","affected":[{"package":{"ecosystem":"Go","name":"a"},"ranges":[{"type":"SEMVER",
             "events":[{"introduced":"0"},{"limit":"2.0.0"},{"limit":"*"}]}]}]}
            """
        #expect(
            try Records.parse(json).affected.first?.ranges
                == [VersionRange(kind: .semver, events: [.introduced("0"), .limit("2.0.0"), .limit("*")])])
    }

    @Test("modules and architectures come from the package URL or the source's own members")
    func modules() throws {
        let json = """
            {"id":"A","affected":[
             {"package":{"ecosystem":"Red Hat:rhel_eus:9","name":"a","purl":"pkg:rpm/redhat/a?arch=x86_64&rpmmod=nodejs%3A18"}},
             {"package":{"ecosystem":"Red Hat:rhel_eus:9","name":"b","purl":"pkg:rpm/redhat/b?arch=src"}},
             {"package":{"ecosystem":"Rocky Linux:9","name":"c"},"ecosystem_specific":{"module":"perl:5.32","arches":["aarch64","src"]}}]}
            """
        let affected = try Records.parse(json).affected
        #expect(affected.map(\.module) == ["nodejs:18", "", "perl:5.32"])
        #expect(affected.map(\.architectures) == [["x86_64"], [], ["aarch64"]])
    }

    @Test("an entry without a package is left out, and one with several speaks of each")
    func packages() throws {
        let json = """
            {"id":"A","affected":[{"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]},{"package":null},
             {"package":[{"ecosystem":"npm","name":"a"},{"ecosystem":"npm","name":"b"}],"versions":["1"]},
             {"package":{"ecosystem":"npm","name":""}}, 7, {"package":{"ecosystem":"npm","name":"c"},
             "ranges":{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.0.0"}]}}]}
            """
        let affected = try Records.parse(json).affected
        #expect(affected.map(\.name) == ["a", "b", "c"])
        #expect(affected.last?.ranges.count == 1)
    }

    @Test("records derived from changelogs, and withdrawn ones, are known as such")
    func flags() throws {
        #expect(try Records.parse(#"{"id":"x_DEBCL-CVE-2030-1"}"#).advisory.isDerived)
        #expect(try Records.parse(Records.withdrawn).advisory.isWithdrawn)
        #expect(try !Records.parse(#"{"id":"A","withdrawn":null}"#).advisory.isWithdrawn)
    }

    @Test(
        "what is no record is refused",
        arguments: [
            "", "{}", "[]", "7", #"{"id":""}"#, #"{"id":7}"#, #"{"id":"A"} x"#, #"{"id":"A","affected":[}"#,
            #"{"id":"\#(String(repeating: "a", count: 2_000))"}"#,
        ])
    func refused(json: String) {
        #expect(throws: AdvisoryError.self) { try Records.parse(json) }
    }

    @Test("members of the wrong kind are passed over")
    func wrongKinds() throws {
        let json = """
            {"id":"A","aliases":"CVE-1","upstream":{"a":1},"related":[1,"R"],"modified":5,"severity":[7,{"type":3}],
             "affected":[{"package":{"ecosystem":"npm","name":"a"},"versions":"1","ranges":"all","severity":null,
              "ecosystem_specific":[],"database_specific":"x"}],"database_specific":7}
            """
        let record = try Records.parse(json)
        #expect(record.advisory.aliases.isEmpty)
        #expect(record.advisory.related == ["R"])
        #expect(record.affected.count == 1)
    }

    @Test("every truncated prefix is an error")
    func truncated() {
        for json in [Records.full, Records.debian, Records.withdrawn] {
            let bytes = Array(json.utf8)
            for count in bytes.indices {
                #expect(throws: AdvisoryError.self) { try OSVRecord(Array(bytes.prefix(count)).span) }
            }
        }
    }

    @Test("changed bytes never trap")
    func flips() {
        let bytes = Array(Records.full.utf8)
        for position in bytes.indices {
            var changed = bytes
            changed[position] = UInt8.random(in: 0...255)
            _ = try? OSVRecord(changed.span)
        }
    }

    @Test("the compact form gives the same record back")
    func compact() throws {
        var draft = RecordSetDraft(name: "x", isEcosystem: true)
        let records = try [Records.full, Records.debian, Records.withdrawn].map(Records.parse)
        for record in records { draft.add(record) }
        let set = draft.finish()
        for (index, record) in records.enumerated() {
            var expected = record
            for position in expected.affected.indices { expected.affected[position].dropVersionsCoveredByRanges() }
            #expect(try set.record(index) == expected)
        }
    }

    @Test("versions that a range covers are left out, and only those")
    func coveredVersions() throws {
        var entry = try #require(try Records.parse(Records.full).affected.first)
        entry.dropVersionsCoveredByRanges()
        #expect(entry.versions == ["0.1"])
        entry.versions = ["not a version", "1.5", "2.3", "2.3.post1", "1.0"]
        entry.dropVersionsCoveredByRanges()
        #expect(entry.versions == ["not a version", "1.5", "2.3.post1"])
        entry.ranges[0].events.append(.limit("1.2"))
        entry.versions = ["1.0"]
        entry.dropVersionsCoveredByRanges()
        #expect(entry.versions == ["1.0"])
    }
}
