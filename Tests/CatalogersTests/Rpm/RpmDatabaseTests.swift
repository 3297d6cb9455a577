import Bytes
import Inventory
import Testing

@testable import Catalogers

@Suite("Databases of rpm")
struct RpmDatabaseTests {
    @Test("every form gives the same packages", arguments: RpmSamples.databases.indices)
    func forms(place: Int) throws {
        let database = RpmSamples.databases[place]
        let evidence = try #require(try readDatabase(database.bytes))
        #expect(evidence.problems == [])
        #expect(evidence.records.map(\.name).sorted() == RpmSamples.names)
        let bash = try #require(evidence.records.first { $0.name == "bash" })
        #expect(bash.version == "0:5.1.8-6.el9")
        #expect(bash.dependencies == ["glibc"])
        let glibc = try #require(evidence.records.first { $0.name == "glibc" })
        #expect(glibc.files.count == 201)
        #expect(glibc.provides == ["glibc(x86-64)", "libc.so.6()(64bit)"])
    }

    @Test("all sizes of pages are read", arguments: [512, 1024, 4096, 32768, 65536])
    func pageSizes(size: Int) throws {
        for bytes in [
            SQLiteWriter(pageSize: size).database(RpmSamples.all),
            SQLiteWriter(pageSize: size, reserved: 32).database(RpmSamples.all),
            SQLiteWriter(pageSize: size, rowsPerLeaf: 1).database(RpmSamples.all),
            BerkeleyWriter(pageSize: size).database(RpmSamples.all),
            BerkeleyWriter(pageSize: size, isBigEndian: true).database(RpmSamples.all),
        ] {
            let evidence = try #require(try readDatabase(bytes))
            #expect(evidence.problems == [])
            #expect(evidence.records.map(\.name).sorted() == RpmSamples.names)
        }
    }

    @Test("payloads around the size that a leaf still keeps are read whole")
    func spilling() throws {
        for padding in 0..<1200 {
            var header = RpmHeaderWriter(name: "padded")
            header.binary(.sigMD5, [UInt8](repeating: 1, count: padding))
            header.text(.modularityLabel, "last")
            let bytes = SQLiteWriter(pageSize: 512).database([header.bytes])
            let evidence = try #require(try readDatabase(bytes))
            #expect(evidence.problems == [])
            #expect(evidence.records.first?.attributes["modularityLabel"] == "last")
        }
    }

    @Test(
        "every prefix is read without a trap, and is never taken for the whole", arguments: RpmSamples.databases.indices
    )
    func prefixes(place: Int) {
        let bytes = RpmSamples.databases[place].bytes
        var best = 0
        for length in stride(from: 0, to: bytes.count, by: 7) {
            let prefix = Array(bytes[..<length])
            do throws(CatalogerError) {
                guard let evidence = try readDatabase(prefix) else { continue }
                #expect(evidence.records.count == RpmSamples.all.count || !evidence.problems.isEmpty)
                best = max(best, evidence.records.count)
            } catch {
                #expect(error.code == .truncated || error.code == .unsupported || error.code == .malformed)
            }
        }
        #expect(best > 0)
    }

    @Test("flipped bits are read without a trap", arguments: RpmSamples.databases.indices)
    func flips(place: Int) {
        let bytes = RpmSamples.databases[place].bytes
        var noise = Noise(UInt64(place))
        for _ in 0..<1500 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &noise) {
                // Most of the structure is near the beginning.
                let range = Bool.random(using: &noise) ? 0..<min(2048, bytes.count) : 0..<bytes.count
                damaged[Int.random(in: range, using: &noise)] = UInt8.random(in: 0...255, using: &noise)
            }
            _ = try? readDatabase(damaged)
        }
    }

    @Test("random bytes behind each magic are read without a trap")
    func noise() {
        var noise = Noise(7)
        let berkeley = Array(BerkeleyWriter(pageSize: 512).metadata(last: 15).prefix(512))
        for magic in [Array("SQLite format 3\0".utf8), Array("RpmP\0\0\0\0".utf8), berkeley, []] {
            for _ in 0..<300 {
                let tail = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &noise) }
                _ = try? readDatabase(magic + tail)
            }
        }
    }

    @Test(
        "what is no database is refused",
        arguments: [[], Array("not a database".utf8), [UInt8](repeating: 0, count: 8192)])
    func foreign(bytes: [UInt8]) {
        #expect(throws: CatalogerError.self) { try readDatabase(bytes) }
    }

    @Test("a cut package is named and the others survive", arguments: ["bdb", "sqlite"])
    func cutChains(form: String) throws {
        let bytes =
            form == "bdb"
            ? BerkeleyWriter(pageSize: 512).database(RpmSamples.all.reversed())
            : SQLiteWriter(pageSize: 512).database(RpmSamples.all.reversed())
        let evidence = try #require(try readDatabase(Array(bytes.dropLast(1024))))
        #expect(evidence.problems.isEmpty == false)
        if form == "bdb" { #expect(evidence.records.map(\.name).sorted() == RpmSamples.names) }
    }
}
