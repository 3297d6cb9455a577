/// Fetches one resource into a sink and goes on where a connection was cut, without giving the sink a byte twice.
///
/// A cut download asks for the rest (`Range: bytes=N-`), under `If-Range` where the first response had a strong ETag. A
/// server that answers with the whole resource again is read from its start, and the first N bytes are skipped. A
/// resource that is no longer the same is an error, never a mixture.
package struct ResumingDownload {
    /// How often a request is sent in a row without `progress` bytes between two failures.
    package var attempts = 5
    /// The number of bytes after which failures are counted anew.
    package var progress: UInt64 = 1 << 20

    private let request: Request
    private let perform: (Request) throws -> Exchange
    private let pause: (Int) -> Void

    /// Prepares the download of what a GET request names, by a client.
    package init(_ request: Request, by client: Client) {
        self.init(request, pause: client.pause) { try client.perform($0) }
    }

    /// Prepares a download whose requests are sent by a closure, such as one that adds a fresh token; `pause` waits
    /// after the n-th failure in a row.
    package init(
        _ request: Request, pause: @escaping (Int) -> Void, perform: @escaping (Request) throws -> Exchange
    ) {
        self.request = request
        self.perform = perform
        self.pause = pause
    }

    /// Feeds the whole resource to a sink and gives the first response's head; the sink's own errors pass through.
    @discardableResult
    package func run(into sink: (Span<UInt8>) throws -> Void) throws -> ResponseHead {
        var part = Part()
        var failures = 0
        var counted: UInt64 = 0
        while true {
            let exchange = try perform(part.request(after: request))
            try part.begin(exchange)
            guard let failure = try feed(exchange, &part, to: sink) else { return try part.finish(at: exchange.url) }
            if part.received - counted >= progress {
                counted = part.received
                failures = 0
            }
            failures += 1
            guard failures < attempts else { throw failure }
            pause(failures)
        }
    }

    /// Reads a response to its end; the error where its connection was cut.
    private func feed(
        _ exchange: Exchange, _ part: inout Part, to sink: (Span<UInt8>) throws -> Void
    ) throws -> HTTPError? {
        while true {
            let range: Range<Int>?
            do { range = try exchange.nextPart() } catch {
                guard error.code == .bodyTruncated || error.isTransient else { throw error }
                return error
            }
            guard let range else { return nil }
            try exchange.withPart(range) { bytes in
                let skipped = Int(clamping: min(part.toSkip, UInt64(bytes.count)))
                part.toSkip -= UInt64(skipped)
                guard skipped < bytes.count else { return }
                part.received += UInt64(bytes.count - skipped)
                try sink(bytes.extracting(skipped..<bytes.count))
            }
        }
    }
}

extension ResumingDownload {
    /// What is known of the resource, and how much of it the sink has.
    private struct Part {
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
}
