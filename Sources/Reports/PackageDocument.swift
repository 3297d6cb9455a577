package import Inventory
internal import JSON

/// The packages of an image as JSON, in the form that `Docs/ScanReport.md` documents.
package struct PackageDocument {
    /// The version of the document's form: the first number grows when a member changes its meaning or goes.
    package static let schemaVersion = "1.0"

    private let members: InventoryMembers

    /// - Parameter includesFiles: lists the files that each package owns.
    package init(_ inventory: Inventory, includesFiles: Bool = false) {
        members = InventoryMembers(inventory, includesFiles: includesFiles)
    }

    /// The document, with a line end.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schemaVersion", Self.schemaVersion)
            members.writeImage(&writer)
            members.writeCounts(&writer)
            members.writePackages(&writer)
            members.writeDiagnostics(&writer)
        }
        return writer.finish()
    }
}
