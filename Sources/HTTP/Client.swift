import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Sends requests: over kept connections, through proxies, along redirects, and again where a failure may pass.
///
/// Calls block; several threads may use one client.
package final class Client: Sendable {
    package let configuration: Configuration
    private let pool: ConnectionPool
    private let tls = Mutex<TLSContext?>(nil)
    private let sleep: @Sendable (Duration) -> Void
    private let random: @Sendable () -> Double

    /// Makes a client; how it sleeps and what it takes for chance (a number in 0..<1) can be given.
    package init(
        _ configuration: Configuration = Configuration(),
        sleep: @escaping @Sendable (Duration) -> Void = Client.sleep,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.configuration = configuration
        self.sleep = sleep
        self.random = random
        pool = ConnectionPool(capacity: configuration.idleConnections, lifetime: configuration.idleLifetime)
    }

    /// Sends a request and gives the response's head, with the body still to be read; any status is a response.
    package func perform(_ request: Request) throws(HTTPError) -> Exchange {
        var attempt = 1
        while true {
            let isLast = attempt >= configuration.retries.attempts || !request.method.isIdempotent
            do {
                let exchange = try follow(request)
                guard !isLast,
                    let delay = configuration.retries.delay(after: attempt, response: exchange.head, random: random())
                else { return exchange }
                exchange.discard()
                sleep(delay)
            } catch {
                guard !isLast, error.isTransient else { throw error }
                pause(after: attempt)
            }
            attempt += 1
        }
    }

    /// Waits as long as is due after the n-th failure in a row.
    package func pause(after attempt: Int) {
        sleep(configuration.retries.delay(after: attempt, random: random()))
    }

    /// Lets the thread sleep.
    package static let sleep: @Sendable (Duration) -> Void = { duration in
        let (seconds, attoseconds) = duration.components
        var due = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var left = timespec()
        while nanosleep(&due, &left) != 0, errno == EINTR { due = left }
    }

    private func follow(_ request: Request) throws(HTTPError) -> Exchange {
        var request = request
        var redirects = 0
        while true {
            let exchange = try send(request)
            guard request.followsRedirects, let next = try Redirect.next(after: exchange, to: request) else {
                return exchange
            }
            redirects += 1
            guard redirects <= configuration.redirects else {
                throw HTTPError(.tooManyRedirects, "more than \(configuration.redirects) redirects", url: request.url)
            }
            exchange.discard()
            request = next
        }
    }

    private func send(_ request: Request) throws(HTTPError) -> Exchange {
        do {
            let proxy = try configuration.proxies.proxy(for: request.url)
            let head = try RequestHead(request, userAgent: configuration.userAgent, proxy: proxy)
            let route = ConnectionPool.Route(origin: request.url.origin, proxy: proxy)
            if let kept = pool.take(route) {
                do {
                    return try exchange(request, head, on: kept, route)
                } catch  where error.code == .connectionLost && request.method.isIdempotent {
                    // The server closed the kept connection while the request was under way: a new one will tell.
                }
            }
            return try exchange(request, head, on: connect(to: request.url, by: proxy), route)
        } catch {
            throw error.at(request.url)
        }
    }

    private func exchange(
        _ request: Request, _ head: RequestHead, on connection: Connection, _ route: ConnectionPool.Route
    ) throws(HTTPError) -> Exchange {
        let answer = try connection.exchange(
            head, body: request.body, method: request.method, within: configuration.headTimeout)
        let pool = pool
        return Exchange(head: answer, url: request.url, connection: connection) { pool.keep($0, for: route) }
    }

    private func connect(to url: URL, by proxy: Proxy?) throws(HTTPError) -> Connection {
        if let path = configuration.socketPath {
            return connection(over: try Socket.connect(toPath: path, within: configuration.connectTimeout))
        }
        let socket = try Socket.connect(
            to: proxy?.host ?? url.host, port: proxy?.port ?? url.port, within: configuration.connectTimeout)
        guard url.scheme == .https else { return connection(over: socket) }
        if let proxy { try openTunnel(over: socket, to: url, by: proxy) }
        let stream = try TLSStream(
            over: socket, to: url.host, context: context(), until: Deadline(in: configuration.connectTimeout))
        return connection(over: stream)
    }

    private func openTunnel(over socket: Socket, to url: URL, by proxy: Proxy) throws(HTTPError) {
        let head = try RequestHead(tunnelTo: url, userAgent: configuration.userAgent, proxy: proxy)
        let connection = connection(over: socket)
        let answer = try connection.exchange(head, body: nil, method: .connect, within: configuration.headTimeout)
        guard answer.isSuccess else {
            let status = "\(answer.status) \(shown(answer.reason))"
            throw HTTPError(.proxyFailed, "the proxy \(proxy.host):\(proxy.port) opens no tunnel: \(status)")
        }
        guard connection.hasNothingLeft else {
            throw HTTPError(.proxyFailed, "the proxy \(proxy.host):\(proxy.port) sent bytes before the tunnel's")
        }
    }

    private func connection(over stream: any ByteStream) -> Connection {
        Connection(stream, idleTimeout: configuration.idleTimeout, limits: configuration.limits)
    }

    private func context() throws(HTTPError) -> TLSContext {
        // The mutex is held while the authorities are read, so that threads that start together read them once.
        let made = tls.withLock { context -> Result<TLSContext, HTTPError> in
            if let context { return .success(context) }
            do throws(HTTPError) {
                let made = try TLSContext(configuration.tls)
                context = made
                return .success(made)
            } catch {
                return .failure(error)
            }
        }
        return try made.get()
    }
}
