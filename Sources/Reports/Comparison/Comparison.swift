package import Inventory

/// What two scans do not have in common.
package struct Comparison: Sendable {
    /// What is on one side only, and what differs.
    package struct Changes<Element: Sendable>: Sendable {
        package var added: [Element] = []
        package var removed: [Element] = []
        package var changed: [Change<Element>] = []

        package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }
    }

    /// The same thing on both sides.
    package struct Change<Element: Sendable>: Sendable {
        package let from: Element
        package let to: Element
    }

    /// A file of the image.
    package struct ComparedFile: Sendable, Equatable {
        package let path: String
        /// `algorithm:hex`, several with spaces between them, or empty.
        package let digest: String
    }

    /// One setting.
    package struct Setting: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    /// By type, name and version.
    package var packages: Changes<Package>
    /// By identifier and package.
    package var findings: Changes<ComparedFinding>
    /// How many findings are on both sides, those that changed among them.
    package var remaining: Int
    /// By path, or nil if a side does not list its files.
    package var files: Changes<ComparedFile>?
    /// By name, or nil if a side has no configuration, as a root file system.
    package var configuration: Changes<Setting>?

    package init(from old: ComparedScan, to new: ComparedScan) {
        packages = PackageComparison.changes(from: old.inventory.packages, to: new.inventory.packages)
        findings = Self.findings(old.findings, new.findings)
        remaining = Set(old.findings.map(\.key)).intersection(new.findings.map(\.key)).count
        files = old.hasFiles && new.hasFiles ? Self.files(old.inventory, new.inventory) : nil
        configuration = old.configuration.flatMap { old in new.configuration.map { Self.settings(old, $0) } }
    }

    /// Of the packages those that count for themselves on a side: others change with the package that they are within.
    package var countedPackages: Changes<Package> {
        Changes(
            added: packages.added.filter(\.isCounted), removed: packages.removed.filter(\.isCounted),
            changed: packages.changed.filter { $0.from.isCounted || $0.to.isCounted })
    }

    package var isEmpty: Bool {
        packages.isEmpty && findings.isEmpty && files?.isEmpty ?? true && configuration?.isEmpty ?? true
    }

    private static func findings(_ old: [ComparedFinding], _ new: [ComparedFinding]) -> Changes<ComparedFinding> {
        // Of several versions of one package the first stands for all: the vulnerability is there or it is gone.
        let earlier = Dictionary(old.map { ($0.key, $0) }) { first, _ in first }
        let later = Dictionary(new.map { ($0.key, $0) }) { first, _ in first }
        return changes(earlier, later)
    }

    private static func files(_ old: Inventory, _ new: Inventory) -> Changes<ComparedFile> {
        let knowAll = old.files != nil && new.files != nil
        var found = changes(table(old, knowAll ? old.files : nil), table(new, knowAll ? new.files : nil))
        found.changed.removeAll { !FileDigests($0.from.digest).differ(from: FileDigests($0.to.digest)) }
        return found
    }

    /// The files by path: all of the image where both sides know all, else those that packages own.
    private static func table(_ inventory: Inventory, _ known: FileList?) -> [String: ComparedFile] {
        var files: [String: ComparedFile] = [:]
        if let known {
            for file in known.elements { files[file.path] = ComparedFile(path: file.path, digest: file.digest) }
            return files
        }
        var asRead = inventory
        asRead.useDigestsAsRead()
        for (package, read) in zip(inventory.packages, asRead.packages) where package.owner == nil {
            for (file, read) in zip(package.filesWithDigests.elements, read.filesWithDigests.elements)
            where files[file.path]?.digest.isEmpty ?? true {
                // The other side may know but what the package's database says.
                let digests = read.digest == file.digest ? file.digest : "\(read.digest) \(file.digest)"
                files[file.path] = ComparedFile(path: file.path, digest: digests)
            }
        }
        return files
    }

    private static func settings(_ old: [String: String], _ new: [String: String]) -> Changes<Setting> {
        func table(_ facts: [String: String]) -> [String: Setting] {
            Dictionary(facts.map { ($0.key, Setting(name: $0.key, value: $0.value)) }) { first, _ in first }
        }
        return changes(table(old), table(new))
    }

    /// What of two tables differs, by their keys.
    private static func changes<Element: Equatable & Sendable>(
        _ old: [String: Element], _ new: [String: Element]
    ) -> Changes<Element> {
        var changes = Changes<Element>()
        for (key, element) in old.sorted(by: { $0.key < $1.key }) {
            guard let other = new[key] else {
                changes.removed.append(element)
                continue
            }
            if other != element { changes.changed.append(Change(from: element, to: other)) }
        }
        for (key, element) in new.sorted(by: { $0.key < $1.key }) where old[key] == nil {
            changes.added.append(element)
        }
        return changes
    }
}
