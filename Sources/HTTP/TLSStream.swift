import Bytes
import COpenSSL

#if canImport(Glibc)
import Glibc
#endif

/// A TLS session over a connected socket.
final class TLSStream: ByteStream {
    private let socket: Socket
    private let context: TLSContext
    private let ssl: OpaquePointer
    private var isBroken = false

    /// Shakes hands with a host and, unless the context is insecure, verifies that its certificate is the host's.
    init(over socket: Socket, to host: String, context: TLSContext, until deadline: Deadline) throws(HTTPError) {
        self.socket = socket
        self.context = context
        ERR_clear_error()
        guard let ssl = SSL_new(context.pointer) else {
            throw HTTPError(.tlsFailed, "OpenSSL makes no session: \(TLSFailure.text())")
        }
        self.ssl = ssl
        guard let bio = hullmark_socket_bio(socket.descriptor) else {
            throw HTTPError(.tlsFailed, "OpenSSL makes no session: \(TLSFailure.text())")
        }
        SSL_set_bio(ssl, bio, bio)
        try name(host)
        try shakeHands(with: host, until: deadline)
    }

    deinit {
        // After a failure OpenSSL forbids the closing alert; where it cannot be sent at once, the peer does without.
        if !isBroken { SSL_shutdown(ssl) }
        ERR_clear_error()
        SSL_free(ssl)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, until deadline: Deadline) throws(HTTPError) -> Int {
        while true {
            ERR_clear_error()
            var count = 0
            let result = SSL_read_ex(ssl, buffer.baseAddress, buffer.count, &count)
            if result == 1 { return count }
            guard try mustRetry(after: result, until: deadline) else { return 0 }
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, until deadline: Deadline) throws(HTTPError) -> Int {
        while true {
            ERR_clear_error()
            var count = 0
            let result = SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &count)
            if result == 1 { return count }
            guard try mustRetry(after: result, until: deadline) else {
                throw HTTPError(.connectionLost, "the server ended the TLS session")
            }
        }
    }

    var isQuiet: Bool {
        if SSL_pending(ssl) > 0 { return false }
        if socket.isQuiet { return true }
        // What has arrived may be a session ticket, which is no sign of anything; a look makes OpenSSL take it in.
        ERR_clear_error()
        var byte: UInt8 = 0
        var count = 0
        let result = SSL_peek_ex(ssl, &byte, 1, &count)
        return result != 1 && SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ
    }

    private func name(_ host: String) throws(HTTPError) {
        let isNamed: Bool
        if IPAddress(host) != nil {
            isNamed = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1
        } else {
            SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
            let name = host.hasSuffix(".") ? String(host.dropLast()) : host
            isNamed = SSL_set1_host(ssl, name) == 1 && hullmark_set_server_name(ssl, name) == 1
        }
        guard isNamed else {
            isBroken = true
            throw HTTPError(.tlsFailed, "the host name \(host) cannot be verified: \(TLSFailure.text())")
        }
    }

    private func shakeHands(with host: String, until deadline: Deadline) throws(HTTPError) {
        while true {
            ERR_clear_error()
            let result = SSL_connect(ssl)
            if result == 1 { return }
            do throws(HTTPError) {
                guard try mustRetry(after: result, until: deadline) else {
                    throw HTTPError(.connectionLost, "the server closed the connection during the TLS handshake")
                }
            } catch {
                isBroken = true
                guard error.code == .tlsFailed else { throw error }
                throw TLSFailure.handshake(ssl, host: host)
            }
        }
    }

    /// Waits for what the session lacks; false where the peer ended the session properly.
    private func mustRetry(after result: Int32, until deadline: Deadline) throws(HTTPError) -> Bool {
        let systemError = errno
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ:
            try socket.wait(for: POLLIN, until: deadline)
            return true
        case SSL_ERROR_WANT_WRITE:
            try socket.wait(for: POLLOUT, until: deadline)
            return true
        case SSL_ERROR_ZERO_RETURN:
            return false
        case SSL_ERROR_SYSCALL:
            isBroken = true
            throw Socket.lost(systemError)
        default:
            isBroken = true
            // Without the closing alert an attacker may have cut the stream: never the proper end of a body.
            if hullmark_is_unexpected_eof(ERR_peek_last_error()) != 0 {
                throw HTTPError(.connectionLost, "the server closed the connection without ending the TLS session")
            }
            throw HTTPError(.tlsFailed, "the TLS session broke: \(TLSFailure.text())")
        }
    }
}
