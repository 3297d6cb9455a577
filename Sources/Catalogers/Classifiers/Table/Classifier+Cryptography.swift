extension Classifier {
    /// Libraries of cryptography and of transport security.
    static let cryptography: [Classifier] = [
        Classifier(
            "aws-lc", ["openssl", "libcrypto*.so*", "libssl*.so*"], ["AWS-LC \(.release(3)))\0"],
            cpe: ["amazon:aws_libcrypto"]),
        Classifier(
            "libressl", ["openssl", "libcrypto*.so*", "libssl*.so*"], ["LibreSSL \(.release(3))"],
            cpe: ["openbsd:libressl"]),
        Classifier(
            "openssl", ["openssl", "libcrypto*.so*", "libssl*.so*"],
            ["\0OpenSSL \(.version(3, 3, [.prerelease, .letters]))"], cpe: ["openssl:openssl"],
            seen: "openssl, libcrypto.so.3 3.0.22 (Debian), libcrypto, libssl 1.1.1k (wheel), libcrypto 3.5.8 (wheel)"),
        Classifier(
            "gnutls", ["libgnutls.so*", "libgnutls-*.so*"], ["Enabled GnuTLS \(.release(3)) logging"],
            cpe: ["gnu:gnutls"], seen: "libgnutls.so.30 3.7.9 (Debian)"),
        Classifier(
            "mbedtls", ["libmbed*.so*"], ["bed TLS \(.release(3))\0"], cpe: ["arm:mbed_tls"],
            seen: "libmbedcrypto.so.7 2.28.3 (Debian)"),
        Classifier(
            "wolfssl", ["libwolfssl*.so*"], ["wolfSSL \(.release(3))\0"], cpe: ["wolfssl:wolfssl"],
            seen: "libwolfssl.so.35 5.5.4 (Debian)"),
        Classifier(
            "libgcrypt", ["libgcrypt*.so*"], ["This is Libgcrypt \(.release(3))"], cpe: ["gnupg:libgcrypt"],
            seen: "libgcrypt.so.20 1.10.1 (Debian)"),
        Classifier(
            "libsodium", ["libsodium*.so*"], [.sole("\0\(.release(3))\0", beginning: "1.")],
            cpe: ["libsodium:libsodium"], seen: "libsodium.so.23 1.0.18 (Debian), 1.0.22 (wheel)"),
        Classifier(
            "krb5", ["libkrb5.so*", "libkrb5-*.so*"], ["KRB5_BRAND: krb5-\(.version(2, 3))"],
            cpe: ["mit:kerberos_5"], seen: "libkrb5.so.3 1.20.1 (Debian), 1.15.1 (wheel)"),
        Classifier(
            "libssh", ["libssh.so*", "libssh-*.so*"], ["SSH-2.0-libssh_\(.release(3))"], cpe: ["libssh:libssh"],
            seen: "libssh.so.4 0.10.6 (Debian)"),
        Classifier(
            "libssh2", ["libssh2*.so*"], ["SSH-2.0-libssh2_\(.release(3))"], cpe: ["libssh2:libssh2"],
            seen: "libssh2.so.1 1.10.0 (Debian)"),
        Classifier(
            "cyrus-sasl", ["libsasl2*.so*"], ["Cyrus SASL\0\(.release(3))\0"], cpe: ["cyrusimap:cyrus-sasl"],
            seen: "libsasl2 2.1.26 (wheel)"),
    ]
}
