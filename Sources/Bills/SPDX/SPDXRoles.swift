internal import Inventory

/// What the packages of an SPDX document are: for SPDX images, layers, systems and packages are all packages.
struct SPDXRoles {
    enum Role { case subject, system, layer, package, leftOut }

    /// Elements that the document describes.
    private let described: Set<String>
    /// Elements that contain others or need them.
    private let parents: Set<String>

    init(_ document: SPDXDocument) {
        var described: Set<String> = []
        var parents: Set<String> = []
        for relationship in document.relationships {
            switch relationship.type {
            case "DESCRIBES": described.insert(relationship.to)
            case "DESCRIBED_BY": described.insert(relationship.from)
            case "CONTAINS", "DEPENDS_ON": parents.insert(relationship.from)
            case "CONTAINED_BY", "DEPENDENCY_OF": parents.insert(relationship.to)
            default: continue
            }
        }
        (self.described, self.parents) = (described, parents)
    }

    /// Whether the document says what it describes (SPDX 2.3, 11.1).
    var saysSubject: Bool { !described.isEmpty }

    /// The part that an element has: a package URL makes it a package, else its purpose and place decide.
    func role(of element: SPDXDocument.Package) -> Role {
        if let parts = PackageURL.Parts(element.purl) {
            if !parts.isOfImage { return .package }
            return isDescribed(element) || element.purpose == "CONTAINER" ? .subject : .leftOut
        }
        switch element.purpose {
        case "CONTAINER": return .subject
        case "OPERATING-SYSTEM": return .system
        case "ARCHIVE" where element.id.hasPrefix(SPDXDocument.layerPrefix): return .layer
        case "INSTALL", "FILE", "DEVICE":
            if isDescribed(element) { return .subject }
        case "", "APPLICATION", "SOURCE", "ARCHIVE":
            // One that stands for the whole: it has parts, or nothing but a name.
            let isWhole = parents.contains(element.id) || element.version.isEmpty
            if described == [element.id] && isWhole { return .subject }
        default: break
        }
        guard !element.name.isEmpty else { return .leftOut }
        switch element.purpose {
        // Some list the lock files that they read as applications.
        case "APPLICATION", "FILE", "ARCHIVE", "SOURCE", "DEVICE":
            return element.version.isEmpty && element.cpes.isEmpty ? .leftOut : .package
        default: return .package
        }
    }

    private func isDescribed(_ element: SPDXDocument.Package) -> Bool { described.contains(element.id) }
}
