import Bytes
import Inventory
import Testing

@testable import Catalogers

@Suite("Headers of rpm packages")
struct RpmHeaderTests {
    private func record(_ header: RpmHeaderWriter) throws -> PackageRecord {
        var allowance = 1 << 20
        let bytes = header.bytes
        return try #require(PackageRecord(RpmHeader(bytes.span), allowance: &allowance))
    }

    @Test(
        "the epoch stands before the version only where the header has it",
        arguments: [
            (nil, "1.0-1.el9"), (0, "0:1.0-1.el9"), (32, "32:1.0-1.el9"),
        ] as [(UInt32?, String)])
    func epoch(epoch: UInt32?, version: String) throws {
        let record = try record(RpmHeaderWriter(name: "bind", epoch: epoch))
        #expect(record.version == version)
        #expect(record.attributes["epoch"] == epoch.map { String($0) })
    }

    @Test("every field is read")
    func fields() throws {
        var header = RpmHeaderWriter(name: "perl", architecture: "s390x", sourceRpm: "perl-5.26.3-420.el8.src.rpm")
        header.text(.license, "GPL+ or Artistic")
        header.texts(.vendor, ["Example", "Beispiel"], type: .translatedString)
        header.text(.modularityLabel, "perl:5.26:8030020200716155257:b967a9a2")
        header.binary(.sigMD5, [0xde, 0xad])
        let record = try record(header)
        #expect(record.name == "perl")
        #expect(record.architecture == "s390x")
        #expect(record.source == SourcePackage(name: "perl", version: "5.26.3-420.el8"))
        #expect(record.licences == ["GPL+ or Artistic"])
        #expect(
            record.attributes == [
                "vendor": "Example", "modularityLabel": "perl:5.26:8030020200716155257:b967a9a2", "sigMD5": "dead",
                "sourceRpm": "perl-5.26.3-420.el8.src.rpm",
            ])
    }

    @Test("an entry behind the region replaces the one within it")
    func regions() throws {
        var header = RpmHeaderWriter(name: "bash")
        header.addBehindRegion(.architecture, "aarch64")
        #expect(try record(header).architecture == "aarch64")
    }

    @Test("files have their digest, directories and files that were not installed are left out")
    func files() throws {
        var header = RpmHeaderWriter(name: "bash")
        header.files(
            [("/usr/bin/", "bash"), ("/usr/share/", "doc"), ("/usr/share/doc/", "README"), ("/etc/", "profile")],
            digest: "00ff", algorithm: 8)
        header.integers(.fileModes, [0o100755, 0o040755, 0o100644, 0o100644] as [UInt16])
        header.integers(.fileStates, [0, 0, 2, 0] as [UInt8])
        let files = try record(header).files.elements
        #expect(files.map(\.path) == ["usr/bin/bash", "etc/profile"])
        #expect(files.map(\.digest) == ["sha256:00ff", "sha256:00ff"])
    }

    @Test("packages that say no algorithm have MD5, and very old ones have whole paths")
    func oldFiles() throws {
        var header = RpmHeaderWriter(name: "bash")
        header.texts(.oldFileNames, ["/bin/bash", "/bin/sh"])
        header.texts(.fileDigests, ["0123", ""])
        let files = try record(header).files.elements
        #expect(files.map(\.path) == ["bin/bash", "bin/sh"])
        #expect(files.map(\.digest) == ["md5:0123", ""])
    }

    @Test("a file list that grows beyond its database is cut")
    func growth() throws {
        var header = RpmHeaderWriter(name: "bomb")
        let directory = "/" + String(repeating: "d", count: 4000) + "/"
        header.files((0..<1000).map { _ in (directory, "f") })
        var allowance = 100_000
        let bytes = header.bytes
        let record = try #require(PackageRecord(RpmHeader(bytes.span), allowance: &allowance))
        #expect(allowance < 0)
        #expect(record.files.count < 30)
    }

    @Test("counts and offsets that lie are no danger", arguments: [0, 1, 16, 1 << 30, 0xffff_ffff])
    func lies(lie: UInt32) throws {
        let bytes = RpmSamples.large.bytes
        let entries = bytes.span.int32(at: 0, bigEndian: true) ?? 0
        for place in 0..<entries {
            for field in [4, 8, 12] {
                var damaged = bytes
                put(bigEndian(lie), at: 8 + place * 16 + field, in: &damaged)
                var allowance = 1 << 20
                _ = PackageRecord(try RpmHeader(damaged.span), allowance: &allowance)
            }
        }
        for offset in [0, 4] {
            var damaged = bytes
            put(bigEndian(lie), at: offset, in: &damaged)
            var allowance = 1 << 20
            do throws(CatalogerError) {
                _ = PackageRecord(try RpmHeader(damaged.span), allowance: &allowance)
            } catch {
                #expect(error.code == .malformed)
            }
        }
    }

    @Test("every prefix of a header is read as far as it goes")
    func prefixes() {
        let bytes = RpmSamples.small.bytes
        var named = 0
        for length in 0..<bytes.count {
            var allowance = 1 << 20
            let prefix = Array(bytes[..<length])
            guard let header = try? RpmHeader(prefix.span) else { continue }
            let isCut = header.isCut
            #expect(isCut)
            if let record = PackageRecord(header, allowance: &allowance) {
                #expect(record.name == "bash")
                named += 1
            }
        }
        #expect(named > 0)
    }

    @Test(
        "names of source packages are taken apart",
        arguments: [
            ("bash-5.1.8-6.el9.src.rpm", "bash", "5.1.8-6.el9"),
            ("java-17-openjdk-17.0.9.0.9-2.el8.src.rpm", "java-17-openjdk", "17.0.9.0.9-2.el8"),
            ("acroread-9.5.5-1.nosrc.rpm", "acroread", "9.5.5-1"),
        ])
    func sourceNames(text: String, name: String, version: String) {
        #expect(SourcePackage(sourceRpm: text) == SourcePackage(name: name, version: version))
    }

    @Test(
        "what is no name of a source package gives none",
        arguments: [
            "", "-", "--", "a-1.src.rpm", "-1-2.src.rpm", "a--2.src.rpm", "a-1-.src.rpm", "bash-5.1.8-6.el9.x86_64.rpm",
            "(none)",
        ])
    func noSourceNames(text: String) {
        #expect(SourcePackage(sourceRpm: text) == nil)
    }
}
