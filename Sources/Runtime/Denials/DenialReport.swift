package import Platform
internal import Profiles

/// Reports what a container's processes are refused, from now until it ends.
package struct DenialReport: ~Copyable {
    /// Calls that are waited for together, so that a busy container cannot keep the reader from its other duties.
    private static let batch = 1000

    private let record: ContainerRecord
    private let profile: Profile
    private let trace: DenialTrace?
    private let audit: AuditLog?
    private let container: OtherProcess
    /// Whether the container's first process is still the engine's.
    private let startsLater: Bool
    /// The root of the container, which is there for as long as it is held.
    private let root: OpenFile

    /// What tells of refusals.
    package enum Source: String, Sendable, CaseIterable {
        /// The end of every system call; the machine's audit adds paths where it is on.
        case trace
        /// The machine's audit alone, which costs the machine nothing more.
        case audit
    }

    /// Begins to watch a container.
    package init(_ record: ContainerRecord, in store: ContainerStore, from source: Source = .trace) throws {
        guard let process = record.process, let startTime = record.startTime,
            let container = OtherProcess(process, startTime: startTime)
        else { throw RuntimeError(.conflict, "\(record.name) is not running") }
        let path = "\(store.path(record.identifier))/profile"
        guard let bytes = try? FileHandle(reading: path).read(0..<ProfileLimits.documentBytes + 1) else {
            throw RuntimeError(.invalid, "\(record.name) has no profile, by which anything could be refused")
        }
        let profile = try Profile(bytes.span)
        let trace = source == .trace ? try DenialTrace(process: process) : nil
        let audit: AuditLog?
        do { audit = try AuditLog(process: process) } catch {
            guard source == .trace else {
                throw RuntimeError(.unsupported, "the machine's audit tells nothing: \(error)")
            }
            audit = nil
        }
        root = OpenFile(try FileHandle(reading: "/proc/\(process)/root"))
        self.record = record
        startsLater = !record.isStarted && source == .trace
        self.container = container
        self.profile = profile
        self.trace = trace
        self.audit = audit
    }

    /// Reports until the container ends or a signal comes.
    ///
    /// - Parameters:
    ///   - signals: the signals that end it.
    ///   - tell: takes a denial; says whether anybody still reads.
    package consuming func follow(
        until signals: consuming SignalQueue, _ tell: (Denial) throws -> Bool
    ) throws -> (untold: Int, lost: Int) {
        var tally = DenialTally()
        var isOfEngine = startsLater
        while true {
            let ready = try Readiness.wait([
                trace?.descriptor ?? -1, audit?.descriptor ?? -1, signals.handle.descriptor, container.descriptor,
            ])
            let calls = next()
            for call in calls where !call.isOfEngine {
                if isOfEngine {
                    // Where some were lost, the one that is waited for may be among them.
                    if call.beginsProgram || trace?.lost != 0 { isOfEngine = false }
                    if isOfEngine || call.beginsProgram { continue }
                }
                let time = Clock.secondsSince1970
                guard let denial = tally.add(call, time: time, { denial(call, time) }) else { continue }
                guard try tell(denial) else { return (tally.untold, trace?.lost ?? 0) }
            }
            if ready.contains(signals.handle.descriptor)
                || ready.contains(container.descriptor) && calls.count < Self.batch
            {
                break
            }
        }
        for denial in tally.rest() { guard try tell(denial) else { break } }
        return (tally.untold, trace?.lost ?? 0)
    }

    /// The calls that were refused since it was last asked, so many at most.
    private borrowing func next() -> [RefusedCall] {
        let recorded = audit?.calls() ?? []
        // Both tell of the same calls: what is written down only adds to what is seen.
        guard trace != nil else { return recorded }
        var calls: [RefusedCall] = []
        while calls.count < Self.batch, let call = trace?.next() { calls.append(call) }
        return calls
    }

    private borrowing func denial(_ call: RefusedCall, _ time: Int) -> Denial {
        let process = LivingProcess(call.hostProcess, root: root)
        let user = record.identityBase.map { call.user >= $0 && call.user - $0 < 65_536 ? call.user - $0 : nil }
        let denial = Denial(
            call, of: profile, container: record.name, user: user ?? call.user, time: time, program: process.program,
            process)
        guard denial.isUntold, let place = RefusedCall.pathPlace(of: call.name), let recorded = audit?.path(of: call)
        else { return denial }
        // Where a process stood that is gone, a record still knows.
        var whole = call
        whole.texts[place] = recorded.path
        return Denial(
            whole, of: profile, container: record.name, user: user ?? call.user, time: time,
            program: process.program ?? recorded.program, process)
    }
}
