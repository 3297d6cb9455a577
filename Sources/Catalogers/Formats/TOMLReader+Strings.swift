internal import Bytes

/// Strings (TOML 1.0.0, "String"): basic and literal, on one line or on several.
extension TOMLReader {
    /// A string of any of the four forms.
    @_lifetime(self: copy self)
    mutating func string() throws(TOMLError) -> String {
        if bytes.hasPrefix("\"\"\"", at: offset) || bytes.hasPrefix("'''", at: offset) { return try blockString() }
        return try lineString()
    }

    /// A string on one line.
    @_lifetime(self: copy self)
    mutating func lineString() throws(TOMLError) -> String {
        guard let quote = peek else { throw unexpected }
        offset += 1
        var start = offset
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case quote:
                let rest = bytes.extracting(start..<offset)
                offset += 1
                return text.isEmpty ? rest.text : String(decoding: text + rest.array, as: UTF8.self)
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                text += bytes.extracting(start..<offset).array
                try escape(into: &text)
                start = offset
            case 0x00...0x08, 0x0a...0x1f, 0x7f: throw unexpected
            default: offset += 1
            }
        }
        throw unexpected
    }

    /// A string between three quotes; one or two quotes may stand in it, even at its end.
    @_lifetime(self: copy self)
    private mutating func blockString() throws(TOMLError) -> String {
        guard let quote = peek else { throw unexpected }
        offset += 3
        if peek == 0x0d && bytes.hasPrefix("\r\n", at: offset) { offset += 1 }
        if peek == 0x0a { offset += 1 }
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case quote:
                var run = 0
                while run < 5, offset + run < bytes.count, bytes[offset + run] == quote { run += 1 }
                offset += run
                text.append(contentsOf: repeatElement(quote, count: run >= 3 ? run - 3 : run))
                if run >= 3 { return String(decoding: text, as: UTF8.self) }
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                if !skipFoldedLines() { try escape(into: &text) }
            case 0x0d:
                guard bytes.hasPrefix("\r\n", at: offset) else { throw unexpected }
                text.append(byte)
                offset += 1
            case 0x00...0x08, 0x0b...0x1f, 0x7f: throw unexpected
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw unexpected
    }

    /// Passes over a backslash at a line's end with all white space after it, if there is one here.
    @_lifetime(self: copy self)
    private mutating func skipFoldedLines() -> Bool {
        let start = offset
        offset += 1
        skipBlanks()
        guard peek == 0x0a || bytes.hasPrefix("\r\n", at: offset) else {
            offset = start
            return false
        }
        while peek == 0x20 || peek == 0x09 || peek == 0x0a || bytes.hasPrefix("\r\n", at: offset) { offset += 1 }
        return true
    }

    /// Adds what a backslash and its letters stand for.
    @_lifetime(self: copy self)
    private mutating func escape(into text: inout [UInt8]) throws(TOMLError) {
        let start = offset
        offset += 1
        guard let letter = peek else { throw unexpected }
        offset += 1
        switch letter {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(letter)
        case UInt8(ascii: "u"): text += String(try scalar(digits: 4)).utf8
        case UInt8(ascii: "U"): text += String(try scalar(digits: 8)).utf8
        default: throw TOMLError(.malformed, at: start)
        }
    }

    @_lifetime(self: copy self)
    private mutating func scalar(digits: Int) throws(TOMLError) -> Unicode.Scalar {
        let start = offset
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = peek, let digit = Hex.value(of: byte) else { throw unexpected }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        guard let scalar = Unicode.Scalar(value) else { throw TOMLError(.malformed, at: start) }
        return scalar
    }
}
