package import Inventory
package import Layers
internal import XML

/// Finds what `pom.xml` files ask for, and the projects themselves.
package struct MavenProjectCataloger: Cataloger {
    package let id = "java-pom"
    package let version = 1
    package let patterns: [FilePattern] = [.name("pom.xml")]
    package let wishes: Set<String> = ["project"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let project = MavenProject(try XMLElement(bytes, of: "the project file")) else { return nil }
        var evidence = Evidence(cataloger: id, path: entry.path, kind: "project")
        if !project.coordinates.artifact.isEmpty {
            var record = project.coordinates.record
            record.licences = project.licences
            record.dependencies = project.dependencies.map(\.coordinates.record.name)
            record.attributes["scope"] = "project"
            evidence.records.append(record)
        }
        for dependency in project.dependencies.prefix(Evidence.recordLimit) {
            var record = dependency.coordinates.record
            if record.version.hasPrefix("[") || record.version.hasPrefix("(") {
                // A range says what would do, not what is there.
                record.attributes["range"] = record.version
                record.version = ""
            }
            if !dependency.scope.isEmpty { record.attributes["scope"] = dependency.scope }
            if dependency.isOptional { record.attributes["optional"] = "true" }
            evidence.records.append(record)
        }
        return evidence.records.isEmpty ? nil : evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: MavenCoordinates.url)
    }
}
