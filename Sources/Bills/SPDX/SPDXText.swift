/// Texts in the letters that SPDX identifiers have.
enum SPDXText {
    /// Letters, digits, `.` and `-`; runs of anything else become one hyphen.
    static func idPart(_ text: some StringProtocol) -> String {
        var part: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e, 0x2d: part.append(byte)
            default: if part.last != 0x2d { part.append(0x2d) }
            }
        }
        return String(decoding: part, as: UTF8.self)
    }
}
