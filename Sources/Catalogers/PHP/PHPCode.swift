internal import Bytes

/// The code of a PHP file (PHP manual, "Comments").
enum PHPCode {
    /// The file without its comments, each a space; texts in quotes stay as they are, whatever they hold.
    ///
    /// | comment | ends |
    /// |---|---|
    /// | `/*` | behind `*/` |
    /// | `//`, `#` but not `#[` | before the line's end |
    static func withoutComments(_ file: Span<UInt8>) -> [UInt8] {
        var code: [UInt8] = []
        code.reserveCapacity(file.count)
        var offset = 0
        var quote: UInt8?
        while offset < file.count {
            let byte = file[offset]
            if let open = quote {
                let isEscaped = byte == UInt8(ascii: "\\") && offset + 1 < file.count
                let end = min(file.count, offset + (isEscaped ? 2 : 1))
                while offset < end {
                    code.append(file[offset])
                    offset += 1
                }
                if byte == open { quote = nil }
            } else if file.hasPrefix("/*", at: offset) {
                code.append(0x20)
                offset = file.index(of: Array("*/".utf8), from: offset + 2).map { $0 + 2 } ?? file.count
            } else if file.hasPrefix("//", at: offset)
                || byte == UInt8(ascii: "#") && !file.hasPrefix("#[", at: offset)
            {
                offset = file.index(of: 0x0a, from: offset) ?? file.count
            } else {
                if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { quote = byte }
                code.append(byte)
                offset += 1
            }
        }
        return code
    }
}
