/// Paths in a profile: absolute, without `.`, `..`, empty parts, NUL, or a slash at the end.
package enum ProfilePath {
    /// Bytes of a path, as the kernel has it (`PATH_MAX` without its NUL).
    package static let limit = 4095

    /// What is wrong with a path, or nothing.
    package static func fault(of path: String) -> String? {
        let bytes = Array(path.utf8)
        if bytes.first != 0x2f { return "is not absolute" }
        if bytes.count > limit { return "has more than \(limit) bytes" }
        if bytes.contains(0) { return "holds a NUL" }
        if ControlCharacters.areIn(path) { return "holds control characters" }
        if bytes.count == 1 { return nil }
        for part in bytes.dropFirst().split(separator: 0x2f, omittingEmptySubsequences: false) {
            if part.isEmpty { return "has a doubled slash or one at its end" }
            if part.elementsEqual([0x2e]) || part.elementsEqual([0x2e, 0x2e]) { return "has a part . or .." }
            if part.count > 255 { return "has a part of more than 255 bytes" }
        }
        return nil
    }

    /// Whether a path lies below a directory.
    package static func contains(_ directory: String, _ path: String) -> Bool {
        if directory == "/" { return path != "/" }
        return path.utf8.count > directory.utf8.count && path.utf8.starts(with: directory.utf8)
            && path.utf8[path.utf8.index(path.utf8.startIndex, offsetBy: directory.utf8.count)] == 0x2f
    }

    /// The folder that a path lies in.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// An absolute path of any form in the form of a profile, `..` resolved by its text; nothing where a NUL is in it.
    package static func normalise(_ path: String, in directory: String = "/") -> String? {
        if path.utf8.contains(0) { return nil }
        var parts: [Substring] = []
        let whole = path.hasPrefix("/") ? path : "\(directory)/\(path)"
        for part in whole.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
