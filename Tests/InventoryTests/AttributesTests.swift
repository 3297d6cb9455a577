import Bytes
import Inventory
import TestSupport
import Testing

@Suite("Attributes")
struct AttributesTests {
    private static let names = ["", "a", "aa", "b", "é", "homepage", "long name with spaces"]

    @Test("say what a table of texts would say, whatever is set and taken away, and in whatever order")
    func likeTable() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var (attributes, table) = (Attributes(), [String: String]())
            for _ in 0..<20 {
                let name = Self.names.randomElement(using: &random) ?? ""
                let text =
                    Bool.random(using: &random)
                    ? String(repeating: "x\0", count: .random(in: 0..<90, using: &random)) : nil
                (attributes[name], table[name]) = (text, text)
                for name in Self.names { #expect(attributes[name] == table[name]) }
            }
            #expect(attributes == Attributes(table))
            #expect(
                attributes.map(\.key) == table.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
            #expect(attributes.isEmpty == table.isEmpty)
        }
    }

    @Test("are filled with what they lack, and keep what they have")
    func fill() {
        var attributes: Attributes = ["a": "1", "c": "3"]
        attributes.fill(from: ["a": "2", "b": "2"])
        #expect(attributes == ["a": "1", "b": "2", "c": "3"])
        #expect(attributes.removeValue(forKey: "b") == "2")
        #expect(attributes.removeValue(forKey: "b") == nil)
        #expect(attributes == ["a": "1", "c": "3"])
    }

    @Test("broken bytes, as a cache may have them, are read as far as they go")
    func broken() throws {
        var record = PackageRecord(type: .npm, name: "a", version: "1")
        record.attributes = ["a": "1", "homepage": "https://example.org/"]
        var writer = ByteWriter()
        Evidence(cataloger: "x", path: "p", kind: "k", records: [record]).encode(into: &writer)
        var random = SeededGenerator(seed: 6)
        for _ in 0..<2000 {
            let bytes = random.broken(writer.bytes)
            var reader = ByteReader(bytes.span)
            guard let evidence = try? Evidence(from: &reader), var attributes = evidence.records.first?.attributes
            else { continue }
            let count = attributes.reduce(0) { count, _ in count + 1 }
            attributes["homepage"] = "there"
            #expect(attributes.reduce(0) { count, _ in count + 1 } <= count + 1)
        }
    }
}
