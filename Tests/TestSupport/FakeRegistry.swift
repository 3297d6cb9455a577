package import Bytes
import Synchronization

/// A small registry on 127.0.0.1 that speaks the pulling half of the distribution protocol, well-behaved or not.
package final class FakeRegistry: Sendable {
    /// Whom the registry lets in.
    package enum Access: Sendable, Equatable {
        case everybody
        case basic(user: String, password: String)
        /// Tokens of its own token server: for everybody, or for one user.
        case token(user: String?, password: String)
        /// Tokens for one who shows a refresh token.
        case identityToken(String)
    }

    /// What is done with a request in place of serving it.
    package enum Fault: Sendable {
        /// The connection is cut after so many bytes of the body.
        case cut(after: Int)
        case answer(HTTPTestResponse)
    }

    private struct Content {
        var manifests: [String: (type: String, bytes: [UInt8])] = [:]
        var blobs: [String: [UInt8]] = [:]
        var tokens: Set<String> = []
        var issued = 0
        var count = 0
    }

    private final class Store: Sendable {
        let content = Mutex(Content())
        let access: Access
        let fault: @Sendable (HTTPTestRequest, Int) -> Fault?
        let lifetime: Int?
        let storage: String?
        let tokenServer = Mutex("")

        init(
            _ access: Access, lifetime: Int?, storage: String?,
            fault: @escaping @Sendable (HTTPTestRequest, Int) -> Fault?
        ) {
            (self.access, self.lifetime, self.storage, self.fault) = (access, lifetime, storage, fault)
        }
    }

    package let server: LoopbackServer
    private let store: Store

    /// Starts a registry.
    ///
    /// - Parameter tokenLifetime: the seconds that tokens say they hold.
    /// - Parameter tokenServer: where the challenge sends clients, if not to the registry's own `/token`.
    /// - Parameter storage: the address to which requests for blobs are redirected, with the blob's path behind it.
    /// - Parameter fault: says by a request and its number, from 0, what goes wrong.
    package init(
        _ access: Access = .everybody, identity: LoopbackIdentity? = nil, tokenLifetime: Int? = nil,
        tokenServer: String? = nil, storage: String? = nil,
        fault: @escaping @Sendable (HTTPTestRequest, Int) -> Fault? = { _, _ in nil }
    ) throws {
        let store = Store(access, lifetime: tokenLifetime, storage: storage, fault: fault)
        self.store = store
        server = try LoopbackServer(identity: identity) { Self.answer($0, store) }
        let own = "\(server.address)/token"
        store.tokenServer.withLock { $0 = tokenServer ?? own }
    }

    /// Host and port, as a reference has them.
    package var authority: String { server.authority }

    /// Puts a manifest or index under a name; by its digest it can always be had.
    package func put(_ manifest: [UInt8], type: String, in repository: String, tag: String? = nil) {
        store.content.withLock { content in
            for name in [Digest(of: manifest).description, tag].compactMap({ $0 }) {
                content.manifests["\(repository)/\(name)"] = (type, manifest)
            }
        }
    }

    /// Puts a blob into a repository, under its own digest or a wrong one.
    package func put(_ blob: [UInt8], in repository: String, as digest: Digest? = nil) {
        store.content.withLock { $0.blobs["\(repository)/\(digest ?? Digest(of: blob))"] = blob }
    }

    /// Puts an image under a tag.
    package func put(_ image: ImageFixture, in repository: String, tag: String? = "latest") {
        put(image.manifest, type: image.manifestType, in: repository, tag: tag)
        for blob in image.content.values { put(blob, in: repository) }
    }

    /// Puts an index of images under a tag.
    package func put(_ images: [ImageFixture], in repository: String, tag: String = "latest") {
        for image in images { put(image, in: repository, tag: nil) }
        put(ImageFixture.index(images), type: ImageFixture.indexType, in: repository, tag: tag)
    }

    /// Takes back all tokens.
    package func revokeTokens() { store.content.withLock { $0.tokens = [] } }

    /// How many tokens were given.
    package var issuedTokens: Int { store.content.withLock { $0.issued } }

    private static func answer(_ request: HTTPTestRequest, _ store: Store) -> HTTPTestResponse {
        let number = store.content.withLock { content -> Int in
            defer { content.count += 1 }
            return content.count
        }
        var cut: Int?
        switch store.fault(request, number) {
        case .answer(let response): return response
        case .cut(let count): cut = count
        case nil: break
        }
        if request.path == "/token" { return token(request, store) }
        if let refusal = refusal(request, store) { return refusal }
        var response = content(request, store)
        response.cutAfter = cut
        return response
    }

    private static func content(_ request: HTTPTestRequest, _ store: Store) -> HTTPTestResponse {
        let parts = request.path.split(separator: "/").map(String.init)
        if parts == ["v2"] { return HTTPTestResponse(text: "{}") }
        guard parts.count >= 4, parts[0] == "v2", ["GET", "HEAD"].contains(request.method) else {
            return error(404, "UNSUPPORTED", "no such place")
        }
        let repository = parts[1..<(parts.count - 2)].joined(separator: "/")
        let key = "\(repository)/\(parts[parts.count - 1])"
        let (manifest, blob) = store.content.withLock { ($0.manifests[key], $0.blobs[key]) }
        switch parts[parts.count - 2] {
        case "manifests":
            guard let manifest else { return error(404, "MANIFEST_UNKNOWN", "manifest unknown") }
            let digest = (name: "Docker-Content-Digest", value: Digest(of: manifest.bytes).description)
            return HTTPTestResponse(headers: [("Content-Type", manifest.type), digest], body: manifest.bytes)
        case "blobs":
            guard let blob else { return error(404, "BLOB_UNKNOWN", "blob unknown to registry") }
            guard store.storage == nil else {
                return HTTPTestResponse(307, headers: [("Location", "\(store.storage ?? "")/\(key)?signature=secret")])
            }
            return .serving(blob, etag: "\"\(parts[parts.count - 1])\"", to: request)
        default: return error(404, "UNSUPPORTED", "no such place")
        }
    }

    /// An error in the distribution protocol's form.
    package static func error(
        _ status: Int, _ code: String, _ message: String, headers: [(name: String, value: String)] = []
    ) -> HTTPTestResponse {
        HTTPTestResponse(
            status, headers: [("Content-Type", "application/json")] + headers,
            text: #"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#)
    }

    private static func refusal(_ request: HTTPTestRequest, _ store: Store) -> HTTPTestResponse? {
        let shown = request.header("Authorization")
        let challenge: String
        switch store.access {
        case .everybody: return nil
        case .basic(let user, let password):
            if shown == basic(user, password) { return nil }
            challenge = #"Basic realm="fake registry""#
        case .token, .identityToken:
            let isKnown = store.content.withLock { content in content.tokens.contains { shown == "Bearer \($0)" } }
            if isKnown { return nil }
            let parts = request.path.split(separator: "/")
            let repository = parts.dropFirst().dropLast(2).joined(separator: "/")
            let realm = store.tokenServer.withLock { $0 }
            challenge = #"Bearer realm="\#(realm)",service="fake, \"registry\"",scope="repository:\#(repository):pull""#
        }
        return error(401, "UNAUTHORIZED", "authentication required", headers: [("WWW-Authenticate", challenge)])
    }

    private static func token(_ request: HTTPTestRequest, _ store: Store) -> HTTPTestResponse {
        let isAllowed: Bool
        switch store.access {
        case .token(nil, _): isAllowed = request.method == "GET"
        case .token(let user?, let password):
            isAllowed = request.method == "GET" && request.header("Authorization") == basic(user, password)
        case .identityToken(let token):
            let form = String(decoding: request.body, as: UTF8.self).split(separator: "&").map(String.init)
            isAllowed =
                request.method == "POST" && form.contains("refresh_token=\(token)")
                && form.contains("grant_type=refresh_token")
        default: return error(404, "UNSUPPORTED", "no such place")
        }
        guard isAllowed else { return error(401, "UNAUTHORIZED", "incorrect username or password") }
        let token = store.content.withLock { content -> String in
            content.issued += 1
            let token = "token-\(content.issued)"
            content.tokens.insert(token)
            return token
        }
        let lifetime = store.lifetime.map { #","expires_in":\#($0)"# } ?? ""
        let name = request.method == "POST" ? "access_token" : "token"
        return HTTPTestResponse(text: #"{"\#(name)":"\#(token)"\#(lifetime)}"#)
    }

    private static func basic(_ user: String, _ password: String) -> String {
        "Basic \(Base64.encode(Array("\(user):\(password)".utf8)))"
    }
}
