internal import Inventory

/// Puts in what parents of projects in the same image say: properties and managed versions (Maven, "POM Reference", "Inheritance").
struct MavenParents {
    /// Names of evidence's attributes.
    enum Key {
        static let project = "project"
        static let parent = "parent"
        static func property(_ name: String) -> String { "property \(name)" }
        static func managed(_ name: String) -> String { "managed \(name)" }
    }

    /// More properties and managed versions than any honest project has.
    private static let attributeLimit = 5_000
    /// More parents above each other than any honest project has.
    private static let depthLimit = 16

    /// By coordinates.
    private var projects: [String: [String: String]] = [:]

    /// Takes all projects that the image shows.
    init(_ evidence: LayeredEvidence) {
        for piece in evidence.visible {
            guard let project = piece.evidence.attributes[Key.project] else { continue }
            projects[project] = piece.evidence.attributes
        }
    }

    /// What phase one keeps of a project for those below it.
    static func attributes(of project: MavenProject) -> [String: String] {
        var attributes = [Key.project: text(project.coordinates)]
        if !project.parent.artifact.isEmpty { attributes[Key.parent] = text(project.parent) }
        for (name, value) in project.properties.sorted(by: { $0.key < $1.key }).prefix(attributeLimit) {
            attributes[Key.property(name)] = value
        }
        for (name, version) in project.managedVersions.sorted(by: { $0.key < $1.key }).prefix(attributeLimit) {
            attributes[Key.managed(name)] = version
        }
        return attributes
    }

    /// The version of a dependency that its own project does not tell; empty where no parent tells it either.
    ///
    /// - Parameter written: the version as it is written, or nothing where it is managed.
    func version(of name: String, written: String, in project: [String: String]) -> String {
        let line = self.line(of: project)
        func value(_ key: String) -> String? { line.lazy.compactMap { $0[key] }.first }
        let text = written.isEmpty ? value(Key.managed(name)) ?? "" : written
        return MavenProject.resolved(text) { name in
            if let property = value(Key.property(name)) { return property }
            let isOwn = name == "project.version" || name == "pom.version" || name == "version"
            return isOwn ? project[Key.project]?.split(separator: ":").last.map(String.init) : nil
        }
    }

    /// A project and its parents, itself first.
    private func line(of project: [String: String]) -> [[String: String]] {
        var line = [project]
        while line.count < Self.depthLimit, let parent = line.last?[Key.parent], let above = projects[parent] {
            line.append(above)
        }
        return line
    }

    private static func text(_ coordinates: MavenCoordinates) -> String {
        "\(coordinates.group):\(coordinates.artifact):\(coordinates.version)"
    }
}
