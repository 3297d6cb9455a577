import Bytes

@testable import HTTP

extension ParserTarget {
    /// What servers and the environment say over HTTP.
    static let network: [ParserTarget] = [
        ParserTarget(
            "url",
            texts: [
                "https://registry.example:5000/v2/a%20b/?n=1#x", "http://[::1]/a/../b", "//host/path", "?q", "../a",
                "http://a@b/",
            ]
        ) { text in
            let base = try URL("https://host.example/a/b?c")
            if let resolved = try attempt({ try base.resolving(text) }) {
                try require(
                    try attempt { try URL(resolved.description) } == resolved, "\(resolved) is not itself again")
            }
            let url = try URL(text)
            try require(try attempt { try URL(url.description) } == url, "\(text) as \(url) is not itself again")
            _ = URL.redacted(text)
        },
        ParserTarget(
            "proxy-settings", texts: ["localhost,10.0.0.0/8,*.example:80\0http://proxy:3128", "[::1]/128,*\0p"]
        ) { text in
            let parts = texts(text.utf8.span, 2)
            let settings = ProxySettings { ["NO_PROXY": parts[0], "HTTP_PROXY": parts[1]][$0] }
            _ = try settings.proxy(for: try URL("http://10.1.2.3/"))
            _ = try settings.proxy(for: try URL("http://a.example/"))
        },
        ParserTarget(
            "header-value",
            texts: ["bytes 100-999/1000", "bytes 1-2/*", "Sun, 06 Nov 1994 08:49:37 GMT", "::ffff:1.2.3.4", "120"]
        ) { text in
            if let range = ContentRange(text) {
                try require(range.first <= range.last, "a range that ends before it begins")
            }
            _ = HTTPDate(text)
            _ = IPAddress(text)
            _ = BodyFraming.length(of: text)
        },
        ParserTarget(
            "http-response",
            documents: [
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nA:  b \r\n\r\ntext",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200\r\nConnection: keep-alive\r\n\r\nrest",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\ntext\r\n0\r\nT: x\r\n\r\nHTTP",
                "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n",
            ]
        ) { bytes in
            for method in [Method.get, .head] {
                let whole = try Reception(bytes, to: method, pieceSize: bytes.count)
                let cut = try Reception(bytes, to: method, pieceSize: 1)
                try require(whole == cut, "byte by byte gives another response: \(cut) instead of \(whole)")
            }
        },
    ]
}

/// What a response parser gave until its end or failure.
private struct Reception: Equatable {
    var heads: [ResponseHead] = []
    var body: [UInt8] = []
    var used = 0
    var isComplete = false
    var failure: HTTPError.Code?

    init(_ bytes: Span<UInt8>, to method: Method, pieceSize: Int) throws {
        var parser = ResponseParser(to: method)
        do throws(HTTPError) {
            while used < bytes.count, !parser.isComplete {
                let end = min(bytes.count, used + max(1, pieceSize))
                let piece = bytes.extracting(used..<end)
                let step = try parser.receive(piece)
                switch step.event {
                case .head(let head): heads.append(head)
                case .body(let range): body += piece.extracting(range).array
                case .needsMore, .end: break
                }
                used += step.used
            }
            try parser.receiveClose()
            isComplete = parser.isComplete
        } catch {
            failure = error.code
            // How much of the piece that holds the error was used is not told.
            used = 0
        }
    }
}
