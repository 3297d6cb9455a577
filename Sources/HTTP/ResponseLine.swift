internal import Bytes

/// The lines of a response, each read whole.
enum ResponseLine {
    /// Reads `HTTP/1.1 200 OK`; the words may be missing together with their space.
    static func status(_ line: [UInt8]) throws(HTTPError) -> ResponseHead {
        let prefix = Array("HTTP/1.".utf8)
        guard line.count >= 12, line.starts(with: prefix), line[7].isDigit, line[8] == 0x20,
            line[9...11].allSatisfy(\.isDigit), line.count == 12 || line[12] == 0x20,
            line.dropFirst(12).allSatisfy(\.isFieldByte)
        else {
            let text = shown(String(decoding: line.prefix(80), as: UTF8.self))
            throw HTTPError(.protocolViolation, "the server does not answer in HTTP/1.1 but with “\(text)”")
        }
        let status = line[9...11].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (100..<600).contains(status) else {
            throw HTTPError(.protocolViolation, "the response has the invalid status \(status)")
        }
        let reason = String(decoding: line.dropFirst(13), as: UTF8.self)
        return ResponseHead(status: status, reason: reason, isVersion11: line[7] != 0x30)
    }

    /// Reads `Name: value`; a folded line, or a space before the colon, is refused (RFC 9112 §5.1 and §5.2).
    static func field(_ line: [UInt8]) throws(HTTPError) -> Headers.Field {
        guard line.first != 0x20, line.first != 0x09 else {
            throw HTTPError(.protocolViolation, "the response has a folded header field")
        }
        guard let colon = line.firstIndex(of: 0x3A), colon > 0, line[..<colon].allSatisfy(\.isTokenByte),
            line[colon...].allSatisfy(\.isFieldByte)
        else {
            let text = shown(String(decoding: line.prefix(80), as: UTF8.self))
            throw HTTPError(.protocolViolation, "the response has an invalid header field “\(text)”")
        }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        return Headers.Field(name, String(value.trimmed))
    }

    /// Reads a chunk's size; its extensions are skipped (RFC 9112 §7.1.1).
    static func chunkSize(_ line: [UInt8]) throws(HTTPError) -> UInt64 {
        let digits = line.prefix { Hex.value(of: $0) != nil }
        var rest = line[digits.endIndex...]
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
        guard !digits.isEmpty, digits.count <= 15, rest.isEmpty || rest.first == 0x3B, rest.allSatisfy(\.isFieldByte)
        else {
            let text = shown(String(decoding: line.prefix(40), as: UTF8.self))
            throw HTTPError(.protocolViolation, "the response has the invalid chunk size “\(text)”")
        }
        return digits.reduce(0) { $0 << 4 | UInt64(Hex.value(of: $1) ?? 0) }
    }
}
