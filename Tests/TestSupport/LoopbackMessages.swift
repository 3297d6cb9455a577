/// A request as the loopback server read it.
package struct HTTPTestRequest: Sendable {
    package var method: String
    /// The request line's target: path and query, or an absolute URL for a proxy.
    package var target: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    /// The first value of a header field.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The target up to its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The target's query.
    package var query: String { String(target.drop { $0 != "?" }.dropFirst()) }

    /// The offset that `Range: bytes=N-` asks for.
    package var rangeStart: Int? {
        guard let range = header("Range"), range.hasPrefix("bytes="), range.hasSuffix("-") else { return nil }
        return Int(range.dropFirst(6).dropLast())
    }
}

/// A response for the loopback server to send, well-behaved or not.
package struct HTTPTestResponse: Sendable {
    /// How the body's end is marked.
    package enum Framing: Sendable, Equatable {
        case length
        case chunked(Int)
        case untilClose
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var framing = Framing.length
    /// The number of body bytes after which the connection is cut.
    package var cutAfter: Int?
    /// Milliseconds of silence before the response.
    package var delay = 0

    /// Makes a response with a body of bytes.
    package init(_ status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Makes a response with a body of text.
    package init(_ status: Int = 200, headers: [(name: String, value: String)] = [], text: String) {
        self.init(status, headers: headers, body: Array(text.utf8))
    }

    /// Makes the response of a server that knows ranges: 206 with the rest from `Range: bytes=N-`, else 200.
    package static func serving(_ content: [UInt8], etag: String? = nil, to request: HTTPTestRequest) -> Self {
        let tag = etag.map { [(name: "ETag", value: $0)] } ?? []
        let condition = request.header("If-Range")
        guard let start = request.rangeStart, condition == nil || condition == etag else {
            return HTTPTestResponse(200, headers: tag, body: content)
        }
        guard start < content.count else {
            return HTTPTestResponse(416, headers: [("Content-Range", "bytes */\(content.count)")])
        }
        let range = (name: "Content-Range", value: "bytes \(start)-\(content.count - 1)/\(content.count)")
        return HTTPTestResponse(206, headers: tag + [range], body: Array(content[start...]))
    }
}
