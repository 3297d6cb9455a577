import COpenSSL

/// Words for what OpenSSL reports.
enum TLSFailure {
    /// The last error of this thread's queue.
    static func text() -> String {
        let code = ERR_peek_last_error()
        guard code != 0, let reason = ERR_reason_error_string(code) else { return "no reason given" }
        return String(cString: reason)
    }

    /// The error for a handshake that failed.
    static func handshake(_ ssl: OpaquePointer, host: String) -> HTTPError {
        let code = ERR_peek_last_error()
        guard hullmark_is_no_tls(code) == 0 else {
            return HTTPError(.notTLS, "\(host) does not speak TLS on this port")
        }
        guard hullmark_is_certificate_failure(code) != 0 else {
            return HTTPError(.tlsFailed, "no TLS connection to \(host): \(text())")
        }
        let result = SSL_get_verify_result(ssl)
        let reason = X509_verify_cert_error_string(result).map { String(cString: $0) } ?? "unknown reason"
        let advice: String
        switch Int32(clamping: result) {
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            advice = "it was issued for another host"
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID:
            advice = "\(reason); if it should be valid now, check this machine's clock"
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return HTTPError(
                .certificateInvalid,
                "\(host)'s certificate is signed by an unknown authority (\(reason)); if it is your own, pass it with --ca-file"
            )
        default:
            advice = reason
        }
        return HTTPError(.certificateInvalid, "\(host)'s certificate is refused: \(advice)")
    }
}
