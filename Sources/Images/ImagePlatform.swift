internal import JSON

/// The system and processor that an image is for: `linux/arm64/v8`.
package struct ImagePlatform: Sendable, Equatable, CustomStringConvertible {
    package let system: String
    package let architecture: String
    package let variant: String

    package init(system: String, architecture: String, variant: String = "") {
        self.system = system
        // The one architecture's names that differ between tools come down to one, with the variant that is meant.
        switch (architecture, variant) {
        case ("x86_64", _), ("x86-64", _): (self.architecture, self.variant) = ("amd64", variant)
        case ("aarch64", _), ("arm64", "8"), ("arm64", "v8"): (self.architecture, self.variant) = ("arm64", "")
        case ("armhf", ""): (self.architecture, self.variant) = ("arm", "v7")
        case ("armel", ""): (self.architecture, self.variant) = ("arm", "v6")
        case ("arm", "5"), ("arm", "6"), ("arm", "7"), ("arm", "8"):
            (self.architecture, self.variant) = (architecture, "v\(variant)")
        default: (self.architecture, self.variant) = (architecture, variant)
        }
    }

    /// Takes `architecture`, `system/architecture` or `system/architecture/variant`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        switch parts.count {
        case 1: self.init(system: "linux", architecture: parts[0])
        default: self.init(system: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : "")
        }
    }

    init?(json: JSONValue) {
        guard let system = json["os"]?.string, let architecture = json["architecture"]?.string else { return nil }
        self.init(system: system, architecture: architecture, variant: json["variant"]?.string ?? "")
    }

    /// The platform of this machine, which is what a run without a choice means.
    package static var host: ImagePlatform {
        #if arch(arm64)
        ImagePlatform(system: "linux", architecture: "arm64")
        #elseif arch(s390x)
        ImagePlatform(system: "linux", architecture: "s390x")
        #elseif arch(powerpc64le)
        ImagePlatform(system: "linux", architecture: "ppc64le")
        #else
        ImagePlatform(system: "linux", architecture: "amd64")
        #endif
    }

    /// Whether an image for this platform serves where `wanted` is asked for.
    package func satisfies(_ wanted: ImagePlatform) -> Bool { rank(for: wanted) != nil }

    /// How well an image for this platform serves where `wanted` is asked for: 0 is best, nil if it does not.
    ///
    /// A processor runs its own variant and lower ones (containerd's `platforms.Only`). Without a variant wanted, `arm` means v7,
    /// any other architecture its baseline, and the remaining variants come last.
    package func rank(for wanted: ImagePlatform) -> Int? {
        guard system == wanted.system, architecture == wanted.architecture else { return nil }
        let order = Self.variants(of: architecture, upTo: wanted.variant)
        let own = architecture == "arm" && variant.isEmpty ? "v7" : variant
        return order.firstIndex(of: own) ?? (wanted.variant.isEmpty ? order.count : nil)
    }

    /// The variants that a processor of a variant runs, its own first.
    private static func variants(of architecture: String, upTo variant: String) -> [String] {
        let highest = variant.hasPrefix("v") ? Int(variant.dropFirst()) : nil
        switch (architecture, highest) {
        case ("arm", let highest):
            return stride(from: min(highest ?? 7, 8), through: 5, by: -1).map { "v\($0)" }
        case ("amd64", let highest?) where highest <= 4:
            return stride(from: highest, through: 1, by: -1).map { "v\($0)" } + [""]
        case ("amd64", nil): return ["", "v1", "v2", "v3", "v4"]
        case ("arm64", _?): return [variant, ""]
        default: return [variant]
        }
    }

    package var description: String {
        variant.isEmpty ? "\(system)/\(architecture)" : "\(system)/\(architecture)/\(variant)"
    }
}
