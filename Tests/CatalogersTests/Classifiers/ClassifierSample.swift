import Testing

/// A product's file as small as it can be: the bytes around its version string, as its real files have them.
struct ClassifierSample: Sendable, CustomTestStringConvertible {
    let path: String
    let bytes: [UInt8]
    /// The package URL that must come of it; nothing where nothing must be found.
    let url: String?

    init(_ path: String, _ text: String, _ url: String?) {
        self.path = path
        bytes = Array(text.utf8)
        self.url = url
    }

    var testDescription: String { "\(path) \(url ?? "nothing")" }

    /// The bytes as an executable file: its first bytes, other strings before and after.
    var file: [UInt8] { Self.head + bytes + Self.rest }

    /// The bytes as they are where the file begins with what is looked for or is no executable.
    var files: [[UInt8]] { isText ? [bytes] : [file] }

    private var isText: Bool {
        let name = path.split(separator: "/").last ?? ""
        return ["VERSION", "OTP_VERSION", "VERSION.txt"].contains(name)
    }

    static let head: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0] + Array("\0\0/lib64/ld-linux-x86-64.so.2\0".utf8)
    static let rest: [UInt8] = Array("\0.shstrtab\0.text\0\0\0".utf8) + [UInt8](repeating: 0, count: 32)

    /// All samples.
    static let all =
        interpreters + java + databases + servers + network + cloudNative + cryptography + compression + media
        + libraries + tools + toolchains
}
