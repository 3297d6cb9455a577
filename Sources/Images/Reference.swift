package import Bytes

/// The name of an image in a registry: `registry.example:5000/team/app:1.2@sha256:…` (the distribution project's grammar of references).
///
/// | part | form |
/// |---|---|
/// | domain | host names or addresses with an optional port; what stands before the first slash if it has a dot, a colon, an upper-case letter or is `localhost` |
/// | path | components of `[a-z0-9]+` with `.`, `_`, `__` or dashes between, divided by slashes |
/// | tag | `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}` |
/// | digest | `algorithm:hex` |
package struct Reference: Sendable, Hashable, CustomStringConvertible {
    package let domain: String
    package let repository: String
    /// The tag; `latest` where neither tag nor digest is written.
    package let tag: String?
    package let digest: Digest?

    /// Docker's own registry, which names without a domain mean.
    private static let defaultDomain = "docker.io"

    /// Whether a name is the one that an archive gives an image, or a shorter form of it: `app:1` for `docker.io/library/app:1`.
    static func means(_ name: String, _ given: String) -> Bool {
        if name == given { return true }
        guard let named = try? Reference(name), let known = try? Reference(given) else { return false }
        return named == known
    }

    package init(_ text: String) throws(ImageError) {
        func invalid(_ why: String) -> ImageError {
            ImageError(.invalidReference, "invalid image name \"\(text)\": \(why)")
        }
        var rest = text[...]
        var digest: Digest?
        if let at = rest.firstIndex(of: "@") {
            guard let parsed = Digest(String(rest[rest.index(after: at)...])) else {
                throw invalid("the part after the @ is not a sha256 or sha512 digest")
            }
            digest = parsed
            rest = rest[..<at]
        }
        var domain = Self.defaultDomain
        var hasDomain = false
        if let slash = rest.firstIndex(of: "/") {
            let first = rest[..<slash]
            if first.contains(".") || first.contains(":") || first == "localhost"
                || first.contains(where: \.isUppercase)
            {
                guard Self.isDomain(first) else { throw invalid("invalid host name \(first)") }
                domain = String(first)
                hasDomain = true
                rest = rest[rest.index(after: slash)...]
            }
        }
        var tag: String?
        if let colon = rest.lastIndex(of: ":") {
            let name = rest[rest.index(after: colon)...]
            guard Self.isTag(name) else { throw invalid("invalid tag \(name)") }
            tag = String(name)
            rest = rest[..<colon]
        }
        guard !rest.isEmpty else { throw invalid("it names no repository") }
        for component in rest.split(separator: "/", omittingEmptySubsequences: false) where !Self.isComponent(component)
        {
            throw invalid(
                component.contains(where: \.isUppercase)
                    ? "repository names are lower case" : "invalid part \"\(component)\"")
        }
        if domain == "index.docker.io" { domain = Self.defaultDomain }
        if !hasDomain && digest == nil && tag == nil && rest.utf8.count == 64 && Hex.decode(rest.utf8) != nil {
            throw invalid("64 hexadecimal digits alone would be an identifier")
        }
        let repository = domain == Self.defaultDomain && !rest.contains("/") ? "library/\(rest)" : String(rest)
        // Counted as the name is written in full, so that what is read can be read again.
        guard domain.utf8.count + 1 + repository.utf8.count <= 255 else {
            throw invalid("it is longer than 255 characters")
        }
        self.domain = domain
        self.repository = repository
        self.tag = tag ?? (digest == nil ? "latest" : nil)
        self.digest = digest
    }

    /// What a registry is asked for: the digest before the tag.
    package var selector: String { digest?.description ?? tag ?? "latest" }

    /// The host and port that speak the distribution protocol.
    package var endpoint: String { domain == Self.defaultDomain ? "registry-1.docker.io" : domain }

    package var description: String {
        "\(domain)/\(repository)" + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    private static func isDomain(_ text: Substring) -> Bool {
        var host = text
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            let address = host[host.index(after: host.startIndex)..<end]
            guard !address.isEmpty, address.utf8.allSatisfy({ Hex.value(of: $0) != nil || $0 == 0x3a }) else {
                return false
            }
            let port = host[host.index(after: end)...]
            return port.isEmpty || (port.hasPrefix(":") && isPort(port.dropFirst()))
        }
        if let colon = host.lastIndex(of: ":") {
            guard isPort(host[host.index(after: colon)...]) else { return false }
            host = host[..<colon]
        }
        return !host.isEmpty
            && host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                let bytes = Array(label.utf8)
                guard let first = bytes.first, let last = bytes.last else { return false }
                return isAlphanumeric(first) && isAlphanumeric(last)
                    && bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2d }
            }
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(text) else {
            return false
        }
        return port > 0 && port < 65536
    }

    private static func isTag(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 128, first != 0x2d, first != 0x2e else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x5f || $0 == 0x2e || $0 == 0x2d }
    }

    /// Letters and digits with separators between them: one dot, one or two underscores, or any number of dashes.
    private static func isComponent(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        func isPlain(_ byte: UInt8) -> Bool { (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) }
        guard let first = bytes.first, let last = bytes.last, isPlain(first), isPlain(last) else { return false }
        var separator: [UInt8] = []
        for byte in bytes {
            if isPlain(byte) {
                let isFine =
                    separator.isEmpty || separator == [0x2e] || separator == [0x5f] || separator == [0x5f, 0x5f]
                    || separator.allSatisfy { $0 == 0x2d }
                guard isFine else { return false }
                separator = []
            } else {
                guard byte == 0x2e || byte == 0x5f || byte == 0x2d else { return false }
                separator.append(byte)
            }
        }
        return true
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
    }
}
