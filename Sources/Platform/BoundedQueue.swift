internal import Glibc

/// A queue between two threads that holds at most so many elements: a fast writer waits for a slow reader.
package final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    // Every access to `elements` and the two flags is between `lock` and `unlock` of `mutex`, which is what makes it Sendable.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var elements: [Element] = []
    private var isClosed = false
    private let capacity: Int

    package init(capacity: Int) {
        self.capacity = capacity
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Adds an element, waiting for room; false when the queue was closed and nobody will take it.
    package func put(_ element: Element) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while elements.count >= capacity && !isClosed { pthread_cond_wait(changed, mutex) }
        if isClosed { return false }
        elements.append(element)
        pthread_cond_broadcast(changed)
        return true
    }

    /// Adds an element if there is room at once.
    package func offer(_ element: Element) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if isClosed || elements.count >= capacity { return false }
        elements.append(element)
        pthread_cond_broadcast(changed)
        return true
    }

    /// Takes the oldest element if there is one at once.
    package func poll() -> Element? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if elements.isEmpty { return nil }
        defer { pthread_cond_broadcast(changed) }
        return elements.removeFirst()
    }

    /// Takes the oldest element, waiting for one; nothing once the queue is closed and empty.
    package func take() -> Element? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while elements.isEmpty && !isClosed { pthread_cond_wait(changed, mutex) }
        if elements.isEmpty { return nil }
        let element = elements.removeFirst()
        pthread_cond_broadcast(changed)
        return element
    }

    /// Ends the queue: waiting writers stop, readers take what is left.
    package func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
