/// Text that is safe to show on a terminal: what an image says may hold control characters that would move the cursor or worse.
enum Printable {
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars { safe.unicodeScalars.append(isUnsafe(scalar) ? "\u{fffd}" : scalar) }
        return safe
    }

    /// Control characters, and the marks that turn the direction of writing.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
