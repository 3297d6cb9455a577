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
    /// Folders and files below that could not be looked at.
    package let diagnostics: [AdvisoryError]

    /// Lists the folder.
    package init(_ folder: String) throws(AdvisoryError) {
        self.folder = folder
        let names: [String]
        do throws(SystemError) { names = try Directory.names(at: folder) } catch {
            throw AdvisoryError(.unreadableSource, error.description, subject: folder)
        }
        let listed = Self.ecosystems(in: folder)
        var listing = Listing()
        var sources: [Source] = []
        var loose: [String] = []
        var looseSize = 0
        for name in names {
            let path = "\(folder)/\(name)"
            if name == "kev.json" || name == "epss.csv" || name == "epss.csv.gz" || name == "expected-matches.jsonl" {
                continue
            }
            let (found, size) = listing.recordFiles(at: path)
            if found.isEmpty { continue }
            if listed.contains(name) || found.contains("\(path)/all.zip") {
                sources.append(Source(name: name, isEcosystem: true, files: found, size: size))
            } else {
                loose += found
                looseSize += size
            }
        }
        if !loose.isEmpty {
            sources.append(Source(name: folder, isEcosystem: false, files: loose, size: looseSize))
        }
        diagnostics = listing.diagnostics
        guard !sources.isEmpty else {
            throw AdvisoryError(.emptySource, "no advisories were found in it", subject: folder)
        }
        self.sources = sources
    }

    /// The names that `ecosystems.txt` lists.
    private static func ecosystems(in folder: String) -> Set<String> {
        // Without the list, an ecosystem's folder is known by its `all.zip`.
        do {
            let bytes = try RecordFiles.contents("\(folder)/ecosystems.txt")
            return Set(EcosystemList.read(bytes.span))
        } catch {
            return []
        }
    }
}

/// A walk over folders; links are followed only to files, so that it ends.
private struct Listing {
    private static let depthLimit = 16

    private(set) var diagnostics: [AdvisoryError] = []

    /// The record files at or below a path, and their bytes in all.
    mutating func recordFiles(at path: String) -> (files: [String], size: Int) {
        var files: [String] = []
        var size = 0
        collect(path, depth: 0, into: &files, &size)
        return (files, size)
    }

    private mutating func collect(_ path: String, depth: Int, into files: inout [String], _ size: inout Int) {
        do throws(SystemError) {
            let status = try FileStatus(of: path)
            switch status.kind {
            case .regular where RecordFiles.isRecordFile(path):
                files.append(path)
                size = size.addingReportingOverflow(status.size).partialValue
            case .directory where depth < Self.depthLimit:
                let folder = try FileHandle(reading: path)
                for name in try Directory.names(in: folder) {
                    let child = "\(path)/\(name)"
                    let isLink = try FileStatus(of: name, in: folder).kind == .symbolicLink
                    if isLink, try FileStatus(of: child).kind == .directory { continue }
                    collect(child, depth: depth + 1, into: &files, &size)
                }
            default: break
            }
        } catch {
            diagnostics.append(AdvisoryError(.unreadableSource, error.description, subject: path))
        }
    }
}

/// The list of ecosystems: a name a line.
package enum EcosystemList {
    package static func read(_ bytes: Span<UInt8>) -> [String] {
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
