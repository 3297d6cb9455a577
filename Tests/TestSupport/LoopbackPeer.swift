import COpenSSL

#if canImport(Glibc)
import Glibc
#endif

/// The server's end of one connection, for scripts that send what a proper server would not.
package final class LoopbackPeer {
    private let descriptor: Int32
    private let ssl: OpaquePointer?
    private let record: (HTTPTestRequest) -> Void
    private var buffer: [UInt8] = []
    private var isOpen = true

    init(_ descriptor: Int32, tls: LoopbackTLS?, record: @escaping (HTTPTestRequest) -> Void) {
        self.descriptor = descriptor
        self.record = record
        ssl = tls?.session(over: descriptor)
    }

    deinit { SSL_free(ssl) }

    func accept() -> Bool {
        guard let ssl else { return true }
        isOpen = SSL_accept(ssl) == 1
        return isOpen
    }

    func end() {
        if let ssl, isOpen { SSL_shutdown(ssl) }
        isOpen = false
    }

    /// Cuts the connection; under TLS, without saying so first.
    package func cut() {
        isOpen = false
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Closes with a reset, which throws away what the client has not read.
    package func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        isOpen = false
    }

    /// Reads one request, or nothing where the client has gone.
    package func readRequest() -> HTTPTestRequest? {
        guard let head = readHead() else { return nil }
        let lines = head.split(separator: "\r\n").map(String.init)
        let parts = lines.first?.split(separator: " ").map(String.init) ?? []
        guard parts.count == 3 else { return nil }
        var request = HTTPTestRequest(method: parts[0], target: parts[1], headers: [], body: [])
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            request.headers.append((String(line[..<colon]), String(value)))
        }
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        while buffer.count < length { guard fill() else { return nil } }
        request.body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        record(request)
        return request
    }

    /// Sends text as it is; false where the client has gone.
    @discardableResult
    package func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Sends bytes as they are; false where the client has gone.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while isOpen, sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { part in
                guard let ssl else { return send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL)) }
                return Int(SSL_write(ssl, part.baseAddress, Int32(part.count)))
            }
            guard count > 0 else { isOpen = false; break }
            sent += count
        }
        return isOpen
    }

    /// Sends a response; false where the connection is over.
    package func write(_ response: HTTPTestResponse, to request: HTTPTestRequest) -> Bool {
        if response.delay > 0 { usleep(UInt32(response.delay) * 1_000) }
        var head = "HTTP/1.1 \(response.status) Scripted\r\n"
        for (name, value) in response.headers { head += "\(name): \(value)\r\n" }
        let hasBody = request.method != "HEAD" && response.status != 204 && response.status != 304
        switch response.framing {
        case .length: if response.status != 204 { head += "Content-Length: \(response.body.count)\r\n" }
        case .chunked: head += "Transfer-Encoding: chunked\r\n"
        case .untilClose: head += "Connection: close\r\n"
        }
        guard write(head + "\r\n") else { return false }
        guard hasBody else { return true }
        let body = Array(response.body.prefix(response.cutAfter ?? response.body.count))
        if case .chunked(let size) = response.framing {
            for start in stride(from: 0, to: body.count, by: max(size, 1)) {
                let chunk = body[start..<min(start + max(size, 1), body.count)]
                write(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10])
            }
            if response.cutAfter == nil { write("0\r\n\r\n") }
        } else {
            write(body)
        }
        if response.cutAfter != nil {
            cut()
            return false
        }
        let isLast = response.headers.contains { $0.name.lowercased() == "connection" && $0.value == "close" }
        return isOpen && response.framing != .untilClose && !isLast
    }

    /// Reads bytes as they come, or nothing where the client has gone.
    package func read() -> [UInt8]? {
        guard !buffer.isEmpty || fill() else { return nil }
        defer { buffer = [] }
        return buffer
    }

    /// Joins the connection with another server, as a proxy's tunnel does, until one of the two closes.
    package func relay(to port: UInt16) {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(other) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            var ready = [descriptor, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&ready, 2, 10_000) > 0 else { return }
            for (from, to) in [(0, other), (1, descriptor)] where ready[from].revents != 0 {
                let count = recv(ready[from].fd, &bytes, bytes.count, 0)
                guard count > 0, send(to, bytes, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }

    private func readHead() -> String? {
        var searched = 0
        while true {
            var index = max(searched - 3, 0)
            while index + 4 <= buffer.count {
                if buffer[index] == 13, buffer[index + 1] == 10, buffer[index + 2] == 13, buffer[index + 3] == 10 {
                    let head = String(decoding: buffer[..<index], as: UTF8.self)
                    buffer.removeFirst(index + 4)
                    return head
                }
                index += 1
            }
            searched = buffer.count
            guard searched < 1 << 20, fill() else { return nil }
        }
    }

    private func fill() -> Bool {
        var part = [UInt8](repeating: 0, count: 16_384)
        let count = part.withUnsafeMutableBytes { bytes in
            guard let ssl else { return recv(descriptor, bytes.baseAddress, bytes.count, 0) }
            return Int(SSL_read(ssl, bytes.baseAddress, Int32(bytes.count)))
        }
        guard count > 0 else { return false }
        buffer += part.prefix(count)
        return true
    }
}
