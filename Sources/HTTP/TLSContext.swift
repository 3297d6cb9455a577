import COpenSSL

#if canImport(Glibc)
import Glibc
#endif

/// What all TLS connections of a client share: the trusted authorities and the client's certificate.
///
/// OpenSSL is set in motion when the first one is made, so that a program without TLS does not pay for it.
/// `@unchecked Sendable`: the pointer is set once, and an `SSL_CTX` that is no longer changed may be used by several
/// threads at a time (OpenSSL's openssl-threads(7)).
final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer
    let isInsecure: Bool

    /// Loads the authorities and the client's certificate.
    init(_ options: TLSOptions) throws(HTTPError) {
        guard hullmark_start_tls_library() == 1, let pointer = SSL_CTX_new(TLS_client_method()) else {
            throw HTTPError(.tlsFailed, "OpenSSL cannot start: \(TLSFailure.text())")
        }
        self.pointer = pointer
        isInsecure = options.isInsecure
        guard hullmark_require_tls_1_2(pointer) == 1 else {
            throw HTTPError(.tlsFailed, "OpenSSL offers no TLS 1.2: \(TLSFailure.text())")
        }
        hullmark_allow_partial_writes(pointer)
        SSL_CTX_set_verify(pointer, options.isInsecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nil)
        let protocols: [UInt8] = [8] + Array("http/1.1".utf8)
        guard SSL_CTX_set_alpn_protos(pointer, protocols, UInt32(protocols.count)) == 0 else {
            throw HTTPError(.tlsFailed, "OpenSSL refuses ALPN: \(TLSFailure.text())")
        }
        if !options.isInsecure { try trust(options) }
        try identify(options)
    }

    deinit { SSL_CTX_free(pointer) }

    private func trust(_ options: TLSOptions) throws(HTTPError) {
        let system = options.systemAuthorityFiles.first { access($0, R_OK) == 0 }
        if system == nil, options.systemAuthorityFiles.count == 1, let missing = options.systemAuthorityFiles.first {
            throw HTTPError(.tlsFailed, "the certificate authorities' file \(missing) cannot be read")
        }
        for file in [system].compactMap({ $0 }) + options.extraAuthorityFiles {
            ERR_clear_error()
            guard SSL_CTX_load_verify_file(pointer, file) == 1 else {
                throw HTTPError(.tlsFailed, "no certificate authority can be read from \(file): \(TLSFailure.text())")
            }
        }
        for folder in options.systemAuthorityFolders {
            guard SSL_CTX_load_verify_dir(pointer, folder) == 1 else {
                throw HTTPError(.tlsFailed, "the authorities' folder \(folder) cannot be used: \(TLSFailure.text())")
            }
        }
    }

    private func identify(_ options: TLSOptions) throws(HTTPError) {
        guard let certificate = options.certificateFile else { return }
        let key = options.privateKeyFile ?? certificate
        ERR_clear_error()
        guard SSL_CTX_use_certificate_chain_file(pointer, certificate) == 1 else {
            throw HTTPError(.tlsFailed, "no client certificate can be read from \(certificate): \(TLSFailure.text())")
        }
        guard SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(pointer) == 1
        else {
            throw HTTPError(.tlsFailed, "no key of the client certificate in \(key): \(TLSFailure.text())")
        }
    }
}
