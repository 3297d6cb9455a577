/// What is known of a resource that is fetched in parts, and how much of it has arrived.
struct ResumePoint {
    var received: UInt64 = 0
    var toSkip: UInt64 = 0
    private var head: ResponseHead?
    private var total: UInt64?

    var isStarted: Bool { head != nil }

    func request(after request: Request) -> Request {
        var next = request
        // From the start, the same request serves, and needs no support for ranges.
        guard received > 0 else { return next }
        next.headers["Range"] = "bytes=\(received)-"
        if let tag = head?.headers["ETag"], tag.hasPrefix("\"") { next.headers["If-Range"] = tag }
        return next
    }

    /// Judges a response, and says by `toSkip` where in it the sink's next byte is.
    mutating func begin(_ exchange: Exchange) throws(HTTPError) {
        switch exchange.status {
        case 200:
            try compare(exchange, length: exchange.head.contentLength)
            toSkip = received
        case 206 where isStarted && received > 0:
            guard let range = exchange.headers["Content-Range"].flatMap({ ContentRange($0) }),
                range.first == received
            else {
                throw HTTPError(
                    .protocolViolation, "the server sends another part than bytes \(received)-", url: exchange.url)
            }
            try compare(exchange, length: range.total)
            toSkip = 0
        case 416 where isStarted:
            throw HTTPError(
                .contentChanged, "the server has no bytes after \(received) of it any more", url: exchange.url)
        default:
            let status = "\(exchange.status) \(shown(exchange.head.reason))"
            throw HTTPError(.unexpectedStatus, "the server answers \(status)", url: exchange.url)
        }
        if head == nil { head = exchange.head }
        if total == nil, exchange.status == 200 { total = exchange.head.contentLength }
    }

    /// The first response's head, once all of it has arrived.
    func finish(at url: URL) throws(HTTPError) -> ResponseHead {
        guard let head, toSkip == 0, total == nil || total == received else {
            throw HTTPError(.contentChanged, "it ends after \(received) bytes, not where it did before", url: url)
        }
        return head
    }

    private func compare(_ exchange: Exchange, length: UInt64?) throws(HTTPError) {
        guard let head else { return }
        let before = head.headers["ETag"]
        let now = exchange.headers["ETag"]
        let sameTag = before == nil || now == nil || before == now
        let sameLength = total == nil || length == nil || total == length
        guard sameTag && sameLength else {
            throw HTTPError(.contentChanged, "it changed on the server during the download", url: exchange.url)
        }
    }
}
