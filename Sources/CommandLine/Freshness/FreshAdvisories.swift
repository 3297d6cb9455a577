internal import Advisories
internal import HTTP
internal import Platform

/// Fetches the advisories that an image needs before they are asked for, where the network answers soon.
struct FreshAdvisories {
    /// What came of it.
    struct Outcome {
        /// Whether the database may have changed.
        var isChanged = false
        /// What a reader of the report must know; nil if nothing.
        var notice: String?
    }

    /// How long the server may take to answer at all.
    private static let patience = Duration.seconds(3)

    let folder: String
    let base: URL
    let authorityFiles: [String]
    let now: Timestamp
    let progress: StepProgress

    /// Fetches what of some ecosystems is due.
    func update(_ ecosystems: [String]) -> Outcome {
        var asked = AskedList(folder: folder)
        let due = ecosystems.filter { asked.isDue($0, at: now.seconds) }
        guard !due.isEmpty else { return Outcome() }
        do throws(SystemError) {
            try Directory.make(folder)
            try asked.note(due, at: now.seconds)
        } catch {
            return Outcome(
                notice: "Advisories were not refreshed: they cannot be kept: \(error). --offline does not ask.")
        }
        progress.show(.asking(base.authority))
        defer { progress.finish() }
        switch serverList() {
        case .silent:
            return Outcome(
                notice:
                    "Advisories were not refreshed: \(base.authority) did not answer within 3 seconds. --offline does not ask."
            )
        case .failed(let reason):
            return Outcome(notice: "Advisories were not refreshed: \(reason). --offline does not ask.")
        case .names(let known):
            let wanted = known.map { known in due.filter(known.contains) } ?? due
            return wanted.isEmpty ? Outcome() : fetch(wanted)
        }
    }

    private func fetch(_ names: [String]) -> Outcome {
        let updater = DatabaseUpdater(folder: folder, server: mirror(client(isFirst: false)), now: now) {
            progress.show($0)
        }
        do throws(AdvisoryError) {
            let report = try updater.update(names)
            let failures = report.outcomes.filter { names.contains($0.name) && $0.outcome.isFailure }
            guard case .failed(let error)? = failures.first?.outcome else { return Outcome(isChanged: true) }
            let failed = failures.map(\.name).joined(separator: ", ")
            return Outcome(isChanged: true, notice: "Advisories of \(failed) were not refreshed: \(error).")
        } catch {
            return Outcome(notice: "Advisories were not refreshed: \(error).")
        }
    }

    private enum ServerList: Sendable {
        /// The ecosystems that the server names; nil if it has no list.
        case names(Set<String>?)
        case failed(String)
        case silent
    }

    /// Asks the server for its list, on a thread of its own: finding a host's address has no limit of its own.
    private func serverList() -> ServerList {
        let mirror = mirror(client(isFirst: true))
        let list: ServerList? = Worker.result(within: Self.patience) {
            do {
                var bytes: [UInt8] = []
                let found = try mirror.fetch(["ecosystems.txt"], unless: Validator()) { part in
                    guard bytes.count + part.count <= 1 << 20 else { return }
                    for index in part.indices { bytes.append(part[index]) }
                }
                guard case .content = found else { return .names(nil) }
                return .names(Set(EcosystemList.read(bytes.span).map { Ecosystem.base($0) }))
            } catch let error as HTTPError where error.code == .timeout {
                return .silent
            } catch {
                return .failed("\(error)")
            }
        }
        return list ?? .silent
    }

    private func mirror(_ client: Client) -> MirrorClient {
        MirrorClient(client, base: base) { [progress] name, received, total in
            progress.show(name, received: received, of: total)
        }
    }

    private func client(isFirst: Bool) -> Client {
        var configuration = Client.Configuration(
            userAgent: "hullmark/\(version)", tls: TLSOptions(extraAuthorityFiles: authorityFiles))
        configuration.connectTimeout = isFirst ? Self.patience : .seconds(5)
        configuration.headTimeout = isFirst ? Self.patience : .seconds(15)
        configuration.idleTimeout = isFirst ? Self.patience : .seconds(30)
        if isFirst { configuration.retries = .never }
        return Client(configuration)
    }
}
