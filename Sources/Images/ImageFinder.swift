internal import Bytes
package import Layers
internal import Platform

/// Detects the kind of a target and opens it.
package struct ImageFinder: Sendable {
    /// An opened target.
    package enum Found: Sendable {
        case image(Image)
        /// A directory that holds a root file system.
        case rootFileSystem(String)
    }

    private let platform: ImagePlatform?
    private let resolver: ImageResolver
    private let limits: Limits
    /// Where archives take room that come as streams.
    private let scratch: Scratch
    private let environment: @Sendable (String) -> String?
    /// Where a name without a scheme is looked up; nil means engines of this machine first, then its registry.
    private let origin: ImageTarget.Origin?
    /// How a registry reference is looked up; given from outside so that this part needs no network.
    private let registry: (@Sendable (Reference, ImageResolver) throws -> Image)?

    /// - Parameter scratch: where archives take room that come compressed, from a pipe or from an engine.
    package init(
        platform: ImagePlatform?, limits: Limits,
        registry: (@Sendable (Reference, ImageResolver) throws -> Image)? = nil,
        scratch: Scratch = Scratch(cache: Directory.userCache),
        from origin: ImageTarget.Origin? = nil,
        environment: @escaping @Sendable (String) -> String? = Platform.environment
    ) {
        self.platform = platform
        self.origin = origin
        self.scratch = scratch
        self.environment = environment
        resolver = ImageResolver(platform: platform, limits: limits)
        self.limits = limits
        self.registry = registry
    }

    /// Opens a target.
    package func find(_ target: ImageTarget) throws -> Found {
        if let origin {
            guard target.scheme == nil else {
                throw ImageError(
                    .invalidReference, "\(target.text) already has a prefix; leave out --from \(origin.rawValue)")
            }
            guard let engine = origin.engine else { return .image(try pull(target.text)) }
            return .image(try export(target, from: engine))
        }
        switch target.scheme {
        case .directory, .rootFileSystem: return try rootFileSystem(target.rest)
        case .ociDirectory: return .image(try layout(target.rest))
        case .ociArchive, .dockerArchive: return .image(try archive(target.rest, scheme: target.scheme))
        case .registry: return .image(try pull(target.rest))
        case .docker: return .image(try export(target, from: .docker))
        case .podman: return .image(try export(target, from: .podman))
        case .containerd: return .image(try export(target, from: .containerd))
        case nil: return try detect(target)
        }
    }

    private func detect(_ target: ImageTarget) throws -> Found {
        let text = target.rest
        let (path, name) = Self.split(text)
        if InputStreams.number(of: path) != nil { return .image(try archive(text, scheme: nil)) }
        guard let status = try? FileStatus(of: path) else {
            if text.hasSuffix(":") {
                throw ImageError(.invalidReference, "\(text): a path or a name is missing after the colon")
            }
            if Self.isPath(text) {
                throw ImageError(.notFound, "\(text): no such file or directory")
            }
            if Self.isArchiveName(text) {
                throw ImageError(
                    .notFound,
                    "\(text): no such file; for an image of that name in a registry, write registry:\(text)")
            }
            return .image(try lookUp(target))
        }
        if status.kind == .directory {
            let form = try DirectoryForm(of: path, limits: limits)
            switch form {
            case .layout: return .image(try layout(text))
            case .dockerArchive: return .image(try archive(text, scheme: .dockerArchive))
            case .rootFileSystem, .other: break
            }
            // `debian:12` names an image, whatever directory of that name happens to be here.
            if let name {
                guard !Self.isPath(text) else {
                    throw ImageError(.notFound, "\(path) is not an image layout, so it has no image \(name)")
                }
                return .image(try lookUp(text))
            }
            return try rootFileSystem(path)
        }
        return .image(try archive(text, scheme: nil))
    }

    /// Whether a text can be a path only, and no image's name.
    private static func isPath(_ text: String) -> Bool { ["/", "./", "../", "~"].contains { text.hasPrefix($0) } }

    /// Whether a name without a registry's host ends as archives' do; images are hardly ever called so, and mistyped files often.
    private static func isArchiveName(_ text: String) -> Bool {
        let parts = text.split(separator: "/")
        if parts.count > 1, let host = parts.first,
            host.contains(where: { $0 == "." || $0 == ":" }) || host == "localhost"
        {
            return false
        }
        let name = parts.last.map { $0.prefix { $0 != ":" && $0 != "@" } } ?? ""
        return [".tar", ".tgz", ".tar.gz", ".tar.zst", ".tar.xz", ".tar.bz2"].contains { name.hasSuffix($0) }
    }

    private func rootFileSystem(_ path: String) throws -> Found {
        let status: FileStatus
        do throws(SystemError) { status = try FileStatus(of: path) } catch {
            throw ImageError(error.isNotFound ? .notFound : .unreadable, "\(error)")
        }
        guard status.kind == .directory else { throw ImageError(.unsupported, "\(path) is not a directory") }
        if case .other(let description) = try DirectoryForm(of: path, limits: limits) {
            throw ImageError(.unsupported, "\(path) \(description)")
        }
        return .rootFileSystem(path)
    }

    /// An image by a name that may have been meant as something else.
    private func lookUp(_ target: ImageTarget) throws -> Image {
        guard let word = target.strangeScheme else { return try lookUp(target.text) }
        let near = Spelling.closest(to: word, among: ImageTarget.schemeNames)
        let isPath = Self.isPath(String(target.text.dropFirst(word.utf8.count + 1)))
        guard near != nil || isPath else { return try lookUp(target.text) }
        let cure =
            word.hasPrefix("http")
            ? "write an image's name without it"
            : near.map { "did you mean \($0):?" } ?? "known: \(ImageTarget.schemes)"
        let hint = "unknown scheme \"\(word):\"; \(cure)"
        if isPath { throw ImageError(.invalidReference, "\(target.text): \(hint)") }
        do { return try lookUp(target.text) } catch let error as ImageError {
            switch error.code {
            case .notFound, .unauthorized, .unreachable, .invalidReference:
                throw ImageError(error.code, "\(error) (\(hint))")
            default: throw error
            }
        }
    }

    /// An image by its name: of an engine that holds it, else of its registry.
    private func lookUp(_ text: String) throws -> Image {
        _ = try Reference(text)
        if let engine = LocalImages(environment: environment).engine(holding: text) {
            return try export(ImageTarget(text), from: engine)
        }
        return try pull(text)
    }

    private func pull(_ text: String) throws -> Image {
        let reference = try Reference(text)
        guard let registry else {
            throw ImageError(.unsupported, "\(text): no such file, and registries are not available here")
        }
        return try registry(reference, resolver)
    }

    private func layout(_ text: String) throws -> Image {
        let (path, name) = Self.split(text)
        let source = LayoutSource(directory: path)
        return try image(among: source.index(limits: limits), in: source, name: name, path: path)
    }

    /// An image out of an engine, in the archive that the engine makes of it.
    private func export(_ target: ImageTarget, from engine: EngineExport.Engine) throws -> Image {
        let spool = try Spool(in: scratch)
        try EngineExport(engine, platform: platform, environment: environment)
            .save(target.rest, into: spool, limit: limits.layerBytes)
        var image = try image(
            in: ArchiveIndex(path: target.text, at: spool.place, limits: limits), named: nil, scheme: nil)
        image.engine = engine
        return image
    }

    private func archive(_ text: String, scheme: ImageTarget.Scheme?) throws -> Image {
        let (path, name) = Self.split(text)
        let place = try InputStreams.shared.place(of: path, scratch: scratch, limit: limits.layerBytes) ?? .path(path)
        let head: [UInt8]
        do {
            let file = try place.open()
            if try file.status().kind == .directory {
                return try DockerArchive(UnpackedArchive(directory: path), limits: limits).image(named: name)
            }
            head = try file.read(0..<6)
        } catch let error as SystemError {
            throw ImageError(error.isNotFound ? .notFound : .unreadable, "\(error)")
        }
        let index: ArchiveIndex
        do {
            let isPlain = Compression(head: head.span) == .none
            index = try ArchiveIndex(path: path, at: isPlain ? place : try decompressed(place), limits: limits)
        } catch let error as LayerError {
            throw ImageError(.malformed, "\(path) is not an image archive: \(error)")
        }
        return try image(in: index, named: name, scheme: scheme)
    }

    /// A compressed archive's plain bytes: its entries are looked up here and there, which compressed bytes do not allow.
    private func decompressed(_ place: FilePlace) throws -> FilePlace {
        let spool = try Spool(in: scratch)
        try CompressedFile(FileBlob(place), limits: limits).forEachPiece {
            try spool.append($0, limit: limits.layerBytes)
        }
        return spool.place
    }

    private func image(in index: ArchiveIndex, named name: String?, scheme: ImageTarget.Scheme?) throws -> Image {
        let path = index.path
        let problems =
            index.problem.map { [Diagnostic($0.code, "the archive could not be read to its end: \($0)")] } ?? []
        let hasManifest = index.contains("manifest.json")
        let hasMarker = index.contains("oci-layout")
        let hasLayout = index.contains("index.json") && (hasMarker || (!hasManifest && index.hasFiles(below: "blobs")))
        if hasLayout && (scheme != .dockerArchive || !hasManifest) {
            let source = ArchiveSource(index)
            return try image(among: source.descriptors(limits: limits), in: source, name: name, path: path).adding(
                problems)
        }
        guard hasManifest else {
            let cut = index.problem.map { " (\($0))" } ?? ""
            throw ImageError(
                .unsupported,
                "\(path) is neither an OCI archive nor an archive of docker save: index.json and manifest.json are missing\(cut)"
            )
        }
        return try DockerArchive(index, limits: limits).image(named: name).adding(problems)
    }

    private func image(among descriptors: [Descriptor], in source: any ContentSource, name: String?, path: String)
        throws -> Image
    {
        func names(_ descriptor: Descriptor) -> [String] {
            ["org.opencontainers.image.ref.name", "io.containerd.image.name"].compactMap { descriptor.annotations[$0] }
        }
        if let name {
            let found =
                descriptors.first { names($0).contains(name) || $0.digest.description == name }
                ?? descriptors.first { names($0).contains { Reference.means(name, $0) } }
            guard let found else {
                let offered = descriptors.flatMap(names).sorted().joined(separator: ", ")
                throw ImageError(.notFound, "\(path) has no image \(name); it has: \(offered)")
            }
            return try resolver.image(found, in: source, names: names(found).sorted())
        }
        // Signatures and attestations that Cosign keeps beside an image are not images.
        let descriptors = descriptors.filter { names($0).isEmpty || !names($0).allSatisfy(CosignTag.matches) }
        let distinct = Set(descriptors.flatMap(names))
        if descriptors.count > 1 && distinct.count > 1 && descriptors.allSatisfy({ $0.platform == nil }) {
            throw ImageError(
                .ambiguous, "\(path) holds several images; name one: \(distinct.sorted().joined(separator: ", "))")
        }
        let chosen = descriptors.count == 1 ? descriptors[0] : try resolver.choose(among: descriptors)
        return try resolver.image(chosen, in: source, names: names(chosen).sorted())
    }

    /// A path with the image's name behind a colon or an at sign, as `skopeo` writes it: `layout:latest`.
    static func split(_ text: String) -> (path: String, name: String?) {
        if text.hasPrefix("-:") { return ("-", String(text.dropFirst(2))) }
        if InputStreams.number(of: text) != nil || (try? FileStatus(of: text)) != nil { return (text, nil) }
        if let at = text.lastIndex(of: "@") {
            let path = String(text[..<at])
            if (try? FileStatus(of: path)) != nil { return (path, String(text[text.index(after: at)...])) }
        }
        var search = text[...]
        while let colon = search.lastIndex(of: ":") {
            let path = String(text[..<colon])
            if (try? FileStatus(of: path)) != nil { return (path, String(text[text.index(after: colon)...])) }
            search = text[..<colon]
        }
        return (text, nil)
    }
}

extension Image {
    /// The same image with more diagnostics.
    func adding(_ more: [Diagnostic]) -> Image {
        var image = self
        image.diagnostics += more
        return image
    }
}
