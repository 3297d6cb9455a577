internal import ArgumentParser
internal import HTTP
internal import Images
internal import Layers
internal import Platform

/// Flags that say how an image is found; shared by all commands that read one.
struct ImageOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "An image, a root file system or a bill of materials.",
            discussion: """
                An OCI layout directory, an archive of an OCI layout or of docker save (also compressed), a directory that holds a root \
                file system (/ is one), a bill of materials in any format that sbom writes, or an image's name in a registry. What it \
                is is found out; it can be said as oci-dir:, oci-archive:, docker-archive:, dir:, rootfs:, sbom: or registry:. An \
                image that an engine has is docker:NAME, podman:NAME or containerd:NAME.
                """))
    var target: String

    @Option(help: "The platform wanted of an image for several, as system/architecture[/variant].")
    var platform: String?

    @Flag(help: "Speak plain HTTP to the registry.")
    var plainHttp = false

    @Flag(help: "Do not verify the registry's TLS certificate.")
    var insecure = false

    @Option(help: ArgumentHelp("A file with more certificate authorities to trust.", valueName: "file"))
    var caFile: [String] = []

    @Option(help: ArgumentHelp("Where results of layers are kept.", valueName: "directory"))
    var cacheDir: String?

    @Flag(help: "Read every layer anew, and keep nothing.")
    var noCache = false

    @Flag(
        name: .customLong("use-sbom"),
        help: "Take the packages from a bill of materials that is attached to the image, and read no layer.")
    var useSbom = false

    @Option(
        name: .customLong("exclude"),
        help: ArgumentHelp("Leave out a directory or file of a root file system; repeatable.", valueName: "path"))
    var excluded: [String] = []

    /// The folder for layers' results, or nothing for none.
    var cacheDirectory: String? {
        if noCache { return nil }
        return "\(cacheFolder)/layers"
    }

    private var cacheFolder: String { cacheDir ?? environment("HULLMARK_CACHE_DIR") ?? Directory.userCache }

    /// Where archives and streams take room.
    var scratch: Scratch { Scratch(cache: cacheFolder) }

    /// The document that the target is; nil if it is an image or a root file system.
    func billTarget() throws -> BillTarget? { try BillTarget(target, scratch: scratch) }

    func validate() throws {
        if let platform, ImagePlatform(platform) == nil {
            throw ValidationError("\"\(platform)\" is no platform; one is linux/arm64 or linux/arm/v7")
        }
        if target.isEmpty { throw ValidationError("the target is empty") }
    }

    /// Finds out what the target is and opens it.
    ///
    /// - Parameter canExclude: whether the caller leaves out what `--exclude` names.
    func find(canExclude: Bool = false) throws -> ImageFinder.Found {
        let registry = RegistryOptions(
            plainHTTP: plainHttp, insecureTLS: insecure, extraAuthorityFiles: caFile, userAgent: "hullmark/\(version)")
        let finder = ImageFinder(
            platform: platform.flatMap(ImagePlatform.init), limits: Limits(),
            registry: { reference, resolver in try RegistryClient(registry).image(reference, resolver: resolver) },
            scratch: scratch)
        let found = try finder.find(ImageTarget(target))
        var isExcludable = canExclude
        if case .image = found { isExcludable = false }
        guard excluded.isEmpty || isExcludable else {
            throw ValidationError("--exclude applies to scans of root file systems only")
        }
        return found
    }
}
