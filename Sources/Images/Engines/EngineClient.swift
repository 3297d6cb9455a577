internal import HTTP
internal import JSON
internal import Platform

/// Asks an engine's API, Docker's or podman's in Docker's form, for an image as an archive.
struct EngineClient: Sendable {
    private let client: Client
    private let base: URL
    /// Where the engine is, for messages.
    private let place: String

    /// - Parameter patience: how long the engine may be silent; one that packs a large image is silent for a while.
    init(
        _ address: EngineAddress, userAgent: String, patience: Duration = .seconds(600)
    ) throws(ImageError) {
        var tls = TLSOptions()
        let base: URL
        switch address {
        case .socket(let path):
            // Any name serves: the socket decides who answers.
            do throws(HTTPError) { base = try URL("http://localhost") } catch {
                throw ImageError(.invalidReference, error.message)
            }
            place = path
        case .server(let url, let certificates):
            base = url
            place = url.withoutQuery
            if let certificates {
                tls.extraAuthorityFiles = ["\(certificates)/ca.pem"]
                tls.certificateFile = "\(certificates)/cert.pem"
                tls.privateKeyFile = "\(certificates)/key.pem"
            }
        }
        var configuration = Client.Configuration(userAgent: userAgent, tls: tls)
        if case .socket(let path) = address {
            configuration.socketPath = path
            configuration.proxies = .none
        }
        configuration.connectTimeout = min(configuration.connectTimeout, patience)
        configuration.headTimeout = patience
        configuration.idleTimeout = patience
        if patience < .seconds(600) { configuration.retries = .never }
        self.base = base
        client = Client(configuration)
    }

    /// Whether the engine holds an image; one that does not answer holds none.
    func holds(_ name: String) -> Bool {
        let segments = ["images"] + name.split(separator: "/").map(String.init) + ["json"]
        guard let exchange = try? client.perform(Request(.get, base.appending(segments: segments))) else {
            return false
        }
        return exchange.status == 200
    }

    /// Has the engine write an image's archive into a file.
    func save(_ name: String, platform: ImagePlatform?, into spool: Spool, limit: Int) throws {
        let segments = ["images"] + name.split(separator: "/").map(String.init) + ["get"]
        var url = base.appending(segments: segments)
        if let platform {
            // Engines before API 1.48 pass over it.
            url = url.appending(queryItem: "platform", platform.engineText)
        }
        let exchange: Exchange
        do throws(HTTPError) { exchange = try client.perform(Request(.get, url)) } catch {
            throw ImageError(
                .unreachable, "cannot reach the engine at \(place); is its daemon running? (\(error.message))")
        }
        guard exchange.status == 200 else { throw failure(exchange, name) }
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            var bytes = buffer.mutableSpan
            let count = try exchange.read(into: &bytes)
            guard count > 0 else { return }
            try buffer.withUnsafeBytes {
                try spool.append(UnsafeRawBufferPointer(rebasing: $0[..<count]), limit: limit)
            }
        }
    }

    /// The reason in an engine's refusal, fit for a line; nil if there is none.
    static func reason(in bytes: Span<UInt8>) -> String? {
        guard let json = try? JSONValue(bytes) else { return nil }
        return (json["message"]?.string ?? json["cause"]?.string).map { clipped($0) }
    }

    private func failure(_ exchange: Exchange, _ name: String) -> ImageError {
        var reason = exchange.head.reason
        if let bytes = try? exchange.readAll(limit: 1 << 16) { reason = Self.reason(in: bytes.span) ?? reason }
        return ImageError(
            exchange.status == 404 ? .notFound : .unreadable,
            exchange.status == 404
                ? "the engine at \(place) has no image \"\(name)\" (\(reason))"
                : "the engine at \(place) does not export \"\(name)\": \(reason)")
    }
}

extension ImagePlatform {
    /// As the engines' API takes a platform.
    fileprivate var engineText: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("os", system)
            writer.member("architecture", architecture)
            writer.member(ifPresent: "variant", variant.isEmpty ? nil : variant)
        }
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
