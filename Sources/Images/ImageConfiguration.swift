package import Bytes
internal import JSON

/// How an image is to be run and what its layers are (OCI image specification, "Image Configuration").
package struct ImageConfiguration: Sendable, Equatable {
    package var platform: ImagePlatform
    /// When it was made, as it says itself (RFC 3339); empty where it does not.
    package var created = ""
    package var author = ""
    package var user = ""
    package var exposedPorts: [String] = []
    package var environment: [String] = []
    package var entrypoint: [String] = []
    package var command: [String] = []
    package var volumes: [String] = []
    package var workingDirectory = ""
    package var labels: [String: String] = [:]
    package var stopSignal = ""
    /// Whether it describes a root file system, as every image's does, empty ones included.
    package var hasRootFileSystem = false
    /// The digests of the plain layers, lowest first.
    package var diffIDs: [Digest] = []
    /// The steps that made it; those with a layer are in the layers' order.
    package var history: [Step] = []

    /// One step of the image's making.
    package struct Step: Sendable, Equatable {
        package let createdBy: String
        package let comment: String
        package let isEmptyLayer: Bool
    }

    package init(_ bytes: Span<UInt8>) throws(ImageError) {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(bytes) } catch {
            throw ImageError(.malformed, "invalid JSON in the image's configuration: \(error)")
        }
        guard json.members != nil else {
            throw ImageError(.malformed, "the image's configuration is not a JSON object")
        }
        platform =
            ImagePlatform(json: json)
            ?? ImagePlatform(
                system: json["os"]?.string ?? "linux", architecture: json["architecture"]?.string ?? "unknown")
        created = json["created"]?.string ?? ""
        author = json["author"]?.string ?? ""
        let settings = json["config"]
        func texts(_ name: String) -> [String] { (settings?[name]?.array ?? []).compactMap(\.string) }
        func names(_ name: String) -> [String] { (settings?[name]?.members ?? []).map(\.name).sorted() }
        user = settings?["User"]?.string ?? ""
        exposedPorts = names("ExposedPorts")
        environment = texts("Env")
        entrypoint = texts("Entrypoint")
        command = texts("Cmd")
        volumes = names("Volumes")
        workingDirectory = settings?["WorkingDir"]?.string ?? ""
        labels = Descriptor.texts(settings?["Labels"])
        stopSignal = settings?["StopSignal"]?.string ?? ""
        hasRootFileSystem = json["rootfs"]?.members != nil
        for element in json["rootfs"]?["diff_ids"]?.array ?? [] {
            guard let text = element.string, let digest = Digest(text) else {
                throw ImageError(.malformed, "the image's configuration has an invalid diff-id")
            }
            diffIDs.append(digest)
        }
        history = (json["history"]?.array ?? []).map {
            Step(
                createdBy: $0["created_by"]?.string ?? "", comment: $0["comment"]?.string ?? "",
                isEmptyLayer: $0["empty_layer"]?.bool ?? false)
        }
    }

    /// The steps that made layers, lowest first, where their count fits the layers'.
    package var layerSteps: [String] {
        let steps = history.filter { !$0.isEmptyLayer }.map(\.createdBy)
        return steps.count == diffIDs.count ? steps : []
    }
}
