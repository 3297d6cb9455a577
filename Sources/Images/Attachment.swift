package import Bytes
package import Layers

/// A document that is attached to an image and may be its bill of materials.
package struct Attachment: Sendable {
    /// What it says it is: the type of its predicate, or of the artifact or the document.
    package let kind: String
    /// The digest of the manifest that attaches it.
    package let digest: Digest
    private let document: Descriptor
    private let source: any ContentSource

    init(kind: String, digest: Digest, document: Descriptor, source: any ContentSource) {
        self.kind = kind
        self.digest = digest
        self.document = document
        self.source = source
    }

    /// The document, verified against the manifest that names it.
    package func bytes(limit: Int) throws -> [UInt8] { try source.verified(document, limit: limit) }
}

/// Where an image's attachments are looked for.
///
/// | where | what |
/// |---|---|
/// | the index that the image was chosen from | attestation manifests of BuildKit, which name the image in an annotation |
/// | an OCI layout or archive | manifests whose `subject` is the image |
/// | a registry | its referrers API, or the index under the tag `sha256-HEX` where it has none |
/// | both | manifests under the tags `sha256-HEX.att` and `sha256-HEX.sbom`, as Cosign names them (its specification, "Discovery") |
///
/// What a layer of such a manifest is says its media type, its predicate type, or the manifest's artifact type. Signatures are not looked at.
package struct AttachmentSearch: Sendable {
    /// Manifests that are looked at, the first ones.
    private static let limit = 32

    let subject: Digest
    /// Manifests of the image's own index that speak of it.
    let siblings: [Descriptor]
    let source: any ContentSource
    let limits: Limits

    /// The attachments that may be bills of materials, in the order of their manifests' digests.
    package func bills() throws -> [Attachment] {
        let referrers = try source.referrers(of: subject, limits: limits)
        var found: [Digest: Descriptor] = [:]
        for descriptor in siblings + referrers where found[descriptor.digest] == nil {
            found[descriptor.digest] = descriptor
        }
        var attachments: [Attachment] = []
        for (digest, descriptor) in found.sorted(by: { $0.key < $1.key }).prefix(Self.limit) {
            let bytes = try source.verified(descriptor, limit: limits.manifestBytes)
            guard case .manifest(let manifest) = try ManifestDocument(bytes.span) else { continue }
            for layer in manifest.layers {
                let names = [
                    layer.annotations["in-toto.io/predicate-type"], layer.annotations["predicateType"],
                    layer.mediaType.hasSuffix("in-toto+json") || layer.mediaType.hasPrefix("application/vnd.oci.empty")
                        ? nil : layer.mediaType,
                    manifest.artifactType, descriptor.artifactType, layer.mediaType,
                ]
                guard let kind = names.compactMap(\.self).first(where: { !$0.isEmpty }), Self.mayBeBill(kind) else {
                    continue
                }
                attachments.append(Attachment(kind: kind, digest: digest, document: layer, source: source))
            }
        }
        return attachments
    }

    /// Whether a type is that of a bill, or of a statement that does not say what it states.
    private static func mayBeBill(_ kind: String) -> Bool {
        let word = kind.lowercased()
        return ["spdx", "cyclonedx", "syft"].contains(where: word.contains) || word.hasSuffix("vnd.in-toto+json")
            || word.hasSuffix("vnd.dsse.envelope.v1+json")
    }
}

/// The tags under which Cosign keeps what belongs to an image.
enum CosignTag {
    /// Those of attestations and of bills, of the image of a digest.
    static func names(of subject: Digest) -> [String] {
        [".att", ".sbom"].map { "\(subject.algorithm.rawValue)-\(subject.hex)\($0)" }
    }

    /// Whether a name is one of these of any image, or that of signatures, and so no image's.
    static func matches(_ name: String) -> Bool {
        guard let tag = name.split(separator: ":").last, let dot = tag.lastIndex(of: ".") else { return false }
        let parts = tag[..<dot].split(separator: "-")
        return [".att", ".sbom", ".sig"].contains(tag[dot...]) && parts.count == 2
            && Digest("\(parts[0]):\(parts[1])") != nil
    }
}

extension ContentSource {
    /// Manifests whose subject is the one of a digest; a source that cannot tell has none.
    package func referrers(of subject: Digest, limits: Limits) throws -> [Descriptor] { [] }

    /// Those of an index's manifests that are attached to an image.
    func referrers(of subject: Digest, among descriptors: [Descriptor], limits: Limits) throws -> [Descriptor] {
        let tags = CosignTag.names(of: subject)
        return try descriptors.filter { descriptor in
            guard descriptor.digest != subject, descriptor.size <= limits.manifestBytes else { return false }
            if descriptor.annotations["vnd.docker.reference.digest"] == subject.description { return true }
            if let name = descriptor.annotations["org.opencontainers.image.ref.name"],
                tags.contains(where: { name == $0 || name.hasSuffix(":\($0)") })
            {
                return true
            }
            let bytes = try verified(descriptor, limit: limits.manifestBytes)
            guard case .manifest(let manifest) = try ManifestDocument(bytes.span) else { return false }
            return manifest.subject == subject
        }
    }
}
