internal import Bytes
package import Inventory
package import Layers
internal import Zip

/// Finds the Maven artefacts that Java archives are, have shaded into them, or hold as archives within.
package struct JavaArchiveCataloger: Cataloger {
    package let id = "java-archive"
    package let version = 3
    package let patterns: [FilePattern] = JavaArchiveName.endings.map { .suffix($0) }

    /// Archives up to this size are read whole, in one pass; larger ones part by part.
    private let wholeLimit: Int

    package init() { self.init(wholeLimit: Limits().fileBytes) }

    /// - Parameter wholeLimit: the size up to which archives are read whole.
    init(wholeLimit: Int) { self.wholeLimit = wholeLimit }

    package func reading(of entry: LayerEntry) -> Reading {
        guard entry.size > wholeLimit else { return .whole }
        return .parts(JavaArchiveInspection(entry) { [id] in Self.evidence($0, of: entry, by: id) })
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        // Other programs use some of the endings too, for files of their own.
        guard bytes.hasPrefix("PK") || entry.name.hasSuffix(".jar") else { return nil }
        var reader = JavaArchiveReader()
        do throws(ZipError) {
            try reader.read(bytes, file: entry.name)
        } catch {
            throw CatalogerError(.malformed, "\(error)")
        }
        let evidence = Self.evidence(reader, of: entry, by: id)
        return evidence.records.isEmpty && evidence.problems.isEmpty ? nil : evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: MavenCoordinates.url)
    }

    private static func evidence(_ reader: JavaArchiveReader, of entry: LayerEntry, by id: String) -> Evidence {
        Evidence(
            cataloger: id, path: entry.path, kind: "archive", records: reader.records,
            problems: reader.problems.texts)
    }
}
