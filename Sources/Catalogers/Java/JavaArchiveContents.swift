internal import Bytes
internal import Inventory
internal import XML
internal import Zip

/// What of an archive tells what it is, taken out of it one entry after another.
///
/// | entry | says |
/// |---|---|
/// | `META-INF/MANIFEST.MF` | name, version, vendor, OSGi's bundle |
/// | `…/pom.properties` | coordinates: the archive's own, or of what was shaded into it |
/// | `…/pom.xml` | coordinates and licences of the same |
/// | archives by their ending | what is nested |
/// | folders of classes | whose they are, where nothing else tells |
struct JavaArchiveContents {
    /// What an entry is for.
    enum Kind: Equatable { case manifest, properties, project, archive }

    /// The most bytes of an entry; manifests of signed archives list every file.
    static func limit(of kind: Kind) -> Int {
        switch kind {
        case .manifest: 16 << 20
        case .properties: 256 << 10
        case .project: 1 << 20
        case .archive: JavaArchiveReader.nestedLimit
        }
    }

    /// More projects than any honest archive has.
    private static let projectLimit = 5_000

    private var manifest: JavaManifest?
    /// By folder.
    private var properties: [String: MavenCoordinates] = [:]
    private var projects: [String: MavenProject] = [:]
    private var classes = JavaClassFolders()

    static func kind(of entry: ZipEntry) -> Kind? {
        let name = entry.name
        guard !entry.isDirectory else { return nil }
        if name.hasSuffix("pom.properties") { return last(name) == "pom.properties" ? .properties : nil }
        if name.hasSuffix("pom.xml") { return last(name) == "pom.xml" ? .project : nil }
        if JavaArchiveName.isArchive(name) { return .archive }
        return name.utf8.count == 20 && name.lowercased() == "meta-inf/manifest.mf" ? .manifest : nil
    }

    /// Notes an entry by its name alone, whatever it holds.
    mutating func note(_ entry: ZipEntry) { classes.take(entry.name) }

    /// Takes an entry that is no archive.
    mutating func take(_ kind: Kind, _ name: String, _ bytes: [UInt8]) {
        let folder = String(name.prefix(upTo: name.lastIndex(of: "/") ?? name.startIndex))
        switch kind {
        case .manifest: manifest = JavaManifest(bytes.span)
        case .properties where properties.count < Self.projectLimit:
            properties[folder] = JavaProperties(bytes.span).coordinates
        case .project where projects.count < Self.projectLimit:
            // A project file that is broken says no less than one that is missing: the rest tells enough.
            if let root = try? XMLElement(bytes.span), let project = MavenProject(root) { projects[folder] = project }
        case .properties, .project, .archive: break
        }
    }

    /// The packages that the archive is and holds, but for those of archives within.
    ///
    /// - Parameters:
    ///   - file: the archive's own name.
    ///   - place: where in an outer archive it lies; empty for one that lies in no other.
    func records(file: some StringProtocol, within place: String, sha1: String) -> [PackageRecord] {
        let name = JavaArchiveName(file: file)
        let own = ownFolder(name)
        var records: [PackageRecord] = []
        if let own, let record = record(ofFolder: own, ownFile: name) {
            records.append(described(record, sha1))
        } else if let record = recordByManifest(name) {
            records.append(described(record, sha1))
        }
        for folder in Set(properties.keys).union(projects.keys).sorted() where folder != own {
            // A project file alone may be a template or a test's data; with properties it was shaded in.
            if properties[folder] != nil, let record = record(ofFolder: folder) { records.append(record) }
        }
        guard !place.isEmpty else { return records }
        return records.map { record in
            var record = record
            record.attributes["within"] = place
            return record
        }
    }

    private static func last(_ name: String) -> Substring {
        name.utf8.lastIndex(of: UInt8(ascii: "/")).map { name[name.utf8.index(after: $0)...] } ?? name[...]
    }

