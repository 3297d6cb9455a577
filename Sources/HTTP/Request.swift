/// What a request asks of a resource (RFC 9110 §9).
package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case connect = "CONNECT"

    /// Whether sending it twice does what sending it once does, so that it may be tried again.
    package var isIdempotent: Bool {
        switch self {
        case .get, .head, .put, .delete: true
        case .post, .patch, .connect: false
        }
    }
}

/// One request, as a value.
package struct Request: Hashable, Sendable {
    package var method: Method
    package var url: URL
    /// The caller's header fields; Host, Connection and the framing are the client's own.
    package var headers: Headers
    /// The bytes to send, or nothing for a request without a body.
    package var body: [UInt8]?
    /// Whether a redirect is followed or handed to the caller.
    package var followsRedirects: Bool

    /// Makes a request.
    package init(
        _ method: Method = .get, _ url: URL, headers: Headers = [:], body: [UInt8]? = nil,
        followsRedirects: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.followsRedirects = followsRedirects
    }
}
