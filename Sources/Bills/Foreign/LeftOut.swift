internal import Inventory
internal import Layers

/// The elements of a bill that are no packages and have no other part in it, so that a reader is told of them.
struct LeftOut {
    private var names: [String] = []
    private var count = 0
    private static let shown = 5

    mutating func add(_ name: String) {
        count += 1
        if names.count < Self.shown { names.append(name) }
    }

    /// Says in an inventory how many there are, and the names of the first.
    func note(in inventory: inout Inventory, of what: String) {
        guard count > 0 else { return }
        let rest = count > names.count ? " and \(count - names.count) more" : ""
        inventory.diagnostics.append(
            Diagnostic(
                .unsupported,
                "\(count) \(what) of the bill left out, without a package URL or a version to tell a package by: "
                    + "\(names.joined(separator: ", "))\(rest)"))
    }
}

extension PackageURL.Parts {
    /// Whether the URL is an image's, whose packages stand for themselves.
    var isOfImage: Bool { type == "oci" || type == "docker" }
}
