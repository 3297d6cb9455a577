internal import Inventory

/// What names a package of Conan: `name/version@user/channel#revision%time:package#revision` (Conan, "References").
struct ConanReference: Equatable {
    let name: String
    let version: String
    let user: String
    let channel: String
    let revision: String

    /// Takes a reference, whose user, channel, revisions and package may be missing; nothing where it has no name.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text).trimmingSpaces
        let slash = rest.firstIndex(of: "/")
        guard let slash else { return nil }
        name = String(rest[..<slash])
        rest = rest[rest.index(after: slash)...]
        var revision: Substring = ""
        if let mark = rest.firstIndex(of: "#") {
            revision = rest[rest.index(after: mark)...].prefix { $0 != "%" && $0 != ":" }
            rest = rest[..<mark]
        }
        // A range may have any sign in its brackets.
        let isRange = rest.hasPrefix("[")
        let end =
            isRange
            ? rest.firstIndex(of: "]").map { rest.index(after: $0) } : rest.firstIndex { $0 == "@" || $0 == ":" }
        version = String(rest[..<(end ?? rest.endIndex)])
        rest = rest[(end ?? rest.endIndex)...]
        var place: [Substring] = []
        if rest.hasPrefix("@") { place = rest.dropFirst().prefix { $0 != ":" }.split(separator: "/") }
        user = place.count == 2 ? String(place[0]) : ""
        channel = place.count == 2 ? String(place[1]) : ""
        self.revision = String(revision)
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !version.isEmpty else { return nil }
    }

    var record: PackageRecord {
        let isRange = version.hasPrefix("[")
        var record = PackageRecord(type: .conan, name: name, version: isRange ? "" : version)
        let said = ["user": user, "channel": channel, "revision": revision, "range": isRange ? version : ""]
        record.attributes = Attributes(said.filter { !$1.isEmpty })
        return record
    }

    /// The package URL of a record; user and channel tell packages of one name apart.
    static func url(_ record: PackageRecord) -> PackageURL {
        let user = record.attributes["user"] ?? ""
        return PackageURL(
            type: .conan, namespace: user, name: record.name, version: record.version,
            qualifiers: [("channel", record.attributes["channel"] ?? ""), ("user", user)])
    }
}
