import Bills
import Bytes
import Inventory
import JSON

/// What of a bill matching and reports need, as lines that can be compared.
enum BillText {
    static func lines(_ bill: Bill) -> [String] {
        let inventory = bill.inventory
        var lines = [
            "name \(bill.name)", "digest \(inventory.digest?.description ?? "-")",
            "id \(inventory.identifier?.description ?? "-")", "platform \(inventory.platform)",
            "settings \(inventory.settings.map(settings) ?? "-")",
        ]
        lines += inventory.layers.map { "layer \($0)" }
        if let found = inventory.distribution {
            lines.append(
                "distribution \(found.id) \(found.versionID) \(found.prettyName) \(found.codename) \(found.like) "
                    + "\(found.fields.sorted { $0.key < $1.key })")
        }
        lines += inventory.packages.map(line)
        lines += inventory.diagnostics.map { "\($0)" }
        return lines
    }

    private static func settings(_ settings: ImageSettings) -> String {
        var writer = JSONWriter(indent: 0)
        writer.value(settings.json)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func line(_ package: Package) -> String {
        let source = package.source.map { "\($0.name) \($0.version)" } ?? "-"
        let attributes = package.attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            "package \(package.purl)", package.type.rawValue, package.name, package.version, package.architecture,
            source,
            "layer \(package.layer)", "\(package.locations)", "\(package.licences)", "\(attributes)", package.cataloger,
            package.owner?.description ?? "-",
        ].joined(separator: " | ")
    }
}
