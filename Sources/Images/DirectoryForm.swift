internal import JSON
internal import Layers
internal import Platform

/// The form in which a directory holds an image, by the names and documents in it.
///
/// | holds | is |
/// |---|---|
/// | `index.json` with manifests (`oci-layout` may be missing) | an OCI image layout |
/// | `manifest.json` as a list of `Config` and `Layers` | an unpacked `docker save` |
/// | `manifest.json` of an image | a directory of skopeo's `dir:`, refused |
/// | `blobs/sha256`, or `oci-layout`, without `index.json` | an incomplete layout, refused |
/// | `repositories` without `manifest.json` | a `docker save` of before Docker 1.10, refused |
/// | `config.json` with `ociVersion` | a bundle of runc's, refused |
/// | an engine's own store | refused |
/// | anything else | a root file system |
enum DirectoryForm: Equatable {
    case layout
    case dockerArchive
    case rootFileSystem
    /// The path holds something else; the text says what, and what to do.
    case other(String)

    /// Looks at a directory; documents that cannot be read are errors.
    init(of path: String, limits: Limits) throws {
        func has(_ name: String) -> Bool { (try? FileStatus(of: "\(path)/\(name)")) != nil }
        let hasIndex = has("index.json")
        if hasIndex, try has("oci-layout") || Self.isIndex("\(path)/index.json", limits) {
            self = .layout
            return
        }
        let manifest = has("manifest.json") ? try Self.manifest("\(path)/manifest.json", limits) : nil
        if manifest == .dockerArchive {
            self = .dockerArchive
            return
        }
        // A root file system may have files of any name.
        if has("etc/os-release") || has("usr/lib/os-release") {
            self = .rootFileSystem
            return
        }
        let bundle = has("config.json") ? try Self.document("\(path)/config.json", limits) : nil
        self =
            if manifest == .image {
                .other("has the form of skopeo's dir:; skopeo copy dir:\(path) oci:DIRECTORY makes a layout of it")
            } else if has("oci-layout") || has("blobs/sha256") || has("blobs/sha512") {
                .other("is an incomplete OCI layout: index.json is missing")
            } else if has("repositories") && !has("manifest.json") {
                .other("was saved by a Docker older than 1.10; load it and save it again with a newer one")
            } else if bundle?["ociVersion"] != nil {
                .other("is a container's bundle; scan its root file system: \(path)/rootfs")
            } else if has("overlay-images") || has("vfs-images") {
                .other("is podman's own store; name one of its images: podman:NAME")
            } else if has("image/overlay2") || has("image/vfs") {
                .other("is Docker's own store; name one of its images: docker:NAME")
            } else if has("io.containerd.content.v1.content") {
                .other("is containerd's own store; name one of its images: containerd:NAME")
            } else {
                .rootFileSystem
            }
    }

    private enum ManifestKind { case dockerArchive, image }

    private static func isIndex(_ path: String, _ limits: Limits) throws -> Bool {
        try document(path, limits)?["manifests"]?.array != nil
    }

    private static func manifest(_ path: String, _ limits: Limits) throws -> ManifestKind? {
        guard let json = try document(path, limits) else { return nil }
        if let items = json.array {
            return items.contains { $0["Config"] != nil && $0["Layers"] != nil } ? .dockerArchive : nil
        }
        let isImage = json["config"]?["digest"] != nil || json["fsLayers"] != nil || json["manifests"]?.array != nil
        return isImage ? .image : nil
    }

    /// A document; nil if it is not JSON, or far larger than such documents are.
    private static func document(_ path: String, _ limits: Limits) throws -> JSONValue? {
        let bytes: [UInt8]
        do throws(SystemError) {
            let file = try FileHandle(reading: path)
            let status = try file.status()
            guard status.kind == .regular, status.size <= limits.manifestBytes else { return nil }
            bytes = try file.read(0..<status.size)
        } catch {
            throw ImageError(error.isNotFound ? .notFound : .unreadable, "\(error)")
        }
        return try? JSONValue(bytes.span)
    }
}
