package import Inventory
internal import Layers
internal import Versions

/// Settles which packages that lock files alone name are there: where the project's installation stands beside its lock file, that says.
///
/// | the installation has | then |
/// |---|---|
/// | the package in an equal version, by the ecosystem's rules | they are one package, with both places |
/// | another version, or none | it is listed with `installed=false` |
///
/// A package that some lock file without an installation names too stays as it is. Node's packages are settled by `NodeJoin`.
package enum LockedPackages {
    /// Puts packages of lock files together with installed ones, and marks those that were left out.
    ///
    /// - Parameter lockFiles: the paths of files that say what was asked for.
    package static func settle(_ packages: inout [Package], lockFiles: Set<String>) {
        guard !lockFiles.isEmpty else { return }
        var installed: [Place: [Int]] = [:]
        var projects: Set<Project> = []
        for index in packages.indices {
            let package = packages[index]
            guard let ecosystem = ProjectEcosystem(package.type) else { continue }
            for location in package.locations where !lockFiles.contains(location) {
                for folder in ecosystem.projects(ofInstalled: location) {
                    let project = Project(ecosystem: ecosystem, folder: folder)
                    projects.insert(project)
                    let place = Place(project: project, name: ecosystem.name(of: package))
                    if installed[place]?.last != index { installed[place, default: []].append(index) }
                }
            }
        }
        guard !projects.isEmpty else { return }
        var gone: Set<Int> = []
        for index in packages.indices where packages[index].owner == nil {
            let package = packages[index]
            guard let ecosystem = ProjectEcosystem(package.type),
                package.locations.allSatisfy(lockFiles.contains)
            else { continue }
            let beside = package.locations.map { location in
                ecosystem.folders(ofLock: location).map { Project(ecosystem: ecosystem, folder: $0) }
                    .filter(projects.contains)
            }
            guard beside.allSatisfy({ !$0.isEmpty }) else { continue }
            let name = ecosystem.name(of: package)
            let same = beside.joined().lazy.flatMap { installed[Place(project: $0, name: name)] ?? [] }
                .first { ecosystem.scheme.areEqual(packages[$0].version, package.version) }
            guard let same else {
                packages[index].attributes["installed"] = "false"
                continue
            }
            packages[same].takePlaces(of: package)
            gone.insert(index)
        }
        if !gone.isEmpty { packages = packages.indices.filter { !gone.contains($0) }.map { packages[$0] } }
    }

    /// A folder in which a project's packages are installed.
    private struct Project: Hashable {
        let ecosystem: ProjectEcosystem
        let folder: Substring
    }

    /// A name in a project.
    private struct Place: Hashable {
        let project: Project
        let name: String
    }
}

extension Package {
    /// Takes over the places of the same package in lock files, and what these know beside.
    fileprivate mutating func takePlaces(of locked: Package) {
        locations = Set(locations + locked.locations).sorted()
        attributes.fill(from: locked.attributes)
        if licences.isEmpty { licences = locked.licences }
    }
}
