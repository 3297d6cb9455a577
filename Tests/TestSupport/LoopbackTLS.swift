import COpenSSL

/// The certificate by which a loopback server shows who it is.
package struct LoopbackIdentity: Sendable {
    package var certificateFile: String
    package var keyFile: String
    /// Where clients must show a certificate, the authority of theirs.
    package var clientAuthorityFile: String?
}

/// The server's side of TLS.
///
/// `@unchecked Sendable`: the context is not changed once it is made.
final class LoopbackTLS: @unchecked Sendable {
    private let context: OpaquePointer

    init(_ identity: LoopbackIdentity) throws {
        guard let context = SSL_CTX_new(TLS_server_method()) else { throw LoopbackFailure("no TLS for a test") }
        self.context = context
        guard SSL_CTX_use_certificate_chain_file(context, identity.certificateFile) == 1,
            SSL_CTX_use_PrivateKey_file(context, identity.keyFile, SSL_FILETYPE_PEM) == 1
        else { throw LoopbackFailure("the certificate \(identity.certificateFile) cannot be used") }
        if let authority = identity.clientAuthorityFile {
            guard SSL_CTX_load_verify_file(context, authority) == 1 else { throw LoopbackFailure("no \(authority)") }
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        }
    }

    deinit { SSL_CTX_free(context) }

    func session(over descriptor: Int32) -> OpaquePointer? {
        guard let ssl = SSL_new(context), let bio = hullmark_socket_bio(descriptor) else { return nil }
        SSL_set_bio(ssl, bio, bio)
        return ssl
    }
}
