/// What of an address may be shown: all but user information (RFC 3986, section 3.2.1) and parameters that are tokens.
package enum WebAddress {
    /// Names of parameters that hold secrets contain one of these.
    private static let secretWords = ["token", "passw", "secret", "apikey", "api_key", "signature", "credential"]

    /// A text without credentials; itself where it is no address or has none.
    ///
    /// A user without a password stays in addresses of SSH, where the name belongs to the place: `git+ssh://git@host/path`.
    package static func withoutCredentials(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        var host = rest[..<end]
        if let at = host.lastIndex(of: "@") {
            let user = host[..<at]
            let isPlace = text[..<scheme.lowerBound].hasSuffix("ssh") && !user.contains(":")
            if !isPlace { host = host[host.index(after: at)...] }
        }
        return "\(text[..<scheme.upperBound])\(host)\(withoutSecrets(rest[end...]))"
    }

    /// What follows the host, without parameters that hold secrets.
    private static func withoutSecrets(_ text: Substring) -> String {
        guard let mark = text.firstIndex(of: "?") else { return String(text) }
        let end = text[mark...].firstIndex(of: "#") ?? text.endIndex
        let query = text[text.index(after: mark)..<end]
        let kept = query.split(separator: "&", omittingEmptySubsequences: false).filter { parameter in
            let name = parameter.prefix { $0 != "=" }.lowercased()
            return name != "auth" && name != "sig" && !secretWords.contains(where: name.contains)
        }
        return "\(text[..<mark])\(kept.isEmpty ? "" : "?")\(kept.joined(separator: "&"))\(text[end...])"
    }
}

extension Attributes {
    /// The same without credentials in addresses.
    package var withoutCredentials: Attributes {
        // Few have any, and an image has tens of thousands of packages.
        guard packed.contains(UInt8(ascii: "@")) || packed.contains(UInt8(ascii: "?")) else { return self }
        var attributes = self
        for (name, text) in self {
            let shown = WebAddress.withoutCredentials(text)
            if shown != text { attributes[name] = shown }
        }
        return attributes
    }
}
