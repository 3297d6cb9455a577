internal import Bytes

extension PackageURL {
    /// What a package URL consists of, decoded.
    package struct Parts: Sendable, Equatable {
        package var type: PackageType
        /// With `/` between its parts; empty where there is none.
        package var namespace = ""
        package var name = ""
        package var version = ""
        /// By key, in lower case.
        package var qualifiers: [String: String] = [:]
        package var subpath = ""
    }

    /// The longest text that is taken for a package URL.
    package static let lengthLimit = 8 << 10

    /// Reads a package URL as others may have written it, and brings it into the canonical form; nothing where it is none.
    ///
    /// The order is the specification's ("How to parse a purl string"): the subpath and the qualifiers come off the right
    /// side, then the scheme and the type off the left, then the version off the right.
    package init?(parsing text: String) {
        guard let parts = Parts(text) else { return nil }
        self.init(parts)
    }

    /// Writes the canonical form of parts.
    package init(_ parts: Parts) {
        self.init(
            type: parts.type, namespace: parts.namespace, name: parts.name, version: parts.version,
            qualifiers: parts.qualifiers.map { ($0.key, $0.value) }, subpath: parts.subpath)
    }

    /// What this one consists of.
    package var parts: Parts { Parts(description) ?? Parts(type: "generic", name: description) }
}

extension PackageURL.Parts {
    /// Reads a package URL; nothing where the text is none.
    package init?(_ text: String) {
        guard text.utf8.count <= PackageURL.lengthLimit else { return nil }
        var rest = text[...]
        if let mark = rest.lastIndex(of: "#") {
            subpath = Self.decoded(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        } else {
            subpath = ""
        }
        if let mark = rest.lastIndex(of: "?") {
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else { continue }
                let key = pair[..<equals].lowercased()
                let value = Self.decoded(pair[pair.index(after: equals)...])
                if !value.isEmpty, key.utf8.allSatisfy(Self.isOfKey) { qualifiers[key] = value }
            }
            rest = rest[..<mark]
        }
        guard rest.prefix(4).lowercased() == "pkg:" else { return nil }
        rest = rest.dropFirst(4).drop { $0 == "/" }
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let word = rest[..<slash].lowercased()
        guard let first = word.utf8.first, first >= 0x61, word.utf8.allSatisfy(Self.isOfType) else { return nil }
        type = PackageType(rawValue: word)
        rest = rest[rest.index(after: slash)...]
        // An at sign of a namespace that nobody encoded (`@angular/core`) begins a part; one before a version does not.
        if let mark = rest.lastIndex(of: "@") {
            let isFirst = mark == rest.startIndex || rest[rest.index(before: mark)] == "/"
            guard !isFirst || rest[mark...].contains("/") else { return nil }
            if !isFirst {
                version = Self.decoded(rest[rest.index(after: mark)...])
                rest = rest[..<mark]
            }
        }
        let names = rest.split(separator: "/").map(Self.decoded)
        guard let last = names.last, !last.isEmpty else { return nil }
        name = last
        namespace = names.dropLast().joined(separator: "/")
    }

    /// Letters, digits, `.` and `-`.
    private static func isOfType(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7a, 0x2d, 0x2e: true
        default: false
        }
    }

    /// Letters, digits, `.`, `-` and `_`.
    private static func isOfKey(_ byte: UInt8) -> Bool { byte == 0x5f || isOfType(byte) }

    /// The text with its percent-encoding undone; a percent sign that begins no byte stands for itself.
    private static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(0x25) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25, let value = Hex.decode(rest.prefix(2)), value.count == 1 else {
                bytes.append(byte)
                continue
            }
            bytes += value
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
