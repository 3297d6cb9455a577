internal import HTTP
internal import Synchronization

/// Sends the requests for one repository with the authorization that its registry asks for.
///
/// The first request goes without anything. The registry's challenge then leads to a token of its token server, or to
/// the credentials themselves (`Basic`); either is kept for the requests that follow, and a token is renewed when its
/// time is over or the registry no longer takes it. Credentials go to the registry and to the token server that it
/// names, and to no other host.
final class Authenticator: Sendable {
    private enum Access {
        case unknown
        case basic(String)
        case bearer(String, until: ContinuousClock.Instant)
    }

    private let client: Client
    private let scope: String
    private let credentials: Credentials?
    private let failure: RegistryFailure
    private let now: @Sendable () -> ContinuousClock.Instant
    private let access = Mutex(Access.unknown)

    private static let bodyLimit = 1 << 20

    init(
        _ client: Client, repository: String, credentials: Credentials?, failure: RegistryFailure,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.client = client
        self.credentials = credentials
        self.failure = failure
        self.now = now
        scope = "repository:\(repository):pull"
    }

    /// Sends a request, once more where the registry asked who is there and there is an answer.
    func perform(_ request: Request) throws -> Exchange {
        let known = authorization
        let exchange = try send(request, known)
        // What another host asks, to which the registry redirected, is not the registry's question.
        guard exchange.status == 401, exchange.url.origin == request.url.origin,
            let next = try answer(exchange, to: request.url), next != known
        else { return exchange }
        // An unread answer costs the connection, no more.
        do { _ = try exchange.readAll(limit: 65_536) } catch {}
        return try send(request, next)
    }

    /// What the last answer to a challenge was, while it holds.
    private var authorization: String? {
        access.withLock { access in
            switch access {
            case .unknown: return nil
            case .basic(let value): return value
            case .bearer(let token, let until): return now() < until ? Authorization.bearer(token) : nil
            }
        }
    }

    private func send(_ request: Request, _ authorization: String?) throws -> Exchange {
        var request = request
        request.headers["Authorization"] = authorization
        return try failure.mapping { () throws(HTTPError) in try client.perform(request) }
    }

    /// The value of the Authorization header that answers a challenge, or nothing where there is none to give.
    private func answer(_ exchange: Exchange, to url: URL) throws -> String? {
        var challenges: [Challenge] = []
        var fault: ImageError?
        for text in exchange.headers.values(of: "WWW-Authenticate") {
            let read = Challenge.all(in: text)
            challenges += read.challenges
            fault = fault ?? read.fault
        }
        let bearers = challenges.filter { $0.scheme == "bearer" }
        let hasBasic = challenges.contains { $0.scheme == "basic" }
        // A challenge whose realm was lost to a fault leads nowhere.
        let bearer = bearers.first { $0.parameters["realm"] != nil } ?? (hasBasic ? nil : bearers.first)
        if let bearer {
            if let fault, bearer.parameters["realm"] == nil { throw fault }
            let token = try token(for: bearer, of: url)
            let until = now() + token.lifetime * 0.9
            access.withLock { $0 = .bearer(token.text, until: until) }
            return Authorization.bearer(token.text)
        }
        if hasBasic {
            guard let basic = credentials?.basic else { return nil }
            access.withLock { $0 = .basic(basic) }
            return basic
        }
        if let fault { throw fault }
        return nil
    }
}

extension Authenticator {
    /// A token as a challenge wants it, from its token server.
    private func token(for challenge: Challenge, of registry: URL) throws -> AccessToken {
        if case .registryToken(let text) = credentials { return AccessToken(text: text, lifetime: .seconds(86_400)) }
        guard let text = challenge.parameters["realm"], let realm = try? URL(text) else {
            throw ImageError(
                .malformed,
                "the registry names no token server: \(clipped(challenge.parameters["realm"] ?? "no realm"))")
        }
        guard realm.scheme == .https || registry.scheme == .http else {
            throw ImageError(
                .unauthorized,
                "the registry's token server \(clipped(realm.withoutQuery)) would be shown credentials in plain http"
            )
        }
        let exchange = try failure.mapping { () throws(HTTPError) in
            try client.perform(request(to: realm, challenge))
        }
        guard exchange.status == 200 else {
            throw failure.error(exchange, asking: "a token for it", of: realm.withoutQuery)
        }
        let bytes = try failure.mapping { () throws(HTTPError) in try exchange.readAll(limit: Self.bodyLimit) }
        return try AccessToken(bytes.span)
    }

    private func request(to realm: URL, _ challenge: Challenge) -> Request {
        let service = challenge.parameters["service"]
        let scope = challenge.parameters["scope"].flatMap { $0.isEmpty ? nil : $0 } ?? scope
        guard case .identityToken(let token) = credentials else {
            var url = realm
            if let service { url = url.appending(queryItem: "service", service) }
            for part in scope.split(separator: " ") { url = url.appending(queryItem: "scope", String(part)) }
            var headers: Headers = ["Accept": "application/json"]
            headers["Authorization"] = credentials?.basic
            return Request(.get, url, headers: headers)
        }
        var items = [
            ("grant_type", "refresh_token"), ("client_id", "hullmark"), ("scope", scope), ("refresh_token", token),
        ]
        if let service { items.append(("service", service)) }
        let form = items.map { "\($0)=\(PercentEncoding.queryPart($1))" }.joined(separator: "&")
        // A redirect could carry the token in the body to another host.
        return Request(
            .post, realm,
            headers: ["Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"],
            body: Array(form.utf8), followsRedirects: false)
    }
}
