/// The bytes of a request up to its body (RFC 9112 §3 and §5).
///
///     method SP request-target SP HTTP/1.1 CRLF
///     *( field-name ":" SP field-value CRLF )
///     CRLF
struct RequestHead {
    private(set) var bytes: [UInt8] = []

    /// The names that decide where a message ends or whom it reaches, which only the client sets.
    static let reserved = ["host", "connection", "content-length", "transfer-encoding", "proxy-authorization"]

    /// Lays out a request; one whose fields could be read as more than one message is refused.
    init(_ request: Request, userAgent: String, proxy: Proxy?) throws(HTTPError) {
        guard request.method != .connect else {
            throw HTTPError(.invalidRequest, "CONNECT is the proxy's and cannot be requested", url: request.url)
        }
        let isAbsolute = proxy != nil && request.url.scheme == .http
        append(
            "\(request.method.rawValue) \(isAbsolute ? request.url.description : request.url.requestTarget) HTTP/1.1")
        append("Host: \(request.url.authority)")
        if request.headers["User-Agent"] == nil { try append(Headers.Field("User-Agent", userAgent), request.url) }
        // A coded body would not have the digest that its reader expects.
        if request.headers["Accept-Encoding"] == nil { append("Accept-Encoding: identity") }
        if isAbsolute, let authorization = proxy?.authorization { append("Proxy-Authorization: \(authorization)") }
        for field in request.headers.fields {
            guard !Self.reserved.contains(where: { equalIgnoringCase($0, field.name) }) else {
                throw HTTPError(
                    .invalidRequest, "the header \(shown(field.name)) is set by the client", url: request.url)
            }
            try append(field, request.url)
        }
        switch request.method {
        case .post, .put, .patch: append("Content-Length: \(request.body?.count ?? 0)")
        default: if let body = request.body { append("Content-Length: \(body.count)") }
        }
        append("")
    }

    /// Lays out the request for a tunnel to a host (RFC 9110 §9.3.6).
    init(tunnelTo url: URL, userAgent: String, proxy: Proxy) throws(HTTPError) {
        append("CONNECT \(url.hostAndPort) HTTP/1.1")
        append("Host: \(url.hostAndPort)")
        try append(Headers.Field("User-Agent", userAgent), url)
        if let authorization = proxy.authorization { append("Proxy-Authorization: \(authorization)") }
        append("")
    }

    private mutating func append(_ field: Headers.Field, _ url: URL) throws(HTTPError) {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(\.isTokenByte) else {
            throw HTTPError(.invalidRequest, "not a header's name: \(shown(field.name))", url: url)
        }
        guard field.value.utf8.allSatisfy(\.isFieldByte) else {
            throw HTTPError(.invalidRequest, "the header \(field.name) has a control character in its value", url: url)
        }
        append("\(field.name): \(field.value.trimmed)")
    }

    private mutating func append(_ line: String) {
        bytes += line.utf8
        bytes += [0x0D, 0x0A]
    }
}
