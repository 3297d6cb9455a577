internal import Bytes
internal import JSON

extension JSONReader {
    /// The next value as a record; what is no object gives one without an id.
    @_lifetime(self: copy self)
    mutating func osvRecord() throws(JSONError) -> OSVRecord {
        var record = OSVRecord(advisory: Advisory(id: ""))
        guard try beginObjectIfPresent() else { return record }
        var extra = SpecificFacts()
        var summary = ""
        while let name = try nextName() {
            switch name {
            case "id": record.advisory.id = try stringIfPresent() ?? ""
            case "aliases": record.advisory.aliases = try strings()
            case "upstream": record.advisory.upstream = try strings()
            case "related": record.advisory.related = try strings()
            case "published": record.advisory.publishedCode = try timestampCode()
            case "modified": record.advisory.modifiedCode = try timestampCode()
            case "withdrawn": record.advisory.isWithdrawn = try stringIfPresent() != nil
            case "severity": record.advisory.ratings = try ratings()
            case "summary": summary = try stringIfPresent() ?? ""
            case "database_specific": try specificFacts(into: &extra)
            case "affected": record.affected = try affectedPackages()
            default: try skip()
            }
        }
        record.advisory.ratings.append(contentsOf: extra.ratings(beside: record.advisory.ratings))
        if record.advisory.ratings.isEmpty, let rating = Rating(errataSummary: summary) {
            record.advisory.ratings.append(rating)
        }
        record.takeModules(from: summary)
        record.advisory.isDerived = record.advisory.id.hasPrefix("x_DEBCL-")
        return record
    }

    @_lifetime(self: copy self)
    private mutating func affectedPackages() throws(JSONError) -> [AffectedPackage] {
        var packages: [AffectedPackage] = []
        guard try beginArrayIfPresent() else { return [] }
        while try nextElement() { packages.append(contentsOf: try affectedPackage()) }
        return packages
    }

    /// One element of `affected`; without a package it speaks of commits only and gives nothing.
    @_lifetime(self: copy self)
    private mutating func affectedPackage() throws(JSONError) -> [AffectedPackage] {
        guard try beginObjectIfPresent() else { return [] }
        var facts = AffectedPackage(ecosystem: "", name: "")
        var packages: [PackageName] = []
        var extra = SpecificFacts()
        while let name = try nextName() {
            switch name {
            case "package": packages = try packageNames()
            case "ranges": facts.ranges = try versionRanges()
            case "versions": facts.versions = try strings()
            case "severity": facts.ratings = try ratings()
            case "ecosystem_specific", "database_specific": try specificFacts(into: &extra)
            default: try skip()
            }
        }
        facts.ratings.append(contentsOf: extra.ratings(beside: facts.ratings))
        return packages.filter { !$0.ecosystem.isEmpty && !$0.name.isEmpty }.map { package in
            var result = facts
            result.ecosystem = package.ecosystem
            result.name = package.name
            result.architectures = extra.architectures.isEmpty ? package.architectures : extra.architectures
            result.module = extra.module.isEmpty ? package.module : extra.module
            return result
        }
    }

    /// What `package` holds: one object, or in the wild several.
    @_lifetime(self: copy self)
    private mutating func packageNames() throws(JSONError) -> [PackageName] {
        switch try peek() {
        case .object: return [try packageName()]
        case .array:
            var names: [PackageName] = []
            try beginArray()
            while try nextElement() { names.append(try packageName()) }
            return names
        default:
            try skip()
            return []
        }
    }

    @_lifetime(self: copy self)
    private mutating func packageName() throws(JSONError) -> PackageName {
        var package = PackageName()
        guard try beginObjectIfPresent() else { return package }
        while let name = try nextName() {
            switch name {
            case "ecosystem": package.ecosystem = try stringIfPresent() ?? ""
            case "name": package.name = try stringIfPresent() ?? ""
            case "purl": package.readQualifiers(of: try stringIfPresent() ?? "")
            default: try skip()
            }
        }
        return package
    }