    /// The folder of the project that the archive itself is: the one whose artifact is most like the file's name.
    private func ownFolder(_ name: JavaArchiveName) -> String? {
        let artifacts = Set(properties.keys).union(projects.keys).sorted().compactMap { folder in
            (properties[folder] ?? projects[folder]?.coordinates).map { (folder: folder, artifact: $0.artifact) }
        }
        guard !name.name.isEmpty else { return artifacts.count == 1 ? artifacts.first?.folder : nil }
        let tests: [(String) -> Bool] = [
            { $0 == name.name }, { $0.hasPrefix(name.name) }, { !$0.isEmpty && name.name.hasSuffix($0) },
        ]
        for test in tests {
            let fitting = artifacts.filter { test($0.artifact) }
            // Of several that begin alike none can be told to be the archive's, so the shortest is taken.
            if let best = fitting.min(by: { $0.artifact.utf8.count < $1.artifact.utf8.count }) { return best.folder }
        }
        // The only one may be spelt otherwise: `maven3-core` is `maven-core`, `sisu-inject` is `org.eclipse.sisu.inject`.
        if let said = manifest?["Implementation-Title"], let stated = manifest?["Implementation-Version"] {
            let fitting = artifacts.filter {
                $0.artifact == said && (properties[$0.folder] ?? projects[$0.folder]?.coordinates)?.version == stated
            }
            if fitting.count == 1 { return fitting[0].folder }
        }
        guard artifacts.count == 1, let only = artifacts.first else { return nil }
        if isRenamed(only.folder, name) { return only.folder }
        let (sought, found) = (JavaArchiveName.plain(name.name), JavaArchiveName.plain(only.artifact))
        return found == sought || found.hasSuffix("-" + sought) ? only.folder : nil
    }

    /// Whether the only project is the archive's own under another name, `app.jar`: nothing states another version.
    private func isRenamed(_ folder: String, _ name: JavaArchiveName) -> Bool {
        // A project file alone may be a template.
        guard let version = properties[folder]?.version, !version.isEmpty else { return false }
        let stated =
            name.version.isEmpty
            ? ["Implementation-Version", "Bundle-Version"].compactMap { manifest?[$0] } : [name.version]
        return stated.isEmpty || stated.contains(version)
    }

    /// - Parameter ownFile: the name of the archive's file, where the project is the archive's own.
    private func record(ofFolder folder: String, ownFile: JavaArchiveName? = nil) -> PackageRecord? {
        let project = projects[folder]
        guard var found = properties[folder] ?? project?.coordinates, !found.artifact.isEmpty else { return nil }
        if found.group.isEmpty { found.group = project?.coordinates.group ?? "" }
        if found.group.isEmpty { found.group = JavaGroup.group(of: found.artifact, manifest) }
        if found.version.isEmpty { found.version = project?.coordinates.version ?? "" }
        if found.version.isEmpty, let ownFile { found.version = statedVersion(ownFile) }
        var record = found.record
        record.licences = project?.licences ?? []
        return record
    }

    private func recordByManifest(_ name: JavaArchiveName) -> PackageRecord? {
        // Agents that change other libraries at run time bear those libraries' names (New Relic's weave packages).
        if manifest?["Weave-Classes"] != nil { return nil }
        let titles = ["Short-Name", "Extension-Name", "Bundle-Name", "Implementation-Title"]
        let title = titles.lazy.compactMap { manifest?[$0] }.first ?? ""
        let artifact = name.name.isEmpty ? title : JavaGroup.artifact(ofFile: name.name, manifest)
        guard !artifact.isEmpty, manifest != nil || !name.version.isEmpty else { return nil }
        let version = statedVersion(name)
        if let bundle = manifest?["Bundle-SymbolicName"],
            let named = JavaGroup.coordinates(ofBundle: bundle, file: name.name)
        {
            return MavenCoordinates(group: named.group, artifact: named.artifact, version: version).record
        }
        return MavenCoordinates(
            group: JavaGroup.group(of: artifact, manifest, classes: classes.common), artifact: artifact,
            version: version
        ).record
    }

    /// The version that the file's name or else the manifest states; a series of releases, `3.x`, is none.
    private func statedVersion(_ name: JavaArchiveName) -> String {
        let isSeries = name.version.split(separator: ".").last.map { $0 == "x" || $0 == "X" } ?? false
        if !name.version.isEmpty, !isSeries { return name.version }
        let versions = ["Implementation-Version", "Specification-Version", "Plugin-Version", "Bundle-Version"]
        return versions.lazy.compactMap { manifest?[$0] }.first ?? ""
    }

    /// The record of the archive itself, with what is true of the file.
    private func described(_ record: PackageRecord, _ sha1: String) -> PackageRecord {
        var record = record
        if record.licences.isEmpty { record.licences = manifest?.licences ?? [] }
        if !sha1.isEmpty { record.attributes["sha1"] = sha1 }
        record.attributes["bundle"] = manifest?["Bundle-SymbolicName"].map { text in
            String((text.split(separator: ";").first ?? "").trimmingSpaces)
        }
        record.attributes["module"] = manifest?["Automatic-Module-Name"]
        record.attributes["vendor"] = manifest?["Implementation-Vendor"] ?? manifest?["Bundle-Vendor"]
        return record
    }
}
