internal import Glibc

/// A number of units that threads share: who finds too few left waits until others give theirs back.
package final class Semaphore: @unchecked Sendable {
    // Every access to `free` is between `lock` and `unlock` of `mutex`, which is what makes it Sendable.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let units: Int
    private var free: Int

    /// - Parameter units: how many there are; at least one.
    package init(units: Int) {
        self.units = max(1, units)
        free = self.units
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Runs a body once so many units are free, and frees them after it; who wants more than there are gets all.
    package func holding<Result, Failure: Error>(
        _ count: Int, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let count = min(max(0, count), units)
        take(count)
        defer { give(count) }
        return try body()
    }

    private func take(_ count: Int) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while free < count { pthread_cond_wait(changed, mutex) }
        free -= count
    }

    private func give(_ count: Int) {
        pthread_mutex_lock(mutex)
        free += count
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
