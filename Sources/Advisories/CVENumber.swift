internal import Bytes

/// A CVE's identifier as one number, ordered as year and number are: the year above 1990 in the high byte, the number
/// below.
enum CVENumber {
    /// Nothing for what is no `CVE-YYYY-N…` of the years 1990 to 2245 with a number below 2^24.
    static func pack(_ text: Span<UInt8>) -> UInt32? {
        guard text.hasPrefix("CVE-"), text.count >= 10, text.count <= 16, text[8] == 0x2d,
            let year = decimal(text.extracting(4..<8)), year >= 1990, year - 1990 <= 255,
            let number = decimal(text.extracting(9..<text.count)), number < 1 << 24
        else { return nil }
        return UInt32(year - 1990) << 24 | UInt32(number)
    }

    static func pack(_ text: String) -> UInt32? {
        let bytes = Array(text.utf8)
        return pack(bytes.span)
    }

    private static func decimal(_ digits: Span<UInt8>) -> Int? {
        var value = 0
        for index in 0..<digits.count {
            guard digits[index] >= 0x30 && digits[index] <= 0x39 else { return nil }
            value = value * 10 + Int(digits[index] - 0x30)
        }
        return value
    }
}
