internal import Bytes
internal import Profiles

/// A profile for people: each permission in a line, and why it is there.
struct ProfileSummary {
    private let profile: Profile
    private let style: Style

    init(_ profile: Profile, style: Style) {
        self.profile = profile
        self.style = style
    }

    var text: String {
        var lines = [style.bold(Printable.line(profile.image.name)) + Printable.line(" (\(profile.image.platform))")]
        if let digest = profile.image.digest { lines.append("  image    \(digest)") }
        lines.append("  profile  \(profile.digest)")
        lines.append("  \(observed)")
        add("Users", profile.users, to: &lines)
        add("May execute", profile.executables, to: &lines)
        add("May read and write", profile.files, to: &lines)
        add("Volumes", profile.volumes, to: &lines)
        add("May listen on", profile.listen, to: &lines)
        add("May connect to", profile.connect, to: &lines)
        add("Capabilities", profile.capabilities, to: &lines)
        let calls = profile.systemCalls
        if !calls.isEmpty {
            let names = Set(calls.map(\.name)).count
            let conditional = Set(calls.filter { !$0.conditions.isEmpty }.map(\.name)).sorted()
            lines += ["", style.bold("System calls")]
            lines.append(
                "  \(names), of which on conditions: \(conditional.isEmpty ? "none" : conditional.joined(separator: ", "))"
            )
        }
        add("Resources", profile.resources, to: &lines)
        add("Secrets", profile.secrets, to: &lines)
        add("Kernel settings", profile.kernelSettings, to: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private var observed: String {
        let observation = profile.observation
        guard observation.runs > 0 else { return "Derived from the image; no run has been observed yet." }
        return
            "\(Count.text(observation.runs, "run")) observed; about \(observation.completenessPerMyriad / 100) % of what a further run does is known."
    }

    private func add<Subject: Rule>(_ title: String, _ entries: [Entry<Subject>], to lines: inout [String]) {
        guard !entries.isEmpty else { return }
        lines += ["", style.bold(title)]
        for entry in entries {
            let because = entry.because.isEmpty ? entry.known.rawValue : "\(entry.known.rawValue): \(entry.because)"
            lines.append("  \(Printable.line(entry.rule.summary))  \(style.dim(Printable.line("(\(because))")))")
        }
    }
}
