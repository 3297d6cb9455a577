package import JSON
internal import Platform
package import Profiles

/// Something that a container's process wanted to do and the kernel refused, in a profile's terms.
package struct Denial: Sendable, Equatable {
    /// Seconds since 1970.
    package var time: Int
    /// The container's name.
    package var container: String
    package var call: RefusedCall
    /// The program that the process runs; nothing where it was gone already.
    package var program: String?
    /// The user in the container; nothing where it has none of this machine's.
    package var user: UInt32?
    package var event: ProfileEvent
    /// Whether the profile permits it: then a file's own mode or owner, or something else of the kernel, is what refused.
    package var isPermitted = false
    /// The entry that permits it, or why none does.
    package var reason: String
    /// The entry that would permit it.
    package var entry: PermittingEntry?
    /// Whether it could not be told any more where the path leads.
    package private(set) var isUntold = false
    /// How often it happened until now.
    package var times = 1

    /// Puts a refused call into a profile's terms.
    package init(
        _ call: RefusedCall, of profile: Profile, container: String, user: UInt32?, time: Int, program: String?,
        _ view: some ProcessView
    ) {
        self.time = time
        self.container = container
        self.call = call
        self.program = program
        self.user = user
        guard let event = call.event(of: profile, view) else {
            event = .systemCall(call.name)
            isUntold = true
            reason = "where the path \"\(call.path)\" leads could not be told any more"
            return
        }
        self.event = event
        let verdict = profile.verdict(on: event)
        isPermitted = verdict.isAllowed
        reason = verdict.reason
        entry = isPermitted ? nil : event.entry
    }

    /// What makes two of them the same.
    struct Identity: Hashable {
        /// The name that the process goes by: of one that is gone nothing else is known.
        let command: String
        let event: String
        let error: String
    }

    var identity: Identity {
        Identity(command: call.command, event: "\(event) \(entry == nil ? call.path : "")", error: call.error)
    }

    /// The denial in one line of JSON.
    package var json: [UInt8] {
        var writer = JSONWriter(indent: 0)
        writer.object { writer in
            writer.member("time", Clock.text(time))
            writer.member("container", container)
            writer.member("process", Int(call.process))
            writer.member("hostProcess", Int(call.hostProcess))
            if let user { writer.member("user", Int(user)) }
            writer.member(ifPresent: "program", program)
            writer.member("command", call.command)
            writer.member("systemCall", call.name)
            writer.member("error", call.error)
            writer.member("event", "\(event)")
            writer.member("permitted", isPermitted)
            writer.member("reason", reason)
            if let entry {
                writer.object("entry") { writer in
                    writer.member("section", entry.section)
                    writer.name("rule")
                    writer.value(.object(entry.members))
                }
            }
            writer.member("times", times)
        }
        return writer.finish()
    }

    /// The denial in one line for people.
    package var text: String {
        let who = "\(program ?? call.command) (\(call.process)\(user.map { ", user \($0)" } ?? ""))"
        let often = times > 1 ? ", \(times) times" : ""
        let why =
            if isPermitted {
                "the profile permits it (\(reason)); \(call.name) was refused for another reason, as a file's owner or mode"
            } else if let entry {
                "an entry of \(entry.section) would permit it: \(entry.summary)"
            } else {
                reason
            }
        return "\(Clock.text(time)) \(container): \(who): \(event): \(call.error)\(often); \(why)"
    }
}

/// Denials in the order in which they come, the same ones put together, since a program may try without end.
package struct DenialTally: Sendable {
    /// Different denials that are told apart; a container could try ever new names.
    private static let limit = 10_000

    private var known: [Denial.Identity: (denial: Denial, told: Int)] = [:]
    /// What calls came to that were the same to the last bit, as those of a loop are.
    private var calls: [RefusedCall: Denial.Identity] = [:]
    /// Those beyond the limit.
    package private(set) var untold = 0

    package init() {}

    /// Counts a refused call.
    ///
    /// - Parameter denial: what it comes to, which takes time to find out.
    /// - Returns: what is to be told of it now, the first time and whenever it came ten times as often as when it was last told.
    package mutating func add(_ call: RefusedCall, time: Int, _ denial: () -> Denial) -> Denial? {
        var found: Denial?
        let identity =
            calls[call]
            ?? {
                let made = denial()
                found = made
                return made.identity
            }()
        if calls.count < Self.limit { calls[call] = identity }
        if var entry = known[identity] {
            entry.denial.times += 1
            (entry.denial.time, entry.denial.call) = (time, call)
            let isTold = entry.denial.times >= entry.told * 10
            if isTold { entry.told = entry.denial.times }
            known[identity] = entry
            return isTold ? entry.denial : nil
        }
        guard known.count < Self.limit, let found else {
            untold += 1
            return nil
        }
        known[identity] = (found, 1)
        return found
    }

    /// The denials that came again since they were last told.
    package func rest() -> [Denial] {
        known.values.filter { $0.denial.times > $0.told }.map(\.denial)
            .sorted { ($0.time, "\($0.event)") < ($1.time, "\($1.event)") }
    }
}
