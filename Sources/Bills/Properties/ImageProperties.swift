internal import Bytes
internal import Inventory
internal import JSON
internal import Layers

/// What is known of an image as a whole, as properties.
struct ImageProperties {
    static func all(of inventory: Inventory) -> [Property] {
        var list: [Property] = []
        if let digest = inventory.digest { list.append(Property(PropertyName.digest, digest.description)) }
        if let identifier = inventory.identifier {
            list.append(Property(PropertyName.identifier, identifier.description))
        }
        if !inventory.platform.isEmpty {
            list.append(Property(PropertyName.platform, PropertyText.text(inventory.platform)))
        }
        // A root file system is one layer of which nothing is known.
        if inventory.layers.contains(where: { $0 != LayerSummary(diffID: nil) }) {
            list.append(Property(PropertyName.layers, PropertyText.json(.array(inventory.layers.map(json)))))
        }
        if let settings = inventory.settings {
            list.append(Property(PropertyName.settings, PropertyText.json(settings.json)))
        }
        if let distribution = inventory.distribution {
            list.append(Property(PropertyName.distribution, PropertyText.json(json(distribution))))
        }
        if !inventory.diagnostics.isEmpty {
            list.append(Property(PropertyName.diagnostics, PropertyText.json(.array(inventory.diagnostics.map(json)))))
        }
        return list
    }

    /// Takes what properties say of an image over into an inventory.
    static func apply(_ properties: [Property], to inventory: inout Inventory) {
        for property in properties where property.name.hasPrefix(PropertyName.prefix) {
            switch property.name {
            case PropertyName.digest: inventory.digest = Digest(property.value)
            case PropertyName.identifier: inventory.identifier = Digest(property.value)
            case PropertyName.platform: inventory.platform = PropertyText.plain(property.value)
            case PropertyName.layers:
                let elements = PropertyText.value(of: property.value)?.array ?? []
                inventory.layers = elements.prefix(BillLimits.layers).map(layer)
            case PropertyName.settings:
                inventory.settings = PropertyText.value(of: property.value).map { ImageSettings(json: $0) }
            case PropertyName.distribution:
                inventory.distribution = PropertyText.value(of: property.value).flatMap(distribution)
            case PropertyName.diagnostics:
                inventory.diagnostics = (PropertyText.value(of: property.value)?.array ?? []).compactMap(diagnostic)
            default: continue
            }
        }
    }

    private static func object(_ members: [(String, String)]) -> JSONValue {
        .object(members.filter { !$0.1.isEmpty }.map { JSONValue.Member($0.0, .string($0.1)) })
    }

    private static func json(_ layer: LayerSummary) -> JSONValue {
        object([
            ("diffID", layer.diffID?.description ?? ""), ("digest", layer.digest?.description ?? ""),
            ("createdBy", layer.createdBy), ("mediaType", layer.mediaType),
            ("size", layer.contentSize.map(String.init) ?? ""),
        ])
    }

    private static func layer(_ json: JSONValue) -> LayerSummary {
        LayerSummary(
            diffID: json["diffID"]?.string.flatMap(Digest.init), digest: json["digest"]?.string.flatMap(Digest.init),
            createdBy: json["createdBy"]?.string ?? "", mediaType: json["mediaType"]?.string ?? "",
            contentSize: json["size"]?.string.flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 })
    }

    private static func json(_ distribution: Distribution) -> JSONValue {
        .object([
            .init("id", .string(distribution.id)), .init("version", .string(distribution.versionID)),
            .init("name", .string(distribution.prettyName)), .init("codename", .string(distribution.codename)),
            .init("like", .array(distribution.like.map { .string($0) })),
            .init("fields", PropertyText.tableValue(distribution.fields)),
        ])
    }

    private static func distribution(_ json: JSONValue) -> Distribution? {
        guard let id = json["id"]?.string else { return nil }
        return Distribution(
            id: id, versionID: json["version"]?.string ?? "", prettyName: json["name"]?.string ?? "",
            codename: json["codename"]?.string ?? "", like: (json["like"]?.array ?? []).compactMap(\.string),
            fields: PropertyText.pairs(json["fields"]) ?? [:])
    }

    private static func json(_ diagnostic: Diagnostic) -> JSONValue {
        object([
            ("code", diagnostic.code.rawValue), ("message", diagnostic.message),
            ("layer", diagnostic.layer.map(String.init) ?? ""), ("path", diagnostic.path ?? ""),
        ])
    }

    private static func diagnostic(_ json: JSONValue) -> Diagnostic? {
        guard let code = json["code"]?.string.flatMap(Diagnostic.Code.init), let message = json["message"]?.string
        else {
            return nil
        }
        return Diagnostic(
            code, message, layer: json["layer"]?.string.flatMap { Int($0) }, path: json["path"]?.string)
    }
}
