internal import Inventory

/// Which packages of a bill have a source package that the bill names.
///
/// Advisories on Debian's, Ubuntu's and Alpine's packages, among others, are filed under the source. Some writers name the source of
/// each package, some where it is another than the package, and some never. A package counts as its own source where its
/// bill's writer is known to name the others; elsewhere its source is unknown.
struct SourceStatements {
    private var unstated: [Int] = []
    /// Those whose own words say that a tool wrote them which names other sources.
    private var selfSourced: [Int] = []
    private var namingTypes: Set<PackageType> = []

    /// Tools that name every source that is another than the package.
    private static let namingTools: Set<String> = ["hullmark", "syft", "scalibr", "osv-scalibr"]

    /// Notes a package that was read.
    ///
    /// - Parameter isStated: whether something beside the package URL names its source.
    /// - Parameter facts: what its writer says beside the package URL.
    mutating func note(
        _ package: Package, at index: Int, isStated: Bool, _ facts: ForeignFacts = ForeignFacts([])
    ) {
        guard package.type == .deb || package.type == .apk || package.type == .alpm else { return }
        if !package.purl.parts.sourceQualifier.isEmpty {
            namingTypes.insert(package.type)
        } else if facts.isSelfSourced && !facts.namesSource {
            selfSourced.append(index)
        } else if !isStated && !facts.namesSource {
            unstated.append(index)
        }
    }

    /// Forgets the sources that nothing but a default names.
    func settle(_ inventory: inout Inventory, writtenBy tool: Bill.Tool) {
        let isNaming = !tool.isEarlySyft && Self.namingTools.contains(tool.name.lowercased())
        for index in (isNaming ? [] : unstated) + (tool.isEarlySyft ? selfSourced : [])
        where !namingTypes.contains(inventory.packages[index].type) {
            inventory.packages[index].source = nil
        }
    }
}

extension Bill.Tool {
    /// Whether it is a Syft before 0.40, whose package URLs name no source.
    fileprivate var isEarlySyft: Bool {
        let parts = version.drop { $0 == "v" }.split(separator: ".")
        guard name.lowercased() == "syft", parts.count > 1, parts[0] == "0" else { return false }
        return (Int(parts[1]) ?? 0) < 40
    }
}
