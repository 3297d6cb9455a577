internal import Bytes

/// What a version string looks like where a program keeps its own: so many numbers with dots between, and what may follow them.
///
/// | tail | examples |
/// |---|---|
/// | `prerelease` | `-rc1`, `beta4`, `-alpha.0`, `-dev-3`, `preview1` |
/// | `letters` | `w` of `1.1.1w`, `p1` of `9.2p1`, `p20` of `3.1.2p20` |
/// | `revision` | `-2` of `3.12.0-2` |
/// | `build` | any run of letters, digits and `+ - . _ ~`: `+8-LTS`, `.Final` |
struct VersionGrammar: Sendable, Equatable {
    /// What may follow the numbers.
    struct Tails: OptionSet, Sendable {
        let rawValue: UInt8

        static let prerelease = Tails(rawValue: 1)
        static let letters = Tails(rawValue: 2)
        static let revision = Tails(rawValue: 4)
        static let build = Tails(rawValue: 8)
    }

    /// More bytes than any version has.
    static let limit = 64
    /// Bytes behind a version that must be at hand before it is known that it ends where it seems to.
    static let lookahead = 24

    private static let digitLimit = 12
    private static let prereleases = [
        "preview", "alpha", "beta", "dev", "pre", "rc", "RC", "M",
    ].map { Array($0.utf8) }

    /// The fewest and the most numbers.
    let fewest: Int
    let most: Int
    let tails: Tails

    /// Where the version that begins at an offset ends; nothing where none begins there.
    ///
    /// - Parameter stop: bytes that end a `build`, since they come after the version.
    func end(in bytes: Span<UInt8>, from start: Int, stop: [UInt8]) -> Int? {
        guard var offset = numbers(in: bytes, from: start) else { return nil }
        if tails.contains(.prerelease) { offset = Self.prerelease(in: bytes, from: offset) ?? offset }
        if tails.contains(.letters) { offset = Self.letters(in: bytes, from: offset) ?? offset }
        if tails.contains(.revision) { offset = Self.revision(in: bytes, from: offset) ?? offset }
        if tails.contains(.build) { offset = Self.build(in: bytes, from: offset, limit: start + Self.limit, stop) }
        return offset
    }

    /// Whether a byte may stand in a version.
    static func isPart(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || isMark(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}

extension VersionGrammar {
    private func numbers(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        var count = 0
        while count < most {
            let first = count == 0 ? offset : offset + 1
            if count > 0 && (offset >= bytes.count || bytes[offset] != UInt8(ascii: ".")) { break }
            var end = first
            while end < bytes.count && Self.isDigit(bytes[end]) && end - first <= Self.digitLimit { end += 1 }
            guard end > first else { break }
            guard end - first <= Self.digitLimit else { return nil }
            offset = end
            count += 1
        }
        return count >= fewest && count > 0 ? offset : nil
    }

    private static func prerelease(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        if offset < bytes.count, isMark(bytes[offset]), bytes[offset] != UInt8(ascii: "+") { offset += 1 }
        guard let word = prereleases.first(where: { bytes.has($0, at: offset) }) else { return nil }
        offset += word.count
        while offset < bytes.count {
            let isJoint = bytes[offset] == UInt8(ascii: ".") || bytes[offset] == UInt8(ascii: "-")
            if isDigit(bytes[offset]) {
                offset += 1
            } else if isJoint && offset + 1 < bytes.count && isDigit(bytes[offset + 1]) {
                offset += 2
            } else {
                break
            }
            guard offset - start <= limit else { return nil }
        }
        return offset < bytes.count && isLetter(bytes[offset]) ? nil : offset
    }

    private static func letters(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        while offset < bytes.count, offset - start < 2, isLetter(bytes[offset]), bytes[offset] >= 0x61 { offset += 1 }
        guard offset > start else { return nil }
        let digits = offset
        while offset < bytes.count && isDigit(bytes[offset]) && offset - digits < digitLimit { offset += 1 }
        return offset < bytes.count && isLetter(bytes[offset]) ? nil : offset
    }

    private static func revision(in bytes: Span<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "-") else { return nil }
        var offset = start + 1
        while offset < bytes.count && isDigit(bytes[offset]) && offset - start < digitLimit { offset += 1 }
        guard offset > start + 1, offset == bytes.count || !isPart(bytes[offset]) else { return nil }
        return offset
    }

    private static func build(in bytes: Span<UInt8>, from start: Int, limit: Int, _ stop: [UInt8]) -> Int {
        var offset = start
        while offset < bytes.count, offset < limit, isPart(bytes[offset]) {
            if !stop.isEmpty && bytes.has(stop, at: offset) { break }
            offset += 1
        }
        return offset
    }
}

extension Span where Element == UInt8 {
    /// Whether other bytes stand at an offset.
    func has(_ other: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0 && other.count <= count - offset else { return false }
        for index in other.indices where self[offset + index] != other[index] { return false }
        return true
    }
}
