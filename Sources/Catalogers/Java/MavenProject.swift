internal import XML

/// A `pom.xml` (Maven, "POM Reference") with what it says itself; `MavenParents` puts in what parents in the same image say.
///
/// | element | read |
/// |---|---|
/// | `groupId`, `artifactId`, `version` | the project's own; group and version come from `parent` where they are missing |
/// | `parent` | its coordinates |
/// | `properties` | what `${name}` stands for |
/// | `dependencies` | what is needed, of the project and of its profiles |
/// | `dependencyManagement` | versions of dependencies that name none |
/// | `licenses` | names, or addresses where there is no name |
struct MavenProject {
    /// Something that the project needs.
    struct Dependency {
        var coordinates: MavenCoordinates
        var scope: String
        var isOptional: Bool
        /// The version as it is written, before what properties stand for is put in; empty where it is managed elsewhere.
        var writtenVersion: String
    }

    private(set) var coordinates: MavenCoordinates
    private(set) var licences: [String] = []
    private(set) var dependencies: [Dependency] = []
    let parent: MavenCoordinates
    private(set) var properties: [String: String] = [:]
    /// Versions as they are written, by `group:artifact`.
    private(set) var managedVersions: [String: String] = [:]

    /// How often what a property stands for may name others.
    private static let depthLimit = 8
    /// The longest text that properties are put into.
    private static let textLimit = 512

    /// Takes the root of a document; nothing where it is no project.
    init?(_ root: XMLElement) {
        guard root.name == "project" || root.name == "Project" else { return nil }
        func text(_ element: XMLElement?, _ name: String) -> String { element?.first(name)?.text ?? "" }
        let above = root.first("parent")
        parent = MavenCoordinates(
            group: text(above, "groupId"), artifact: text(above, "artifactId"), version: text(above, "version"))
        coordinates = MavenCoordinates(
            group: text(root, "groupId"), artifact: text(root, "artifactId"), version: text(root, "version"))
        if coordinates.group.isEmpty { coordinates.group = parent.group }
        if coordinates.version.isEmpty { coordinates.version = parent.version }
        for property in root.first("properties")?.children ?? [] { properties[property.name] = property.text }
        coordinates = resolved(coordinates)
        licences = (root.first("licenses")?.all("license") ?? []).compactMap { licence in
            let name = text(licence, "name").isEmpty ? text(licence, "url") : text(licence, "name")
            return name.isEmpty ? nil : name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let profiles = root.first("profiles")?.all("profile") ?? []
        var managed: [String: String] = [:]
        for section in [root] + profiles {
            for found in section.first("dependencyManagement")?.first("dependencies")?.all("dependency") ?? [] {
                let dependency = dependency(found)
                managed[key(dependency.coordinates)] = dependency.coordinates.version
                managedVersions[key(dependency.coordinates)] = dependency.writtenVersion
            }
        }
        for section in [root] + profiles {
            for found in section.first("dependencies")?.all("dependency") ?? [] {
                var dependency = dependency(found)
                if dependency.coordinates.version.isEmpty {
                    dependency.coordinates.version = managed[key(dependency.coordinates)] ?? ""
                }
                if !dependency.coordinates.artifact.isEmpty { dependencies.append(dependency) }
            }
        }
    }

    private func key(_ coordinates: MavenCoordinates) -> String { "\(coordinates.group):\(coordinates.artifact)" }

    private func dependency(_ element: XMLElement) -> Dependency {
        func text(_ name: String) -> String { element.first(name)?.text ?? "" }
        let named = MavenCoordinates(group: text("groupId"), artifact: text("artifactId"), version: text("version"))
        return Dependency(
            coordinates: resolved(named), scope: resolved(text("scope")), isOptional: text("optional") == "true",
            writtenVersion: text("version"))
    }

    private func resolved(_ coordinates: MavenCoordinates) -> MavenCoordinates {
        MavenCoordinates(
            group: resolved(coordinates.group), artifact: resolved(coordinates.artifact),
            version: resolved(coordinates.version))
    }

    /// A text with the project's own values in place of `${name}`.
    private func resolved(_ text: String) -> String { Self.resolved(text) { value(of: $0) } }

    /// A text with values in place of `${name}`; empty where a name stands for nothing known.
    static func resolved(_ text: String, _ lookUp: (String) -> String?) -> String {
        var text = text
        for _ in 0..<depthLimit {
            guard let start = text.firstRange(of: "${") else { return text }
            guard let end = text[start.upperBound...].firstIndex(of: "}"), text.utf8.count <= textLimit,
                let value = lookUp(String(text[start.upperBound..<end]))
            else { return "" }
            text.replaceSubrange(start.lowerBound...end, with: value)
        }
        return text.contains("${") ? "" : text
    }

    private func value(of name: String) -> String? {
        if let value = properties[name] { return value }
        switch name {
        case "project.groupId", "pom.groupId", "groupId": return coordinates.group
        case "project.artifactId", "pom.artifactId", "artifactId": return coordinates.artifact
        case "project.version", "pom.version", "version": return coordinates.version
        case "project.parent.groupId", "parent.groupId": return parent.group
        case "project.parent.version", "parent.version": return parent.version
        default: return nil
        }
    }
}
