internal import ArgumentParser
internal import Bytes
internal import Platform
internal import Profiles
internal import Runtime

/// Flags that say what a container is held to.
struct ConfinementOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The profile that the container is held to.", valueName: "file"))
    var profile: String?

    @Flag(help: "Hold the container to nothing but what engines usually do.")
    var unconfined = false

    @Flag(help: "With --unconfined, leave the container all capabilities that this process has.")
    var privileged = false

    @Flag(help: "Let nothing be written but volumes and what the profile permits.")
    var readOnly = false

    @Option(
        help: ArgumentHelp(
            "Refuse to start where the kernel cannot hold this: all, or names as landlock.execute,memfd-noexec.",
            valueName: "name"))
    var require: [String] = []

    func validate() throws {
        guard profile == nil || !unconfined else {
            throw ValidationError("--profile and --unconfined exclude each other")
        }
        guard unconfined || !privileged else { throw ValidationError("--privileged goes with --unconfined only") }
        for text in require { _ = try Requirement(text) }
    }

    /// What the flags come to for an image.
    func confinement(of root: ImageRoot, image: ImageOptions, volumes: [Volume]) throws -> Confinement {
        if unconfined {
            var confinement = Confinement.none
            if readOnly { confinement.writable = [] }
            if privileged { confinement.capabilities = Confinement.allCapabilities }
            return confinement
        }
        return Confinement(try held(root, image), files: root.files, volumes: volumes)
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
            try requirement.check(probe.missing.keys.filter { named(requirement, $0, confinement) }.sorted())
        }
    }

    /// A feature that is required by name must be there even where the profile does not rest on it.
    private func named(_ requirement: Requirement, _ feature: KernelFeature, _ confinement: Confinement) -> Bool {
        if case .features(let features) = requirement { return features.contains(feature) }
        return confinement.needs.contains(feature)
    }

    private func held(_ root: ImageRoot, _ image: ImageOptions) throws -> Profile {
        guard let path = profile else {
            throw RuntimeError(.invalid, "name a profile by --profile, or say --unconfined")
        }
        let bytes = try FileHandle(reading: path).read(0..<ProfileLimits.documentBytes + 1)
        let profile = try Profile(bytes.span)
        // A profile of another image says nothing of this one.
        if let known = profile.image.digest, let digest = root.digest, known != digest,
            profile.image.identifier != digest
        {
            throw RuntimeError(.mismatch, "\(path) is the profile of the image \(known), and this is \(digest)")
        }
        return profile
    }
}
