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
            case "affected": record.affected = try affectedPackages(&record.problems)
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
    private mutating func affectedPackages(_ problems: inout [String]) throws(JSONError) -> [AffectedPackage] {
        var packages: [AffectedPackage] = []
        guard try beginArray("\"affected\"", &problems) else { return [] }
        while try nextElement() { packages.append(contentsOf: try affectedPackage(&problems)) }
        return packages
    }

    /// One element of `affected`; without a package it speaks of commits only and gives nothing.
    @_lifetime(self: copy self)
    private mutating func affectedPackage(_ problems: inout [String]) throws(JSONError) -> [AffectedPackage] {
        guard try beginObjectIfPresent() else { return [] }
        var facts = AffectedPackage(ecosystem: "", name: "")
        var packages: [PackageName] = []
        var extra = SpecificFacts()
        while let name = try nextName() {
            switch name {
            case "package": packages = try packageNames(&problems)
            case "ranges": facts.ranges = try versionRanges(&problems)
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
    private mutating func packageNames(_ problems: inout [String]) throws(JSONError) -> [PackageName] {
        switch try peek() {
        case .object: return [try packageName(&problems)]
        case .array:
            var names: [PackageName] = []
            try beginArray()
            while try nextElement() { names.append(try packageName(&problems)) }
            return names
        default:
            try skip("\"package\"", where: "an object", &problems)
            return []
        }
    }

    @_lifetime(self: copy self)
    private mutating func packageName(_ problems: inout [String]) throws(JSONError) -> PackageName {
        var package = PackageName()
        var purl = ""
        guard try beginObjectIfPresent() else { return package }
        while let name = try nextName() {
            switch name {
            case "ecosystem": package.ecosystem = try text("\"ecosystem\"", &problems) ?? ""
            case "name": package.name = try text("\"name\"", &problems) ?? ""
            case "purl": purl = try stringIfPresent() ?? ""
            default: try skip()
            }
        }
        package.readQualifiers(of: purl)
        if let other = package.contradiction(in: purl) {
            problems.append("the package \(package.name) has the package URL of \(other), and was left out")
            return PackageName()
        }
        return package
    }

    /// What `ranges` holds: an array, or in the wild a single range.
    @_lifetime(self: copy self)
    private mutating func versionRanges(_ problems: inout [String]) throws(JSONError) -> [VersionRange] {
        var ranges: [VersionRange] = []
        switch try peek() {
        case .object:
            if let range = try versionRange(&problems) { ranges.append(range) }
        case .array:
            try beginArray()
            while try nextElement() {
                if let range = try versionRange(&problems) { ranges.append(range) }
            }
        default: try skip("\"ranges\"", where: "an array", &problems)
        }
        return ranges
    }

    /// One range; those of type GIT, and those without events, give nothing.
    @_lifetime(self: copy self)
    private mutating func versionRange(_ problems: inout [String]) throws(JSONError) -> VersionRange? {
        guard try beginObjectIfPresent() else { return nil }
        var kind: VersionRange.Kind?
        var events: [VersionRange.Event] = []
        while let name = try nextName() {
            switch name {
            case "type":
                switch try text("the type of a range", &problems) {
                case "SEMVER": kind = .semver
                case "ECOSYSTEM": kind = .ecosystem
                case "GIT", nil: kind = nil
                case let other?:
                    problems.append("a range has the unknown type \"\(other.prefix(40))\", and was left out")
                    kind = nil
                }
            case "events": events = try rangeEvents(&problems)
            default: try skip()
            }
        }
        guard let kind, !events.isEmpty else { return nil }
        return VersionRange(kind: kind, events: events)
    }

    @_lifetime(self: copy self)
    private mutating func rangeEvents(_ problems: inout [String]) throws(JSONError) -> [VersionRange.Event] {
        var events: [VersionRange.Event] = []
        guard try beginArray("\"events\"", &problems) else { return [] }
        while try nextElement() {
            guard try beginObjectIfPresent() else { continue }
            while let name = try nextName() {
                guard let version = try text("an event of a range", &problems) else { continue }
                switch name {
                case "introduced": events.append(.introduced(version))
                case "fixed": events.append(.fixed(version))
                case "last_affected": events.append(.lastAffected(version))
                // `*` is infinity, and a version is within the range if it is before any limit.
                case "limit": events.append(.limit(version))
                default: break
                }
            }
        }
        return events
    }

    /// The next value as a text; nil where it is null or, which is a problem, of another type.
    @_lifetime(self: copy self)
    private mutating func text(_ what: String, _ problems: inout [String]) throws(JSONError) -> String? {
        guard try peek() != .string else { return try stringIfPresent() }
        try skip(what, where: "a string", &problems)
        return nil
    }

    /// Begins the next value if it is an array; passes over any other, which is a problem unless it is null.
    @_lifetime(self: copy self)
    private mutating func beginArray(_ what: String, _ problems: inout [String]) throws(JSONError) -> Bool {
        guard try peek() != .array else { return try beginArrayIfPresent() }
        try skip(what, where: "an array", &problems)
        return false
    }

    @_lifetime(self: copy self)
    private mutating func skip(_ what: String, where wanted: String, _ problems: inout [String]) throws(JSONError) {
        if try peek() != .null { problems.append("\(what) is not \(wanted), and was left out") }
        try skip()
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

    /// The name in a package URL of a distribution's package, where it is another than the record's.
    func contradiction(in purl: String) -> String? {
        guard ["pkg:deb/", "pkg:apk/", "pkg:rpm/"].contains(where: purl.hasPrefix), !name.isEmpty else { return nil }
        let path = purl.prefix { $0 != "?" && $0 != "#" }
        guard let last = path.split(separator: "/").last else { return nil }
        let other = String(last.prefix { $0 != "@" }).replacing("%2B", with: "+").replacing("%2b", with: "+")
        return other.isEmpty || other.lowercased() == name.lowercased() ? nil : other
    }

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
