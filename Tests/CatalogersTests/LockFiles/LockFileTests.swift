import Catalogers
import Inventory
import Layers
import Testing

@Suite("Lock files")
struct LockFileTests {
    /// What a reader says of a file: its packages, and what is wrong with it.
    private struct Reading {
        var packages: [String] = []
        var problems: [String] = []
    }

    private static func read(_ text: [UInt8], at path: String) throws -> Reading {
        let entry = LayerEntry(path: path, size: text.count)
        let index = PatternIndex(CatalogerRegistry.all)
        let wanting = index.matches(entry).map { index.catalogers[$0] }.filter { $0.wants(entry) }
        let cataloger = try #require(wanting.first { !$0.wishes.isEmpty })
        var reading = Reading()
        do throws(CatalogerError) {
            guard let evidence = try cataloger.read(entry, text.span) else { return reading }
            reading.packages = evidence.records.map { "\($0.name) \($0.version)" }
            reading.problems = evidence.problems
            // Of a published application the list tells what is there.
            let isWish = cataloger.wishes.contains(evidence.kind) || path.hasSuffix(".deps.json")
            #expect(isWish, "\(path) is no lock file to \(cataloger.id)")
        } catch {
            reading.problems = ["\(error)"]
        }
        return reading
    }

    @Test("that are whole say what they list, and nothing is wrong with them", arguments: LockSample.all)
    func whole(_ sample: LockSample) throws {
        let reading = try Self.read(Array(sample.text.utf8), at: sample.path)
        #expect(reading.packages == sample.packages)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
    }

    @Test("that lack the last line's end, or end in an empty line, list the same", arguments: LockSample.all)
    func lastLine(_ sample: LockSample) throws {
        let bytes = Array(sample.text.utf8)
        for text in [bytes.last == 0x0a ? Array(bytes.dropLast()) : bytes, bytes + [0x0a]] {
            let reading = try Self.read(text, at: sample.path)
            #expect(reading.packages == sample.packages)
            #expect(reading.problems.isEmpty, "\(reading.problems)")
        }
    }

    @Test("of a wrong shape are told, with what is wrong", arguments: LockSample.all)
    func wrong(_ sample: LockSample) throws {
        for text in sample.wrong + LockSample.strange {
            let reading = try Self.read(Array(text.utf8), at: sample.path)
            #expect(!reading.problems.isEmpty, "\(sample.path): \(text)")
            #expect(reading.problems.allSatisfy { $0.count > 12 }, "\(reading.problems)")
        }
    }

    /// Within a line a cut may leave a whole line that only lacks its end, as editors and people write.
    @Test("that are cut at the end of a line are told, or list the same", arguments: LockSample.all)
    func cut(_ sample: LockSample) throws {
        let bytes = Array(sample.text.utf8)
        var silent: [Int] = []
        for count in 1..<bytes.count where bytes[count - 1] == 0x0a {
            let reading = try Self.read(Array(bytes[..<count]), at: sample.path)
            if reading.problems.isEmpty && reading.packages != sample.packages { silent.append(count) }
        }
        #expect(silent.count == sample.silentCuts, "cut at \(silent)")
    }
}
