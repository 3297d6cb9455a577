package import Advisories

/// The one severity that a row shows, chosen from all the ratings that its records give.
///
/// The order of choice, which is that of the distributions' own tools:
///
/// 1. the distribution's word (Debian's urgency, Ubuntu's priority), because it knows how it builds and ships the package, which a
///    CVSS vector does not; the package's own before the record's;
/// 2. what is said of the package alone, before what is said of the record;
/// 3. within one place CVSS 4.0 before 3.x before 2.0, then scores without a vector, and a plain word (GitHub's, Red Hat's) only where no vector can be read;
/// 4. among several of one kind the worst, since they are different parties' views of the same thing.
///
/// The score shown is the CVSS score of the same places, whichever word was chosen. A record of a malicious package is critical.
package struct SeverityChoice: Sendable, Equatable {
    package private(set) var severity = Severity.unknown
    package private(set) var cvss: CVSS?

    /// Chooses among the records' ratings; each with the ratings of the package that it affects.
    package init(_ ratings: [(advisory: Advisory, affected: AffectedPackage)]) {
        var scores = CVSSScores()
        self.init(ratings, &scores)
    }

    init(_ ratings: [(advisory: Advisory, affected: AffectedPackage)], _ scores: inout CVSSScores) {
        let own = ratings.flatMap(\.affected.ratings)
        let general = ratings.flatMap(\.advisory.ratings)
        let ownScore = scores.worst(own)
        let generalScore = ownScore == nil ? scores.worst(general) : nil
        cvss = ownScore ?? generalScore
        severity =
            Self.distribution(own) ?? Self.distribution(general) ?? ownScore?.severity ?? Self.number(own)
            ?? Self.word(own) ?? generalScore?.severity ?? Self.number(general) ?? Self.word(general) ?? .unknown
        if severity == .unknown, ratings.contains(where: { $0.advisory.id.hasPrefix("MAL-") }) { severity = .critical }
    }

    private static func distribution(_ ratings: [Rating]) -> Severity? {
        ratings.lazy.filter { $0.kind == .debian || $0.kind == .ubuntu }.compactMap(Severity.init(rating:)).max()
    }

    /// The worst of the scores that stand in the place of vectors.
    private static func number(_ ratings: [Rating]) -> Severity? {
        ratings.lazy.filter { [.cvss2, .cvss3, .cvss4].contains($0.kind) }.compactMap(Severity.init(rating:)).max()
    }

    private static func word(_ ratings: [Rating]) -> Severity? {
        ratings.lazy.filter { $0.kind == .word }.compactMap(Severity.init(rating:)).max()
    }
}

/// The scores of vectors, each computed once: a few dozen vectors make up most ratings.
struct CVSSScores {
    private var known: [String: CVSS?] = [:]

    /// The worst score of the newest version of the system that the ratings have.
    mutating func worst(_ ratings: [Rating]) -> CVSS? {
        for kind in [Rating.Kind.cvss4, .cvss3, .cvss2] {
            var worst: CVSS?
            for rating in ratings where rating.kind == kind {
                if let cvss = score(rating.text), cvss.tenths > worst?.tenths ?? -1 { worst = cvss }
            }
            if let worst { return worst }
        }
        return nil
    }

    private mutating func score(_ vector: String) -> CVSS? {
        if let score = known[vector] { return score }
        var score: CVSS?
        do throws(MatchingError) {
            // Some sources end vectors with a slash, which adds no metric.
            score = try CVSS(vector.hasSuffix("/") ? String(vector.dropLast()) : vector)
        } catch {
            // An unreadable vector rates nothing; the next best rating takes its place.
            score = nil
        }
        known.updateValue(score, forKey: vector)
        return score
    }
}
