internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds Perl's distributions: installed ones by what installers leave, and those that Carton's snapshots name.
///
/// No file says all: a list of files has no version, a log has no author. Phase two puts them together by the distribution's name.
package struct PerlCataloger: Cataloger {
    package let id = "perl"
    package let version = 3
    package let patterns: [FilePattern] = Kind.allCases.map {
        $0 == .module ? .suffix($0.rawValue) : .name($0.rawValue)
    }
    package let wishes: Set<String> = [Kind.snapshot.rawValue]

    /// The kinds of file that phase one tells apart, by their names.
    private enum Kind: String, CaseIterable {
        case packlist = ".packlist"
        case local = "perllocal.pod"
        case installation = "install.json"
        case meta = "META.json"
        case ownMeta = "MYMETA.json"
        case snapshot = "cpanfile.snapshot"
        /// A module itself, for its version.
        case module = ".pm"
    }

    /// Where installers of CPAN put modules; those of distributions lie elsewhere, and their packages are known.
    private static let folders = [
        "/site_perl/", "local/share/perl", "local/lib/perl", "local/lib/x86_64-linux-gnu/perl",
        "local/lib/aarch64-linux-gnu/perl",
    ]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        if entry.name.hasSuffix(Kind.module.rawValue) { return Self.folders.contains(where: entry.path.contains) }
        guard entry.name == Kind.installation.rawValue[...] else { return true }
        return LayerEntry(path: String(entry.directory)).directory.hasSuffix(".meta")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let kind = entry.name.hasSuffix(Kind.module.rawValue) ? .module : Kind(rawValue: String(entry.name))
        else {
            return nil
        }
        let records: [PackageRecord]
        switch kind {
        case .packlist:
            guard let module = PerlFiles.module(ofPacklistIn: entry.directory) else { return nil }
            records = [PerlFiles.packlist(bytes, module: module)]
        case .local: records = PerlFiles.local(bytes)
        case .installation:
            records = PerlFiles.installation(try JSONValue(bytes, of: "the installer's record")).map { [$0] } ?? []
        case .meta, .ownMeta:
            let record = try PerlFiles.meta(JSONValue(bytes, of: "the distribution's description"))
            records = record.map { [$0] } ?? []
        case .module:
            guard let version = PerlFiles.version(ofModule: bytes) else { return nil }
            return Evidence(cataloger: id, path: entry.path, kind: kind.rawValue, attributes: ["version": version])
        case .snapshot: return try PerlFiles.snapshot(bytes).evidence(of: id, path: entry.path, kind: kind.rawValue)
        }
        guard !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: kind.rawValue, records: records)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let findings = evidence.findings().filter { !$0.record.name.isEmpty }
        // A name's version, of which what stands later in a log is what holds; and all that any file says of that version.
        var versions: [String: String] = [:]
        var logged: [String: String] = [:]
        var known: [String: Attributes] = [:]
        for finding in findings where !finding.record.version.isEmpty {
            let record = finding.record
            if finding.evidence.kind == Kind.local.rawValue {
                logged[record.name] = record.version
            } else if finding.evidence.kind != Kind.snapshot.rawValue {
                versions[record.name] = record.version
            }
            known["\(record.name)-\(record.version)", default: [:]].fill(from: record.attributes)
        }
        var modules: [String: String] = [:]
        for piece in evidence.visible(Kind.module.rawValue) {
            modules[piece.evidence.path] = piece.evidence.attributes["version"]
        }
        var join = PackageJoin()
        for finding in findings {
            var record = finding.record
            switch Kind(rawValue: finding.evidence.kind) {
            case .packlist:
                record.version =
                    logged[record.name] ?? versions[record.name] ?? Self.version(of: finding, among: modules) ?? ""
            case .local where logged[record.name] != record.version: continue
            default: break
            }
            record.attributes = known["\(record.name)-\(record.version)"] ?? [:]
            join.add(
                Package(
                    record, purl: PerlDistribution.url(of: record), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: id))
        }
        return join.sorted()
    }

    /// The version that a module of a packlist says itself.
    private static func version(of finding: LayeredEvidence.Finding, among modules: [String: String]) -> String? {
        guard !modules.isEmpty,
            let module = PerlFiles.module(ofPacklistIn: LayerEntry(path: finding.evidence.path).directory)
        else { return nil }
        let ending = "/\(module.replacing("::", with: "/")).pm"
        var version: String?
        finding.record.files.forEach { path, _ in
            if version == nil, path.count > ending.utf8.count {
                let text = path.text
                if text.hasSuffix(ending) { version = modules[text] }
            }
        }
        return version
    }
}
