extension JSONValue {
    /// The one form that all writers of the same value agree on, for digests (RFC 8785, "JSON Canonicalization Scheme").
    ///
    /// | part | form |
    /// |---|---|
    /// | object | members sorted by their names' UTF-16 units; of those that share a name the last |
    /// | text | UTF-8; only `"`, `\` and what is below U+0020 escaped, by the short escapes where there are |
    /// | number | as ECMAScript writes the nearest double: shortest digits, an exponent from 1e21 up and below 1e-6 |
    /// | white space | none |
    package var canonical: [UInt8] {
        var bytes: [UInt8] = []
        appendCanonical(to: &bytes)
        return bytes
    }

    private func appendCanonical(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let text): bytes += Self.canonicalNumber(text).utf8
        case .string(let text): Self.appendQuoted(text, to: &bytes)
        case .array(let elements):
            bytes.append(0x5b)
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(0x2c) }
                element.appendCanonical(to: &bytes)
            }
            bytes.append(0x5d)
        case .object(let members):
            bytes.append(0x7b)
            var last: [String: JSONValue] = [:]
            for member in members { last[member.name] = member.value }
            let sorted = last.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { bytes.append(0x2c) }
                Self.appendQuoted(member.key, to: &bytes)
                bytes.append(0x3a)
                member.value.appendCanonical(to: &bytes)
            }
            bytes.append(0x7d)
        }
    }

    private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5c: bytes += [0x5c, byte]
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0a: bytes += "\\n".utf8
            case 0x0c: bytes += "\\f".utf8
            case 0x0d: bytes += "\\r".utf8
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes += "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    /// A number as ECMAScript's `Number::toString` writes it; one that is too large for a double is left as it was written.
    private static func canonicalNumber(_ text: String) -> String {
        guard let value = Double(text), value.isFinite else { return text }
        if value == 0 { return "0" }
        // Swift's shortest digits, taken apart into digits and the decimal point's place behind the first of them.
        let shortest = value.magnitude.description
        let parts = shortest.split(separator: "e", maxSplits: 1)
        let mantissa = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        var point = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        var digits = mantissa[0] + fraction
        while digits.hasPrefix("0") {
            digits.removeFirst()
            point -= 1
        }
        while digits.hasSuffix("0") { digits.removeLast() }
        return (value < 0 ? "-" : "") + layOut(digits, point: point)
    }

    private static func layOut(_ digits: String, point: Int) -> String {
        let count = digits.utf8.count
        if point > 21 || point < -5 {
            let fraction = digits.dropFirst()
            let exponent = point - 1
            return
                "\(digits.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")e\(exponent < 0 ? "-" : "+")\(abs(exponent))"
        }
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
        if count <= point { return digits + String(repeating: "0", count: point - count) }
        return "\(digits.prefix(point)).\(digits.dropFirst(point))"
    }
}
