internal import Bytes

/// Assignments as os-release and lsb-release have them (os-release(5)).
///
/// | text | value |
/// |---|---|
/// | `KEY=value` | up to the line's end; a backslash keeps the next character |
/// | `KEY="value"` | a backslash keeps `$`, `"`, `\`, and the grave accent after it |
/// | `KEY='value'` | as it stands |
/// | `# …` | a comment |
enum OSReleaseFile {
    /// More fields, or longer ones, than any distribution has.
    private static let fieldLimit = 256
    private static let valueLimit = 4096

    /// The fields by their keys; as in a shell, the last of several assignments counts.
    static func fields(_ bytes: Span<UInt8>) -> (fields: [String: String], brokenLines: Int) {
        var fields: [String: String] = [:]
        var broken = 0
        var lines = Lines(bytes.hasPrefix("\u{FEFF}") ? bytes.extracting(3..<bytes.count) : bytes)
        while let line = lines.next() {
            let line = line.trimmed
            if line.count == 0 || line[0] == 0x23 { continue }
            guard let equals = line.index(of: 0x3d), isKey(line.extracting(0..<equals)),
                line.count - equals <= valueLimit, fields.count < fieldLimit
            else {
                broken += 1
                continue
            }
            fields[line.extracting(0..<equals).text] = value(line.extracting((equals + 1)..<line.count))
        }
        return (fields, broken)
    }

    private static func isKey(_ name: Span<UInt8>) -> Bool {
        guard name.count > 0 else { return false }
        for index in 0..<name.count {
            switch name[index] {
            case 0x41...0x5a, 0x5f, 0x61...0x7a: continue
            case 0x30...0x39 where index > 0: continue
            default: return false
            }
        }
        return true
    }

    private static func value(_ raw: Span<UInt8>) -> String {
        var text: [UInt8] = []
        var quote: UInt8?
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            if byte == quote {
                quote = nil
            } else if quote == nil && (byte == 0x22 || byte == 0x27) {
                quote = byte
            } else if byte == 0x5c && quote != 0x27 && index < raw.count {
                // Within double quotes other characters keep their backslash.
                if quote == 0x22 && !"$\"\\`".utf8.contains(raw[index]) { text.append(byte) }
                text.append(raw[index])
                index += 1
            } else {
                text.append(byte)
            }
        }
        return text.span.trimmed.text
    }
}
