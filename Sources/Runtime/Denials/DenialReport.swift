package import Platform
package import Profiles

/// Reports what a container's processes are refused, from now until it ends.
package struct DenialReport: ~Copyable {
    /// Calls that are waited for together, so that a busy container cannot keep the reader from its other duties.
    private static let batch = 1000

    private let record: ContainerRecord
    private let profile: Profile
    private let trace: DenialTrace
    private let container: OtherProcess
    /// The root of the container, which is there for as long as it is held.
    private let root: OpenFile

    /// Begins to watch a container.
    package init(_ record: ContainerRecord, in store: ContainerStore) throws {
        guard let process = record.process, let startTime = record.startTime,
            let container = OtherProcess(process, startTime: startTime)
        else { throw RuntimeError(.conflict, "\(record.name) is not running") }
        let path = "\(store.path(record.identifier))/profile"
        guard let bytes = try? FileHandle(reading: path).read(0..<ProfileLimits.documentBytes + 1) else {
            throw RuntimeError(.invalid, "\(record.name) has no profile, by which anything could be refused")
        }
        let profile = try Profile(bytes.span)
        let trace = try DenialTrace(process: process)
        root = OpenFile(try FileHandle(reading: "/proc/\(process)/root"))
        self.record = record
        self.container = container
        self.profile = profile
        self.trace = trace
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
        while true {
            let ready = try Readiness.wait([trace.descriptor, signals.handle.descriptor, container.descriptor])
            var count = 0
            while count < Self.batch, let call = trace.next() {
                count += 1
                if call.isOfEngine { continue }
                let time = Clock.secondsSince1970
                guard let denial = tally.add(call, time: time, { denial(call, time) }) else { continue }
                guard try tell(denial) else { return (tally.untold, trace.lost) }
            }
            if ready.contains(signals.handle.descriptor) || ready.contains(container.descriptor) && count < Self.batch {
                break
            }
        }
        for denial in tally.rest() { guard try tell(denial) else { break } }
        return (tally.untold, trace.lost)
    }

    private func denial(_ call: RefusedCall, _ time: Int) -> Denial {
        let process = LivingProcess(call.hostProcess, root: root)
        let user = record.identityBase.map { call.user >= $0 && call.user - $0 < 65_536 ? call.user - $0 : nil }
        return Denial(
            call, of: profile, container: record.name, user: user ?? call.user, time: time,
            program: process.program, process)
    }
}
