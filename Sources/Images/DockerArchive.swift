internal import Bytes
internal import JSON
package import Layers

/// The output of `docker save`, packed or unpacked: `manifest.json` lists images, each with its configuration and its layers as files.
///
/// Docker 25 and later put the same files into an OCI layout as well; then that one is read, since it has digests.
package struct DockerArchive {
    private let index: any ImageFiles
    private let limits: Limits

    package init(_ index: any ImageFiles, limits: Limits) {
        self.index = index
        self.limits = limits
    }

    /// The image of a name, or the only one.
    package func image(named name: String?) throws -> Image {
        let bytes = try index.read("manifest.json", limit: limits.manifestBytes)
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(bytes.span) } catch {
            throw ImageError(.malformed, "invalid JSON in manifest.json of \(index.path): \(error)")
        }
        let items = json.array ?? []
        func tags(_ item: JSONValue) -> [String] { (item["RepoTags"]?.array ?? []).compactMap(\.string).sorted() }
        let chosen = items.filter { item in
            name.map { name in tags(item).contains { Reference.means(name, $0) } } ?? true
        }
        guard let item = chosen.first else {
            throw ImageError(
                .notFound, name.map { "\(index.path) has no image \($0)" } ?? "\(index.path) names no image")
        }
        guard chosen.count == 1 else {
            let names = items.flatMap(tags).sorted().joined(separator: ", ")
            throw ImageError(.ambiguous, "\(index.path) holds \(items.count) images; name one: \(names)")
        }
        guard let configurationName = item["Config"]?.string else {
            throw ImageError(.malformed, "manifest.json of \(index.path) names no configuration")
        }
        let configurationBytes = try index.read(configurationName, limit: limits.configurationBytes)
        let configuration = try ImageConfiguration(configurationBytes.span)
        let identifier = Digest(of: configurationBytes)
        try verify(identifier, against: configurationName)
        guard configuration.hasRootFileSystem else {
            throw ImageError(.malformed, "the configuration \(configurationName) of \(index.path) is not an image's")
        }
        let names = (item["Layers"]?.array ?? []).compactMap(\.string)
        guard names.count == configuration.diffIDs.count else {
            throw ImageError(
                .malformed,
                "manifest.json of \(index.path) has \(names.count) layers and the configuration \(configuration.diffIDs.count)"
            )
        }
        guard names.count <= limits.layers else {
            throw ImageError(.limitExceeded, "the image has \(names.count) layers, more than \(limits.layers)")
        }
        let layers = zip(names, configuration.diffIDs).map { name, diffID in
            Image.Layer(
                digest: nil, size: index.size(of: name),
                mediaType: "application/vnd.docker.image.rootfs.diff.tar",
                diffID: diffID, blob: index.blob(name))
        }
        var image = Image(
            digest: nil, identifier: identifier, configuration: configuration, layers: layers, names: tags(item),
            diagnostics: [])
        image.configurationBytes = configurationBytes
        return image
    }

    /// A configuration's file is named by its digest; one whose name is another digest was tampered with.
    private func verify(_ identifier: Digest, against name: String) throws {
        let base = name.split(separator: "/").last ?? ""
        let hex = base.hasSuffix(".json") ? base.dropLast(5) : base
        guard hex.utf8.count == 64, Digest("sha256:\(hex)") != nil, hex != identifier.hex else { return }
        throw ImageError(.digestMismatch, "the configuration \(name) has another digest, \(identifier)")
    }
}
