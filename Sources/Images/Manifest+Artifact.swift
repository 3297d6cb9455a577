extension Manifest {
    private static let imageConfigurations: Set<String> = [
        "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json",
    ]
    /// Types that say nothing about the content.
    private static let vague: Set<String> = ["", "application/octet-stream"]

    /// What this manifest is if it is not an image's: a chart, a signature, an attestation, a module.
    ///
    /// Registries keep other artifacts in the form of images (OCI image specification, "Guidelines for Artifact Usage"). They lack a
    /// configuration with a root file system, or their layers are not archives of files.
    func foreignType(hasRootFileSystem: Bool) -> String? {
        let types = layers.map(\.mediaType)
        let hasArchives = types.isEmpty || types.contains(where: Self.isLayer)
        let configurationType = configuration.mediaType
        let isForeign = !Self.imageConfigurations.contains(configurationType) && !Self.vague.contains(configurationType)
        if hasRootFileSystem && hasArchives && !(isForeign && types.isEmpty) { return nil }
        let names = [
            artifactType,
            isForeign && !configurationType.hasPrefix("application/vnd.oci.empty.") ? configurationType : "",
            types.first { !Self.isLayer($0) } ?? "", configurationType,
        ]
        return names.first { !$0.isEmpty } ?? "unknown"
    }

    /// Whether a layer's type is that of files of a root file system.
    private static func isLayer(_ type: String) -> Bool {
        vague.contains(type)
            || ["tar", "rootfs", "image.layer", "gzip", "zstd"].contains(where: type.lowercased().contains)
    }
}
