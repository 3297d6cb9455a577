/// What stands around a product's own version string in its files, written as a text with the version's place in it.
///
/// `"nginx version: nginx/\(.version)"` is a literal and the version after it; `"\0\(.release(3))\0mysql_"` has literals on both sides. A
/// clue is no regular expression: nothing in it is optional or repeats, so that one search for its longest literal finds it.
///
/// | piece | stands for |
/// |---|---|
/// | a literal | these bytes |
/// | `.version` | the version: two to four numbers, and a prerelease |
/// | `.version(a, b, tails)`, `.release(n)` | the version: a to b numbers and these tails; n numbers and nothing else |
/// | `.digits`, `.word`, `.hex(n)` | digits and dots; a run of letters, digits, `. _ -`; n hexadecimal digits |
/// | `.zeros` | one zero byte or more |
/// | `.gap(n)` | up to n bytes of any kind |
/// | `.start` | the file's beginning |
struct Clue: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// A part of a clue.
    enum Piece: Sendable, Equatable {
        case literal([UInt8])
        case captured(VersionGrammar)
        case digits
        case word
        case hex(Int)
        case zeros
        case gap(Int)
        case start

        static var version: Piece { .version(2, 4, .prerelease) }

        static func release(_ count: Int) -> Piece { .version(count, count) }

        static func version(_ fewest: Int, _ most: Int, _ tails: VersionGrammar.Tails = []) -> Piece {
            .captured(VersionGrammar(fewest: fewest, most: most, tails: tails))
        }
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.literal(Array(literal.utf8))) }
        }

        mutating func appendInterpolation(_ piece: Piece) { pieces.append(piece) }
    }

    /// Where a clue is looked for.
    enum Subject: Sendable { case content, name }

    /// The widest gap that a clue may have; what is carried from part to part of a file is longer than the longest clue.
    static let gapLimit = 1024

    let pieces: [Piece]
    /// The piece that is searched for: the longest literal.
    let anchor: Int
    var subject = Subject.content
    /// Many strings look alike: the version counts only where the file has no other one of that look.
    var isSole = false
    /// What the version begins with.
    var beginning: [UInt8] = []
    /// What the version holds.
    var content: [UInt8] = []
    /// What must not stand right before the clue.
    var notAfter: [UInt8] = []
    /// The version begins with the number in the file's own name: `3.11` of `libpython3.11.so.1.0`.
    var isLikeName = false

    init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        var longest: (piece: Int, count: Int) = (0, 0)
        for (index, piece) in pieces.enumerated() {
            if case .literal(let bytes) = piece, bytes.count > longest.count { longest = (index, bytes.count) }
        }
        anchor = longest.piece
    }

    init(stringLiteral value: String) {
        var interpolation = StringInterpolation(literalCapacity: value.utf8.count, interpolationCount: 0)
        interpolation.appendLiteral(value)
        self.init(stringInterpolation: interpolation)
    }

    /// The bytes that are searched for; nothing where the clue stands at the file's beginning.
    var anchorBytes: [UInt8]? {
        guard pieces.indices.contains(anchor), case .literal(let bytes) = pieces[anchor] else { return nil }
        return bytes
    }
}

extension Clue {
    /// A clue that counts only where the whole file has one version of that look.
    static func sole(_ clue: Clue, beginning: String = "") -> Clue {
        var clue = clue
        clue.isSole = true
        clue.beginning = Array(beginning.utf8)
        return clue
    }

    /// A clue with more said about the version or what stands before.
    static func only(
        _ clue: Clue, beginning: String = "", content: String = "", notAfter: String = "", likeName: Bool = false
    ) -> Clue {
        var clue = clue
        clue.beginning = Array(beginning.utf8)
        clue.content = Array(content.utf8)
        clue.notAfter = Array(notAfter.utf8)
        clue.isLikeName = likeName
        return clue
    }

    /// A clue that is the file's name, from its beginning to its end.
    static func name(_ clue: Clue, beginning: String = "") -> Clue {
        var clue = clue
        clue.subject = .name
        clue.beginning = Array(beginning.utf8)
        return clue
    }

    /// What a Go program says of its own module, and where the linker puts the version that a build gives it.
    ///
    /// First the module lines of the build info; then the constants of `-X`, which come right after the version of Go; then a
    /// sole version among the constants.
    static func go(_ module: String, majors: [Int] = []) -> [Clue] {
        let paths = [module] + majors.map { "\(module)/v\($0)" }
        var lines: [Clue] = []
        for path in paths {
            var text = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
            text.appendLiteral("\t\(path)\tv")
            text.appendInterpolation(.version(3, 3, .prerelease))
            lines.append(.only(Clue(stringInterpolation: text), notAfter: "=>"))
        }
        return lines + [
            "\0go1.\(.digits)\(.zeros)v\(.version(3, 3, .prerelease))",
            "\0go1.\(.digits)\(.zeros)\(.version(3, 3, .prerelease))",
            .sole("\0v\(.version(3, 3, .prerelease))\0"), .sole("\0\(.version(3, 3, .prerelease))\0"),
        ]
    }
}
