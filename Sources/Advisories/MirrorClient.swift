package import HTTP
internal import Synchronization

/// Fetches from a server that holds the bulk export's layout, going on where a connection was cut.
package struct MirrorClient: Fetching {
    private let client: Client
    private let base: URL
    private let onBytes: @Sendable (_ name: String, _ received: Int, _ total: Int?) -> Void

    /// - Parameter base: the address that `ecosystems.txt` lies right below.
    /// - Parameter onBytes: is told of an archive that arrives: its ecosystem, its bytes so far, and all of them where that is known.
    package init(
        _ client: Client, base: URL,
        onBytes: @escaping @Sendable (_ name: String, _ received: Int, _ total: Int?) -> Void = { _, _, _ in }
    ) {
        self.client = client
        self.base = base
        self.onBytes = onBytes
    }

    package func fetch(
        _ path: [String], unless known: Validator, into sink: (Span<UInt8>) throws -> Void
    ) throws -> Fetched {
        var request = Request(.get, base.appending(segments: path))
        if !known.entityTag.isEmpty { request.headers["If-None-Match"] = known.entityTag }
        if !known.lastModified.isEmpty { request.headers["If-Modified-Since"] = known.lastModified }
        let length = Mutex<Int?>(nil)
        var received = 0
        let download = ResumingDownload(request, pause: client.pause) { request in
            var request = request
            if request.headers["Range"] != nil {
                request.headers["If-None-Match"] = nil
                request.headers["If-Modified-Since"] = nil
            }
            let exchange = try client.perform(request)
            switch exchange.status {
            case 304: throw Answer.notModified
            case 404, 410: throw Answer.missing
            default:
                if exchange.status == 200 {
                    length.withLock { $0 = exchange.head.contentLength.flatMap(Int.init(exactly:)) }
                }
                return exchange
            }
        }
        do {
            let head = try download.run { part in
                try sink(part)
                received += part.count
                if path.last == "all.zip" { onBytes(path[0], received, length.withLock { $0 }) }
            }
            return .content(
                Validator(
                    entityTag: head.headers["ETag"] ?? "", lastModified: head.headers["Last-Modified"] ?? ""))
        } catch Answer.notModified {
            return .notModified
        } catch Answer.missing {
            return .missing
        }
    }

    /// Answers that are no content and no failure either.
    private enum Answer: Error { case notModified, missing }
}
