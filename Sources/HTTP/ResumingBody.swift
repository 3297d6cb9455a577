/// A resource read piece by piece as its reader asks for it, going on where a connection was cut.
///
/// It follows the rules of `ResumingDownload`: each byte comes once, and a resource that changed is an error.
package final class ResumingBody {
    /// How often a request is sent in a row without `progress` bytes between two failures.
    package var attempts = 5
    /// The number of bytes after which failures are counted anew.
    package var progress: UInt64 = 1 << 20

    private let request: Request
    private let perform: (Request) throws -> Exchange
    private let pause: (Int) -> Void
    private var point = ResumePoint()
    private var exchange: Exchange?
    private var failures = 0
    private var counted: UInt64 = 0
    private var isAtEnd = false

    /// Prepares the body of what a GET request names; each request is sent by a closure, such as one that adds a fresh
    /// token, and `pause` waits after the n-th failure in a row.
    package init(
        _ request: Request, pause: @escaping (Int) -> Void, perform: @escaping (Request) throws -> Exchange
    ) {
        self.request = request
        self.perform = perform
        self.pause = pause
    }

    /// Fills some of the buffer; zero at the body's end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !buffer.isEmpty else { return 0 }
        while !isAtEnd {
            let exchange = try current()
            let room = point.toSkip > 0 ? Int(clamping: min(point.toSkip, UInt64(buffer.count))) : buffer.count
            let count: Int
            do throws(HTTPError) {
                var span =
                    MutableSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
                    as MutableSpan<UInt8>
                count = try exchange.read(into: &span)
            } catch {
                try judge(error)
                continue
            }
            if count == 0 {
                isAtEnd = true
                _ = try point.finish(at: exchange.url)
                self.exchange = nil
            } else if point.toSkip > 0 {
                point.toSkip -= UInt64(count)
            } else {
                point.received += UInt64(count)
                return count
            }
        }
        return 0
    }

    private func current() throws -> Exchange {
        if let exchange { return exchange }
        let next = try perform(point.request(after: request))
        try point.begin(next)
        exchange = next
        return next
    }

    /// Waits for the next attempt, or gives the error where there is none.
    private func judge(_ error: HTTPError) throws(HTTPError) {
        exchange = nil
        guard error.code == .bodyTruncated || error.isTransient else { throw error }
        if point.received - counted >= progress {
            counted = point.received
            failures = 0
        }
        failures += 1
        guard failures < attempts else { throw error }
        pause(failures)
    }
}
