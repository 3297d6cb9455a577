internal import ArgumentParser
internal import Bytes
internal import Images
internal import Platform
internal import Profiles
internal import Runtime

/// Flags that say what a container is held to.
struct ConfinementOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Profile to enforce (default: derived from the image).",
            valueName: "file"))
    var profile: String?

    @Flag(help: "Run without a profile, with a container engine's usual restrictions only.")
    var unconfined = false

    @Flag(help: "With --unconfined, keep all capabilities of this process.")
    var privileged = false

    @Flag(help: "Permit writing to volumes and to what the profile permits only.")
    var readOnly = false

    @Option(
        help: ArgumentHelp(
            "Refuse to start if the kernel cannot enforce this: all, or names such as landlock.execute,memfd-noexec.",
            valueName: "name"))
    var require: [String] = []

    func validate() throws {
        guard profile == nil || !unconfined else {
            throw ValidationError("--profile and --unconfined exclude each other")
        }
        guard unconfined || !privileged else { throw ValidationError("--privileged goes with --unconfined only") }
        for text in require {
            do { _ = try Requirement(text) } catch { throw ValidationError("\(error)") }
        }
    }

    /// What the flags come to for an image.
    ///
    /// - Parameter image: what a profile is derived from where none is named; nothing for a folder.
    func confinement(
        of root: ImageRoot, image: Image?, target: String, command: [String], volumes: [Volume],
        in folder: RuntimeFolder
    ) throws -> (confinement: Confinement, profile: [UInt8]?) {
        if unconfined {
            var confinement = Confinement.none
            if readOnly { confinement.writable = [] }
            if privileged { confinement.capabilities = Confinement.allCapabilities }
            return (confinement, nil)
        }
        let (profile, document) = try held(root, image, target, command, folder)
        return (Confinement(profile, files: root.files, volumes: volumes), document)
    }

    /// The features that are required by their names.
    var required: Set<KernelFeature> {
        get throws {
            try require.map(Requirement.init).reduce(into: []) { features, requirement in
                if case .features(let named) = requirement { features.formUnion(named) }
            }
        }
    }

    /// Which features a start is refused without.
    func requirement(_ confinement: Confinement) throws -> @Sendable (KernelFeature) -> Bool {
        let requirements = try require.map(Requirement.init)
        return { feature in requirements.contains { Self.named($0, feature, confinement) } }
    }

    /// Says what the kernel cannot hold of it, and refuses where that is required.
    func report(_ probe: KernelProbe, _ confinement: Confinement) throws {
        let lacks = probe.lacks(of: confinement.needs)
        for lack in lacks {
            try StandardStream.error.write(
                "hullmark: not held: \(lack.feature.rawValue): \(lack.feature.meaning) (\(Printable.line(lack.reason)))\n"
            )
        }
        for requirement in try require.map(Requirement.init) {
            try requirement.check(probe.missing.keys.filter { Self.named(requirement, $0, confinement) }.sorted())
        }
    }

    /// A feature that is required by name must be there even where the profile does not rest on it.
    private static func named(_ requirement: Requirement, _ feature: KernelFeature, _ confinement: Confinement) -> Bool
    {
        if case .features(let features) = requirement { return features.contains(feature) }
        return confinement.needs.contains(feature)
    }

    private func held(
        _ root: ImageRoot, _ image: Image?, _ target: String, _ command: [String], _ folder: RuntimeFolder
    ) throws -> (profile: Profile, document: [UInt8]) {
        guard let path = profile else {
            guard let image else {
                throw RuntimeError(
                    .invalid, "no profile is derived from a folder: name one by --profile, or say --unconfined")
            }
            return try derived(from: image, target, command, in: folder)
        }
        let bytes = try FileHandle(reading: path).read(0..<ProfileLimits.documentBytes + 1)
        let profile = try Profile(bytes.span)
        // A profile of another image says nothing of this one.
        if let known = profile.image.digest, let digest = root.digest, known != digest,
            profile.image.identifier != digest
        {
            throw RuntimeError(.mismatch, "\(path) is the profile of the image \(known), and this is \(digest)")
        }
        return (profile, bytes)
    }

    /// The profile that this program derives from an image; each is derived once, since that reads all layers.
    private func derived(
        from image: Image, _ target: String, _ command: [String], in folder: RuntimeFolder
    ) throws -> (profile: Profile, document: [UInt8]) {
        // Another build of this program may conclude something else.
        let program = try FileStatus(of: "/proc/self/exe")
        let key = [version, "\(program.size)", "\(program.modified)", "\(image.identifier)"] + command
        let path = "\(folder.profiles)/\(Digest(of: Array(key.joined(separator: "\0").utf8)).hex)"
        if let bytes = try? FileHandle(reading: path).read(0..<ProfileLimits.documentBytes + 1),
            let known = try? Profile(bytes.span)
        {
            return (known, bytes)
        }
        let profile = ProfileDerivation().profile(
            of: image, name: target, command: command.isEmpty ? nil : command
        ).profile
        let document = profile.json
        try AtomicFile.write(document, to: path, isDurable: false)
        return (profile, document)
    }
}
