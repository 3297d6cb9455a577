/// Whether a text is an address of the web that every validator takes.
enum WebAddress {
    /// The address, or nothing: `http` or `https`, a host of letters, digits and single hyphens with a dot, no white space.
    static func checked(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2_048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        guard !text.utf8.contains(where: { "<>\"{}|\\^`[]".utf8.contains($0) }) else { return nil }
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
        let host = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(isLabel), let last = labels.last, last.utf8.count >= 2,
            last.utf8.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a })
        else { return nil }
        return hasWholeEscapes(text) ? text : nil
    }

    private static func isLabel(_ label: Substring) -> Bool {
        let bytes = Array(label.utf8)
        guard let first = bytes.first, let last = bytes.last, first != 0x2d, last != 0x2d else { return false }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: continue
            case 0x2d where bytes[index - 1] != 0x2d: continue
            default: return false
            }
        }
        return true
    }

    /// Whether every percent sign begins a byte.
    private static func hasWholeEscapes(_ text: String) -> Bool {
        text.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
            part.utf8.prefix(2).count == 2
                && part.utf8.prefix(2).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }
    }
}
