/// What a format has no field for, under a name of ours; no two of one thing share a name.
struct Property: Equatable, Sendable {
    let name: String
    /// A text of one line as it stands, or anything else as JSON (`PropertyText`).
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The names of our properties; the part behind the last colon of some is the image's own word.
enum PropertyName {
    static let prefix = "hullmark:"
    static let type = "hullmark:package:type"
    static let packageName = "hullmark:package:name"
    static let version = "hullmark:package:version"
    static let architecture = "hullmark:package:architecture"
    static let source = "hullmark:package:source"
    static let licences = "hullmark:package:licences"
    static let locations = "hullmark:package:locations"
    static let layer = "hullmark:package:layer"
    static let owner = "hullmark:package:owner"
    static let cataloger = "hullmark:package:cataloger"
    static let attributes = "hullmark:package:attributes"
    static let files = "hullmark:package:files"

    static let digest = "hullmark:image:digest"
    static let identifier = "hullmark:image:id"
    static let platform = "hullmark:image:platform"
    static let layers = "hullmark:image:layers"
    static let settings = "hullmark:image:settings"
    static let distribution = "hullmark:image:distribution"
    static let diagnostics = "hullmark:image:diagnostics"
}
