package import HTTP

/// Fetches from a server that holds the bulk export's layout, going on where a connection was cut.
package struct MirrorClient: Fetching {
    private let client: Client
    private let base: URL

    /// - Parameter base: the address that `ecosystems.txt` lies right below.
    package init(_ client: Client, base: URL) {
        self.client = client
        self.base = base
    }

    package func fetch(
        _ path: [String], unless known: Validator, onLength: (UInt64) -> Void,
        into sink: (Span<UInt8>) throws -> Void
    ) throws -> Fetched {
        var request = Request(.get, base.appending(segments: path))
        if !known.entityTag.isEmpty { request.headers["If-None-Match"] = known.entityTag }
        if !known.lastModified.isEmpty { request.headers["If-Modified-Since"] = known.lastModified }
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
            default: return exchange
            }
        }
        do {
            let head = try download.run(onLength: onLength, into: sink)
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
