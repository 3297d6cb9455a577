package import Inventory
package import Matching

/// One side of a comparison: what an image holds and what was found in it.
package struct ComparedScan: Sendable {
    package var inventory: Inventory
    package var findings: [ComparedFinding]
    /// What the advisories cover of its packages.
    package var coverage: [Coverage]

    package init(inventory: Inventory, findings: [ComparedFinding], coverage: [Coverage] = []) {
        self.inventory = inventory
        self.findings = findings
        self.coverage = coverage
    }

    package init(_ report: ScanReport) {
        self.init(
            inventory: report.inventory, findings: report.matches.map(ComparedFinding.init), coverage: report.coverage)
    }

    /// What was not checked, so that findings may be missing.
    package var unchecked: [Unchecked] { Unchecked.all(in: inventory, coverage: coverage) }

    /// Whether it is known which files packages own; saved results and some bills leave them out.
    var hasFiles: Bool {
        inventory.files != nil || inventory.packages.isEmpty || inventory.packages.contains { !$0.files.isEmpty }
    }

    /// The settings as texts by their names, or nil if the side has no configuration.
    var configuration: [String: String]? {
        guard let settings = inventory.settings else { return nil }
        var facts: [String: String] = [:]
        facts["platform"] = inventory.platform
        facts["distribution"] = inventory.distribution.map { found in
            found.prettyName.isEmpty ? found.qualifier : found.prettyName
        }
        facts["created"] = settings.created
        facts["author"] = settings.author
        facts["user"] = settings.user
        facts["working directory"] = settings.workingDirectory
        facts["entrypoint"] = settings.entrypoint.joined(separator: " ")
        facts["command"] = settings.command.joined(separator: " ")
        facts["stop signal"] = settings.stopSignal
        for entry in settings.environment {
            let equals = entry.firstIndex(of: "=") ?? entry.endIndex
            facts["environment \(entry[..<equals])"] = String(entry[equals...].dropFirst())
        }
        for (name, value) in settings.labels { facts["label \(name)"] = value }
        for port in settings.exposedPorts { facts["port \(port)"] = "exposed" }
        for volume in settings.volumes { facts["volume \(volume)"] = "declared" }
        return facts.filter { !$0.value.isEmpty }
    }
}
