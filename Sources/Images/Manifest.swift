package import Bytes
internal import JSON

/// The documents that lead to an image: an index of manifests, or one manifest (OCI image specification, and Docker's before it).
package enum ManifestDocument: Sendable, Equatable {
    case index([Descriptor])
    case manifest(Manifest)

    /// Media types that a registry is asked for, best first.
    package static let mediaTypes = [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ]

    /// Reads a document; what it is shows in its members, since not every registry says the media type right.
    package init(_ bytes: Span<UInt8>) throws(ImageError) {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(bytes) } catch {
            throw ImageError(.malformed, "invalid JSON in the manifest: \(error)")
        }
        if let manifests = json["manifests"]?.array {
            var descriptors: [Descriptor] = []
            for manifest in manifests { descriptors.append(try Descriptor(manifest)) }
            self = .index(descriptors)
        } else if let configuration = json["config"] {
            var layers: [Descriptor] = []
            for layer in json["layers"]?.array ?? [] { layers.append(try Descriptor(layer)) }
            self = .manifest(
                Manifest(
                    configuration: try Descriptor(configuration), layers: layers,
                    artifactType: json["artifactType"]?.string ?? "",
                    subject: json["subject"]?["digest"]?.string.flatMap(Digest.init),
                    annotations: Descriptor.texts(json["annotations"])))
        } else if json["fsLayers"] != nil {
            throw ImageError(
                .unsupported,
                "Docker's manifests of schema 1 are not supported; push the image again with a newer tool"
            )
        } else if let type = json["artifactType"]?.string, json["blobs"]?.array != nil {
            throw ImageError(.unsupported, "this is not a container image but an artifact of type \(clipped(type))")
        } else {
            throw ImageError(.malformed, "this is neither a manifest nor an index")
        }
    }
}

/// What an image consists of.
package struct Manifest: Sendable, Equatable {
    package let configuration: Descriptor
    /// Lowest layer first.
    package let layers: [Descriptor]
    package let artifactType: String
    /// The manifest that this one is attached to.
    package let subject: Digest?
    package let annotations: [String: String]
}
