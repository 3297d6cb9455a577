/// Collects lines that end with CRLF from bytes that come in pieces.
struct LineReader: Sendable {
    private let total: Int
    private var line: [UInt8] = []
    private var hasReturn = false
    private var count = 0

    /// Makes a reader of at most `total` bytes between two restarts.
    init(total: Int) { self.total = total }

    /// Begins to count anew.
    mutating func restart() { count = 0 }

    /// The next line without its CRLF, or nothing where the bytes end before it does.
    mutating func take(from bytes: Span<UInt8>, at position: inout Int, limit: Int) throws(HTTPError) -> [UInt8]? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            count += 1
            guard count <= total else { throw HTTPError(.tooLarge, "the response's head exceeds \(total) bytes") }
            if hasReturn {
                guard byte == 0x0A else { throw HTTPError(.protocolViolation, "a line of the response has a bare CR") }
                hasReturn = false
                defer { line.removeAll(keepingCapacity: true) }
                return line
            }
            switch byte {
            case 0x0D: hasReturn = true
            case 0x0A: throw HTTPError(.protocolViolation, "a line of the response ends without CR")
            default:
                guard line.count < limit else {
                    throw limit == 0
                        ? HTTPError(.protocolViolation, "a chunk is longer than the size it declares")
                        : HTTPError(.tooLarge, "a line of the response's head exceeds \(limit) bytes")
                }
                line.append(byte)
            }
        }
        return nil
    }
}
