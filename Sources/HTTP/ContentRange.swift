/// The part of a resource that a 206 response holds: `bytes 100-999/1000` or `bytes 100-999/*` (RFC 9110 §14.4).
struct ContentRange: Hashable, Sendable {
    let first: UInt64
    let last: UInt64
    /// The whole resource's length, where the server knows it.
    let total: UInt64?

    /// Reads the field's value, or gives nothing where it is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, equalIgnoringCase(parts[0], "bytes") else { return nil }
        let range = parts[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard range.count == 2 else { return nil }
        let ends = range[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = BodyFraming.length(of: ends[0]), let last = BodyFraming.length(of: ends[1]),
            first <= last
        else { return nil }
        if range[1] == "*" {
            total = nil
        } else {
            guard let length = BodyFraming.length(of: range[1]), last < length else { return nil }
            total = length
        }
        self.first = first
        self.last = last
    }
}
