internal import Inventory
internal import JSON

/// What of a package goes into properties: all in which it differs from what a format's own fields say.
///
/// A writer makes the draft that its reader would make of the fields, and adds what is missing. So nothing that matching needs is
/// lost in any format, whatever its fields can hold.
struct PackageProperties {
    /// The properties that turn a draft into the package, in the order of their names here.
    static func beyond(_ draft: Package, of package: Package) -> [Property] {
        var list: [Property] = []
        func add(_ name: String, _ value: String) { list.append(Property(name, value)) }
        func addText(_ name: String, _ path: KeyPath<Package, String>) {
            if draft[keyPath: path] != package[keyPath: path] { add(name, PropertyText.text(package[keyPath: path])) }
        }
        func addList(_ name: String, _ path: KeyPath<Package, [String]>) {
            if draft[keyPath: path] != package[keyPath: path] { add(name, PropertyText.list(package[keyPath: path])) }
        }
        if draft.type != package.type { add(PropertyName.type, PropertyText.text(package.type.rawValue)) }
        addText(PropertyName.packageName, \.name)
        addText(PropertyName.version, \.version)
        addText(PropertyName.architecture, \.architecture)
        if draft.source != package.source { add(PropertyName.source, text(of: package.source)) }
        addList(PropertyName.licences, \.licences)
        addText(PropertyName.cataloger, \.cataloger)
        addList(PropertyName.locations, \.locations)
        if draft.layer != package.layer { add(PropertyName.layer, String(package.layer)) }
        if draft.owner != package.owner { add(PropertyName.owner, package.owner?.description ?? "-") }
        if draft.attributes != package.attributes {
            add(PropertyName.attributes, PropertyText.table(package.attributes))
        }
        return list
    }

    /// Takes what properties say of a package over into it; those of other names are left alone.
    static func apply(_ properties: [Property], to package: inout Package) {
        for property in properties where property.name.hasPrefix(PropertyName.prefix) {
            let value = property.value
            switch property.name {
            case PropertyName.type: package.type = PackageType(rawValue: PropertyText.plain(value))
            case PropertyName.packageName: package.name = PropertyText.plain(value)
            case PropertyName.version: package.version = PropertyText.plain(value)
            case PropertyName.architecture: package.architecture = PropertyText.plain(value)
            case PropertyName.source: package.source = source(value)
            case PropertyName.licences: package.licences = PropertyText.texts(value) ?? package.licences
            case PropertyName.cataloger: package.cataloger = PropertyText.plain(value)
            case PropertyName.locations: package.locations = PropertyText.texts(value) ?? package.locations
            case PropertyName.layer: package.layer = Int(value).map { max(0, min($0, BillLimits.layers)) } ?? 0
            case PropertyName.owner: package.owner = PackageURL(parsing: value)
            case PropertyName.attributes:
                package.attributes =
                    PropertyText.pairs(PropertyText.value(of: value)).map(Attributes.init) ?? package.attributes
            case PropertyName.files: addFiles(value, to: &package)
            default: continue
            }
        }
    }

    /// Adds files for which the format has no place: path, digests, path, digests, ….
    private static func addFiles(_ text: String, to package: inout Package) {
        let words = PropertyText.texts(text) ?? []
        for place in stride(from: 0, to: words.count - 1, by: 2) {
            package.files.append(words[place], digest: words[place + 1])
        }
    }

    private static func text(of source: SourcePackage?) -> String {
        PropertyText.list(source.map { [$0.name, $0.version] } ?? [])
    }

    private static func source(_ text: String) -> SourcePackage? {
        guard let parts = PropertyText.texts(text), parts.count == 2 else { return nil }
        return SourcePackage(name: parts[0], version: parts[1])
    }
}
