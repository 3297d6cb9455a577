internal import Bytes

/// A text in UTF-16 behind a byte order mark (RFC 2781, section 3.2), as UTF-8.
struct UTF16Text {
    /// The text in UTF-8, without the mark.
    let bytes: [UInt8]

    /// Takes a file; nothing where it does not begin with the mark.
    init?(_ file: Span<UInt8>) {
        guard file.count >= 2 else { return nil }
        let isBigEndian: Bool
        switch (file[0], file[1]) {
        case (0xff, 0xfe): isBigEndian = false
        case (0xfe, 0xff): isBigEndian = true
        default: return nil
        }
        var units: [UInt16] = []
        units.reserveCapacity(file.count / 2)
        var offset = 2
        while offset + 1 < file.count {
            let (first, second) = (UInt16(file[offset]), UInt16(file[offset + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            offset += 2
        }
        bytes = Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
