import Bytes
import Catalogers
import Inventory

/// All that a run found, as text that can be compared line by line.
enum GoldenText {
    /// Files of one package that are written out; the rest shows by a digest.
    private static let fileLimit = 40

    static func text(of run: CatalogerRun, cataloger: any Cataloger) -> String {
        var lines: [String] = []
        if let found = run.distribution { lines += distribution(found, isWhole: cataloger.id == OSReleaseCataloger.id) }
        for found in run.packages(of: cataloger) { lines += package(found) }
        for piece in run.evidence(of: cataloger.id).pieces {
            for problem in piece.evidence.problems {
                lines.append("problem layer \(piece.layer) \(piece.evidence.path): \(problem)")
            }
        }
        for failure in run.failures.sorted() where failure.hasPrefix("\(cataloger.id):") {
            lines.append("failure \(failure)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func distribution(_ found: Distribution, isWhole: Bool) -> [String] {
        guard isWhole else { return ["distribution \(found.qualifier)"] }
        return [
            "distribution \(found.qualifier)", "  id \(found.id)", "  version \(found.versionID)",
            "  name \(found.prettyName)", "  codename \(found.codename)", "  like \(found.like.joined(separator: " "))",
        ] + found.fields.sorted { $0.key < $1.key }.map { "  field \($0.key)=\($0.value)" }
    }

    private static func package(_ found: Package) -> [String] {
        var lines = ["package \(found.purl)", "  type \(found.type.rawValue)", "  name \(found.name)"]
        lines.append("  version \(found.version)")
        if !found.architecture.isEmpty { lines.append("  architecture \(found.architecture)") }
        if let source = found.source { lines.append("  source \(source.name) \(source.version)") }
        lines += found.licences.map { "  licence \($0)" }
        lines.append("  layer \(found.layer)")
        lines += found.locations.map { "  location \($0)" }
        lines += found.dependencies.map { "  needs \($0)" }
        lines += found.provides.map { "  provides \($0)" }
        lines += found.attributes.sorted { $0.key < $1.key }.map { "  attribute \($0.key)=\($0.value)" }
        let files = found.filesWithDigests.elements
        lines += files.prefix(fileLimit).map {
            $0.digest.isEmpty ? "  file \($0.path)" : "  file \($0.path) \($0.digest)"
        }
        if files.count > fileLimit {
            lines.append("  and \(files.count - fileLimit) more, \(Digest(of: found.files.packed))")
        }
        if let owner = found.owner { lines.append("  owner \(owner)") }
        return lines
    }
}
