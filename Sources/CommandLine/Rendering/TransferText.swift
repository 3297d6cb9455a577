/// How far a transfer is: bytes, the whole where it is known, and the rate.
struct TransferText {
    let done: Int
    let total: Int?
    let elapsed: Duration

    /// Bytes and rate: `45.0 of 120.0 MB, 31.2 MB/s`, or `45.0 MB, 31.2 MB/s` without a total.
    ///
    /// The rate appears after half a second.
    var text: String {
        var text = total.map { "\(megabytes(min(done, $0))) of \(megabytes($0)) MB" } ?? "\(megabytes(done)) MB"
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        if seconds >= 0.5 { text += ", \(Count.tenths(Double(done) / 1e6 / seconds)) MB/s" }
        return text
    }

    private func megabytes(_ bytes: Int) -> String { Count.tenths(Double(bytes) / 1e6) }
}
