internal import Bytes

/// A path of an archive brought into the form that all of Hullmark uses, or the reason why it has none.
enum LayerPath {
    /// Removes a leading slash, `.` parts and doubled slashes.
    ///
    /// - Returns: nothing where a part is `..` or holds a NUL, which no honest layer has; the empty text for the root itself.
    static func normalise(_ raw: Span<UInt8>) -> String? {
        if isNormal(raw) { return raw.text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var start = 0
        while start < raw.count {
            let end = raw.index(of: 0x2f, from: start) ?? raw.count
            let part = raw.extracting(start..<end)
            start = end + 1
            if part.isEmpty || (part.count == 1 && part[0] == 0x2e) { continue }
            if part.count == 2 && part.hasPrefix("..") { return nil }
            if part.index(of: 0) != nil { return nil }
            if !bytes.isEmpty { bytes.append(0x2f) }
            for index in part.indices { bytes.append(part[index]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the path already has the form: the usual case, checked in one pass.
    private static func isNormal(_ raw: Span<UInt8>) -> Bool {
        var previous: UInt8 = 0x2f
        for index in raw.indices {
            let byte = raw[index]
            if previous == 0x2f && (byte == 0x2f || byte == 0x2e) { return false }
            if byte == 0 { return false }
            previous = byte
        }
        return previous != 0x2f
    }
}
