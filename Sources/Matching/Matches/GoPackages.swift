internal import Advisories
internal import Inventory

/// The records of Go that name a package inside a module rather than the module: `golang.org/x/text/language`.
///
/// Go's own database (`GO-…`) always names modules; some of GitHub's records name the package that has the fault. Such a
/// record concerns the module that the package lies in, which its name alone does not tell, since a path below a
/// module's may be a module of its own with versions of its own. A record is held against a module only where nothing
/// says that another module is meant:
///
/// | what is known | then |
/// |---|---|
/// | the path below the module has an element `v2`, `v3`, … | it is another major version, which is always another module |
/// | an installed module with a longer path holds the package | it is that module's package |
/// | a record of Go's database names the path, or a path between | that is a module |
/// | a record of Go's database is another name of the record | that one names the modules: the installed must be among them |
struct GoPackages {
    static let ecosystem = "Go"
    /// The paths of the installed modules.
    private let modules: Set<String>

    init(_ packages: [Package]) {
        modules = Set(packages.lazy.filter { $0.type == .golang }.map(\.name))
    }

    /// The entries of what is looked up, those of packages inside a module among them.
    func candidates(for lookup: Lookup, from source: any AdvisorySource) throws -> [Candidate] {
        let own = try source.candidates(ecosystem: lookup.place.ecosystem, package: lookup.name)
        guard lookup.place.ecosystem == Self.ecosystem else { return own }
        return own + (try candidates(inside: lookup.name, own: own, from: source))
    }

    private func candidates(
        inside module: String, own: [Candidate], from source: any AdvisorySource
    ) throws -> [Candidate] {
        // A path without a slash is a host or a part of the language, and no package lies in it.
        guard module.utf8.contains(0x2f) else { return [] }
        let below = try source.candidates(ecosystem: Self.ecosystem, below: module)
        guard !below.isEmpty else { return [] }
        let known = Set(below.lazy.filter(\.advisory.isOfGoDatabase).map(\.affected.name))
        let own = Set(own.lazy.map(\.advisory.id))
        return below.filter { candidate in
            guard !candidate.advisory.isOfGoDatabase, !Self.hasMajorVersion(candidate.affected.name, below: module),
                !isInsideAnother(candidate.affected.name, than: module, known)
            else { return false }
            let names = candidate.advisory.aliases.lazy.filter { $0.hasPrefix("GO-") }
            return names.isEmpty || names.contains(where: own.contains)
        }
    }

    /// The path of the installed module that holds a package, if any does: the longest.
    func module(holding package: String) -> String? {
        var path = package[...]
        while !modules.contains(String(path)) {
            guard let slash = path.utf8.lastIndex(of: 0x2f) else { return nil }
            path = path[..<slash]
        }
        return String(path)
    }

    /// Whether a module, installed or known to Go's database, lies between a module and a package, or is the package.
    private func isInsideAnother(_ package: String, than module: String, _ known: Set<String>) -> Bool {
        var path = package[...]
        while path.utf8.count > module.utf8.count {
            let text = String(path)
            if modules.contains(text) || known.contains(text) { return true }
            guard let slash = path.utf8.lastIndex(of: 0x2f) else { return false }
            path = path[..<slash]
        }
        return false
    }

    /// Whether an element of the path below a module is `v2` or above.
    private static func hasMajorVersion(_ package: String, below module: String) -> Bool {
        package.utf8.dropFirst(module.utf8.count + 1).split(separator: 0x2f).contains { element in
            guard element.first == 0x76, element.count > 1, element.dropFirst().allSatisfy({ $0 &- 0x30 < 10 }) else {
                return false
            }
            return element.count > 2 || (element.last ?? 0) > 0x31
        }
    }
}

extension Advisory {
    /// Whether it is a record of Go's own database, whose names are those of modules.
    fileprivate var isOfGoDatabase: Bool { id.hasPrefix("GO-") }
}

extension Finding {
    /// The module that was looked up, where the record names a package inside it.
    var moduleOfNamedPackage: String? {
        guard lookup.place.ecosystem == GoPackages.ecosystem, candidate.affected.name != lookup.name else { return nil }
        return lookup.name
    }
}
