internal import HTTP
internal import JSON

/// Says in words that a person can act on why a registry did not give what it was asked for.
struct RegistryFailure: Sendable {
    let reference: Reference
    let isPlainHTTP: Bool
    let finding: CredentialSearch.Finding
    /// Whether plain HTTP is a guess.
    var isGuess = false

    private static let bodyLimit = 65_536

    /// The error for an answer that is none.
    ///
    /// - Parameter what: what was asked for, such as `the tag "1.2"`.
    /// - Parameter server: the token server, if it answered in the registry's place.
    /// - Parameter host: the host that the registry redirected to, if that answered.
    func error(
        _ exchange: Exchange, asking what: String, of server: String? = nil, redirectedTo host: String? = nil
    ) -> ImageError {
        let status = exchange.status
        let retryAfter = exchange.headers["Retry-After"]
        let reasons = Self.reasons(exchange)
        let detail = reasons.isEmpty ? "status \(status)" : "status \(status), \(reasons)"
        let name = "\(reference.domain)/\(reference.repository)"
        let other = host.map { "\(clipped($0)), to which the registry redirects," }
        let who = server.map { "the token server \(clipped($0))" } ?? other ?? "the registry"
        if isGuess && status == 400 { return ImageError(.otherProtocol, "\(name): \(who) refuses plain HTTP") }
        switch status {
        case 401 where host != nil, 403 where host != nil:
            return ImageError(
                .unauthorized,
                "\(name): \(who) does not allow access to \(what) (\(detail)). Credentials are not sent to another host; to log in there, name it in the image's name"
            )
        case 401, 403:
            return ImageError(
                .unauthorized, "\(name): \(who) does not allow access to \(what) (\(detail)). \(loginAdvice)")
        case 404 where server == nil:
            return ImageError(.notFound, "\(name): \(who) does not have \(what) (\(detail))")
        case 429:
            let wait = retryAfter.map { "; it asks to wait for \(clipped($0, to: 40)) s" } ?? ""
            let login = finding.credentials == nil ? " Registries often allow more to those who log in." : ""
            return ImageError(
                .tooManyRequests, "\(name): \(who) allows no more requests for now (\(detail)\(wait)).\(login)")
        case 400 where isPlainHTTP:
            return ImageError(
                .unreachable,
                "\(name): \(who) refuses the request for \(what) (\(detail)); if it speaks TLS, leave out --plain-http")
        default:
            return ImageError(.unreachable, "\(name): \(who) did not give \(what) (\(detail))")
        }
    }

    /// The error for a request that got no answer.
    func error(_ error: HTTPError) -> ImageError {
        switch error.code {
        case .connectionLost where isGuess, .protocolViolation where isGuess: ImageError(.otherProtocol, "\(error)")
        case .notTLS: ImageError(.unreachable, "\(error): the registry speaks plain HTTP; use --plain-http")
        case .contentChanged, .protocolViolation, .tooLarge: ImageError(.unreadable, "\(error)")
        default: ImageError(.unreachable, "\(error)")
        }
    }

    /// Runs a part of an exchange and gives its failure in the words of this module.
    func mapping<Result>(_ body: () throws(HTTPError) -> Result) throws(ImageError) -> Result {
        do throws(HTTPError) { return try body() } catch { throw self.error(error) }
    }

    /// Which credentials were used or looked for, and what can be done.
    private var loginAdvice: String {
        let problems =
            finding.problems.isEmpty ? "" : " (\(finding.problems.map { clipped($0) }.joined(separator: "; ")))"
        let login = "log in with \"docker login \(reference.domain)\" or \"podman login \(reference.domain)\""
        if finding.credentials != nil {
            return
                "The credentials of \(finding.origin ?? "the options") were used\(problems); if they have expired, \(login)"
        }
        let places =
            finding.files.isEmpty
            ? "there is no credentials file" : "\(finding.files.joined(separator: ", ")) has none for it"
        return "No credentials were used: \(places)\(problems). Check the image's name, or \(login)"
    }

    /// The reasons of a body `{"errors":[{"code":…,"message":…}]}` (OCI distribution specification, "Error Codes").
    static func reasons(_ exchange: Exchange) -> String {
        guard let bytes = try? exchange.readAll(limit: bodyLimit) else { return "" }
        return reasons(bytes.span)
    }

    static func reasons(_ body: Span<UInt8>) -> String {
        guard let json = try? JSONValue(body) else { return "" }
        var reasons = (json["errors"]?.array ?? []).prefix(3).map { error in
            [error["code"]?.string, error["message"]?.string].compactMap { $0.map { clipped($0) } }
                .filter { !$0.isEmpty }.joined(separator: ": ")
        }
        // Token servers of the OAuth kind, and some registries, say it in a form of their own.
        for name in ["error", "error_description", "details", "message"] where reasons.isEmpty {
            if let text = json[name]?.string { reasons.append(clipped(text)) }
        }
        return reasons.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
