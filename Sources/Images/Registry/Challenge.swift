/// One way in which a server wants to be shown who asks (RFC 9110 §11.6.1).
///
///     challenge  = auth-scheme [ 1*SP ( token68 / #auth-param ) ]
///     auth-param = token BWS "=" BWS ( token / quoted-string )
///
/// Several challenges stand in one field, divided by commas as their parameters are: a name that no `=` follows begins
/// the next.
struct Challenge: Equatable, Sendable {
    /// The scheme in lower case.
    let scheme: String
    /// The parameters by their names in lower case.
    var parameters: [String: String] = [:]

    private static let countLimit = 16
    private static let parameterLimit = 32

    /// Reads the value of a `WWW-Authenticate` field.
    static func all(in text: String) throws(ImageError) -> [Challenge] {
        var parser = Parser(bytes: Array(text.utf8))
        var challenges: [Challenge] = []
        while try parser.skipToNext() {
            guard challenges.count < countLimit else { throw parser.malformed("it has too many challenges") }
            challenges.append(try parser.challenge())
        }
        return challenges
    }
}

extension Challenge {
    private struct Parser {
        let bytes: [UInt8]
        var offset = 0
        private var isFirst = true

        init(bytes: [UInt8]) { self.bytes = bytes }

        var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        func malformed(_ why: String) -> ImageError {
            ImageError(.malformed, "the registry's WWW-Authenticate header cannot be read at byte \(offset): \(why)")
        }

        mutating func skipSpaces() { while next == 0x20 || next == 0x09 { offset += 1 } }

        /// Passes the commas between two elements; whether there is another one.
        mutating func skipToNext() throws(ImageError) -> Bool {
            skipSpaces()
            defer { isFirst = false }
            guard !isFirst, next != nil else { return next != nil }
            guard next == 0x2c else { throw malformed("a comma is missing") }
            while next == 0x2c {
                offset += 1
                skipSpaces()
            }
            return next != nil
        }

        mutating func challenge() throws(ImageError) -> Challenge {
            while next == 0x2c {
                offset += 1
                skipSpaces()
            }
            var challenge = Challenge(scheme: try token().lowercased())
            guard next == 0x20 || next == 0x09 else { return challenge }
            skipSpaces()
            if skipToken68() { return challenge }
            var end = offset
            while let (name, value) = try parameter() {
                guard challenge.parameters.count < Challenge.parameterLimit else {
                    throw malformed("it has too many parameters")
                }
                guard challenge.parameters.updateValue(value, forKey: name) == nil else {
                    throw malformed("the parameter \(name) stands there twice")
                }
                end = offset
                guard try skipToNext() else { return challenge }
            }
            offset = end
            return challenge
        }

        /// The next parameter, or nothing, and nothing passed, where a challenge begins.
        mutating func parameter() throws(ImageError) -> (name: String, value: String)? {
            let start = offset
            guard next != nil, next != 0x2c else { return nil }
            let name = try token().lowercased()
            skipSpaces()
            guard next == 0x3d else {
                offset = start
                return nil
            }
            offset += 1
            skipSpaces()
            return (name, next == 0x22 ? try quotedText() : try token())
        }

        mutating func token() throws(ImageError) -> String {
            let start = offset
            while let byte = next, Self.isToken(byte) { offset += 1 }
            guard offset > start else { throw malformed(next == nil ? "it ends early" : "a name is missing") }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }

        mutating func quotedText() throws(ImageError) -> String {
            offset += 1
            var text: [UInt8] = []
            while var byte = next, byte != 0x22 {
                if byte == 0x5c {
                    offset += 1
                    guard let escaped = next else { break }
                    byte = escaped
                }
                guard byte == 0x09 || (byte >= 0x20 && byte != 0x7f) else { throw malformed("a control character") }
                text.append(byte)
                offset += 1
            }
            guard next == 0x22 else { throw malformed("a quotation mark is missing") }
            offset += 1
            return String(decoding: text, as: UTF8.self)
        }

        /// Passes what `Negotiate` and its like have in place of parameters.
        mutating func skipToken68() -> Bool {
            let start = offset
            while let byte = next, Self.isToken68(byte) { offset += 1 }
            let hasText = offset > start
            while next == 0x3d { offset += 1 }
            skipSpaces()
            if hasText && (next == nil || next == 0x2c) { return true }
            offset = start
            return false
        }

        private static func isAlphanumeric(_ byte: UInt8) -> Bool {
            (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
        }

        private static func isToken(_ byte: UInt8) -> Bool {
            isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }

        private static func isToken68(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "-._~+/".utf8.contains(byte) }
    }
}
