internal import Bytes
package import HTTP
internal import Layers
internal import Platform
internal import Synchronization

/// Looks up images in registries that speak the OCI distribution protocol.
package final class RegistryClient: Sendable {
    private let options: RegistryOptions
    private let search: CredentialSearch
    private let client: Client
    private let now: @Sendable () -> ContinuousClock.Instant
    /// The repositories asked so far, with their tokens.
    private let repositories = Mutex<[String: Repository]>([:])

    /// Makes a client.
    ///
    /// - Parameter client: sends the requests; nil for one of the options.
    /// - Parameter now: the clock by which tokens expire.
    package init(
        _ options: RegistryOptions = RegistryOptions(), search: CredentialSearch = CredentialSearch(),
        client: Client? = nil, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.options = options
        self.search = search
        self.client = client ?? options.client
        self.now = now
    }

    /// The image that a reference names, for the platform that the resolver was asked for.
    package func image(_ reference: Reference, resolver: ImageResolver) throws -> Image {
        guard options.guessesLoopback && reference.isLoopback && !options.plainHTTP else {
            return try image(reference, resolver, isPlainHTTP: options.plainHTTP)
        }
        do {
            return try image(reference, resolver, isPlainHTTP: true, isGuess: true)
        } catch let error as ImageError where error.code == .otherProtocol {
            return try image(reference, resolver, isPlainHTTP: false)
        }
    }

    private func image(
        _ reference: Reference, _ resolver: ImageResolver, isPlainHTTP: Bool, isGuess: Bool = false
    ) throws -> Image {
        let repository = try repository(of: reference, isPlainHTTP: isPlainHTTP, isGuess: isGuess)
        let (bytes, claimed) = try repository.manifest(reference.selector, limit: resolver.limits.manifestBytes)
        let digest = try verified(bytes, reference, claimed: claimed)
        let source = RegistrySource(repository: repository, first: (digest, bytes))
        let descriptor = Descriptor(mediaType: "", digest: digest, size: bytes.count)
        return try resolver.image(descriptor, in: source, names: [reference.description])
    }

    /// The manifest's digest, by which the image is named from here on.
    private func verified(_ bytes: [UInt8], _ reference: Reference, claimed: Digest?) throws(ImageError) -> Digest {
        let digest = Digest(of: bytes, algorithm: (reference.digest ?? claimed)?.algorithm ?? .sha256)
        if let wanted = reference.digest, wanted != digest {
            throw ImageError(
                .digestMismatch, "\(reference): the registry gives a manifest of another digest, \(digest)")
        }
        if let claimed, claimed != Digest(of: bytes, algorithm: claimed.algorithm) {
            throw ImageError(
                .digestMismatch,
                "\(reference): the registry gives a manifest with the digest \(digest) and says that it is \(claimed)")
        }
        return digest
    }

    private func repository(
        of reference: Reference, isPlainHTTP: Bool, isGuess: Bool
    ) throws(ImageError) -> Repository {
        let key = "\(isPlainHTTP ? "http" : "https")://\(reference.domain)/\(reference.repository)"
        if let known = repositories.withLock({ $0[key] }) { return known }
        let finding = options.credentials.map { CredentialSearch.Finding(credentials: $0) } ?? search.find(reference)
        let made = try Repository(
            reference, client: client, isPlainHTTP: isPlainHTTP, isGuess: isGuess, finding: finding, now: now)
        return repositories.withLock { known in
            if let first = known[key] { return first }
            known[key] = made
            return made
        }
    }
}
