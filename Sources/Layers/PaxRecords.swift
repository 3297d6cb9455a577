internal import Bytes

/// The records of a pax extended header: `LENGTH KEY=VALUE\n`, the length counting the whole record (POSIX.1-2001, "pax Extended Header").
struct PaxRecords {
    var path: [UInt8]?
    var linkPath: [UInt8]?
    var size: Int?
    var userID: Int?
    var groupID: Int?
    var modified: Int?
    var extendedAttributes: [String: [UInt8]] = [:]
    var sparse = PaxSparse()

    init() {}

    /// Reads all records.
    init(_ bytes: Span<UInt8>, limits: Limits) throws(LayerError) {
        var offset = 0
        while offset < bytes.count {
            guard bytes[offset] != 0 else { return }
            guard let space = bytes.index(of: 0x20, from: offset),
                let length = Self.decimal(bytes.extracting(offset..<space)), length > space - offset + 1,
                length <= bytes.count - offset, bytes[offset + length - 1] == 0x0a,
                let equals = bytes.index(of: 0x3d, from: space + 1), equals < offset + length - 1
            else { throw LayerError(.malformed, "a pax extended header is malformed") }
            let key = bytes.extracting((space + 1)..<equals)
            let value = bytes.extracting((equals + 1)..<(offset + length - 1))
            try take(key.text, value, limits)
            offset += length
        }
    }

    /// Takes one record; a field's record without a value takes back what was said of the field before.
    private mutating func take(_ key: String, _ value: Span<UInt8>, _ limits: Limits) throws(LayerError) {
        switch key {
        case "path": path = value.isEmpty ? nil : value.array
        case "linkpath": linkPath = value.isEmpty ? nil : value.array
        case "size": size = value.isEmpty ? nil : try Self.number(value)
        case "uid": userID = value.isEmpty ? nil : try Self.number(value)
        case "gid": groupID = value.isEmpty ? nil : try Self.number(value)
        // Times before 1970 have a sign, which no number here has: the header's own counts then.
        case "mtime": modified = Self.decimal(value)
        case _ where key.hasPrefix("SCHILY.xattr."): extendedAttributes[String(key.dropFirst(13))] = value.array
        case _ where key.hasPrefix("GNU.sparse."): try sparse.take(String(key.dropFirst(11)), value, limits)
        default: break
        }
    }

    static func number(_ value: Span<UInt8>) throws(LayerError) -> Int {
        guard let number = decimal(value) else { throw LayerError(.malformed, "a number of a pax header is malformed") }
        return number
    }

    /// A decimal number; a fraction behind it, as times have, is left out.
    static func decimal(_ text: Span<UInt8>) -> Int? {
        guard text.count > 0, text.count < 32 else { return nil }
        var value = 0
        for index in text.indices {
            let byte = text[index]
            if byte == 0x2e && index > 0 { return value }
            guard byte >= 0x30 && byte <= 0x39 else { return nil }
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowing) = shifted.addingReportingOverflow(Int(byte - 0x30))
            if overflow || overflowing { return nil }
            value = sum
        }
        return value
    }
}
