import Bytes

#if canImport(Glibc)
import Glibc
#endif

extension URL {
    static let lengthLimit = 16_384

    /// Reads an absolute http or https URL; user names and passwords in it are refused.
    package init(_ text: String) throws(HTTPError) {
        let (url, userInfo) = try Self.parse(text)
        guard userInfo == nil else {
            throw HTTPError(.invalidURL, "a URL must not hold a user name or password: \(shown(URL.redacted(text)))")
        }
        self = url
    }

    /// Reads an absolute URL, and apart from it what stands before an `@`.
    static func parse(_ text: String) throws(HTTPError) -> (url: URL, userInfo: String?) {
        let reference = try URLReference(text)
        guard let scheme = reference.scheme, let authority = reference.authority else {
            throw HTTPError(.invalidURL, "not a URL of the form https://host/path: \(shown(text))")
        }
        return try make(scheme: scheme, authority: authority, path: reference.path, query: reference.query)
    }

    static func make(
        scheme name: String, authority: String, path: String, query: String?
    ) throws(HTTPError) -> (url: URL, userInfo: String?) {
        guard let scheme = Scheme(rawValue: name) else {
            throw HTTPError(.invalidURL, "only http and https URLs can be fetched, not \(shown(name)):")
        }
        var hostAndPort = Substring(authority)
        var userInfo: String?
        if let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
            userInfo = String(authority[..<at])
            hostAndPort = authority[authority.utf8.index(after: at)...]
        }
        let (host, portText) = try split(hostAndPort)
        var port = scheme.defaultPort
        if !portText.isEmpty {
            guard portText.utf8.allSatisfy({ $0.isDigit }), let number = UInt16(portText), number > 0 else {
                throw HTTPError(.invalidURL, "not a port between 1 and 65535: \(shown(String(portText)))")
            }
            port = number
        }
        let url = URL(
            scheme: scheme, host: host, port: port,
            path: try PercentEncoding.repaired(path.isEmpty ? "/" : path),
            query: try query.map { (text) throws(HTTPError) in try PercentEncoding.repaired(text) })
        return (url, userInfo)
    }

    /// The URL that a reference found at this one means (RFC 3986 §5.2).
    package func resolving(_ text: String) throws(HTTPError) -> URL {
        let reference = try URLReference(text)
        if let authority = reference.authority {
            let (url, userInfo) = try Self.make(
                scheme: reference.scheme ?? scheme.rawValue, authority: authority,
                path: Self.removingDotSegments(reference.path), query: reference.query)
            guard userInfo == nil else {
                throw HTTPError(.invalidURL, "a redirect must not hold a user name or password", url: self)
            }
            return url
        }
        guard reference.scheme == nil else {
            throw HTTPError(.invalidURL, "only http and https URLs can be fetched, not \(shown(text))", url: self)
        }
        if reference.path.isEmpty {
            let query = try reference.query.map { (text) throws(HTTPError) in try PercentEncoding.repaired(text) }
            return URL(scheme: scheme, host: host, port: port, path: path, query: query ?? self.query)
        }
        var merged = reference.path
        if !merged.hasPrefix("/"), let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
            merged = path[...slash] + merged
        }
        return URL(
            scheme: scheme, host: host, port: port,
            path: try PercentEncoding.repaired(Self.removingDotSegments(merged)),
            query: try reference.query.map { (text) throws(HTTPError) in try PercentEncoding.repaired(text) })
    }

    /// The path without `.` and `..` segments, which never climb above the root (RFC 3986 §5.2.4).
    static func removingDotSegments(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path.isEmpty ? "/" : path }
        var kept: [Substring] = []
        var endsInDot = false
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            endsInDot = segment == "." || segment == ".."
            if segment == ".." { _ = kept.popLast() }
            if !endsInDot { kept.append(segment) }
        }
        if endsInDot { kept.append("") }
        return "/" + kept.joined(separator: "/")
    }

    /// The text with what stands between `//` and `@` hidden.
    static func redacted(_ text: String) -> String {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return text }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon < at else { return "…" + text[at...] }
        return text[...colon] + "//…" + text[at...]
    }

    private static func split(_ text: Substring) throws(HTTPError) -> (host: String, port: Substring) {
        if text.utf8.first == UInt8(ascii: "[") {
            guard let close = text.utf8.firstIndex(of: UInt8(ascii: "]")) else {
                throw HTTPError(.invalidURL, "an IPv6 address lacks its closing bracket: \(shown(String(text)))")
            }
            let address = String(text[text.utf8.index(after: text.startIndex)..<close]).lowercased()
            let rest = text[text.utf8.index(after: close)...]
            guard IPAddress(address)?.isVersion6 == true, rest.isEmpty || rest.utf8.first == UInt8(ascii: ":") else {
                throw HTTPError(.invalidURL, "not an IPv6 address: \(shown(String(text)))")
            }
            return (address, rest.dropFirst())
        }
        let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        let host = text[..<(colon ?? text.endIndex)]
        let isName = host.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        guard !host.isEmpty, host.utf8.count <= 253, isName, host.utf8.contains(where: { $0 != 0x2E }) else {
            let hint = host.utf8.allSatisfy { $0 < 0x80 } ? "" : " (write it in its ASCII form, xn--…)"
            throw HTTPError(.invalidURL, "not a host name: \(shown(String(host)))\(hint)")
        }
        return (host.lowercased(), colon.map { text[text.utf8.index(after: $0)...] } ?? "")
    }
}
