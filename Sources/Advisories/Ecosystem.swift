/// What an ecosystem's name tells: `Debian:12` is release `12` of `Debian` (the OSV schema, "Defined ecosystems").
package enum Ecosystem {
    /// The part before the first colon, under which the bulk export files its records.
    package static func base(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: 0x3a) else { return name }
        return String(name[..<colon])
    }

    /// A package's name in the spelling that look-ups use: where an ecosystem takes several spellings for the same
    /// package, one of them.
    package static func key(_ name: String, in ecosystem: String) -> String {
        switch base(ecosystem) {
        case "PyPI": pythonKey(name)
        case "NuGet", "Packagist", "Hex", "GitHub Actions", "SwiftURL": name.lowercased()
        default: name
        }
    }

    /// Lower case, with runs of `-`, `_` and `.` as one `-` (PEP 503, "Normalized Names").
    private static func pythonKey(_ name: String) -> String {
        var key: [UInt8] = []
        var isAfterDash = false
        for byte in name.utf8 {
            let isDash = byte == 0x2d || byte == 0x5f || byte == 0x2e
            if !isDash {
                key.append(byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte)
            } else if !isAfterDash {
                key.append(0x2d)
            }
            isAfterDash = isDash
        }
        return String(decoding: key, as: UTF8.self)
    }
}
