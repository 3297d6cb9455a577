/// One connection to a server, with the response that is being read from it.
///
/// `@unchecked Sendable`: it has one owner at a time. An exchange owns it until its response is complete, then gives it to
/// the pool and forgets it; the pool hands it out to one exchange, under its mutex.
final class Connection: @unchecked Sendable {
    private let stream: any ByteStream
    private let idleTimeout: Duration
    private let limits: ResponseLimits
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var start = 0
    private var end = 0
    private var parser: ResponseParser

    /// Takes over a stream on which nothing has been said yet.
    init(_ stream: any ByteStream, idleTimeout: Duration, limits: ResponseLimits) {
        self.stream = stream
        self.idleTimeout = idleTimeout
        self.limits = limits
        parser = ResponseParser(to: .get, limits: limits)
    }

    /// Whether the connection still stands and has nothing left over from an earlier response.
    var isQuiet: Bool { start == end && stream.isQuiet }

    /// Whether the response is complete and the next request may be sent.
    var isReusable: Bool { parser.isReusable && start == end }

    /// Whether no byte was received beyond the response.
    var hasNothingLeft: Bool { start == end }

    /// Whether the response is complete.
    var isComplete: Bool { parser.isComplete }

    /// Sends a request and reads the head of its response.
    func exchange(
        _ head: RequestHead, body: [UInt8]?, method: Method, within timeout: Duration
    ) throws(HTTPError) -> ResponseHead {
        parser = ResponseParser(to: method, limits: limits)
        do {
            try send(head.bytes)
            if let body { try send(body) }
        } catch {
            // A server that refuses a request may answer and close before it has read all of it.
            guard error.code == .connectionLost, let answer = try? readHead(within: timeout) else { throw error }
            return answer
        }
        return try readHead(within: timeout)
    }

    /// The next part of the body, as a range of `bytes(_:)` that holds until the next call; nothing at the body's end.
    func nextBody() throws(HTTPError) -> Range<Int>? {
        while true {
            let offset = start
            switch try advance() {
            case .body(let range): return offset + range.lowerBound..<offset + range.upperBound
            case .end: return nil
            case .needsMore: try fill(until: Deadline(in: idleTimeout))
            case .head: throw HTTPError(.protocolViolation, "the response has a second head")
            }
        }
    }

    /// The bytes of a range that `nextBody()` gave.
    func withBytes<Result, Failure: Error>(
        _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = buffer
        return try body(bytes.span.extracting(range))
    }

    private func readHead(within timeout: Duration) throws(HTTPError) -> ResponseHead {
        let deadline = Deadline(in: timeout)
        while true {
            switch try advance() {
            case .head(let head): return head
            case .needsMore: try fill(until: Deadline(in: idleTimeout).earlier(deadline))
            case .body, .end: throw HTTPError(.protocolViolation, "the response has a body before its head")
            }
        }
    }

    /// Gives the parser what is in the buffer, up to its next event.
    private func advance() throws(HTTPError) -> ResponseParser.Event {
        // A span cannot outlive an access to a stored property; a second reference keeps the bytes in place.
        let bytes = buffer
        let step = try parser.receive(bytes.span.extracting(start..<end))
        start += step.used
        return step.event
    }

    private func fill(until deadline: Deadline) throws(HTTPError) {
        start = 0
        end = 0
        let isInBody = parser.isInBody
        do throws(HTTPError) {
            let stream = stream
            end = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(HTTPError) in
                try stream.read(into: UnsafeMutableRawBufferPointer(bytes), until: deadline)
            }
        } catch {
            guard isInBody, error.code == .connectionLost else { throw error }
            throw HTTPError(.bodyTruncated, error.message)
        }
        if end == 0 { try parser.receiveClose() }
    }

    private func send(_ bytes: [UInt8]) throws(HTTPError) {
        let stream = stream
        let timeout = idleTimeout
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(HTTPError) in
            var sent = 0
            while sent < bytes.count {
                sent += try stream.write(
                    UnsafeRawBufferPointer(rebasing: bytes[sent...]), until: Deadline(in: timeout))
            }
        }
    }
}
