internal import Advisories
internal import HTTP
internal import Platform

/// The server from which advisories come.
struct AdvisoryServer {
    /// Where the OSV project publishes its bulk export.
    private static let publicExport = "https://osv-vulnerabilities.storage.googleapis.com"

    let base: URL
    private let tls: TLSOptions

    /// - Parameter address: the base address; without one `HULLMARK_DB_FROM`, else OSV's public export.
    init(_ address: String? = nil, tls: TLSOptions) throws {
        base = try URL(address ?? environment("HULLMARK_DB_FROM") ?? Self.publicExport)
        self.tls = tls
    }

    /// A client that tries again where a failure may pass.
    var patientClient: MirrorClient { client { _ in } }

    /// A client that asks once and waits a short time.
    func client(within time: Duration) -> MirrorClient {
        client { configuration in
            configuration.retries = .never
            configuration.connectTimeout = time
            configuration.headTimeout = time
            configuration.idleTimeout = time
        }
    }

    private func client(_ change: (inout Client.Configuration) -> Void) -> MirrorClient {
        var configuration = Client.Configuration(userAgent: "hullmark/\(version)", tls: tls)
        change(&configuration)
        return MirrorClient(Client(configuration), base: base)
    }
}
