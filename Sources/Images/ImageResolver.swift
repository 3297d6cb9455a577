internal import Bytes
package import Layers

/// Follows an index or manifest down to the image that is meant.
package struct ImageResolver: Sendable {
    /// The platform asked for; nothing means this machine's where there is a choice.
    package let platform: ImagePlatform?
    package let limits: Limits

    package init(platform: ImagePlatform?, limits: Limits) {
        self.platform = platform
        self.limits = limits
    }

    /// The image behind a descriptor.
    package func image(_ descriptor: Descriptor, in source: any ContentSource, names: [String]) throws -> Image {
        var descriptor = descriptor
        var siblings: [Descriptor] = []
        for _ in 0..<limits.indexDepth {
            let bytes = try source.verified(descriptor, limit: limits.manifestBytes)
            switch try ManifestDocument(bytes.span) {
            case .manifest(let manifest):
                var image = try image(manifest, digest: descriptor.digest, in: source, names: names)
                image.manifest = bytes
                image.attachments = AttachmentSearch(
                    subject: descriptor.digest, siblings: siblings, source: source, limits: limits)
                return image
            case .index(let descriptors):
                descriptor = try choose(among: descriptors)
                let chosen = descriptor.digest.description
                siblings = descriptors.filter { $0.annotations["vnd.docker.reference.digest"] == chosen }
            }
        }
        throw ImageError(.limitExceeded, "an index leads to an index more than \(limits.indexDepth) times")
    }

    /// The manifest of an index for the platform asked for.
    package func choose(among descriptors: [Descriptor]) throws(ImageError) -> Descriptor {
        // Attestations that builders attach beside images are manifests of no platform, and other artifacts are none.
        let images = descriptors.filter {
            $0.platform?.architecture != "unknown" && $0.annotations["vnd.docker.reference.type"] == nil
                && $0.artifactType.isEmpty
        }
        guard !images.isEmpty else {
            let types = Set(descriptors.map(\.artifactType).filter { !$0.isEmpty }).sorted()
            let held = types.isEmpty ? "" : "; it has artifacts only: \(clipped(types.joined(separator: ", ")))"
            throw ImageError(.notFound, "the index has no image\(held)")
        }
        if platform == nil && images.count == 1 { return images[0] }
        let wanted = platform ?? .host
        let ranked = images.compactMap { image in image.platform?.rank(for: wanted).map { (image, rank: $0) } }
        if let match = ranked.min(by: { $0.rank < $1.rank }) { return match.0 }
        if let match = images.first(where: { $0.platform == nil }), images.count == 1 { return match }
        let offered = images.compactMap { $0.platform?.description }.sorted().joined(separator: ", ")
        throw ImageError(
            .noSuchPlatform, "the image is not available for \(wanted), only for \(offered). Choose one with --platform"
        )
    }

    private func image(_ manifest: Manifest, digest: Digest, in source: any ContentSource, names: [String]) throws
        -> Image
    {
        guard manifest.layers.count <= limits.layers else {
            throw ImageError(
                .limitExceeded, "the image has \(manifest.layers.count) layers, more than \(limits.layers)")
        }
        let bytes = try source.verified(manifest.configuration, limit: limits.configurationBytes)
        let configuration = try ImageConfiguration(bytes.span)
        if let type = manifest.foreignType(hasRootFileSystem: configuration.hasRootFileSystem) {
            throw ImageError(.unsupported, "this is not a container image but an artifact of type \(clipped(type))")
        }
        if let platform, !configuration.platform.satisfies(platform) {
            throw ImageError(.noSuchPlatform, "the image is for \(configuration.platform), not for \(platform)")
        }
        guard configuration.diffIDs.count == manifest.layers.count else {
            throw ImageError(
                .malformed,
                "invalid image: the manifest has \(manifest.layers.count) layers and the configuration \(configuration.diffIDs.count)"
            )
        }
        let layers = zip(manifest.layers, configuration.diffIDs).map { layer, diffID in
            Image.Layer(
                digest: layer.digest, size: layer.size, mediaType: layer.mediaType, diffID: diffID,
                blob: source.blob(layer))
        }
        var image = Image(
            digest: digest, identifier: manifest.configuration.digest, configuration: configuration, layers: layers,
            names: names, diagnostics: [])
        image.configurationBytes = bytes
        return image
    }
}
