extension Client {
    /// How a client behaves.
    package struct Configuration: Sendable {
        /// What the client calls itself; `hullmark/1.2.3`.
        package var userAgent: String
        /// Whom TLS trusts.
        package var tls: TLSOptions
        /// Which proxy is used for what.
        package var proxies: ProxySettings
        /// The path of the Unix socket that the server listens on, whatever host a URL names; nothing for TCP.
        package var socketPath: String?
        /// When a request is sent again.
        package var retries = RetryPolicy()
        /// How much a server may send before its body.
        package var limits = ResponseLimits()
        /// The time for finding a host's address, connecting and shaking hands, each.
        package var connectTimeout = Duration.seconds(15)
        /// The longest silence of a server while it is waited for.
        package var idleTimeout = Duration.seconds(60)
        /// The time from a request to the end of its response's head.
        package var headTimeout = Duration.seconds(120)
        /// How many redirects are followed.
        package var redirects = 10
        /// How many connections wait for their next request.
        package var idleConnections = 16
        /// How long a connection waits for its next request.
        package var idleLifetime = Duration.seconds(30)

        /// The usual behaviour, with what the environment says about authorities and proxies.
        package init(
            userAgent: String = "hullmark", tls: TLSOptions = TLSOptions(), proxies: ProxySettings = ProxySettings()
        ) {
            self.userAgent = userAgent
            self.tls = tls
            self.proxies = proxies
        }
    }
}
