/// A package URL: `pkg:type/namespace/name@version?qualifiers` (the purl specification).
package struct PackageURL: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let description: String

    /// Writes the canonical form: parts percent-encoded, qualifiers sorted by key, empty ones left out.
    ///
    /// - Parameter namespace: parts with `/` between them, each encoded by itself.
    package init(
        type: PackageType, namespace: String = "", name: String, version: String = "",
        qualifiers: [(key: String, value: String)] = [], subpath: String = ""
    ) {
        var text = "pkg:\(type.rawValue)"
        for part in namespace.split(separator: "/") { text += "/" + Self.encode(part) }
        text += "/" + Self.encode(name[...])
        if !version.isEmpty { text += "@" + Self.encode(version[...]) }
        let kept = qualifiers.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        if !kept.isEmpty { text += "?" + kept.map { "\($0.key)=\(Self.encode($0.value[...]))" }.joined(separator: "&") }
        let parts = subpath.split(separator: "/").filter { $0 != "." && $0 != ".." }
        if !parts.isEmpty { text += "#" + parts.map(Self.encode).joined(separator: "/") }
        description = text
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    /// Percent-encodes all but unreserved characters and the colon, which the specification leaves as it is.
    private static func encode(_ part: Substring) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in part.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e, 0x3a: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
