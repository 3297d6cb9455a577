internal import Bytes
internal import Inventory
internal import JSON

/// What Syft's document says of the image as a whole.
enum SyftImage {
    static func source(of bill: Bill, uuid: String) -> JSONValue {
        let inventory = bill.inventory
        let id = (inventory.digest ?? inventory.identifier)?.hex ?? uuid
        let isImage = inventory.layers.contains { $0.diffID != nil }
        let metadata = isImage ? image(bill) : .object(of: [("path", .string("/"))])
        return .object(of: [
            ("id", .string(id)), ("name", .string(bill.name)), ("version", .string(bill.version)),
            ("type", .string(isImage ? "image" : "directory")), ("metadata", metadata),
        ])
    }

    private static func image(_ bill: Bill) -> JSONValue {
        let inventory = bill.inventory
        let parts = inventory.platform.split(separator: "/").map(String.init)
        let sizes = inventory.layers.compactMap(\.contentSize)
        let isWhole = sizes.count == inventory.layers.count
        // A sum that no image has is no size.
        let sum = sizes.reduce((sum: 0, isOver: false)) { found, size in
            let (sum, isOver) = found.sum.addingReportingOverflow(size)
            return (sum, found.isOver || isOver)
        }
        let mediaType = inventory.manifest.isEmpty ? "" : mediaType(ofManifest: inventory.manifest)
        return .object(of: [
            ("userInput", .string(bill.name)), ("imageID", .string(inventory.identifier?.description ?? "")),
            ("manifestDigest", .string(inventory.digest?.description ?? "")), ("mediaType", .string(mediaType)),
            ("tags", .array([])), ("imageSize", isWhole && !sum.isOver ? .integer(sum.sum) : nil),
            (
                "layers",
                .array(
                    inventory.layers.map { layer in
                        .object(of: [
                            ("mediaType", .string(layer.mediaType)),
                            ("digest", .string(layer.diffID?.description ?? "")),
                            ("size", layer.contentSize.map(JSONValue.integer)),
                        ])
                    })
            ), ("manifest", inventory.manifest.isEmpty ? nil : .string(Base64.encode(inventory.manifest))),
            ("config", inventory.configuration.isEmpty ? nil : .string(Base64.encode(inventory.configuration))),
            ("repoDigests", .array([])), ("architecture", .string(parts.count > 1 ? parts[1] : "")),
            ("os", .string(parts.first ?? "")),
        ])
    }

    /// What a manifest calls itself; the specification lets it say nothing, and then it is OCI's.
    private static func mediaType(ofManifest bytes: [UInt8]) -> String {
        var said = ""
        do throws(JSONError) { said = try JSONValue(bytes.span).text("mediaType") } catch { return "" }
        return said.isEmpty ? "application/vnd.oci.image.manifest.v1+json" : said
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
            LayerSummary(
                diffID: Digest($0.text("digest")), mediaType: $0.text("mediaType"), contentSize: size($0["size"]))
        }
        inventory.manifest = verified(metadata.text("manifest"), inventory.digest)
        inventory.configuration = verified(metadata.text("config"), inventory.identifier)
    }

    /// Zero is how Syft writes a size that it does not know.
    private static func size(_ value: JSONValue?) -> Int? { value?.integer.flatMap { $0 > 0 ? $0 : nil } }

    /// A document in base64, where it is the one of the digest.
    private static func verified(_ text: String, _ digest: Digest?) -> [UInt8] {
        guard let digest, digest.algorithm == .sha256, let bytes = Base64.decode(text.utf8), Digest(of: bytes) == digest
        else { return [] }
        return bytes
    }
}