    /// What `ranges` holds: an array, or in the wild a single range.
    @_lifetime(self: copy self)
    private mutating func versionRanges() throws(JSONError) -> [VersionRange] {
        var ranges: [VersionRange] = []
        switch try peek() {
        case .object:
            if let range = try versionRange() { ranges.append(range) }
        case .array:
            try beginArray()
            while try nextElement() {
                if let range = try versionRange() { ranges.append(range) }
            }
        default: try skip()
        }
        return ranges
    }

    /// One range; those of type GIT, and those without events, give nothing.
    @_lifetime(self: copy self)
    private mutating func versionRange() throws(JSONError) -> VersionRange? {
        guard try beginObjectIfPresent() else { return nil }
        var kind: VersionRange.Kind?
        var events: [VersionRange.Event] = []
        while let name = try nextName() {
            switch name {
            case "type":
                switch try stringIfPresent() {
                case "SEMVER": kind = .semver
                case "ECOSYSTEM": kind = .ecosystem
                default: kind = nil
                }
            case "events": events = try rangeEvents()
            default: try skip()
            }
        }
        guard let kind, !events.isEmpty else { return nil }
        return VersionRange(kind: kind, events: events)
    }

    @_lifetime(self: copy self)
    private mutating func rangeEvents() throws(JSONError) -> [VersionRange.Event] {
        var events: [VersionRange.Event] = []
        guard try beginArrayIfPresent() else { return [] }
        while try nextElement() {
            guard try beginObjectIfPresent() else { continue }
            while let name = try nextName() {
                guard let version = try stringIfPresent() else { continue }
                switch name {
                case "introduced": events.append(.introduced(version))
                case "fixed": events.append(.fixed(version))
                case "last_affected": events.append(.lastAffected(version))
                // `*` is the schema's word for "no limit".
                case "limit": if version != "*" { events.append(.limit(version)) }
                default: break
                }
            }
        }
        return events
    }

    @_lifetime(self: copy self)
    private mutating func timestampCode() throws(JSONError) -> Int {
        Timestamp.code(try stringIfPresent() ?? "")
    }

    /// Begins the next value if it is an object; passes over any other.
    @_lifetime(self: copy self)
    mutating func beginObjectIfPresent() throws(JSONError) -> Bool {
        if try peek() == .object {
            try beginObject()
            return true
        }
        try skip()
        return false
    }

    /// Begins the next value if it is an array; passes over any other.
    @_lifetime(self: copy self)
    mutating func beginArrayIfPresent() throws(JSONError) -> Bool {
        if try peek() == .array {
            try beginArray()
            return true
        }
        try skip()
        return false
    }
}

/// What `affected[].package` says.
struct PackageName {
    var ecosystem = ""
    var name = ""
    var architectures: [String] = []
    var module = ""

    /// Takes the architecture and the module stream from a package URL's qualifiers, as Red Hat's records give them.
    mutating func readQualifiers(of purl: String) {
        guard let mark = purl.utf8.firstIndex(of: 0x3f) else { return }
        let query = purl[purl.index(after: mark)...]
        for pair in query.utf8.split(separator: 0x26) {
            guard let equals = pair.firstIndex(of: 0x3d) else { continue }
            let value = String(decoding: pair[pair.index(after: equals)...], as: UTF8.self)
            switch String(decoding: pair[..<equals], as: UTF8.self) {
            case "arch" where !SpecificFacts.everyArchitecture.contains(value): architectures = [value]
            case "rpmmod" where value.utf8.count <= 256: module = value.replacingEscapedColons
            default: break
            }
        }
    }
}

extension String {
    /// The text with `%3A` as colons, which is all that a module stream has escaped.
    fileprivate var replacingEscapedColons: String {
        var bytes = Array(utf8)
        while let index = bytes.indices.dropLast(2).first(where: {
            bytes[$0] == 0x25 && bytes[$0 + 1] == 0x33 && bytes[$0 + 2] | 0x20 == 0x61
        }) {
            bytes.replaceSubrange(index...(index + 2), with: [0x3a])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
