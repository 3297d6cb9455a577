internal import Platform
internal import Synchronization

/// Memory that large files take while they are read whole, shared by all layers: who finds too little left waits.
package final class MemoryBudget: Sendable {
    private let queue: BoundedQueue<Bool>
    private let unit: Int
    private let units: Int

    /// Smaller files than this are not counted.
    static let floor = 4 << 20

    package init(bytes: Int) {
        unit = Self.floor
        units = max(1, bytes / unit)
        queue = BoundedQueue(capacity: units)
    }

    /// Runs a body once so much memory is free.
    func holding<Result, Failure: Error>(_ bytes: Int, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        guard bytes > Self.floor else { return try body() }
        let wanted = min(units, bytes / unit + 1)
        queue.put(count: wanted, true)
        defer { queue.take(count: wanted) }
        return try body()
    }
}
