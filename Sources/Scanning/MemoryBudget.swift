internal import Platform

/// Memory that large files take while they are read whole, shared by all layers: who finds too little left waits.
package final class MemoryBudget: Sendable {
    private let units: Semaphore

    /// Smaller files than this are not counted.
    static let floor = 4 << 20

    package init(bytes: Int) { units = Semaphore(units: bytes / Self.floor) }

    /// Runs a body once so much memory is free.
    func holding<Result, Failure: Error>(_ bytes: Int, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        guard bytes > Self.floor else { return try body() }
        return try units.holding(bytes / Self.floor + 1, body)
    }
}
