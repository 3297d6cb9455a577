/// Reads one response from the bytes of a connection, however they are split (RFC 9112).
///
/// It does no input or output, and copies no body bytes.
///
/// | part | bytes | section |
/// |---|---|---|
/// | status line | `HTTP/1.` DIGIT SP 3DIGIT [ SP reason ] CRLF | §4 |
/// | field line | token `:` OWS value OWS CRLF; folded lines refused | §5 |
/// | end of head | CRLF | §2.1 |
/// | body, fixed | Content-Length bytes | §6.2 |
/// | body, chunked | *( hex size [ `;` extension ] CRLF bytes CRLF ) `0` CRLF *field CRLF | §7.1 |
/// | body, otherwise | all bytes until the connection closes | §6.3 |
///
/// Every line ends with CRLF: a bare CR or LF is refused, since readers differ about it.
package struct ResponseParser: Sendable {
    /// What the bytes amounted to.
    package enum Event: Hashable, Sendable {
        /// All bytes are used up, and the response goes on.
        case needsMore
        /// The final response's head is complete.
        case head(ResponseHead)
        /// These of the bytes given are body bytes.
        case body(Range<Int>)
        /// The response is complete; bytes not used are not its own.
        case end
    }

    /// One event, and how many of the bytes given it used.
    package struct Step: Hashable, Sendable {
        package var used: Int
        package var event: Event
    }

    enum State: Sendable {
        case statusLine, fieldLine
        case fixed(UInt64), untilClose
        case chunkSize, chunk(UInt64), chunkEnd, trailer
        case ended
        case failed(HTTPError)
    }

    private let method: Method
    private let limits: ResponseLimits
    private var lines: LineReader
    private var head = ResponseHead(status: 0)
    private var interim = 0
    private var fields = 0
    private var state = State.statusLine
    private var hasStarted = false
    private var isCloseDelimited = false

    /// Makes a parser for the response to a request of a method, which decides whether there is a body.
    package init(to method: Method, limits: ResponseLimits = ResponseLimits()) {
        self.method = method
        self.limits = limits
        lines = LineReader(total: limits.head)
    }

    /// Whether the response is complete.
    package var isComplete: Bool {
        if case .ended = state { true } else { false }
    }

    /// Whether the response is complete and the connection may serve another request.
    package var isReusable: Bool { isComplete && head.keepsAlive && !isCloseDelimited }

    /// Whether the head is complete and the body is not.
    var isInBody: Bool {
        switch state {
        case .statusLine, .fieldLine, .ended, .failed: false
        default: true
        }
    }

    /// Takes bytes up to the next event; the bytes not used are to be given again.
    package mutating func receive(_ bytes: Span<UInt8>) throws(HTTPError) -> Step {
        if case .failed(let error) = state { throw error }
        if !bytes.isEmpty { hasStarted = true }
        do {
            return try advance(bytes)
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// Takes note that the server closed the connection; an error where the response goes on.
    package mutating func receiveClose() throws(HTTPError) {
        switch state {
        case .ended: return
        case .untilClose: state = .ended
        case .failed(let error): throw error
        case .statusLine where !hasStarted:
            throw HTTPError(.connectionLost, "the server closed the connection without a response")
        case .statusLine, .fieldLine:
            throw HTTPError(.connectionLost, "the server closed the connection in the middle of its response's head")
        case .fixed(let missing):
            throw HTTPError(.bodyTruncated, "the connection ended \(missing) bytes before the body did")
        case .chunk, .chunkEnd, .chunkSize, .trailer:
            throw HTTPError(.bodyTruncated, "the connection ended before the body's last chunk")
        }
    }

    private mutating func advance(_ bytes: Span<UInt8>) throws(HTTPError) -> Step {
        var used = 0
        while true {
            switch state {
            case .ended:
                return Step(used: used, event: .end)
            case .failed(let error):
                throw error
            case .untilClose:
                guard used < bytes.count else { return Step(used: used, event: .needsMore) }
                return Step(used: bytes.count, event: .body(used..<bytes.count))
            case .fixed(let missing), .chunk(let missing):
                guard used < bytes.count else { return Step(used: used, event: .needsMore) }
                let count = Int(clamping: min(missing, UInt64(bytes.count - used)))
                consumeBody(missing - UInt64(count))
                return Step(used: used + count, event: .body(used..<used + count))
            case .statusLine, .fieldLine, .chunkSize, .chunkEnd, .trailer:
                guard let line = try lines.take(from: bytes, at: &used, limit: lineLimit) else {
                    return Step(used: used, event: .needsMore)
                }
                if try accept(line) { return Step(used: used, event: .head(head)) }
            }
        }
    }

    private var lineLimit: Int {
        switch state {
        case .chunkSize: limits.chunkLine
        case .chunkEnd: 0
        default: limits.line
        }
    }

    private mutating func consumeBody(_ missing: UInt64) {
        if case .fixed = state {
            state = missing == 0 ? .ended : .fixed(missing)
        } else {
            state = missing == 0 ? .chunkEnd : .chunk(missing)
        }
    }

    /// Takes one line; true when it ends the final response's head.
    private mutating func accept(_ line: [UInt8]) throws(HTTPError) -> Bool {
        switch state {
        case .statusLine:
            head = try ResponseLine.status(line)
            fields = 0
            state = .fieldLine
        case .fieldLine:
            guard line.isEmpty else {
                head.headers.add(try field(line))
                return false
            }
            return try finishHead()
        case .chunkSize:
            let size = try ResponseLine.chunkSize(line)
            state = size == 0 ? .trailer : .chunk(size)
            fields = 0
            lines.restart()
        case .chunkEnd:
            state = .chunkSize
            lines.restart()
        case .trailer:
            // Trailer fields are checked and dropped: none may change what the head said (RFC 9110 §6.5.1).
            if line.isEmpty { state = .ended } else { _ = try field(line) }
        default:
            break
        }
        return false
    }

    private mutating func field(_ line: [UInt8]) throws(HTTPError) -> Headers.Field {
        fields += 1
        guard fields <= limits.fields else {
            throw HTTPError(.tooLarge, "the response has more than \(limits.fields) header fields")
        }
        return try ResponseLine.field(line)
    }

    private mutating func finishHead() throws(HTTPError) -> Bool {
        lines.restart()
        guard head.status >= 200 else {
            interim += 1
            guard head.status != 101 else {
                throw HTTPError(.protocolViolation, "the server switches to a protocol that was not asked for")
            }
            guard interim <= limits.interim else {
                throw HTTPError(.protocolViolation, "the server sends more than \(limits.interim) interim responses")
            }
            state = .statusLine
            return false
        }
        switch try BodyFraming(of: head, to: method) {
        case .none, .fixed(0): state = .ended
        case .fixed(let length): state = .fixed(length)
        case .chunked: state = .chunkSize
        case .untilClose:
            state = .untilClose
            isCloseDelimited = true
        }
        return true
    }
}

extension Headers {
    mutating func add(_ field: Field) { add(field.name, field.value) }
}
