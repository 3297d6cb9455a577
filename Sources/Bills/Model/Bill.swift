internal import Bytes
package import Inventory

/// A bill of materials before it is put into one format or another, or after it was read from one.
package struct Bill: Sendable {
    /// The program that wrote a bill.
    package struct Tool: Sendable, Equatable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// What the bill is of: packages, layers, distribution and settings.
    package var inventory: Inventory
    /// What the subject is called.
    package var name: String
    /// Who supplies the image; empty where nobody says.
    package var supplier: String
    package var tool: Tool
    /// When it was made: `YYYY-MM-DDThh:mm:ssZ`.
    package var created: String

    /// - Parameter name: what the subject is called; empty for what its labels or its digest say.
    /// - Parameter includesFiles: keeps the files that packages own.
    package init(
        of inventory: Inventory, name: String = "", supplier: String = "", tool: Tool, created: String,
        includesFiles: Bool = true
    ) {
        self.inventory = inventory
        let labels = inventory.settings?.labels ?? [:]
        self.name = [name, labels["org.opencontainers.image.title"] ?? ""].first { !$0.isEmpty } ?? inventory.ownName
        self.supplier =
            [
                supplier, labels["org.opencontainers.image.vendor"] ?? "",
                labels["org.opencontainers.image.authors"] ?? "",
                inventory.settings?.author ?? "",
            ].first { !$0.isEmpty } ?? ""
        self.tool = tool
        self.created = created
        guard !includesFiles else {
            self.inventory.useDigestsAsRead()
            return
        }
        self.inventory.files = nil
        self.inventory.evidence = FileList()
        for index in self.inventory.packages.indices {
            self.inventory.packages[index].files = FileList()
            self.inventory.packages[index].digests = FileList()
        }
    }

    /// The version of the subject: a label's, or the digest.
    package var version: String {
        let label = inventory.settings?.labels["org.opencontainers.image.version"] ?? ""
        return label.isEmpty ? (inventory.digest ?? inventory.identifier)?.description ?? "" : label
    }
}

extension Inventory {
    /// A name that depends on nothing but the content, so that the same image has the same bill wherever it lies.
    fileprivate var ownName: String {
        if let digest = digest ?? identifier { return "image-\(digest.hex.prefix(12))" }
        return distribution.map { "root-\($0.qualifier)" } ?? "root"
    }
}
