import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A server on 127.0.0.1 for tests, with a thread for each connection; it stops when it is let go of.
package final class LoopbackServer: Sendable {
    /// The port that the system chose.
    package let port: UInt16
    private let isSecure: Bool
    private let listener: Int32
    private let state: Shared

    /// What the accepting thread and the server's owner both use.
    private final class Shared: Sendable {
        struct State {
            var requests: [HTTPTestRequest] = []
            var connections = 0
            var open: [Int: Int32] = [:]
            var isStopped = false
        }

        let values = Mutex(State())
    }

    /// Serves requests, as many on a connection as the client sends.
    package convenience init(
        identity: LoopbackIdentity? = nil, handler: @escaping @Sendable (HTTPTestRequest) -> HTTPTestResponse
    ) throws {
        try self.init(identity: identity) { peer, _ in
            while let request = peer.readRequest() {
                if !peer.write(handler(request), to: request) { return }
            }
        }
    }

    /// Serves connections by a script that gets each connection and its number, from 0; it is closed on return.
    package init(
        identity: LoopbackIdentity? = nil, script: @escaping @Sendable (LoopbackPeer, Int) -> Void
    ) throws {
        let context = try identity.map { try LoopbackTLS($0) }
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isReady = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isReady else { throw LoopbackFailure("the loopback server cannot listen: errno \(errno)") }
        port = UInt16(bigEndian: address.sin_port)
        isSecure = identity != nil
        let shared = Shared()
        state = shared
        startThread {
            while true {
                let descriptor = accept(listener, nil, nil)
                if descriptor < 0 {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    break
                }
                // A program that another test starts must not hold this connection open.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                let number = shared.values.withLock { values -> Int? in
                    guard !values.isStopped else { return nil }
                    defer { values.connections += 1 }
                    values.open[values.connections] = descriptor
                    return values.connections
                }
                guard let number else {
                    close(descriptor)
                    break
                }
                startThread {
                    let peer = LoopbackPeer(descriptor, tls: context) { request in
                        shared.values.withLock { $0.requests.append(request) }
                    }
                    if peer.accept() { script(peer, number) }
                    peer.end()
                    shared.values.withLock { _ = $0.open.removeValue(forKey: number) }
                    close(descriptor)
                }
            }
            close(listener)
        }
    }

    deinit { stop() }

    /// The server's address, such as `http://127.0.0.1:40000`.
    package var address: String { "\(isSecure ? "https" : "http")://127.0.0.1:\(port)" }

    /// Host and port, as a registry is named.
    package var authority: String { "127.0.0.1:\(port)" }

    /// The requests so far, in the order of their arrival.
    package var requests: [HTTPTestRequest] { state.values.withLock { $0.requests } }

    /// How many connections were accepted so far.
    package var connections: Int { state.values.withLock { $0.connections } }

    /// Closes all connections and accepts no more.
    package func stop() {
        state.values.withLock { values in
            guard !values.isStopped else { return }
            values.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for descriptor in values.open.values { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }
}

/// Why a test's server or certificate could not be made.
package struct LoopbackFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Runs a closure on a thread of its own.
package func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let result = pthread_create(
        &thread, nil,
        { pointer in
            guard let pointer else { return nil }
            Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body()
            return nil
        }, Unmanaged.passRetained(Box(body)).toOpaque())
    precondition(result == 0, "no thread for a test")
    pthread_detach(thread)
}
