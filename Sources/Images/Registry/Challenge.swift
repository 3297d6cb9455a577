/// One way in which a server wants to be shown who asks (RFC 9110 §11.6.1).
///
///     challenge  = auth-scheme [ 1*SP ( token68 / #auth-param ) ]
///     auth-param = token BWS "=" BWS ( token / quoted-string )
///
/// Several challenges share one field, divided by commas as their parameters are: a name without `=` begins the next.
///
/// Servers write these fields by hand, so a fault ends its challenge only: everything before it counts, and reading goes on behind the
/// next comma. A value without quotation marks may have any visible characters, and commas between parameters may be missing.
struct Challenge: Equatable, Sendable {
    /// The scheme in lower case.
    let scheme: String
    /// The parameters by their names in lower case.
    var parameters: [String: String] = [:]

    private static let countLimit = 16
    private static let parameterLimit = 32

    /// Reads the value of a `WWW-Authenticate` field: its challenges, and the first fault in it.
    static func all(in text: String) -> (challenges: [Challenge], fault: ImageError?) {
        var parser = Parser(bytes: Array(text.utf8))
        var challenges: [Challenge] = []
        while parser.skipToNext() {
            guard challenges.count < countLimit else {
                parser.note("it has too many challenges")
                break
            }
            if let challenge = parser.challenge() {
                challenges.append(challenge)
            } else {
                parser.skipToComma()
            }
        }
        return (challenges, parser.fault)
    }
}

extension Challenge {
    private struct Parser {
        let bytes: [UInt8]
        var offset = 0
        /// The first thing that is not by the grammar.
        private(set) var fault: ImageError?

        init(bytes: [UInt8]) { self.bytes = bytes }

        var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        mutating func note(_ why: String) {
            guard fault == nil else { return }
            fault = ImageError(
                .malformed, "invalid WWW-Authenticate header of the registry at byte \(offset): \(why)")
        }

        mutating func skipSpaces() { while next == 0x20 || next == 0x09 { offset += 1 } }

        mutating func skipToComma() { while let byte = next, byte != 0x2c { offset += 1 } }

        /// Passes spaces and commas; whether anything follows them.
        mutating func skipToNext() -> Bool {
            while next == 0x20 || next == 0x09 || next == 0x2c { offset += 1 }
            return next != nil
        }

        /// The challenge that begins here; nil, with a fault noted, if none does.
        mutating func challenge() -> Challenge? {
            guard let scheme = token() else {
                note("the name of a scheme is missing")
                return nil
            }
            var challenge = Challenge(scheme: scheme.lowercased())
            guard next == 0x20 || next == 0x09 else {
                if next != nil && next != 0x2c {
                    note("a space is missing")
                    skipToComma()
                }
                return challenge
            }
            skipSpaces()
            if skipToken68() { return challenge }
            var end = offset
            while challenge.parameters.count < Challenge.parameterLimit {
                guard let (name, value) = parameter() else { break }
                guard challenge.parameters[name] == nil else {
                    note("the parameter \(name) is there twice")
                    end = offset
                    break
                }
                challenge.parameters[name] = value
                skipSpaces()
                end = offset
                if next == 0x2c {
                    guard skipToNext() else { return challenge }
                } else if next != nil {
                    note("a comma is missing")
                } else {
                    return challenge
                }
            }
            if challenge.parameters.count == Challenge.parameterLimit { note("it has too many parameters") }
            offset = end
            // Words that are neither parameters nor, behind a comma, a challenge end this one.
            skipToComma()
            return challenge
        }

        /// The next parameter; nil, with nothing passed, if there is none.
        private mutating func parameter() -> (name: String, value: String)? {
            let start = offset
            guard let name = token()?.lowercased() else {
                if next != nil && next != 0x2c { note("the name of a parameter is missing") }
                return nil
            }
            skipSpaces()
            guard next == 0x3d else {
                offset = start
                return nil
            }
            offset += 1
            skipSpaces()
            guard let value = next == 0x22 ? quotedText() : plainText() else {
                offset = start
                return nil
            }
            return (name, value)
        }

        private mutating func token() -> String? {
            let start = offset
            while let byte = next, Self.isToken(byte) { offset += 1 }
            return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
        }

        /// A value without quotation marks: a token, or the text that servers write in its place.
        private mutating func plainText() -> String? {
            let start = offset
            var isToken = true
            while let byte = next, byte > 0x20, byte != 0x2c, byte != 0x7f {
                isToken = isToken && Self.isToken(byte)
                offset += 1
            }
            guard offset > start else {
                note("a value is missing")
                return nil
            }
            if !isToken { note("a value without quotation marks") }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }

        private mutating func quotedText() -> String? {
            offset += 1
            var text: [UInt8] = []
            while var byte = next, byte != 0x22 {
                if byte == 0x5c {
                    offset += 1
                    guard let escaped = next else { break }
                    byte = escaped
                }
                guard byte == 0x09 || (byte >= 0x20 && byte != 0x7f) else {
                    note("a control character")
                    return nil
                }
                text.append(byte)
                offset += 1
            }
            guard next == 0x22 else {
                note("a quotation mark is missing")
                return nil
            }
            offset += 1
            return String(decoding: text, as: UTF8.self)
        }

        /// Passes the text that `Negotiate` and its like have in place of parameters.
        private mutating func skipToken68() -> Bool {
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
