/// The two directions of a connection, in the clear or under TLS.
protocol ByteStream: AnyObject {
    /// Reads what is there, waiting for at least one byte; zero where the peer ended its side properly.
    func read(into buffer: UnsafeMutableRawBufferPointer, until deadline: Deadline) throws(HTTPError) -> Int

    /// Writes a part of the bytes, at least one, and tells how many.
    func write(_ bytes: UnsafeRawBufferPointer, until deadline: Deadline) throws(HTTPError) -> Int

    /// Whether the peer has neither sent anything unasked nor closed the connection.
    var isQuiet: Bool { get }
}
