internal import Bytes

/// Looks for the version that a build put into a binary's constants (`-X main.version=…`), for binaries that do not say their flags.
///
/// The linker stores such a text with a zero before and after it. Only a semantic version that is the sole one counts: C libraries
/// that are linked in bring versions of their own.
struct GoVersionSearch {
    private static let lengthLimit = 64

    private var found: Set<String> = []
    /// The bytes since the last zero, where the part before ended.
    private var carried: [UInt8]?

    /// The version, if there is one and one only.
    var version: String? { found.count == 1 ? found.first : nil }

    /// Takes the next part of a stretch.
    mutating func receive(_ bytes: Span<UInt8>) {
        guard found.count < 2 else { return }
        if let carried, let end = bytes.index(of: 0) {
            if carried.count + end <= Self.lengthLimit { take((carried + bytes.extracting(0..<end).array).span) }
        }
        carried = nil
        var index = 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard bytes[index - 2] == 0, byte == 0x76 || Self.isDigit(byte) else { continue }
            let first = index - 1
            guard let end = bytes.index(of: 0, from: first) else {
                if bytes.count - first <= Self.lengthLimit { carried = bytes.extracting(first..<bytes.count).array }
                return
            }
            if end - first <= Self.lengthLimit { take(bytes.extracting(first..<end)) }
            index = end + 1
        }
        if bytes.count > 0 && bytes[bytes.count - 1] == 0 { carried = [] }
    }

    private mutating func take(_ text: Span<UInt8>) {
        guard text.count > 0, text[0] == 0x76 || Self.isDigit(text[0]) else { return }
        var offset = text[0] == 0x76 ? 1 : 0
        for part in 0..<3 {
            let start = offset
            while offset < text.count && Self.isDigit(text[offset]) { offset += 1 }
            guard offset > start else { return }
            if part < 2 {
                guard offset < text.count, text[offset] == UInt8(ascii: ".") else { return }
                offset += 1
            }
        }
        for mark in [UInt8(ascii: "-"), UInt8(ascii: "+")] where offset < text.count && text[offset] == mark {
            offset += 1
            while offset < text.count && Self.isIdentifierPart(text[offset]) { offset += 1 }
        }
        guard offset == text.count else { return }
        let version = text.text
        found.insert(version.hasPrefix("v") ? version : "v\(version)")
    }

    private static func isIdentifierPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e: true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
