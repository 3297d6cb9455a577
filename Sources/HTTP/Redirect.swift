/// What a redirect makes of a request (RFC 9110 §15.4).
enum Redirect {
    /// Fields that belong to the server they were meant for.
    private static let credentials = ["Authorization", "Cookie"]

    /// The request that follows a response, or nothing where the response is final.
    static func next(after exchange: Exchange, to request: Request) throws(HTTPError) -> Request? {
        try next(status: exchange.status, location: exchange.headers["Location"], after: request)
    }

    static func next(status: Int, location: String?, after request: Request) throws(HTTPError) -> Request? {
        guard [301, 302, 303, 307, 308].contains(status), let location else { return nil }
        var next = request
        do { next.url = try request.url.resolving(location) } catch {
            throw HTTPError(.protocolViolation, "the redirect leads nowhere: \(error.message)", url: request.url)
        }
        guard request.url.scheme == .http || next.url.scheme == .https else {
            throw HTTPError(
                .insecureRedirect, "the server redirects from https to \(next.url.withoutQuery)", url: request.url)
        }
        if next.url.origin != request.url.origin {
            for name in credentials { next.headers[name] = nil }
        }
        let becomesGet = status == 303 ? request.method != .head : request.method == .post && status < 303
        if becomesGet {
            next.method = .get
            next.body = nil
            for field in next.headers.fields where field.name.lowercased().hasPrefix("content-") {
                next.headers[field.name] = nil
            }
        }
        return next
    }
}
