internal import CPlatform
internal import Glibc
internal import Synchronization

/// Threads of our own for work that blocks; the cooperative pool has only as many threads as there are cores.
package enum Worker {
    /// How many processors this process may use.
    package static var processorCount: Int { max(1, Int(hm_processor_count())) }

    /// Runs a body for each index, on up to `width` threads, and returns when all are done.
    package static func forEach(_ count: Int, width: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let next = Shared(Atomic<Int>(0))
        let loop: @Sendable () -> Void = {
            while true {
                let index = next.value.add(1, ordering: .relaxed).oldValue
                if index >= count { return }
                body(index)
            }
        }
        let others = (0..<max(0, min(width, count) - 1)).compactMap { _ in Thread(loop) }
        loop()
        for thread in others { thread.join() }
    }

    /// Runs a body on a thread of its own; nil if it takes longer than a limit, and its result is then dropped.
    package static func result<Result: Sendable>(
        within limit: Duration, _ body: @escaping @Sendable () -> Result
    ) -> Result? {
        let found = Found<Result>()
        let run: @Sendable () -> Void = {
            let result = body()
            found.value.withLock { $0 = result }
        }
        guard Thread(run) != nil else { return body() }
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let result = found.value.withLock({ $0 }) { return result }
            usleep(5_000)
        }
        return nil
    }

    private final class Found<Result: Sendable>: Sendable {
        let value = Mutex<Result?>(nil)
    }

    private final class Shared: Sendable {
        let value: Atomic<Int>
        init(_ value: consuming Atomic<Int>) { self.value = value }
    }
}

/// A thread that runs one body and is joined.
package struct Thread {
    private let handle: pthread_t

    /// Starts the thread, or returns nothing where the system gives none.
    package init?(stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        let box = Unmanaged.passRetained(Body(body))
        var handle = pthread_t()
        let failure = pthread_create(
            &handle, &attributes,
            { raw in
                guard let raw else { return nil }
                Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if failure != 0 {
            box.release()
            return nil
        }
        self.handle = handle
    }

    /// Waits for the thread's end.
    package func join() {
        pthread_join(handle, nil)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
