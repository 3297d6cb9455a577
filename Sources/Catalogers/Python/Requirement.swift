internal import Bytes
internal import Inventory

/// One requirement that pins a version, as `requirements.txt` files and `setup.py` have it (PEP 508, pip's "Requirements File Format").
///
/// `name [extras] ==version ; marker --hash=…`: pinned is what has one `==` or `===` and no wildcard; anything else, options, URLs
/// and paths included, names no version and is no requirement here.
struct Requirement: Equatable {
    let name: String
    let version: String
    /// The condition of the environment under which it holds.
    let marker: String

    /// Takes one logical line without comments.
    init?(_ line: Span<UInt8>) {
        let text = line.trimmed
        var offset = 0
        while offset < text.count && PythonName.isPart(text[offset]) { offset += 1 }
        guard offset > 0, text[0] != UInt8(ascii: "-"), text[0] != UInt8(ascii: ".") else { return nil }
        name = text.extracting(0..<offset).text
        offset = Self.skipSpaces(text, offset)
        if offset < text.count && text[offset] == UInt8(ascii: "[") {
            guard let end = text.index(of: UInt8(ascii: "]"), from: offset) else { return nil }
            offset = Self.skipSpaces(text, end + 1)
        }
        let isGrouped = offset < text.count && text[offset] == UInt8(ascii: "(")
        if isGrouped { offset = Self.skipSpaces(text, offset + 1) }
        guard text.hasPrefix("==", at: offset) else { return nil }
        offset = Self.skipSpaces(text, text.hasPrefix("===", at: offset) ? offset + 3 : offset + 2)
        let start = offset
        while offset < text.count && Self.isVersionPart(text[offset]) { offset += 1 }
        // Versions begin with a digit or a letter (PEP 440); pip reads a hyphen there as an option.
        guard offset > start, Self.beginsVersion(text[start]) else { return nil }
        version = text.extracting(start..<offset).text
        offset = Self.skipSpaces(text, offset)
        if isGrouped {
            guard offset < text.count, text[offset] == UInt8(ascii: ")") else { return nil }
            offset = Self.skipSpaces(text, offset + 1)
        }
        guard offset < text.count else {
            marker = ""
            return
        }
        switch text[offset] {
        case UInt8(ascii: ";"):
            let end = text.index(of: Array(" --".utf8), from: offset) ?? text.count
            marker = text.extracting((offset + 1)..<max(offset + 1, end)).trimmed.text
        case UInt8(ascii: "-"), UInt8(ascii: "#"): marker = ""
        default: return nil
        }
    }

    var record: PackageRecord {
        var record = PackageRecord(type: .pypi, name: name, version: version)
        if !marker.isEmpty { record.attributes["marker"] = marker }
        return record
    }

    private static func skipSpaces(_ text: Span<UInt8>, _ start: Int) -> Int {
        var offset = start
        while offset < text.count && isSpace(text[offset]) { offset += 1 }
        return offset
    }

    private static func beginsVersion(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || isDigit(byte) }

    /// The characters of versions (PEP 440); the asterisk of a wildcard is none, so that `==1.*` is refused.
    private static func isVersionPart(_ byte: UInt8) -> Bool {
        PythonName.isPart(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "!")
    }
}

extension Requirement {
    /// The pins of a requirements file; a backslash joins a line to the next, `#` after a blank begins a comment.
    ///
    /// - Returns: the pins, and how many lines are neither requirement nor option, path or address.
    static func all(inFile bytes: Span<UInt8>) -> (records: [PackageRecord], strangeLines: Int) {
        var (records, strange): ([PackageRecord], Int) = ([], 0)
        func take(_ line: Span<UInt8>) {
            if let requirement = Requirement(line) {
                records.append(requirement.record)
            } else if !isKnown(line.trimmed) {
                strange += 1
            }
        }
        var lines = Lines(bytes.extracting((bytes.hasPrefix("\u{feff}") ? 3 : 0)..<bytes.count))
        var joined: [UInt8] = []
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            let text = withoutComment(line)
            if text.count > 0 && text[text.count - 1] == UInt8(ascii: "\\") {
                joined += text.extracting(0..<(text.count - 1)).array
                continue
            }
            joined += text.array
            take(joined.span)
            joined = []
        }
        take(joined.span)
        return (records, strange)
    }

    /// Whether a line is empty, an option, a path, an address or a name, whatever is asked of it.
    private static func isKnown(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < text.count && PythonName.isPart(text[offset]) { offset += 1 }
        let next = skipSpaces(text, offset)
        guard next < text.count else { return true }
        if text[0] == UInt8(ascii: "-") { return true }
        if offset > 0 && Array("[(=<>!~;@,\"'".utf8).contains(text[next]) { return true }
        // Paths, addresses, and variables in them.
        for index in 0..<text.count {
            let byte = text[index]
            if byte < 0x20 && byte != 0x09 { return false }
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "$") { return true }
        }
        return false
    }

    /// The pins in the string literals of a `setup.py`, which is a program and not run.
    static func all(inProgram bytes: Span<UInt8>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            guard line.index(of: Array("==".utf8)) != nil else { continue }
            var offset = 0
            while offset < line.count {
                let quote = line[offset]
                offset += 1
                guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { continue }
                guard let end = line.index(of: quote, from: offset) else { continue }
                if let pin = Requirement(line.extracting(offset..<end)), pin.version.utf8.first.map(isDigit) == true {
                    records.append(pin.record)
                    offset = end + 1
                }
            }
        }
        return records
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    @_lifetime(copy line)
    private static func withoutComment(_ line: Span<UInt8>) -> Span<UInt8> {
        var start = 0
        while let hash = line.index(of: UInt8(ascii: "#"), from: start) {
            if hash == 0 || isSpace(line[hash - 1]) { return line.extracting(0..<hash) }
            start = hash + 1
        }
        return line
    }
}
