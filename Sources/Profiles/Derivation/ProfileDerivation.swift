package import Images
package import Layers
internal import Platform

/// Concludes from an image alone, before its first run, what it may do (`Docs/Profiles.md`, "What derivation does").
package struct ProfileDerivation: Sendable {
    /// A derived profile, and what derivation could not find out.
    package struct Outcome: Sendable {
        package let profile: Profile
        /// For people: what is missing in the image, or only a run can show.
        package let notes: [String]
        /// What of the image could not be read.
        package let diagnostics: [Diagnostic]
    }

    private let limits: Limits
    private let derivation: DerivationLimits

    package init(limits: Limits = Limits(), derivation: DerivationLimits = DerivationLimits()) {
        self.limits = limits
        self.derivation = derivation
    }

    /// Derives the profile of an image.
    ///
    /// - Parameter name: the name under which the image was given.
    /// - Parameter command: what is started in place of the image's own command; nothing for that.
    package func profile(of image: Image, name: String, command: [String]? = nil) -> Outcome {
        var files = ImageFiles(image, limits: limits, derivation: derivation)
        var conclusion = Conclusion(image, command: command, files.tree, derivation)
        var asked: Set<String> = []
        for _ in 0..<derivation.extraPasses {
            let missing = conclusion.missing.subtracting(asked)
            if missing.isEmpty { break }
            asked.formUnion(missing)
            files.read(missing)
            conclusion = Conclusion(image, command: command, files.tree, derivation)
        }
        var profile = Profile(
            image: ImageIdentity(
                name: ControlCharacters.replaced(in: name, limit: ProfileLimits.textBytes), digest: image.digest,
                identifier: image.identifier, platform: Self.platform(of: image)))
        conclusion.fill(&profile)
        return Outcome(
            profile: profile.inOrder, notes: conclusion.notes, diagnostics: image.diagnostics + files.diagnostics)
    }

    /// The image's platform, or where it says nonsense, that it is unknown.
    private static func platform(of image: Image) -> String {
        let platform = image.configuration.platform
        let parts = [platform.system, platform.architecture] + (platform.variant.isEmpty ? [] : [platform.variant])
        let isSound = parts.allSatisfy { part in
            (1...32).contains(part.utf8.count)
                && part.utf8.allSatisfy {
                    switch $0 {
                    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
                    default: false
                    }
                }
        }
        return isSound ? platform.description : "linux/unknown"
    }
}
