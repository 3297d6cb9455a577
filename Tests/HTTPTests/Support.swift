import HTTP
import Synchronization

/// Tells what a parser makes of bytes that come in pieces of a size: the head, the body, and how it ended.
struct Reading: Equatable {
    var heads: [ResponseHead] = []
    var body: [UInt8] = []
    var isComplete = false
    var isReusable = false
    var leftOver = 0
    var failure: HTTPError.Code?

    init(_ bytes: [UInt8], to method: Method = .get, pieces: Int = .max, closes: Bool = true) {
        var parser = ResponseParser(to: method)
        do throws(HTTPError) {
            var start = 0
            while start < bytes.count, !parser.isComplete {
                let end = start + min(pieces, bytes.count - start)
                start += try take(Array(bytes[start..<end]), &parser)
            }
            leftOver = bytes.count - start
            if closes { try parser.receiveClose() }
        } catch {
            failure = error.code
        }
        isComplete = parser.isComplete
        isReusable = parser.isReusable
    }

    init(_ text: String, to method: Method = .get, pieces: Int = .max, closes: Bool = true) {
        self.init(Array(text.utf8), to: method, pieces: pieces, closes: closes)
    }

    private mutating func take(_ piece: [UInt8], _ parser: inout ResponseParser) throws(HTTPError) -> Int {
        var used = 0
        while true {
            let step = try parser.receive(piece.span.extracting(used..<piece.count))
            switch step.event {
            case .head(let head): heads.append(head)
            case .body(let range): body += piece[(used + range.lowerBound)..<(used + range.upperBound)]
            case .needsMore, .end: return used + step.used
            }
            used += step.used
        }
    }
}

/// A client of which a test sees how long it would have slept.
struct ObservedClient {
    let client: Client
    private let log = Log()

    private final class Log: Sendable {
        let delays = Mutex<[Duration]>([])
    }

    init(
        proxies: ProxySettings = .none, tls: TLSOptions = TLSOptions(),
        _ change: (inout Client.Configuration) -> Void = { _ in }
    ) {
        var configuration = Client.Configuration(userAgent: "hullmark/test", tls: tls, proxies: proxies)
        configuration.connectTimeout = .seconds(5)
        configuration.idleTimeout = .seconds(5)
        change(&configuration)
        let log = log
        client = Client(configuration, sleep: { delay in log.delays.withLock { $0.append(delay) } }, random: { 0 })
    }

    var delays: [Duration] { log.delays.withLock { $0 } }

    func get(_ address: String, headers: Headers = [:]) throws -> (status: Int, text: String) {
        let exchange = try client.perform(Request(.get, URL(address), headers: headers))
        return (exchange.status, String(decoding: try exchange.readAll(limit: 1 << 24), as: UTF8.self))
    }

    /// The condition that a request fails with.
    func failure(_ address: String, headers: Headers = [:]) -> HTTPError.Code? {
        do { _ = try get(address, headers: headers) } catch let error as HTTPError { return error.code } catch {}
        return nil
    }
}

/// Settings as environment variables.
func environment(_ values: [String: String]) -> (String) -> String? { { values[$0] } }
