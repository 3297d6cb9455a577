extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

    /// The letter in lower case; every other byte as it is.
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    /// Whether the byte may stand in a token, such as a field's name (RFC 9110 §5.6.2).
    var isTokenByte: Bool {
        if isDigit || isLetter { return true }
        switch self {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: return true
        default: return false
        }
    }

    /// Whether the byte may stand in a field's value (RFC 9110 §5.5).
    var isFieldByte: Bool { self == 0x09 || (self >= 0x20 && self != 0x7F) }
}

/// A text that came from outside, fit for a message: no control characters, not long.
func shown(_ text: some StringProtocol) -> String {
    var clean = ""
    for scalar in text.unicodeScalars.prefix(200) {
        clean.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar)
    }
    return text.unicodeScalars.count > 200 ? clean + "…" : clean
}

/// Whether two texts are equal but for the case of ASCII letters.
func equalIgnoringCase(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
    one.utf8.elementsEqual(other.utf8) { $0.lowercased == $1.lowercased }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
    /// The text without the spaces and tabs around it.
    var trimmed: SubSequence {
        guard let first = utf8.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
            let last = utf8.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
