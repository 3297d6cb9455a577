internal import Bytes
internal import Inventory
internal import JSON

/// What Syft's document says of the image as a whole.
enum SyftImage {
    static func source(of bill: Bill, uuid: String) -> JSONValue {
        let inventory = bill.inventory
        let id = (inventory.digest ?? inventory.identifier)?.hex ?? uuid
        let isImage = inventory.layers.contains { $0.diffID != nil }
        let parts = inventory.platform.split(separator: "/").map(String.init)
        let metadata: JSONValue =
            isImage
            ? .object(of: [
                ("userInput", .string(bill.name)), ("imageID", .string(inventory.identifier?.description ?? "")),
                ("manifestDigest", .string(inventory.digest?.description ?? "")),
                ("mediaType", .string("application/vnd.oci.image.manifest.v1+json")), ("tags", .array([])),
                ("imageSize", .integer(0)),
                (
                    "layers",
                    .array(
                        inventory.layers.map { layer in
                            .object(of: [
                                ("mediaType", .string("application/vnd.oci.image.layer.v1.tar")),
                                ("digest", .string(layer.diffID?.description ?? "")), ("size", .integer(0)),
                            ])
                        })
                ), ("repoDigests", .array([])), ("architecture", .string(parts.count > 1 ? parts[1] : "")),
                ("os", .string(parts.first ?? "")),
            ]) : .object(of: [("path", .string("/"))])
        return .object(of: [
            ("id", .string(id)), ("name", .string(bill.name)), ("version", .string(bill.version)),
            ("type", .string(isImage ? "image" : "directory")), ("metadata", metadata),
        ])
    }

    static func distribution(_ found: Distribution?) -> JSONValue {
        guard let found else { return .object([]) }
        return .object(of: [
            ("prettyName", .text(found.prettyName)), ("name", .text(found.fields["NAME"])), ("id", .text(found.id)),
            ("idLike", found.like.isEmpty ? nil : .texts(found.like)), ("version", .text(found.fields["VERSION"])),
            ("versionID", .text(found.versionID)), ("versionCodename", .text(found.codename)),
            ("buildID", .text(found.fields["BUILD_ID"])), ("variant", .text(found.fields["VARIANT"])),
            ("variantID", .text(found.fields["VARIANT_ID"])), ("homeURL", .text(found.fields["HOME_URL"])),
            ("supportURL", .text(found.fields["SUPPORT_URL"])), ("bugReportURL", .text(found.fields["BUG_REPORT_URL"])),
            ("privacyPolicyURL", .text(found.fields["PRIVACY_POLICY_URL"])),
            ("cpeName", .text(found.fields["CPE_NAME"])),
        ])
    }

    /// Takes over what the document says of the image and its distribution.
    static func read(_ json: JSONValue, into inventory: inout Inventory) {
        if let distro = json["distro"], !distro.text("id").isEmpty {
            var fields: [String: String] = [:]
            for (name, field) in [("name", "NAME"), ("version", "VERSION"), ("cpeName", "CPE_NAME")] {
                if !distro.text(name).isEmpty { fields[field] = distro.text(name) }
            }
            inventory.distribution = Distribution(
                id: distro.text("id"), versionID: distro.text("versionID"), prettyName: distro.text("prettyName"),
                codename: distro.text("versionCodename"), like: distro.elements("idLike").compactMap(\.string),
                fields: fields)
        }
        guard let metadata = json["source"]?["metadata"] else { return }
        inventory.digest = Digest(metadata.text("manifestDigest"))
        inventory.identifier = Digest(metadata.text("imageID"))
        let (system, architecture) = (metadata.text("os"), metadata.text("architecture"))
        if !system.isEmpty && !architecture.isEmpty { inventory.platform = "\(system)/\(architecture)" }
        inventory.layers = metadata.elements("layers").prefix(BillLimits.layers).map {
            LayerSummary(diffID: Digest($0.text("digest")))
        }
    }
}
