internal import Bytes

/// Percent-encoding of URL parts (RFC 3986 §2).
package enum PercentEncoding {
    /// A text as one path segment; a slash in it is encoded, and so are the dots of `.` and `..`.
    package static func segment(_ text: String) -> String {
        if text == "." || text == ".." { return text == "." ? "%2E" : "%2E%2E" }
        return encode(text) { isUnreserved($0) || isSubDelimiter($0) || $0 == 0x3A || $0 == 0x40 }
    }

    /// A text as name or value of a query item.
    package static func queryPart(_ text: String) -> String {
        encode(text) { isUnreserved($0) || $0 == 0x2F || $0 == 0x3A || $0 == 0x40 || $0 == 0x2C }
    }

    /// A path or query with the printable characters that RFC 3986 does not allow encoded; a broken escape is refused.
    static func repaired(_ text: String) throws(HTTPError) -> String {
        var isClean = true
        var digitsDue = 0
        for byte in text.utf8 {
            if digitsDue > 0 {
                guard Hex.value(of: byte) != nil else { throw brokenEscape(text) }
                digitsDue -= 1
            } else if byte == 0x25 {
                digitsDue = 2
            } else if !isAllowed(byte) {
                isClean = false
            }
        }
        guard digitsDue == 0 else { throw brokenEscape(text) }
        return isClean ? text : encode(text) { isAllowed($0) || $0 == 0x25 }
    }

    /// The bytes that an encoded text stands for, or nothing where an escape is broken.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(Hex.value), let low = iterator.next().flatMap(Hex.value) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isKept(byte) {
                encoded.append(byte)
            } else {
                encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func brokenEscape(_ text: String) -> HTTPError {
        HTTPError(.invalidURL, "a percent sign without two hexadecimal digits: \(shown(text))")
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || isSubDelimiter(byte) || byte == 0x3A || byte == 0x40 || byte == 0x2F || byte == 0x3F
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
    }

    private static func isSubDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: true
        default: false
        }
    }
}
