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
    ///
    /// - Parameter onLength: receives the resource's length before its first byte, where the server states it.
    @discardableResult
    package func run(
        onLength: (UInt64) -> Void = { _ in }, into sink: (Span<UInt8>) throws -> Void
    ) throws -> ResponseHead {
        var part = ResumePoint()
        var failures = 0
        var counted: UInt64 = 0
        while true {
            let exchange = try perform(part.request(after: request))
            let isFirst = !part.isStarted
            try part.begin(exchange)
            if isFirst, let length = exchange.head.contentLength { onLength(length) }
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
        _ exchange: Exchange, _ part: inout ResumePoint, to sink: (Span<UInt8>) throws -> Void
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
