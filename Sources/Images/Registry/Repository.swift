internal import Bytes
internal import HTTP

/// One repository of a registry, to pull from (OCI distribution specification).
///
/// | request | answer |
/// |---|---|
/// | `GET /v2/NAME/manifests/REFERENCE` | a manifest or index, by tag or digest |
/// | `GET /v2/NAME/blobs/DIGEST` | a blob, or a redirect to where it is stored |
/// | `GET /v2/NAME/referrers/DIGEST` | an index of the manifests whose subject this is; registries before 1.1 have none |
final class Repository: Sendable {
    private let client: Client
    private let base: URL
    private let authenticator: Authenticator
    private let failure: RegistryFailure

    init(
        _ reference: Reference, client: Client, isPlainHTTP: Bool, isGuess: Bool,
        finding: CredentialSearch.Finding, now: @escaping @Sendable () -> ContinuousClock.Instant
    ) throws(ImageError) {
        self.client = client
        failure = RegistryFailure(
            reference: reference, isPlainHTTP: isPlainHTTP, finding: finding, isGuess: isGuess)
        let address = "\(isPlainHTTP ? "http" : "https")://\(reference.endpoint)"
        do throws(HTTPError) {
            let names = reference.repository.split(separator: "/").map(String.init)
            base = try URL(address).appending(segments: ["v2"] + names)
        } catch {
            throw ImageError(.invalidReference, "\(error)")
        }
        authenticator = Authenticator(
            client, repository: reference.repository, credentials: finding.credentials, failure: failure, now: now)
    }

    /// A manifest's bytes, and the digest that the registry says it has.
    func manifest(_ selector: String, limit: Int) throws -> (bytes: [UInt8], digest: Digest?) {
        var request = Request(.get, base.appending(segments: ["manifests", selector]))
        request.headers["Accept"] = ManifestDocument.mediaTypes.joined(separator: ", ")
        let isDigest = selector.contains(":")
        var digest: Digest?
        let body = body(request, asking: isDigest ? "the manifest \(selector)" : "the tag \"\(selector)\"") {
            exchange in
            digest = exchange.headers["Docker-Content-Digest"].flatMap { Digest($0) }
        }
        return (try read(body, limit: limit, what: "the manifest \(selector)"), digest)
    }

    /// The index of what is attached to a manifest, from the API or from the tag that stands in for it; nothing where there is neither.
    func referrers(of subject: Digest, limit: Int) throws -> [UInt8]? {
        let tag = "\(subject.algorithm.rawValue)-\(subject.hex)"
        let index = ["application/vnd.oci.image.index.v1+json"]
        for segments in [["referrers", subject.description], ["manifests", tag]] {
            let what = "what is attached to \(subject)"
            if let bytes = try document(segments, index, what, missing: [404, 405], limit: limit) { return bytes }
        }
        return nil
    }

    /// A manifest's bytes; nothing where nothing has the tag.
    func manifest(ifTagged tag: String, limit: Int) throws -> [UInt8]? {
        try document(
            ["manifests", tag], ManifestDocument.mediaTypes, "the tag \"\(tag)\"", missing: [404], limit: limit)
    }

    /// A document that may be missing.
    private func document(
        _ segments: [String], _ types: [String], _ what: String, missing: [Int], limit: Int
    ) throws -> [UInt8]? {
        var request = Request(.get, base.appending(segments: segments))
        request.headers["Accept"] = types.joined(separator: ", ")
        do {
            return try read(body(request, asking: what, missing: missing) { _ in }, limit: limit, what: what)
        } catch is MissingContent {
            return nil
        }
    }

    /// A small blob's bytes.
    func blob(_ digest: Digest, limit: Int) throws -> [UInt8] {
        try read(blob(digest), limit: limit, what: "\(digest)")
    }

    /// A blob to be streamed.
    func blob(_ digest: Digest, inspecting inspect: @escaping (Exchange) throws -> Void = { _ in }) -> ResumingBody {
        body(
            Request(.get, base.appending(segments: ["blobs", digest.description])), asking: "the blob \(digest)",
            inspecting: inspect)
    }

    /// What stands behind a failure of reading that is HTTP's.
    func explain(_ error: any Error) -> any Error { (error as? HTTPError).map(failure.error) ?? error }

    private func body(
        _ request: Request, asking what: String, missing: [Int] = [],
        inspecting inspect: @escaping (Exchange) throws -> Void
    ) -> ResumingBody {
        let (authenticator, failure, client) = (authenticator, failure, client)
        return ResumingBody(request, pause: client.pause) { request in
            let exchange = try authenticator.perform(request)
            switch exchange.status {
            case 200, 206, 416: try inspect(exchange)
            case let status where missing.contains(status): throw MissingContent()
            default:
                let isRedirected = exchange.url.origin != request.url.origin
                throw failure.error(exchange, asking: what, redirectedTo: isRedirected ? exchange.url.authority : nil)
            }
            return exchange
        }
    }

    private func read(_ body: ResumingBody, limit: Int, what: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        do {
            while true {
                let count = try part.withUnsafeMutableBytes { try body.read(into: $0) }
                if count == 0 { return bytes }
                guard count <= limit - bytes.count else {
                    throw ImageError(.limitExceeded, "\(what) has more than the \(limit) bytes that it may have")
                }
                bytes += part[..<count]
            }
        } catch {
            throw explain(error)
        }
    }
}

/// What a registry says of content that may be missing.
private struct MissingContent: Error {}
