internal import Inventory

/// The packages of an image for people: a row each, by type, then by name.
struct PackageTable {
    private static let licenceWidth = 48

    private let inventory: Inventory
    private let packages: [Package]
    private let style: Style

    init(_ inventory: Inventory, packages: [Package], style: Style) {
        self.inventory = inventory
        self.packages = packages
        self.style = style
    }

    var text: String {
        let counts = PackageCounts(inventory.packages)
        var lines = [
            style.bold(Printable.line(inventory.target)),
            "  " + Count.text(counts.installed, "package") + Count.rest(counts),
        ]
        if !packages.isEmpty { lines += [""] + rows }
        return lines.joined(separator: "\n") + "\n"
    }

    private var rows: [String] {
        let order = packages.indices.sorted { left, right in
            let (a, b) = (packages[left], packages[right])
            return (a.type.rawValue, a.name, left) < (b.type.rawValue, b.name, right)
        }
        var table = TextTable(
            ["PACKAGE", "VERSION", "TYPE", "LICENCE", "LAYER", "PATH"], floors: [16, nil, nil, 12, nil, 16])
        for index in order {
            let package = packages[index]
            table.add([
                .init(package.name), .init(package.version.isEmpty ? "-" : package.version),
                .init(package.type.rawValue),
                .init(licences(of: package)),
                .init(inventory.hasLayers ? "\(package.layer + 1)" : "-"), .init(path(of: package)),
            ])
        }
        return table.lines(style: style)
    }

    /// Some packages list a licence for every file; the start is enough for a table.
    private func licences(of package: Package) -> String {
        guard !package.licences.isEmpty else { return "-" }
        let text = package.licences.joined(separator: ", ")
        return text.count > Self.licenceWidth ? text.prefix(Self.licenceWidth - 1) + "…" : text
    }

    private func path(of package: Package) -> String {
        guard let first = package.locations.first else { return "-" }
        let more = package.locations.count - 1
        return "/\(first)" + (more > 0 ? " and \(more) more" : "")
    }
}
