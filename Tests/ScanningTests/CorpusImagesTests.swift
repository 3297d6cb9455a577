import Images
import Inventory
import JSON
import Layers
import Scanning
import TestSupport
import Testing

/// The real package databases of the images corpus, each against the list that independent tools made of it.
@Suite("The corpus of distributions' package databases")
struct CorpusImagesTests {
    /// One package as the expected lists and a scan name it.
    private struct Line: Hashable, Comparable, CustomStringConvertible {
        let description: String

        static func < (left: Line, right: Line) -> Bool { left.description < right.description }
    }

    private static let names: [String] = {
        guard let folder = Corpus.images.folder else { return [] }
        return TestFiles.names(in: folder).filter { $0.hasSuffix(".tar") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test(
        "a scan lists exactly the packages that the expected list gives", .enabled(if: Corpus.images.folder != nil),
        arguments: names)
    func listsExactly(name: String) throws {
        let folder = try #require(Corpus.images.folder)
        let finder = ImageFinder(platform: nil, limits: Limits())
        guard case .image(let image) = try finder.find(ImageTarget("oci-archive:\(folder)/\(name).tar")) else {
            Issue.record("\(name) is no image")
            return
        }
        let inventory = try ImageScanner(cacheDirectory: nil).scan(image, target: name)
        #expect(inventory.diagnostics.isEmpty)
        let list = try TestFiles.bytes(at: "\(folder)/expected/\(name).json")
        let expected = try JSONValue(list.span).array ?? []
        let wanted = expected.map(Self.line).sorted()
        let found = inventory.packages.filter { ["deb", "apk", "rpm"].contains($0.type.rawValue) }.map(Self.line)
            .sorted()
        let missing = Set(wanted).subtracting(found).sorted()
        let surplus = Set(found).subtracting(wanted).sorted()
        #expect(missing.isEmpty, "missing: \(missing.prefix(5))")
        #expect(surplus.isEmpty, "not expected: \(surplus.prefix(5))")
        #expect(found.count == wanted.count)
    }

    private static func line(_ json: JSONValue) -> Line {
        let parts = ["type", "name", "version", "arch"].map { json[$0]?.string ?? "" }
        let isRpm = parts[0] == "rpm"
        let source =
            isRpm ? [json["sourceRpm"]?.string ?? ""] : ["source", "sourceVersion"].map { json[$0]?.string ?? "" }
        return Line(description: (parts + source).joined(separator: " | "))
    }

    private static func line(_ package: Package) -> Line {
        let parts = [package.type.rawValue, package.name, package.version, package.architecture]
        let source =
            package.type == .rpm
            ? [package.attributes["sourceRpm"] ?? ""] : [package.source?.name ?? "", package.source?.version ?? ""]
        return Line(description: (parts + source).joined(separator: " | "))
    }
}
