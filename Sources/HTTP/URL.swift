/// The address of a resource, for http and https only (RFC 3986, RFC 9110 §4.2).
///
///     https://registry.example:5000/v2/app/tags/list?n=100
///     scheme  host             port path             query
///
/// Host and scheme are lower case, path and query are percent-encoded, and there is no fragment, since neither is sent.
package struct URL: Hashable, Sendable {
    /// How the host is talked to.
    package enum Scheme: String, Sendable {
        case http, https

        /// The port that a URL without one means.
        package var defaultPort: UInt16 { self == .http ? 80 : 443 }
    }

    /// How the host is talked to.
    package let scheme: Scheme
    /// The host's name or address in lower case; an IPv6 address without its brackets.
    package let host: String
    /// The port, also where the text leaves it to the scheme.
    package let port: UInt16
    /// The path, percent-encoded; it begins with a slash.
    package private(set) var path: String
    /// The query, percent-encoded, without its question mark.
    package private(set) var query: String?

    init(scheme: Scheme, host: String, port: UInt16, path: String, query: String?) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// The server that a URL names; what may be shared between two URLs is decided by it.
    package var origin: Origin { Origin(scheme: scheme, host: host, port: port) }

    /// Host and port as the Host header has them.
    package var authority: String { port == scheme.defaultPort ? bracketedHost : "\(bracketedHost):\(port)" }

    /// Host and port, the port always named.
    var hostAndPort: String { "\(bracketedHost):\(port)" }

    /// Path and query as the request line has them.
    package var requestTarget: String { query.map { "\(path)?\($0)" } ?? path }

    /// The URL up to its query.
    package var withoutQuery: String { "\(scheme.rawValue)://\(authority)\(path)" }

    /// The URL with more path segments, each percent-encoded here.
    package func appending(segments: [String]) -> URL {
        var url = self
        for segment in segments {
            if !url.path.hasSuffix("/") { url.path += "/" }
            url.path += PercentEncoding.segment(segment)
        }
        return url
    }

    /// The URL with one more query item, name and value percent-encoded here.
    package func appending(queryItem name: String, _ value: String) -> URL {
        var url = self
        let item = "\(PercentEncoding.queryPart(name))=\(PercentEncoding.queryPart(value))"
        url.query = query.map { $0.isEmpty ? item : "\($0)&\(item)" } ?? item
        return url
    }

    private var bracketedHost: String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host }
}

extension URL: CustomStringConvertible {
    /// The URL as text.
    package var description: String { "\(scheme.rawValue)://\(authority)\(requestTarget)" }
}

/// A server as credentials and connections see it: scheme, host and port (RFC 6454).
package struct Origin: Hashable, Sendable {
    package let scheme: URL.Scheme
    package let host: String
    package let port: UInt16
}
