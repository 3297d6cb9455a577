/// Characters that terminals obey: those below U+0020, U+007F, and U+0080 to U+009F; no text of a profile has them.
enum ControlCharacters {
    static func areIn(_ text: String) -> Bool { text.unicodeScalars.contains(where: isOne) }

    /// The text with others in their place, and of no more than so many bytes.
    static func replaced(in text: String, limit: Int) -> String {
        var clean = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            let shown: Unicode.Scalar = isOne(scalar) ? "\u{fffd}" : scalar
            count += UTF8.width(shown)
            if count > limit { break }
            clean.append(shown)
        }
        return String(clean)
    }

    private static func isOne(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
    }
}
