/// What went wrong between a request and the end of its response.
package struct HTTPError: Error, Hashable, Sendable {
    /// The condition, for programs.
    package var code: Code
    /// The condition, for the person who has to act on it.
    package var message: String
    /// The resource that was asked for, where one was.
    package var url: URL?

    /// Makes an error with a message that a person can act on.
    package init(_ code: Code, _ message: String, url: URL? = nil) {
        self.code = code
        self.message = message
        self.url = url
    }

    /// The same error, with the resource named where it was not yet.
    func at(_ url: URL) -> HTTPError {
        var error = self
        error.url = error.url ?? url
        return error
    }

    /// Whether the same request may succeed a moment later.
    var isTransient: Bool {
        switch code {
        case .resolutionFailed, .connectFailed, .connectionLost, .timeout: true
        default: false
        }
    }
}

extension HTTPError {
    /// A condition; the set is open.
    package struct Code: Hashable, Sendable {
        /// The condition's name.
        package let name: String

        /// Makes a condition of a name.
        package init(_ name: String) { self.name = name }

        /// The text is not an http or https URL.
        package static let invalidURL = Code("invalidURL")
        /// The request cannot be sent as it is: a header with a line break, a framing header of the caller's.
        package static let invalidRequest = Code("invalidRequest")
        /// The host's name has no address.
        package static let resolutionFailed = Code("resolutionFailed")
        /// No address of the host accepts connections.
        package static let connectFailed = Code("connectFailed")
        /// The peer closed or reset the connection before its response's head was complete.
        package static let connectionLost = Code("connectionLost")
        /// The peer was silent for too long.
        package static let timeout = Code("timeout")
        /// TLS could not be set up, or broke.
        package static let tlsFailed = Code("tlsFailed")
        /// The peer answers the TLS handshake with something else, such as plain HTTP.
        package static let notTLS = Code("notTLS")
        /// The peer's certificate is not trusted, has expired, or is another host's.
        package static let certificateInvalid = Code("certificateInvalid")
        /// The response is not HTTP/1.1 as RFC 9112 defines it.
        package static let protocolViolation = Code("protocolViolation")
        /// The redirects do not come to an end.
        package static let tooManyRedirects = Code("tooManyRedirects")
        /// A redirect leads from https to http.
        package static let insecureRedirect = Code("insecureRedirect")
        /// The proxy refused, or its setting cannot be used.
        package static let proxyFailed = Code("proxyFailed")
        /// The connection ended before the body did.
        package static let bodyTruncated = Code("bodyTruncated")
        /// The head or the body exceeds its limit.
        package static let tooLarge = Code("tooLarge")
        /// The status is not one that the operation can use.
        package static let unexpectedStatus = Code("unexpectedStatus")
        /// The resource changed between two parts of one download.
        package static let contentChanged = Code("contentChanged")
    }
}

extension HTTPError: CustomStringConvertible {
    /// The message, with the resource where it is known; the query is left out, since it may hold a signature.
    package var description: String {
        guard let url else { return message }
        return "\(url.withoutQuery): \(message)"
    }
}
