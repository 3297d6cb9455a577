package import Inventory
package import Layers
internal import XML

/// Finds what `pom.xml` files ask for, and the projects themselves.
package struct MavenProjectCataloger: Cataloger {
    package let id = "java-pom"
    package let version = 2
    package let patterns: [FilePattern] = [.name("pom.xml")]
    package let wishes: Set<String> = ["project"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let project = MavenProject(try XMLElement(bytes, of: "the project file")) else { return nil }
        var evidence = Evidence(
            cataloger: id, path: entry.path, kind: "project", attributes: MavenParents.attributes(of: project))
        if !project.coordinates.artifact.isEmpty {
            var record = project.coordinates.record
            record.licences = project.licences
            record.dependencies = project.dependencies.map(\.coordinates.record.name)
            record.attributes["scope"] = "project"
            evidence.records.append(record)
        }
        for dependency in project.dependencies.prefix(Evidence.recordLimit) {
            var record = dependency.coordinates.record
            if record.version.isEmpty { record.attributes["written"] = dependency.writtenVersion }
            record = record.withoutRange
            if !dependency.scope.isEmpty { record.attributes["scope"] = dependency.scope }
            if dependency.isOptional { record.attributes["optional"] = "true" }
            evidence.records.append(record)
        }
        return evidence.records.isEmpty ? nil : evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let parents = MavenParents(evidence)
        var join = PackageJoin(keepsCopies: true)
        for finding in evidence.findings() where !finding.record.name.isEmpty {
            var record = finding.record
            if let written = record.attributes.removeValue(forKey: "written") {
                record.version = parents.version(of: record.name, written: written, in: finding.evidence.attributes)
                record = record.withoutRange
            }
            join.add(
                Package(
                    record, purl: MavenCoordinates.url(record), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: id))
        }
        return join.sorted()
    }
}

extension PackageRecord {
    /// The same without a range for a version, which says what would do and not what is there.
    fileprivate var withoutRange: PackageRecord {
        guard version.hasPrefix("[") || version.hasPrefix("(") else { return self }
        var record = self
        record.attributes["range"] = version
        record.version = ""
        return record
    }
}
