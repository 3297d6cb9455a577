internal import Glibc
internal import Synchronization

/// Waits for an answer that may never come.
package enum Patience {
    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    /// Runs a body on a thread of its own and returns its result, or nil if it takes longer; the thread then goes on alone.
    package static func result<Value: Sendable>(
        within time: Duration, of body: @escaping @Sendable () -> Value
    ) -> Value? {
        let box = Box<Value>()
        guard
            Thread({
                let value = body()
                box.value.withLock { $0 = value }
            }) != nil
        else { return body() }
        let end = ContinuousClock.now + time
        while true {
            if let value = box.value.withLock({ $0 }) { return value }
            if ContinuousClock.now >= end { return nil }
            usleep(2_000)
        }
    }
}
