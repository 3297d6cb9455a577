internal import ArgumentParser
internal import JSON
internal import Platform
internal import Profiles

/// `hullmark profile check PROFILE EVENT…`: whether events would be permitted, and by which entry.
struct ProfileCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check whether a profile permits an event, and by which entry.",
        discussion: """
            An event is as "exec /bin/sh", "open /etc/shadow read", "create /tmp/x", "connect 10.0.0.1:443/tcp", "listen 8080/tcp", "user 0", \
            "syscall mount", "capability SYS_ADMIN", "mount /data write", "secret NAME", "sysctl NAME=VALUE": each in quotes, or a single one \
            without. Exits with 2 when any of them is not permitted.
            """)

    /// The forms of an answer.
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The profile's file.")
    var profile: String

    @Argument(help: "The event.")
    var event: [String]

    @Option(name: .shortAndLong, help: "The answer's format.")
    var format: Format = .text

    func run() throws {
        let profile = try ProfileFile(profile).profile
        // One event without quotes comes as words.
        let texts = event.contains { $0.contains(" ") } ? event : [event.joined(separator: " ")]
        let answers = try texts.map { ($0, profile.verdict(on: try ProfileEvent($0))) }
        try write(format == .json ? json(answers) : text(answers), to: nil)
        if answers.contains(where: { !$0.1.isAllowed }) { throw ExitStatus.refused }
    }

    private func text(_ answers: [(String, ProfileVerdict)]) -> [UInt8] {
        var text = ""
        for (event, verdict) in answers {
            let because = [verdict.known?.rawValue, verdict.because.isEmpty ? nil : verdict.because].compactMap(\.self)
                .joined(separator: ": ")
            let word = verdict.isAllowed ? "allowed" : "refused"
            text +=
                Printable.line("\(word)  \(event)  \(verdict.reason)\(because.isEmpty ? "" : " (\(because))")") + "\n"
        }
        return Array(text.utf8)
    }

    private func json(_ answers: [(String, ProfileVerdict)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in
            for (event, verdict) in answers {
                writer.object { writer in
                    writer.member("event", event)
                    writer.member("allowed", verdict.isAllowed)
                    writer.member("reason", verdict.reason)
                    writer.member(ifPresent: "known", verdict.known?.rawValue)
                    if !verdict.because.isEmpty { writer.member("because", verdict.because) }
                }
            }
        }
        return writer.finish()
    }
}
