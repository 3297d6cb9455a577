internal import HTTP

/// How registries are talked to.
package struct RegistryOptions: Sendable {
    /// Whether http is used in place of https.
    package var plainHTTP: Bool
    /// Whether a registry on this machine is asked by plain HTTP first, and by TLS if it does not speak that.
    package var guessesLoopback = false
    /// Whether a registry's certificate is accepted unseen.
    package var insecureTLS: Bool
    /// PEM files of certificate authorities to trust beside the system's.
    package var extraAuthorityFiles: [String]
    /// Credentials that are used in place of those that a search would bring.
    package var credentials: Credentials?
    /// What the client calls itself.
    package var userAgent: String

    package init(
        plainHTTP: Bool = false, insecureTLS: Bool = false, extraAuthorityFiles: [String] = [],
        credentials: Credentials? = nil, userAgent: String = "hullmark"
    ) {
        self.plainHTTP = plainHTTP
        self.insecureTLS = insecureTLS
        self.extraAuthorityFiles = extraAuthorityFiles
        self.credentials = credentials
        self.userAgent = userAgent
    }

    /// An HTTP client of these options.
    var client: Client {
        Client(
            Client.Configuration(
                userAgent: userAgent,
                tls: TLSOptions(isInsecure: insecureTLS, extraAuthorityFiles: extraAuthorityFiles)))
    }
}
