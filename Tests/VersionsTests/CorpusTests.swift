import TestSupport
import Testing
import Versions

@Suite("The corpus of ordered pairs", .enabled(if: Corpus.versions.folder != nil))
struct CorpusTests {
    static let files: [(name: String, scheme: VersionScheme, pairs: Int)] = [
        ("alpine-versions", .apk, 778), ("alpine-versions-generated", .apk, 13_979),
        ("cran-versions", .cran, 21), ("cran-versions-generated", .cran, 57),
        ("debian-versions", .dpkg, 30), ("debian-versions-generated", .dpkg, 14_442),
        ("hackage-versions", .hackage, 11),
        ("maven-versions", .maven, 102), ("maven-versions-generated", .maven, 14_752),
        ("nuget-versions", .nuget, 35),
        ("packagist-versions", .packagist, 95), ("packagist-versions-generated", .packagist, 10_630),
        ("pub-versions", .pub, 100),
        ("pypi-versions", .pep440, 37), ("pypi-versions-generated", .pep440, 12_375),
        ("redhat-versions", .rpm, 165),
        ("rubygems-versions", .rubygems, 25), ("rubygems-versions-generated", .rubygems, 4_098),
        ("semver-versions", .semver, 86),
    ]

    @Test("every pair stands in the order that the corpus gives", arguments: files.indices)
    func everyPair(_ index: Int) throws {
        let (name, scheme, pairs) = Self.files[index]
        let folder = try #require(Corpus.versions.folder)
        var checked = 0
        for (number, line) in lines(of: "\(folder)/\(name).txt").enumerated() {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let first = words.first, !first.hasPrefix("#"), !first.hasPrefix("//") else { continue }
            guard words.count == 3, let expected = Ordering(sign: words[1]) else {
                Issue.record("\(name):\(number + 1) is no pair: \(line)")
                continue
            }
            checked += 1
            let (a, b) = (String(words[0]), String(words[2]))
            let order = try scheme.compare(a, b)
            let mirrored = try scheme.compare(b, a)
            if order != expected || mirrored != expected.reversed {
                Issue.record("\(name):\(number + 1): \(line), but the answers are \(order) and, mirrored, \(mirrored)")
            }
        }
        #expect(checked >= pairs)
    }

    @Test(
        "the schemes that share semantic versions agree on them",
        arguments: [VersionScheme.npm, .hex, .bitnami, .swift, .go])
    func semanticSchemes(_ scheme: VersionScheme) throws {
        let folder = try #require(Corpus.versions.folder)
        for line in lines(of: "\(folder)/semver-versions.txt") {
            let words = line.split(separator: " ")
            guard words.count == 3, let expected = Ordering(sign: words[1]) else { continue }
            let order = try scheme.compare(String(words[0]), String(words[2]))
            if order != expected { Issue.record("\(line), but \(scheme) answers \(order)") }
        }
    }
}

extension Ordering {
    /// The order that a sign between two versions states.
    init?(sign: some StringProtocol) {
        switch sign {
        case "<": self = .less
        case "=": self = .equal
        case ">": self = .greater
        default: return nil
        }
    }
}
