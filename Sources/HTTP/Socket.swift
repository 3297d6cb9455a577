#if canImport(Glibc)
import Glibc
#endif

/// A connected TCP or Unix socket that never blocks by itself: each wait has its deadline.
final class Socket: ByteStream {
    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Connects to the first address of a host that accepts; the time is shared out among the addresses.
    static func connect(to host: String, port: UInt16, within timeout: Duration) throws(HTTPError) -> Socket {
        let deadline = Deadline(in: timeout)
        let list = try resolve(host, port)
        defer { freeaddrinfo(list) }
        let addresses = Array(sequence(first: list) { $0.pointee.ai_next })
        var failure = HTTPError(.connectFailed, "\(host) has no address")
        for (index, address) in addresses.enumerated() {
            let share = Deadline(in: deadline.remaining / (addresses.count - index))
            do { return try connect(to: address.pointee, until: share) } catch { failure = error }
        }
        failure.message = "cannot connect to \(host) port \(port): \(failure.message)"
        throw failure
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, until deadline: Deadline) throws(HTTPError) -> Int {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return count }
            let code = errno
            if code == EINTR { continue }
            guard code == EAGAIN || code == EWOULDBLOCK else { throw Self.lost(code) }
            try wait(for: POLLIN, until: deadline)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, until deadline: Deadline) throws(HTTPError) -> Int {
        while true {
            let count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return count }
            let code = errno
            if code == EINTR { continue }
            guard code == EAGAIN || code == EWOULDBLOCK else { throw Self.lost(code) }
            try wait(for: POLLOUT, until: deadline)
        }
    }

    var isQuiet: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 0
    }

    /// Waits until the socket is ready, or failed, which the next call on it tells.
    func wait(for events: Int32, until deadline: Deadline) throws(HTTPError) {
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let ready = poll(&entry, 1, deadline.milliseconds)
            if ready > 0 { return }
            if ready == 0 { throw HTTPError(.timeout, "the server did not answer in time") }
            let code = errno
            guard code == EINTR else { throw Self.lost(code) }
        }
    }

    static func lost(_ code: Int32) -> HTTPError {
        HTTPError(.connectionLost, "the connection broke: \(describe(code))")
    }

    private static func describe(_ code: Int32) -> String { String(cString: strerror(code)) }

    private static func resolve(_ host: String, _ port: UInt16) throws(HTTPError) -> UnsafeMutablePointer<addrinfo> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, "\(port)", &hints, &list)
        guard result == 0, let list else {
            let reason = String(cString: gai_strerror(result))
            throw HTTPError(.resolutionFailed, "cannot find the address of \(host): \(reason)")
        }
        return list
    }

    /// Connects to a Unix socket by its path.
    static func connect(toPath path: String, within timeout: Duration) throws(HTTPError) -> Socket {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard bytes.count <= capacity, !bytes.contains(0) else {
            throw HTTPError(.connectFailed, "\(shown(path)) is too long for a socket's path")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        do throws(HTTPError) {
            return try withUnsafePointer(to: &address) { (pointer) throws(HTTPError) in
                let size = socklen_t(MemoryLayout<sockaddr_un>.size)
                return try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { (address) throws(HTTPError) in
                    try connect(AF_UNIX, 0, address, size, until: Deadline(in: timeout))
                }
            }
        } catch {
            throw HTTPError(.connectFailed, "cannot connect to \(shown(path)): \(error.message)")
        }
    }

    private static func connect(to address: addrinfo, until deadline: Deadline) throws(HTTPError) -> Socket {
        let socket = try connect(
            address.ai_family, address.ai_protocol, address.ai_addr, address.ai_addrlen, until: deadline)
        var on: Int32 = 1
        // Without it a request's last bytes may wait for an acknowledgement; when it fails, that is all that happens.
        _ = setsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return socket
    }

    private static func connect(
        _ family: Int32, _ number: Int32, _ address: UnsafePointer<sockaddr>?, _ size: socklen_t,
        until deadline: Deadline
    ) throws(HTTPError) -> Socket {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, kind, number)
        guard descriptor >= 0 else { throw HTTPError(.connectFailed, describe(errno)) }
        let socket = Socket(descriptor)
        if Glibc.connect(descriptor, address, size) != 0 {
            let code = errno
            guard code == EINPROGRESS || code == EINTR else { throw HTTPError(.connectFailed, describe(code)) }
            do { try socket.wait(for: POLLOUT, until: deadline) } catch {
                throw HTTPError(.connectFailed, "no answer in time")
            }
            var failure: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0, failure == 0 else {
                throw HTTPError(.connectFailed, describe(failure == 0 ? errno : failure))
            }
        }
        return socket
    }
}
