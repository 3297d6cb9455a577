import Bytes

extension ImageFixture {
    /// The forms in which `docker save` wrote archives.
    package enum DockerForm: Sendable, CaseIterable {
        /// Before Docker 25: `ID/layer.tar` and `ID.json`.
        case old
        /// Since Docker 25: the files of an OCI layout, which `manifest.json` names too.
        case new
    }

    /// The files of an OCI layout of named images.
    package static func layout(_ images: [(name: String?, image: ImageFixture)]) -> [(path: String, bytes: [UInt8])] {
        let manifests = images.map { $0.image.descriptor(name: $0.name) }.joined(separator: ",")
        var files: [(path: String, bytes: [UInt8])] = [
            ("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)),
            ("index.json", Array(#"{"schemaVersion":2,"manifests":[\#(manifests)]}"#.utf8)),
        ]
        var seen: Set<Digest> = []
        for image in images.map(\.image) {
            for bytes in [image.manifest] + image.content.sorted(by: { $0.key < $1.key }).map(\.value) {
                let digest = Digest(of: bytes)
                if seen.insert(digest).inserted { files.append(("blobs/sha256/\(digest.hex)", bytes)) }
            }
        }
        return files
    }

    /// Writes an OCI layout into a folder.
    package func writeLayout(_ folder: TemporaryFolder, _ name: String = "layout", tag: String? = "latest") throws
        -> String
    {
        for file in Self.layout([(tag, self)]) { try folder.write("\(name)/\(file.path)", file.bytes) }
        return folder(name)
    }

    /// Writes an OCI layout as one archive.
    package func writeArchive(
        _ folder: TemporaryFolder, _ name: String = "oci.tar", tag: String? = "latest"
    ) throws -> String {
        let files = Self.layout([(tag, self)])
        return try folder.write(name, TarWriter.archive(files.map { TarWriter.Entry($0.path, $0.bytes) }))
    }

    /// What `docker save` would write of the image under a name.
    package func dockerArchive(_ form: DockerForm, tags: [String] = ["app:latest"]) -> [TarWriter.Entry] {
        let names = tags.map { "\"\($0)\"" }.joined(separator: ",")
        let (identifier, layers) = (Digest(of: configuration).hex, zip(diffIDs, archives))
        var entries: [TarWriter.Entry] = []
        var paths: [String] = []
        var configurationPath = "\(identifier).json"
        switch form {
        case .old:
            entries.append(TarWriter.Entry(configurationPath, configuration))
            for (diffID, archive) in layers {
                // Equal layers stand there once; Docker made the others symbolic links.
                let path = "\(diffID.hex)/layer.tar"
                if !paths.contains(path) {
                    entries.append(TarWriter.Entry(diffID.hex, kind: .directory))
                    entries.append(TarWriter.Entry(path, archive))
                }
                paths.append(path)
            }
        case .new:
            var plain = self
            plain.compression = .none
            entries = Self.layout([(tags.first, plain)]).map { TarWriter.Entry($0.path, $0.bytes) }
            configurationPath = "blobs/sha256/\(identifier)"
            paths = diffIDs.map { "blobs/sha256/\($0.hex)" }
        }
        let list = paths.map { "\"\($0)\"" }.joined(separator: ",")
        let manifest = #"[{"Config":"\#(configurationPath)","RepoTags":[\#(names)],"Layers":[\#(list)]}]"#
        return entries + [TarWriter.Entry("manifest.json", text: manifest)]
    }

    /// Writes what `docker save` would.
    package func writeDockerArchive(
        _ folder: TemporaryFolder, _ form: DockerForm, _ name: String = "docker.tar", tags: [String] = ["app:latest"]
    ) throws -> String {
        try folder.write(name, TarWriter.archive(dockerArchive(form, tags: tags)))
    }
}
