internal import Inventory

/// Names of Python distributions.
enum PythonName {
    /// The name as indexes compare it: lower case, each run of `-`, `_` and `.` one hyphen (PEP 503).
    static func normalised(_ name: String) -> String {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                if bytes.last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
            case 0x41...0x5a: bytes.append(byte | 0x20)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func url(name: String, version: String) -> PackageURL {
        PackageURL(type: .pypi, name: normalised(name), version: version)
    }

    /// The name that begins a dependency specifier such as `requests[socks] >= 2 ; python_version < "3"` (PEP 508).
    static func leading(_ specifier: String) -> String {
        String(specifier.drop(while: \.isWhitespace).utf8.prefix(while: isPart)) ?? ""
    }

    /// Whether a byte may be part of a name.
    static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
        default: false
        }
    }
}
