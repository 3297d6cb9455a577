internal import Bytes
package import Inventory
package import Layers

/// The packages of Debian, Ubuntu and what descends from them.
///
/// | file | what it says |
/// |---|---|
/// | `var/lib/dpkg/status` | all packages, a paragraph each |
/// | `var/lib/dpkg/status.d/NAME` | one package (images without dpkg, as distroless makes them) |
/// | `var/lib/dpkg/info/*.list`, `*.md5sums`, `status.d/*.md5sums` | the packages' files and digests |
/// | `usr/share/doc/NAME/copyright` | licences |
package struct DpkgCataloger: Cataloger {
    package let id = "dpkg"
    package let version = 2

    package init() {}

    package var patterns: [FilePattern] {
        [
            .path(DpkgPaths.status), .directory(DpkgPaths.statusFolder, suffix: ""),
            .directory(DpkgPaths.infoFolder, suffix: ".list"), .directory(DpkgPaths.infoFolder, suffix: ".md5sums"),
            .name("copyright"),
        ]
    }

    package func wants(_ entry: LayerEntry) -> Bool { DpkgPaths.kind(of: entry) != nil }

    package func reading(of entry: LayerEntry) -> Reading {
        switch DpkgPaths.kind(of: entry) {
        case .list, .md5sums: .list
        case .status, .paragraph, .copyright, nil: .whole
        }
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let kind = DpkgPaths.kind(of: entry) else { return nil }
        var evidence = Evidence(cataloger: id, path: entry.path, kind: kind.rawValue)
        switch kind {
        case .status: readParagraphs(bytes, into: &evidence, keepingUnfinished: false)
        case .paragraph: readParagraphs(bytes, into: &evidence, keepingUnfinished: true)
        case .list: evidence.records = [DpkgPaths.owner(of: entry, files: DpkgFiles.list(bytes))]
        case .md5sums:
            let (files, broken) = DpkgFiles.md5sums(bytes)
            evidence.records = [DpkgPaths.owner(of: entry, files: files)]
            if broken > 0 { evidence.problems.append("lines that are no MD5 and path: \(broken)") }
        case .copyright:
            let licences = DpkgCopyright.licences(bytes)
            guard !licences.isEmpty else { return nil }
            var record = DpkgPaths.owner(of: entry, files: FileList())
            record.licences = licences
            evidence.records = [record]
        }
        return evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        DpkgJoin(evidence, distribution: distribution, cataloger: id).packages
    }

    private func readParagraphs(_ bytes: Span<UInt8>, into evidence: inout Evidence, keepingUnfinished: Bool) {
        var problems = ProblemList()
        var file = Deb822(bytes)
        while !evidence.isOverfull, let paragraph = file.next() {
            let offset = paragraph.offset
            let said = DpkgParagraph(paragraph, keepingUnfinished: keepingUnfinished)
            if said.isCut {
                problems.append("the file ends in the middle of a line, after the paragraph at byte \(offset)")
            }
            guard said.isInstalled else { continue }
            if let record = said.record {
                evidence.records.append(record)
                if said.hasBrokenLines {
                    problems.append("lines of \(record.name) are no field (paragraph at byte \(offset))")
                }
            } else if !said.isCut {
                let name = said.name.isEmpty ? "a package without a name" : said.name
                problems.append("\(name) has no \(said.name.isEmpty ? "Package" : "Version") field (at byte \(offset))")
            }
        }
        evidence.problems = problems.texts
    }
}
