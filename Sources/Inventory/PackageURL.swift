internal import Bytes

/// A package URL: `pkg:type/namespace/name@version?qualifiers` (the purl specification).
package struct PackageURL: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let description: String

    /// Writes the canonical form: parts spelt as the type demands and percent-encoded, qualifiers sorted by key, empty ones left out.
    ///
    /// - Parameter namespace: parts with `/` between them, each encoded by itself.
    package init(
        type: PackageType, namespace: String = "", name: String, version: String = "",
        qualifiers: [(key: String, value: String)] = [], subpath: String = ""
    ) {
        var text: [UInt8] = []
        // Most need no more, and an image has tens of thousands of packages.
        text.reserveCapacity(32 + namespace.utf8.count + name.utf8.count + version.utf8.count)
        text += "pkg:".utf8
        text += type.rawValue.utf8
        let spelling = PackageURLSpelling(type)
        let namespace = spelling.namespace(namespace)
        let name = spelling.name(name)
        let version = spelling.version(version)
        for part in namespace.utf8.split(separator: 0x2f) { Self.encode(part, after: "/", into: &text) }
        Self.encode(name.utf8[...], after: "/", into: &text)
        if !version.isEmpty { Self.encode(version.utf8[...], after: "@", into: &text) }
        let kept = qualifiers.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        for (number, qualifier) in kept.enumerated() {
            text.append(number == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            text += qualifier.key.utf8
            Self.encode(WebAddress.withoutCredentials(qualifier.value).utf8[...], after: "=", into: &text)
        }
        let parts = subpath.split(separator: "/").filter { $0 != "." && $0 != ".." }
        for (number, part) in parts.enumerated() {
            Self.encode(part.utf8, after: number == 0 ? "#" : "/", into: &text)
        }
        description = String(decoding: text, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.span.precedes(right.description.utf8.span)
    }

    /// Percent-encodes all but unreserved characters and the colon, which the specification leaves as it is.
    private static func encode(_ part: Substring.UTF8View, after mark: Unicode.Scalar, into text: inout [UInt8]) {
        text.append(UInt8(ascii: mark))
        for byte in part {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e, 0x3a: text.append(byte)
            default:
                text.append(0x25)
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
