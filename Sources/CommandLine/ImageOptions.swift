internal import ArgumentParser
internal import HTTP
internal import Images
internal import Layers
internal import Platform

/// Flags that choose an image and the way to it; shared by all commands that read one.
struct ImageOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "An image, a root file system or a bill of materials; - for one from a pipe.",
            discussion: """
                An OCI layout, an archive of one or of docker save (also compressed or unpacked), a directory with a root file system \
                (/ is one), a bill of materials in any format that sbom writes, or an image's name, which the engines of this machine are \
                asked for before its registry. The kind is detected; a prefix forces it: oci-dir:, oci-archive:, docker-archive:, dir:, \
                rootfs:, sbom:, docker:, podman:, containerd:, registry:.
                """))
    var target: String

    @Option(help: "Platform to pick from a multi-platform image, as system/architecture[/variant].")
    var platform: String?

    @Option(help: "Where the image's name is looked up (default: docker, podman, containerd, registry, in this order).")
    var from: ImageTarget.Origin?

    @Option(help: ArgumentHelp("User name for the registry, in place of stored credentials.", valueName: "name"))
    var username: String?

    @Flag(help: "Read the password for --username from standard input.")
    var passwordStdin = false

    @Flag(help: "Use plain HTTP for the registry (a registry on this machine is tried so first).")
    var plainHttp = false

    @Flag(help: "Do not verify the registry's TLS certificate.")
    var insecure = false

    @Option(help: ArgumentHelp("Trust the certificate authorities in a file, too.", valueName: "file"))
    var caFile: [String] = []

    @Option(help: ArgumentHelp("Directory that keeps the results of layers.", valueName: "directory"))
    var cacheDir: String?

    @Flag(help: "Read every layer again and keep no results.")
    var noCache = false

    @Flag(
        name: .customLong("use-sbom"),
        help: "Take the packages from a bill of materials attached to the image; read no layer.")
    var useSbom = false

    @Option(
        name: .customLong("exclude"),
        help: ArgumentHelp("Leave out a directory or file of a root file system; repeatable.", valueName: "path"))
    var excluded: [String] = []

    /// The folder for layers' results; nil for none.
    var cacheDirectory: String? {
        if noCache { return nil }
        return "\(cacheFolder)/layers"
    }

    private var cacheFolder: String { cacheDir ?? Directory.userCache }

    /// Where archives and streams take room.
    var scratch: Scratch { Scratch(cache: cacheFolder) }

    /// The document that the target is; nil if it is an image or a root file system.
    func billTarget() throws -> BillTarget? { try BillTarget(target, scratch: scratch) }

    func validate() throws {
        if let platform, ImagePlatform(platform) == nil {
            throw ValidationError("invalid platform \"\(platform)\"; examples: linux/arm64, linux/arm/v7")
        }
        if target.isEmpty { throw ValidationError("the target is empty") }
        if passwordStdin && username == nil { throw ValidationError("--password-stdin needs --username") }
        if passwordStdin && ["-", "/dev/stdin"].contains(where: { target == $0 || target.hasSuffix(":\($0)") }) {
            throw ValidationError("standard input cannot give both the target and the password")
        }
        if username?.contains(":") == true { throw ValidationError("a user name cannot contain a colon") }
    }

    /// Detects the kind of the target and opens it.
    ///
    /// - Parameter canExclude: whether the caller leaves out what `--exclude` names.
    func find(canExclude: Bool = false) throws -> ImageFinder.Found {
        var registry = RegistryOptions(
            plainHTTP: plainHttp, insecureTLS: insecure, extraAuthorityFiles: caFile,
            credentials: try RegistryPassword.credentials(of: username, readsInput: passwordStdin),
            userAgent: "hullmark/\(version)")
        registry.guessesLoopback = !insecure && caFile.isEmpty
        let finder = ImageFinder(
            platform: platform.flatMap(ImagePlatform.init), limits: Limits(),
            registry: { [registry] reference, resolver in
                try RegistryClient(registry).image(reference, resolver: resolver)
            },
            scratch: scratch, from: from)
        let found = try finder.find(ImageTarget(target))
        var isExcludable = canExclude
        if case .image = found { isExcludable = false }
        guard excluded.isEmpty || isExcludable else {
            throw ValidationError("--exclude applies to scans of root file systems only")
        }
        return found
    }
}

extension ImageTarget.Origin: ExpressibleByArgument {}
