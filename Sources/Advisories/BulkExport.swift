internal import Bytes
internal import Platform

/// A folder of records, laid out as OSV's bulk export or in any way at all.
///
/// | path | holds |
/// |---|---|
/// | `ecosystems.txt` | names of ecosystems, one a line |
/// | `<ecosystem>/all.zip` | its records, one JSON file each |
/// | `<ecosystem>/*.json`, `*.jsonl` | more of its records |
/// | any other `*.json`, `*.jsonl`, `*.zip` below | records of any ecosystem |
/// | `kev.json` | CISA's catalogue of known exploited vulnerabilities |
/// | `epss.csv.gz`, `epss.csv` | FIRST's EPSS scores |
package struct BulkExport: Sendable {
    /// Files that are read together.
    package struct Source: Sendable, Equatable {
        package let name: String
        package let isEcosystem: Bool
        package let files: [String]
        /// Bytes of all the files, to begin with the longest work.
        let size: Int
    }

    package let folder: String
    package let sources: [Source]

    /// Lists the folder.
    package init(_ folder: String) throws(AdvisoryError) {
        self.folder = folder
        let names: [String]
        do throws(SystemError) { names = try Directory.names(at: folder) } catch {
            throw AdvisoryError(.unreadableSource, error.description, subject: folder)
        }
        let listed = Self.ecosystems(in: folder)
        var sources: [Source] = []
        var loose: [String] = []
        for name in names {
            let path = "\(folder)/\(name)"
            if name == "kev.json" || name == "epss.csv" || name == "epss.csv.gz" || name == "expected-matches.jsonl" {
                continue
            }
            var found: [String] = []
            Self.collect(path, depth: 0, into: &found)
            if found.isEmpty { continue }
            if listed.contains(name) || found.contains("\(path)/all.zip") {
                sources.append(Source(name: name, isEcosystem: true, files: found, size: Self.size(found)))
            } else {
                loose += found
            }
        }
        if !loose.isEmpty {
            sources.append(Source(name: folder, isEcosystem: false, files: loose, size: Self.size(loose)))
        }
        guard !sources.isEmpty else {
            throw AdvisoryError(.emptySource, "no advisories were found in it", subject: folder)
        }
        self.sources = sources
    }

    /// The names that `ecosystems.txt` lists.
    private static func ecosystems(in folder: String) -> Set<String> {
        guard let bytes = try? RecordFiles.contents("\(folder)/ecosystems.txt") else { return [] }
        return Set(EcosystemList.read(bytes.span))
    }

    /// Adds the record files at or below a path; links are followed only to files, so that loops end.
    private static func collect(_ path: String, depth: Int, into files: inout [String]) {
        guard let status = try? FileStatus(of: path) else { return }
        if status.kind == .regular {
            if RecordFiles.isRecordFile(path) { files.append(path) }
        } else if status.kind == .directory, depth < 8, let names = try? Directory.names(at: path) {
            for name in names { collect("\(path)/\(name)", depth: depth + 1, into: &files) }
        }
    }

    private static func size(_ files: [String]) -> Int {
        files.reduce(0) { $0 &+ ((try? FileStatus(of: $1).size) ?? 0) }
    }
}

/// The list of ecosystems: a name a line.
enum EcosystemList {
    static func read(_ bytes: Span<UInt8>) -> [String] {
        var lines = Lines(bytes)
        var names: [String] = []
        while let line = lines.next() {
            let name = line.trimmed
            if !name.isEmpty && name.count <= 256 { names.append(name.text) }
        }
        return names
    }
}

extension RecordSet {
    /// Reads all that a source holds.
    package convenience init(reading source: BulkExport.Source) {
        var draft = RecordSetDraft(name: source.name, isEcosystem: source.isEcosystem)
        for file in source.files { RecordFiles.read(file, into: &draft) }
        self.init(draft)
    }
}
