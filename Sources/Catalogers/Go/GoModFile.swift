internal import Bytes
internal import Inventory

/// Reads `go.mod` (Go modules reference, "go.mod files"): directives on lines of their own or in blocks.
///
/// | directive | kept |
/// |---|---|
/// | `module path` | the module's own path |
/// | `go 1.21`, `toolchain go1.22.3` | as written |
/// | `require path version // indirect` | what is needed |
/// | `exclude path version` | versions that are never used |
/// | `replace path [version] => path [version]` | what takes a module's place |
struct GoModFile: Equatable {
    /// A version of a module that the file asks for, or rules out.
    struct Requirement: Equatable {
        var path: String
        var version: String
        var isIndirect = false
    }

    /// A module, or one version of it, and what takes its place: a module, or a folder, which has no version.
    struct Replacement: Equatable {
        var path: String
        var version: String
        var newPath: String
        var newVersion: String
    }

    /// More words than any directive has; a line may be as long as the file.
    private static let wordLimit = 16

    private(set) var module = ""
    private(set) var goVersion = ""
    private(set) var toolchain = ""
    private(set) var requirements: [Requirement] = []
    private(set) var exclusions: [Requirement] = []
    private(set) var replacements: [Replacement] = []
    /// Lines that are no directive of the format, and where the first stands.
    private(set) var strangeLines = 0
    private(set) var firstStrangeLine = 0
    /// The directive whose block has no end.
    private(set) var openBlock: String?

    /// Whether the file names what requirements require too, as files of Go 1.17 and later do.
    var namesAllRequirements: Bool {
        let numbers = goVersion.split(separator: ".").map { Int($0.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
        guard let major = numbers.first else { return false }
        return major > 1 || numbers.count > 1 && numbers[1] >= 17
    }

    /// Directives that name no module that is used.
    private static let others: Set<String> = ["godebug", "ignore", "retract", "tool"]

    init(_ bytes: Span<UInt8>) {
        var lines = Lines(bytes)
        var number = 0
        while requirements.count + exclusions.count + replacements.count <= Evidence.recordLimit,
            let line = lines.next()
        {
            number += 1
            var (words, comment) = Self.words(line)
            guard !words.isEmpty else { continue }
            if words == [")"] {
                openBlock = nil
                continue
            } else if openBlock == nil, words.count == 2, words[1] == "(" {
                openBlock = words[0]
                continue
            }
            let directive = openBlock ?? words.removeFirst()
            guard !take(directive, words, comment: comment) else { continue }
            strangeLines += 1
            if strangeLines == 1 { firstStrangeLine = number }
        }
    }

    /// Takes a directive; returns whether it is one.
    private mutating func take(_ directive: String, _ words: [String], comment: String) -> Bool {
        switch directive {
        case "module" where words.count == 1: module = words[0]
        case "go" where words.count == 1: goVersion = words[0]
        case "toolchain" where words.count == 1: toolchain = words[0]
        case "require" where words.count == 2:
            requirements.append(.init(path: words[0], version: words[1], isIndirect: comment.hasPrefix("indirect")))
        case "exclude" where words.count == 2: exclusions.append(.init(path: words[0], version: words[1]))
        case "replace":
            guard let arrow = words.firstIndex(of: "=>"), arrow == 1 || arrow == 2, words.count > arrow + 1,
                words.count <= arrow + 3
            else { return false }
            replacements.append(
                .init(
                    path: words[0], version: arrow == 2 ? words[1] : "", newPath: words[arrow + 1],
                    newVersion: words.count > arrow + 2 ? words[arrow + 2] : ""))
        default: return Self.others.contains(directive) && !words.isEmpty
        }
        return true
    }

    /// The words of a line, quotes gone, and the comment that ends it.
    private static func words(_ line: Span<UInt8>) -> (words: [String], comment: String) {
        var words: [String] = []
        var offset = 0
        while offset < line.count, words.count < wordLimit {
            if isSpace(line[offset]) {
                offset += 1
                continue
            }
            if line.hasPrefix("//", at: offset) {
                return (words, line.extracting((offset + 2)..<line.count).trimmed.text)
            }
            let quote = line[offset]
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "`") {
                let end = line.index(of: quote, from: offset + 1) ?? line.count
                words.append(line.extracting((offset + 1)..<end).text)
                offset = end + 1
                continue
            }
            let start = offset
            let isBracket = quote == UInt8(ascii: "(") || quote == UInt8(ascii: ")")
            offset += 1
            while !isBracket, offset < line.count, !isSpace(line[offset]), line[offset] != UInt8(ascii: "("),
                line[offset] != UInt8(ascii: ")"), !line.hasPrefix("//", at: offset)
            {
                offset += 1
            }
            words.append(line.extracting(start..<offset).text)
        }
        return (words, "")
    }
}
