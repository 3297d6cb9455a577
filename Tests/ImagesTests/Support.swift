import Bytes
import HTTP
import Images
import Layers
import Synchronization
import TestSupport

/// All bytes of a blob, read in pieces of a size.
func contents(of blob: any BlobSource, pieces: Int = 4_000) throws -> [UInt8] {
    let source = try blob.open()
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: pieces)
    while true {
        let count = try part.withUnsafeMutableBytes { try source.read(into: $0) }
        if count == 0 { return bytes }
        bytes += part[..<count]
    }
}

/// A registry client that never sleeps, in an environment of a test's own.
struct TestClient {
    let client: RegistryClient
    private let log = Log()

    private final class Log: Sendable {
        let delays = Mutex<[Duration]>([])
    }

    init(
        plainHTTP: Bool = true, credentials: Credentials? = nil, environment: [String: String] = [:],
        tls: TLSOptions = TLSOptions(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        var configuration = Client.Configuration(userAgent: "hullmark/test", tls: tls, proxies: .none)
        configuration.connectTimeout = .seconds(5)
        configuration.idleTimeout = .seconds(5)
        let log = log
        var variables = ["HOME": "/nonexistent", "XDG_RUNTIME_DIR": "/nonexistent"]
        variables.merge(environment) { $1 }
        client = RegistryClient(
            RegistryOptions(plainHTTP: plainHTTP, credentials: credentials),
            search: CredentialSearch { variables[$0] },
            client: Client(configuration, sleep: { delay in log.delays.withLock { $0.append(delay) } }, random: { 0 }),
            now: now)
    }

    var delays: [Duration] { log.delays.withLock { $0 } }

    func image(_ reference: String, platform: String? = nil, limits: Limits = Limits()) throws -> Image {
        let resolver = ImageResolver(platform: platform.flatMap { ImagePlatform($0) }, limits: limits)
        return try client.image(Reference(reference), resolver: resolver)
    }

    /// The error that looking up an image ends with.
    func failure(_ reference: String, platform: String? = nil, limits: Limits = Limits()) -> ImageError? {
        do { _ = try image(reference, platform: platform, limits: limits) } catch let error as ImageError {
            return error
        } catch {
            return ImageError(.unsupported, "not an ImageError: \(error)")
        }
        return nil
    }
}
