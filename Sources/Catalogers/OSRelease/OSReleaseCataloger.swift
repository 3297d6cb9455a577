internal import Bytes
package import Inventory
package import Layers

/// Reads what says which distribution an image is of, for `Distribution.init(evidence:)`; it finds no packages.
///
/// | file | who writes it |
/// |---|---|
/// | `etc/os-release`, `usr/lib/os-release`, `usr/lib/os.release.d/*` | everyone since about 2012 |
/// | `etc/lsb-release` | Ubuntu and others, with the same quoting |
/// | `etc/alpine-release`, `etc/debian_version` | the version alone |
/// | `etc/redhat-release` and its like | a line with name and version |
/// | `bin/busybox` or `bin/[` | images with nothing else: the program has its version in it |
package struct OSReleaseCataloger: Cataloger {
    /// The id, for those who look for this cataloger's evidence.
    package static let id: String = "os-release"

    package var id: String { Self.id }
    package let version = 1

    package init() {}

    package var patterns: [FilePattern] {
        OSReleaseFiles.kinds.map { FilePattern.path($0.path) }
            + [.directory(OSReleaseFiles.variantsFolder, suffix: "")]
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let kind = OSReleaseFiles.kind(of: entry.path)
        var evidence = Evidence(cataloger: id, path: entry.path, kind: kind.rawValue)
        switch kind {
        case .osRelease, .lsbRelease:
            let (fields, broken) = OSReleaseFile.fields(bytes)
            guard !fields.isEmpty else { return nil }
            evidence.attributes = fields
            if broken > 0 { evidence.problems.append("lines that are no assignment: \(broken)") }
        case .alpine, .debian, .line:
            let text = bytes.extracting(0..<min(bytes.count, OSReleaseFiles.textLimit)).trimmed.text
            guard !text.isEmpty else { return nil }
            evidence.attributes = ["text": text]
        case .busybox:
            guard let version = OSReleaseFiles.busyboxVersion(bytes) else { return nil }
            evidence.attributes = ["text": version]
        }
        return evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] { [] }
}
