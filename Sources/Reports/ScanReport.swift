package import Inventory
package import Matching

/// Everything that a scan found, before it is put into one form or another.
package struct ScanReport: Sendable {
    package var inventory: Inventory
    /// The findings asked for, by identifier and then by package.
    package var matches: [Match]
    /// Findings that the user's choice of severities, or of those with a fix, leaves out.
    package var leftOut: Int
    /// Records that could not be compared with the installed version of a package.
    package var undetermined: [Match]
    package var coverage: [Coverage]
    package var database: DatabaseFacts
    /// What to do, the most effective first, about all findings, those that the user's choice leaves out among them.
    package var remediations: [Remediation] = []
    /// The decision of the gate, or nil without one.
    package var gate: GateDecision?

    package init(
        inventory: Inventory, matches: [Match], leftOut: Int, undetermined: [Match], coverage: [Coverage],
        database: DatabaseFacts
    ) {
        self.inventory = inventory
        self.matches = matches
        self.leftOut = leftOut
        self.undetermined = undetermined
        self.coverage = coverage
        self.database = database
    }

    /// The findings in the order in which to fix them.
    package var byPriority: [Match] { matches.sorted(by: Match.priorityOrder) }

    /// What was not checked, whatever a gate says of it.
    package var unchecked: [Unchecked] { Unchecked.all(in: inventory, coverage: coverage) }

    /// How many findings there are of each severity.
    package var severities: [Severity: Int] { matches.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 } }
}

/// What advisories a scan was made with.
package struct DatabaseFacts: Sendable, Equatable {
    /// One shard that the scan asked.
    package struct Shard: Sendable, Equatable {
        package let name: String
        /// The time of its newest record, RFC 3339; empty where it is not known.
        package let newest: String
        /// When its server was last asked, RFC 3339; empty where it was not fetched.
        package let retrieved: String
        /// The day of the snapshot inside the program that it is of; empty where it is of the user's own database.
        package let snapshot: String
        package let records: Int
        /// How many of them were derived from changelogs and not written by a security team.
        package let derived: Int
        package let source: String
        package let licence: String

        package init(
            name: String, newest: String, retrieved: String = "", snapshot: String = "", records: Int, derived: Int,
            source: String, licence: String
        ) {
            self.name = name
            self.newest = newest
            self.retrieved = retrieved
            self.snapshot = snapshot
            self.records = records
            self.derived = derived
            self.source = source
            self.licence = licence
        }
    }

    /// The shards that were asked, sorted by name.
    package var shards: [Shard]
    /// A digest over the shards' own: two scans with the same say the same of the same image.
    package var digest: String

    package init(shards: [Shard], digest: String) {
        self.shards = shards
        self.digest = digest
    }
}
