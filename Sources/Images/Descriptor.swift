package import Bytes
internal import JSON

/// A pointer to content: what it is, its digest and its size (OCI image specification, "Content Descriptors").
package struct Descriptor: Sendable, Equatable {
    package let mediaType: String
    package let digest: Digest
    package let size: Int
    /// For which platform it is, where an index says so.
    package let platform: ImagePlatform?
    package let annotations: [String: String]
    /// What kind of artifact it is, where it says so.
    package let artifactType: String

    package init(
        mediaType: String, digest: Digest, size: Int, platform: ImagePlatform? = nil,
        annotations: [String: String] = [:],
        artifactType: String = ""
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.platform = platform
        self.annotations = annotations
        self.artifactType = artifactType
    }

    init(_ json: JSONValue) throws(ImageError) {
        guard let text = json["digest"]?.string, let digest = Digest(text) else {
            throw ImageError(
                .malformed, "a descriptor has no digest that Hullmark knows: \(json["digest"]?.string ?? "none")")
        }
        guard let size = json["size"]?.integer, size >= 0 else {
            throw ImageError(.malformed, "the descriptor of \(digest) has no size")
        }
        self.init(
            mediaType: json["mediaType"]?.string ?? "", digest: digest, size: size,
            platform: json["platform"].flatMap(ImagePlatform.init(json:)), annotations: Self.texts(json["annotations"]),
            artifactType: json["artifactType"]?.string ?? "")
    }

    /// The members of an object whose values are texts.
    static func texts(_ json: JSONValue?) -> [String: String] {
        var texts: [String: String] = [:]
        for member in json?.members ?? [] { texts[member.name] = member.value.string }
        return texts
    }
}
