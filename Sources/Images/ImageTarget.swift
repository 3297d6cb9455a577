/// What a scan is pointed at, as the user writes it: a scheme and the rest, or a path or name whose kind is to be found out.
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

    /// Nothing: to be found out.
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
