import Bytes
import Inventory
import TestSupport
import Testing

@Suite("Evidence as bytes")
struct EvidenceCodingTests {
    private static let full: Evidence = {
        var bash = PackageRecord(type: .deb, name: "bash", version: "5.2.15-2+b7")
        bash.architecture = "amd64"
        bash.source = SourcePackage(name: "bash", version: "5.2.15-2")
        bash.licences = ["GPL-3+", "été"]
        bash.files.append("/bin/bash", digest: "md5:7063c3930affe123baecd3b340f1ad2c")
        bash.files.append("usr/share/doc/bash")
        bash.dependencies = ["libc6"]
        bash.provides = ["sh"]
        bash.attributes = ["section": "shells", "essential": "yes", "": ""]
        return Evidence(
            cataloger: "dpkg", path: "var/lib/dpkg/status", kind: "status",
            records: [bash, PackageRecord(type: "other", name: "", version: "")], attributes: ["b": "2", "a": "1"],
            problems: ["a line is no field"])
    }()

    private static func encode(_ evidence: [Evidence]) -> [UInt8] {
        var writer = ByteWriter()
        for piece in evidence { piece.encode(into: &writer) }
        return writer.bytes
    }

    private static func decode(_ bytes: [UInt8]) throws(ByteError) -> Evidence {
        var reader = ByteReader(bytes.span)
        return try Evidence(from: &reader)
    }

    @Test("evidence comes back as it was")
    func roundTrip() throws {
        let small = Evidence(cataloger: "", path: "", kind: "")
        let bytes = Self.encode([Self.full, small, Self.full])
        var reader = ByteReader(bytes.span)
        for expected in [Self.full, small, Self.full] { #expect(try Evidence(from: &reader) == expected) }
        #expect(reader.isAtEnd == true)
        #expect(Self.encode([Self.full]) == Self.encode([Self.full]))
    }

    @Test("every beginning is truncated")
    func truncations() {
        let bytes = Self.encode([Self.full])
        for length in bytes.indices {
            #expect(throws: ByteError.self) { try Self.decode(Array(bytes[..<length])) }
        }
    }

    @Test("broken bytes are refused or read, and what is read can be used")
    func flips() {
        var random = SeededGenerator(seed: 21)
        let bytes = Self.encode([Self.full])
        for round in 0..<3000 {
            let broken = round < 2500 ? random.broken(bytes) : random.bytes(200)
            do throws(ByteError) {
                for record in try Self.decode(broken).records {
                    let files = record.files.elements
                    if files.count > broken.count { Issue.record("\(files.count) files of \(broken.count) bytes") }
                }
            } catch {
                continue
            }
        }
    }

    @Test("a count that lies makes no room")
    func lyingCounts() {
        var writer = ByteWriter()
        for text in ["dpkg", "status", "kind"] { writer.append(text: text) }
        let front = writer.bytes
        writer.append(varint: .max)
        #expect(throws: ByteError.self) { try Self.decode(writer.bytes) }
        var files = ByteWriter()
        files.append(contentsOf: front)
        files.append(varint: 1)
        for text in ["deb", "bash", "1", "amd64"] { files.append(text: text) }
        files.append(0)
        files.append(varint: 0)
        // A list of so many files in four bytes.
        files.append(varint: .max)
        files.append(varint: 4)
        files.append(contentsOf: Array("a\u{0}b\u{0}".utf8) + [UInt8](repeating: 0, count: 5))
        #expect(throws: ByteError.self) { try Self.decode(files.bytes) }
    }
}
