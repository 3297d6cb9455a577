internal import JSON

extension JSONReader {
    /// What `severity` holds: an array of type and score.
    @_lifetime(self: copy self)
    mutating func ratings() throws(JSONError) -> [Rating] {
        var ratings: [Rating] = []
        if try peek() == .string {
            if let rating = Rating(word: try string()) { ratings.append(rating) }
            return ratings
        }
        guard try beginArrayIfPresent() else { return [] }
        while try nextElement() {
            guard try beginObjectIfPresent() else { continue }
            var type = ""
            var score = ""
            while let name = try nextName() {
                switch name {
                case "type": type = try stringIfPresent() ?? ""
                case "score": score = try stringIfPresent() ?? ""
                default: try skip()
                }
            }
            if let rating = Rating(type: type, score: score) { ratings.append(rating) }
        }
        return ratings
    }

    /// Takes what is known from `ecosystem_specific` or `database_specific`, whose members each source chooses for
    /// itself.
    @_lifetime(self: copy self)
    mutating func specificFacts(into facts: inout SpecificFacts) throws(JSONError) {
        guard try beginObjectIfPresent() else { return }
        while let name = try nextName() {
            switch name {
            case "urgency": facts.add(.debian, try stringIfPresent())
            case "ubuntu_priority": facts.add(.ubuntu, try stringIfPresent())
            case "severity": facts.add(word: try stringIfPresent())
            case "cvss": facts.add(vector: try stringIfPresent())
            case "cvss_v3", "cvss_v2":
                if try peek() == .number {
                    facts.score = max(facts.score, Double(try number()) ?? 0)
                } else {
                    facts.add(vector: try stringIfPresent())
                }
            case "informational":
                let notice = try stringIfPresent()
                facts.isInformational = notice == "unmaintained" || notice == "notice"
            case "module", "modularity", "rpmmod": facts.module = try stringIfPresent() ?? ""
            case "arch", "arches", "architectures":
                if try peek() == .string {
                    facts.architectures = [try string()]
                } else {
                    facts.architectures = try strings()
                }
                facts.architectures.removeAll(where: SpecificFacts.everyArchitecture.contains)
            default: try skip()
            }
        }
    }
}

/// What the members that each source chooses for itself say of a rating, an architecture or a module.
struct SpecificFacts {
    /// Words that stand for every architecture, or for none in particular.
    static let everyArchitecture: Set<String> = ["src", "source", "any", "all", "noarch", ""]

    var architectures: [String] = []
    var module = ""
    /// Whether RustSec calls the record a notice that is no vulnerability; its notices of unsoundness are.
    var isInformational = false
    /// The highest number given without its vector.
    var score = 0.0
    private var found: [Rating] = []

    mutating func add(_ kind: Rating.Kind, _ text: String?) {
        if let text, !text.isEmpty { found.append(Rating(kind: kind, text: text)) }
    }

    mutating func add(word: String?) {
        if let rating = Rating(word: word ?? "") { found.append(rating) }
    }

    mutating func add(vector: String?) {
        if let vector, let rating = Rating(vector: vector) { found.append(rating) }
    }

    /// The ratings that the schema's own field does not give already.
    func ratings(beside others: [Rating]) -> [Rating] {
        var ratings = found.filter { !others.contains($0) }
        if ratings.isEmpty, others.isEmpty, score > 0 {
            // The qualitative scale of CVSS v3.1, section 5.
            let word = score >= 9 ? "CRITICAL" : score >= 7 ? "HIGH" : score >= 4 ? "MEDIUM" : "LOW"
            ratings.append(Rating(kind: .word, text: word))
        }
        if isInformational, ratings.isEmpty, others.isEmpty { ratings.append(.informational) }
        return ratings
    }
}

extension Rating {
    /// The rating of a notice that is no vulnerability, which any other rating replaces.
    static let informational = Rating(kind: .word, text: "informational")

    /// A rating of OSV's `severity` list; nothing for types that are not known or scores that are none.
    init?(type: String, score: String) {
        switch type {
        case "CVSS_V2": self.init(kind: .cvss2, text: score)
        case "CVSS_V3": self.init(kind: .cvss3, text: score)
        case "CVSS_V4": self.init(kind: .cvss4, text: score)
        case "Ubuntu": self.init(kind: .ubuntu, text: score)
        default: self.init(word: score)
        }
        if text.isEmpty { return nil }
    }

    /// A rating by a vector that says its own version.
    init?(vector: String) {
        if vector.hasPrefix("CVSS:4") {
            self.init(kind: .cvss4, text: vector)
        } else if vector.hasPrefix("CVSS:3") {
            self.init(kind: .cvss3, text: vector)
        } else if vector.hasPrefix("AV:") || vector.hasPrefix("(AV:") {
            self.init(kind: .cvss2, text: vector)
        } else {
            return nil
        }
    }

    /// A rating by a plain word, or by a vector in its place.
    init?(word: String) {
        if let vector = Rating(vector: word) {
            self = vector
        } else if !word.isEmpty, word.utf8.count <= 32 {
            self.init(kind: .word, text: word)
        } else {
            return nil
        }
    }

    /// The word that Red Hat's and AlmaLinux' errata put before their summary: `Important: libcap security update`.
    init?(errataSummary summary: String) {
        for word in ["Critical", "Important", "Moderate", "Low"] where summary.hasPrefix("\(word): ") {
            self.init(kind: .word, text: word)
            return
        }
        return nil
    }
}
