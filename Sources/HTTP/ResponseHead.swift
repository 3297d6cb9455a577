/// The status and the header fields of a response.
package struct ResponseHead: Hashable, Sendable {
    /// The three-digit status.
    package var status: Int
    /// The server's words for the status; they may be missing.
    package var reason: String
    package var headers: Headers
    /// Whether the response is of HTTP/1.1 and not of HTTP/1.0.
    var isVersion11: Bool

    init(status: Int, reason: String = "", headers: Headers = [:], isVersion11: Bool = true) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.isVersion11 = isVersion11
    }

    /// Whether the request succeeded.
    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The length that Content-Length declares; the response to HEAD has it without having a body.
    package var contentLength: UInt64? { headers["Content-Length"].flatMap(BodyFraming.length) }

    /// Whether the connection may serve another request (RFC 9112 §9.3).
    var keepsAlive: Bool {
        if headers.list("Connection", contains: "close") { return false }
        return isVersion11 || headers.list("Connection", contains: "keep-alive")
    }
}
