extension ByteReader {
    /// A count of things of at least one byte each, so that a lying count reserves no memory.
    @_lifetime(self: copy self)
    package mutating func count() throws(ByteError) -> Int {
        let count = try varint()
        guard count <= remaining else { throw ByteError(.malformed, at: offset) }
        return count
    }

    /// A text after its length, as `ByteWriter` appends it.
    @_lifetime(self: copy self)
    package mutating func text() throws(ByteError) -> String { try take(varint()).text }

    /// Texts after their count.
    @_lifetime(self: copy self)
    package mutating func texts() throws(ByteError) -> [String] {
        let count = try count()
        var texts: [String] = []
        texts.reserveCapacity(count)
        for _ in 0..<count { texts.append(try text()) }
        return texts
    }
}
