/// The target of a scan as the user writes it: a scheme and the rest, or a path or name whose kind is detected.
package struct ImageTarget: Sendable, Equatable {
    /// The schemes, by the names that people know from other tools.
    package enum Scheme: String, Sendable, CaseIterable {
        case registry
        case dockerArchive = "docker-archive"
        case ociArchive = "oci-archive"
        case ociDirectory = "oci-dir"
        case directory = "dir"
        case rootFileSystem = "rootfs"
        case docker, podman, containerd
    }

    /// Where images are looked up by their names.
    package enum Origin: String, Sendable, CaseIterable {
        case docker, podman, containerd, registry

        /// The engine; nil for a registry.
        var engine: EngineExport.Engine? { EngineExport.Engine(rawValue: rawValue) }
    }

    /// The word before a colon that is not a scheme but could have been meant as one: `xyz` of `xyz:abc`.
    ///
    /// An image's name with a tag looks the same, and so does a registry's host with a port.
    package var strangeScheme: String? {
        guard scheme == nil, let colon = text.firstIndex(of: ":") else { return nil }
        let word = text[..<colon]
        guard let first = word.utf8.first, first >= 0x61 && first <= 0x7a,
            word.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2d })
        else { return nil }
        return String(word)
    }

    /// The schemes' names.
    static var schemeNames: [String] { Scheme.allCases.map(\.rawValue) + ["oci", "sbom"] }

    /// The schemes, as they are written.
    package static var schemes: String { schemeNames.map { "\($0):" }.joined(separator: ", ") }

    /// Nil if the kind is to be detected.
    package let scheme: Scheme?
    package let rest: String
    package let text: String

    package init(_ text: String) {
        self.text = text
        if let colon = text.firstIndex(of: ":") {
            let prefix = String(text[..<colon])
            let rest = String(text[text.index(after: colon)...])
            if let known = Scheme(rawValue: prefix) ?? (prefix == "oci" ? .ociDirectory : nil), !rest.isEmpty {
                scheme = known
                self.rest = rest.hasPrefix("//") && known == .registry ? String(rest.dropFirst(2)) : rest
                return
            }
        }
        scheme = nil
        rest = text
    }
}
