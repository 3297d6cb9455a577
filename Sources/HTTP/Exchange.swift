/// A response whose body is read as it arrives; letting go of it before its end closes the connection.
package final class Exchange {
    /// Status and header fields.
    package let head: ResponseHead
    /// The resource that answered, after all redirects.
    package let url: URL

    private var connection: Connection?
    private let release: (Connection) -> Void
    private var pending = 0..<0

    init(head: ResponseHead, url: URL, connection: Connection, release: @escaping (Connection) -> Void) {
        self.head = head
        self.url = url
        self.connection = connection
        self.release = release
        if connection.isComplete { finish(connection) }
    }

    /// The three-digit status.
    package var status: Int { head.status }

    /// The header fields.
    package var headers: Headers { head.headers }

    /// Reads body bytes to the start of the buffer and tells how many; zero at the body's end.
    package func read(into buffer: inout MutableSpan<UInt8>) throws(HTTPError) -> Int {
        guard !buffer.isEmpty, let range = try nextRange(atMost: buffer.count), let connection else { return 0 }
        connection.withBytes(range) { bytes in
            buffer.withUnsafeMutableBufferPointer { target in
                bytes.withUnsafeBufferPointer { source in
                    _ = target.update(fromContentsOf: source)
                }
            }
        }
        return range.count
    }

    /// Waits for the next part of the body, whose bytes `withPart` gives; nothing at the body's end.
    func nextPart() throws(HTTPError) -> Range<Int>? { try nextRange(atMost: .max) }

    func withPart(_ range: Range<Int>, _ body: (Span<UInt8>) throws -> Void) throws {
        try connection?.withBytes(range, body)
    }

    /// Reads the whole body; one of more than `limit` bytes is an error.
    package func readAll(limit: Int) throws(HTTPError) -> [UInt8] {
        if let length = head.contentLength, length > UInt64(clamping: limit), connection != nil {
            throw tooLarge(limit)
        }
        var bytes: [UInt8] = []
        while let range = try nextRange(atMost: .max), let connection {
            guard range.count <= limit - bytes.count else { throw tooLarge(limit) }
            connection.withBytes(range) { part in
                part.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }

    /// Reads a short body to its end, so that the connection can be used again, and gives up on a long one.
    func discard() {
        if let length = head.contentLength, length <= 65_536 {
            // Whatever happens here happens to a response that nobody wants.
            do { _ = try readAll(limit: 65_536) } catch {}
        }
        connection = nil
    }

    private func nextRange(atMost limit: Int) throws(HTTPError) -> Range<Int>? {
        guard let connection else { return nil }
        if pending.isEmpty {
            do {
                guard let range = try connection.nextBody() else {
                    finish(connection)
                    return nil
                }
                pending = range
            } catch {
                self.connection = nil
                throw error.at(url)
            }
        }
        let range = pending.prefix(limit)
        pending = pending.dropFirst(range.count)
        return range
    }

    private func finish(_ connection: Connection) {
        self.connection = nil
        if connection.isReusable { release(connection) }
    }

    private func tooLarge(_ limit: Int) -> HTTPError {
        connection = nil
        return HTTPError(.tooLarge, "the response exceeds \(limit) bytes", url: url)
    }
}
