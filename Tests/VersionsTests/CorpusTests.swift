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

    /// Pairs that Maven orders the other way since 3.8.7 (MNG-7644: `.X` is `-X` for a word `X`); the corpus is of an older one.
    private static let reversedSince387: Set<String> = [
        "1.0.0-RC16 < 1.0.0.RC8-beta",
        "1.0.0-gradle-rework-beta3 < 1.0.0.RC7-3",
        "2.9.0-1 < 2.9.0.RC1",
        "6.1.12.rc5 < 6.1.12rc1",
        "1.1.31.sec10 < 1.1.31_noneautotype",
        "1.1.34.sec10 < 1.1.34_noneautotype",
        "1.1.46.sec10 < 1.1.46_noneautotype",
        "1.2.8.sec10_noneautotype < 1.2.8_noneautotype",
        "1.2.31.sec10 < 1.2.31_noneautotype",
        "1.2.48.sec10 < 1.2.48_noneautotype",
        "1.2.50.sec10 < 1.2.50_noneautotype",
        "1.2.54.sec10 < 1.2.54_noneautotype",
        "1.2.57.sec10 < 1.2.57_noneautotype",
        "1.2.60.sec10 < 1.2.60_noneautotype",
        "1.2.67.sec10 < 1.2.67_noneautotype",
        "1.0.0rc0 < 1.0.beta8",
        "1.5.9.RC1 < 1.5.9-RC0",
        "1.1.0-01-glassfish < 1.1.0.Beta1",
    ]

    @Test("every pair stands in the order that the corpus gives", arguments: files.indices)
    func everyPair(_ index: Int) throws {
        let (name, scheme, pairs) = Self.files[index]
        let folder = try #require(Corpus.versions.folder)
        var checked = 0
        for (number, line) in lines(of: "\(folder)/\(name).txt").enumerated() {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let first = words.first, !first.hasPrefix("#"), !first.hasPrefix("//") else { continue }
            guard words.count == 3, var expected = Ordering(sign: words[1]) else {
                Issue.record("\(name):\(number + 1) is no pair: \(line)")
                continue
            }
            checked += 1
            if scheme == .maven, Self.reversedSince387.contains(String(line)) { expected = expected.reversed }
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
