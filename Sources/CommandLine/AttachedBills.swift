internal import Bills
internal import Bytes
internal import Images
internal import Inventory

/// The bills of materials that are attached to an image.
struct AttachedBills {
    /// One that was read.
    struct Found {
        let bill: Bill
        /// The manifest that attaches it.
        let digest: Digest
    }

    private let image: Image

    init(_ image: Image) {
        self.image = image
    }

    /// A line that names them; a line that says why they cannot be known; or nothing.
    var notices: [String] {
        do {
            let found = try image.attachments?.bills() ?? []
            guard !found.isEmpty else { return [] }
            let names = Set(found.map { "\($0.kind) (\($0.digest.description.prefix(19)))" }).sorted()
            return [
                "Attached: \(names.joined(separator: ", ")). --use-sbom reads the bill of materials instead of the layers."
            ]
        } catch {
            return ["Attached bills of materials could not be listed: \(error)."]
        }
    }

    /// The first that can be read as a bill with packages.
    func first() throws -> Found {
        var reason = "none is attached"
        for attachment in try image.attachments?.bills() ?? [] {
            do {
                let bytes = try attachment.bytes(limit: BillRegistry.documentLimit)
                let bill = try BillRegistry.read(bytes.span, from: "\(attachment.digest)").bill
                if !bill.inventory.packages.isEmpty { return Found(bill: bill, digest: attachment.digest) }
                reason = "\(attachment.digest) names no package"
            } catch {
                reason = "\(error)"
            }
        }
        throw ImageError(.notFound, "no bill of materials that can be read is attached to the image: \(reason)")
    }
}
