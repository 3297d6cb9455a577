import Bytes
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite("Sections of executables")
struct SectionSearchTests {
    /// Sections and how many times the search asked for what lies behind.
    private func sections(of bytes: [UInt8], size: Int? = nil) throws -> (names: [String], steps: Int) {
        var search = SectionSearch(size: size ?? bytes.count)
        var step = search.begin()
        for count in 1..<16 {
            switch step {
            case .nothing: return ([], count)
            case .found(let sections, _, _): return (sections.map(\.name), count)
            case .read(let range):
                let start = min(range.lowerBound, bytes.count)
                step = search.receive(
                    bytes.span.extracting(start..<max(start, min(range.upperBound, bytes.count))), at: range.lowerBound)
            }
        }
        Issue.record("the search does not come to an end")
        return ([], 16)
    }

    private static let fixtures: [CaseFile] = {
        ((try? CatalogerCase(cataloger: "rust-binary", name: "formats").layers()) ?? []).flatMap { $0 }
    }()

    @Test("are found in every format")
    func formats() throws {
        for file in Self.fixtures where file.entry.name != "plain" {
            #expect(try sections(of: file.bytes).names.contains(RustBinaryInspection.section), "\(file.entry.path)")
        }
        #expect(Self.fixtures.count == 6)
    }

    @Test("of ELF are found in three steps where the names lie near the table, in four where they do not")
    func distance() throws {
        let file = try #require(Self.fixtures.first { $0.entry.name == "elf64" })
        #expect(try sections(of: file.bytes).steps == 3)
        // The table moves away from the names.
        let table = file.bytes[40..<48].reversed().reduce(0) { $0 << 8 | Int($1) }
        var far = Array(file.bytes[..<table]) + [UInt8](repeating: 0, count: 1 << 20) + Array(file.bytes[table...])
        for (index, shift) in stride(from: 0, to: 64, by: 8).enumerated() {
            far[40 + index] = UInt8(truncatingIfNeeded: (table + (1 << 20)) >> shift)
        }
        let found = try sections(of: far)
        #expect(found.steps == 4)
        #expect(found.names.contains(RustBinaryInspection.section))
    }

    @Test("of broken files are none, and the search ends")
    func mutations() throws {
        for file in Self.fixtures {
            var mutations = Mutations(of: file.bytes, seed: 6)
            for broken in mutations.prefixes + mutations.flips(100) + mutations.splices(50) + mutations.noise(16) {
                _ = try sections(of: broken)
                _ = try sections(of: broken, size: 1 << 40)
            }
            for place in 4..<128 {
                var broken = file.bytes
                for index in place..<min(place + 8, broken.count) { broken[index] = 0xff }
                _ = try sections(of: broken)
            }
        }
    }

    @Test("of ELF with names that never end are named in time")
    func endlessNames() throws {
        let names = [UInt8](repeating: 0x61, count: 4 << 20)
        var header: [UInt8] = Array("\u{7f}ELF".utf8) + [2, 1, 1] + [UInt8](repeating: 0, count: 57)
        func write(_ value: Int, _ count: Int, at place: Int, of bytes: inout [UInt8]) {
            for index in 0..<count { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
        }
        let count = 60_000
        write(64 + names.count, 8, at: 40, of: &header)
        write(64, 2, at: 58, of: &header)
        write(count, 2, at: 60, of: &header)
        write(0, 2, at: 62, of: &header)
        var section = [UInt8](repeating: 0, count: 64)
        write(1, 4, at: 4, of: &section)
        write(64, 8, at: 24, of: &section)
        write(names.count, 8, at: 32, of: &section)
        let bytes = header + names + (0..<count).flatMap { _ in section }
        let found = try sections(of: bytes).names
        #expect(found.count == count && found[0].utf8.count == 256)
    }
}
