#if canImport(Glibc)
import Glibc
#endif

/// Whom a TLS connection trusts, and how it shows who the client is.
package struct TLSOptions: Hashable, Sendable {
    /// Whether the server's certificate is accepted unseen.
    package var isInsecure: Bool
    /// PEM files of certificate authorities to trust beside the system's.
    package var extraAuthorityFiles: [String]
    /// A PEM file with the client's certificate and its chain.
    package var certificateFile: String?
    /// A PEM file with the key of the client's certificate; without it the key is looked for in the certificate's file.
    package var privateKeyFile: String?
    /// PEM files of the authorities to trust; the first that can be read is used, and a single one must be readable.
    package var systemAuthorityFiles: [String]
    /// Folders of authorities under hashed names, used together.
    package var systemAuthorityFolders: [String]

    /// Trusts what the machine trusts: `SSL_CERT_FILE` and `SSL_CERT_DIR` where they are set, else the usual places.
    package init(
        isInsecure: Bool = false, extraAuthorityFiles: [String] = [], certificateFile: String? = nil,
        privateKeyFile: String? = nil, environment: (String) -> String? = processEnvironment
    ) {
        self.isInsecure = isInsecure
        self.extraAuthorityFiles = extraAuthorityFiles
        self.certificateFile = certificateFile
        self.privateKeyFile = privateKeyFile
        let file = environment("SSL_CERT_FILE").flatMap { $0.isEmpty ? nil : $0 }
        let folders = environment("SSL_CERT_DIR").flatMap { $0.isEmpty ? nil : $0 }
        switch (file, folders) {
        case (nil, nil):
            systemAuthorityFiles = Self.usualFiles
            systemAuthorityFolders = []
        default:
            systemAuthorityFiles = file.map { [$0] } ?? []
            systemAuthorityFolders = folders?.split(separator: ":").map(String.init) ?? []
        }
    }

    /// Where distributions keep the authorities, Debian's place first.
    static let usualFiles = [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
        "/var/lib/ca-certificates/ca-bundle.pem",
    ]
}

/// The value of a variable of this process' environment.
package func processEnvironment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
