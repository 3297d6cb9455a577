import Synchronization

/// The connections that wait for their next request.
final class ConnectionPool: Sendable {
    /// What two requests must have in common to use the same connection.
    struct Route: Hashable, Sendable {
        var origin: Origin
        var proxy: Proxy?
    }

    private struct Idle {
        var route: Route
        var connection: Connection
        var since: ContinuousClock.Instant
    }

    private let idle = Mutex<[Idle]>([])
    private let capacity: Int
    private let lifetime: Duration

    /// Makes a pool of at most `capacity` connections, each kept for `lifetime` at most.
    init(capacity: Int, lifetime: Duration) {
        self.capacity = capacity
        self.lifetime = lifetime
    }

    /// Takes out the connection that was used last on a route and still stands.
    func take(_ route: Route) -> Connection? {
        while let candidate = next(route) {
            if candidate.since.duration(to: .now) < lifetime, candidate.connection.isQuiet {
                return candidate.connection
            }
        }
        return nil
    }

    /// Keeps a connection for the next request; the oldest one goes when there are too many.
    func keep(_ connection: Connection, for route: Route) {
        // The one that goes is released outside the mutex, since closing it may send a last message.
        let surplus = idle.withLock { idle -> Idle? in
            idle.append(Idle(route: route, connection: connection, since: .now))
            return idle.count > capacity ? idle.removeFirst() : nil
        }
        withExtendedLifetime(surplus) {}
    }

    private func next(_ route: Route) -> Idle? {
        idle.withLock { idle in
            idle.lastIndex { $0.route == route }.map { idle.remove(at: $0) }
        }
    }
}
