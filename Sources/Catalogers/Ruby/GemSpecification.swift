internal import Bytes
internal import Inventory

/// Reads a gem's specification as RubyGems writes it on installation (RubyGems guides, "Specification Reference"): Ruby code, of which
/// the assignments of literals are read.
///
/// | line | kept |
/// |---|---|
/// | `# stub: NAME VERSION PLATFORM PATHS` | name, version, platform |
/// | `s.name = "a"`, `s.version = "1.0"`, `s.platform = "java"` | the same, where no stub says them |
/// | `s.licenses = ["MIT"]`, `s.license = "MIT"` | licences |
/// | `s.homepage = "…"`, `s.authors = ["…"]`, `s.summary = "…"` | attributes |
/// | `s.add_dependency("b", …)`, `s.add_runtime_dependency(%q<b>, …)` | names of dependencies |
struct GemSpecification {
    private(set) var name = ""
    private(set) var version = ""
    private(set) var platform = "ruby"
    private(set) var licences: [String] = []
    private(set) var dependencies: [String] = []
    private(set) var attributes = Attributes()
    private var seen: Set<String> = []

    init(_ bytes: Span<UInt8>) {
        var hasStub = false
        var offset = 0
        while offset < bytes.count {
            let start = offset
            let end = bytes.index(of: 0x0a, from: start) ?? bytes.count
            offset = end + 1
            let line = bytes.extracting(start..<end)
            if !hasStub, line.hasPrefix("# stub: ") {
                hasStub = takeStub(line.extracting(8..<line.count))
                continue
            }
            guard let dot = line.index(of: UInt8(ascii: ".")), Self.isWord(line.extracting(0..<dot).trimmed) else {
                continue
            }
            var memberEnd = dot + 1
            while memberEnd < line.count, Self.isPart(line[memberEnd]) { memberEnd += 1 }
            let member = line.extracting((dot + 1)..<memberEnd)
            // What a literal took is not looked at again: a crafted file of unclosed texts is read once.
            if member.hasPrefix("add_dependency") || member.hasPrefix("add_runtime_dependency") {
                offset = max(offset, takeDependency(bytes, at: start + memberEnd))
            } else if let value = Self.assigned(line, from: memberEnd) {
                offset = max(offset, take(member.text, bytes, at: start + value, hasStub: hasStub))
            }
        }
    }

    private mutating func takeStub(_ stub: Span<UInt8>) -> Bool {
        let words = stub.text.split(separator: " ", maxSplits: 3)
        guard words.count >= 3 else { return false }
        name = String(words[0])
        version = String(words[1])
        platform = String(words[2])
        return true
    }

    /// Keeps what a member is assigned.
    ///
    /// - Returns: where the literal ends.
    private mutating func take(_ member: String, _ bytes: Span<UInt8>, at offset: Int, hasStub: Bool) -> Int {
        var literal = RubyLiteral(bytes, at: offset)
        switch member {
        case "name": if !hasStub { name = literal.texts().first ?? "" }
        case "version": if !hasStub { version = literal.texts().first ?? "" }
        case "platform": if !hasStub { platform = literal.texts().first ?? platform }
        case "license", "licenses":
            for licence in literal.texts().prefix(64) where !licences.contains(licence) { licences.append(licence) }
        case "homepage", "summary": attributes[member] = literal.texts().first
        case "author", "authors":
            let authors = literal.texts().prefix(64).joined(separator: ", ")
            attributes["author"] = authors.isEmpty ? nil : authors
        default: break
        }
        return literal.offset
    }

    private mutating func takeDependency(_ bytes: Span<UInt8>, at offset: Int) -> Int {
        var place = offset
        while place < bytes.count, bytes[place] == UInt8(ascii: "(") || bytes[place] == 0x20 { place += 1 }
        var literal = RubyLiteral(bytes, at: place)
        if let name = literal.text(), !name.isEmpty, seen.insert(name).inserted { dependencies.append(name) }
        return literal.offset
    }

    /// Whether what stands before the dot can be the variable that the block has for the specification.
    private static func isWord(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, text.count <= 32 else { return false }
        for index in 0..<text.count where !isPart(text[index]) { return false }
        return true
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f: true
        default: false
        }
    }

    /// Where the value begins that follows `=` but not `==`.
    private static func assigned(_ line: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < line.count && isSpace(line[index]) { index += 1 }
        guard index + 1 < line.count, line[index] == UInt8(ascii: "="), line[index + 1] != UInt8(ascii: "=") else {
            return nil
        }
        return index + 1
    }
}
