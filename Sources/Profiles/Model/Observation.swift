/// How much of an image's behaviour was seen, and what that is computed from.
///
/// `completeness` is the Good–Turing estimate of the share of a further run's events that were seen before: 1 − singles ÷ sightings. It is 0
/// where nothing was observed, and 0 after one run, which says nothing of what the next one does.
package struct Observation: Sendable, Equatable {
    /// Runs that were watched.
    package var runs: Int
    /// Kinds of events that were seen: an executable, a file and how it was opened, a port, a system call.
    package var kinds: Int
    /// In how many runs each kind was seen, all kinds together; a kind counts at most once a run.
    package var sightings: Int
    /// Kinds that were seen in one run only.
    package var singles: Int

    /// - Precondition: `isConsistent` of what is given, or else what reading refuses to take.
    package init(runs: Int = 0, kinds: Int = 0, sightings: Int = 0, singles: Int = 0) {
        self.runs = runs
        self.kinds = kinds
        self.sightings = sightings
        self.singles = singles
    }

    /// The share in ten-thousandths, rounded down.
    package var completenessPerMyriad: Int {
        guard isConsistent, sightings > 0 else { return 0 }
        return (sightings - singles) * 10_000 / sightings
    }

    /// The share, from 0 to 1.
    package var completeness: Double { Double(completenessPerMyriad) / 10_000 }

    /// Whether the numbers can come from runs.
    package var isConsistent: Bool {
        let most = 1_000_000_000
        guard (0...most).contains(runs), (0...most).contains(kinds), (0...most).contains(sightings), singles >= 0 else {
            return false
        }
        // Kinds that are no singles were seen at least twice, and none more often than there were runs.
        return singles <= kinds && singles + 2 * (kinds - singles) <= sightings
            && sightings <= singles + (kinds - singles) * runs && (kinds == 0 || runs > 0)
    }

    /// What two sets of runs say together, where it is not known which kinds both saw: never more than is true.
    func united(with other: Observation) -> Observation {
        if runs == 0 { return other }
        if other.runs == 0 { return self }
        let sum = Observation(
            runs: runs + other.runs, kinds: kinds + other.kinds, sightings: sightings + other.sightings,
            singles: singles + other.singles)
        return sum.isConsistent ? sum : self
    }
}
