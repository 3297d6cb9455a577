import HTTP
import Synchronization
import TestSupport
import Testing

@Suite("A body that is read on demand and goes on after a cut", .timeLimit(.minutes(1)))
struct ResumingBodyTests {
    private static let content = noise(300_000)

    private static func body(_ server: LoopbackServer) throws -> ResumingBody {
        let client = ObservedClient().client
        return ResumingBody(Request(.get, try URL("\(server.address)/blob")), pause: client.pause) {
            try client.perform($0)
        }
    }

    private static func read(_ body: ResumingBody, piece: Int = 7_000) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: piece)
        while true {
            let count = try part.withUnsafeMutableBytes { try body.read(into: $0) }
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }

    /// A server that cuts its n-th response after so many bytes.
    private static func server(_ cuts: [Int], knowsRanges: Bool = true) throws -> LoopbackServer {
        let number = Mutex(0)
        return try LoopbackServer { request in
            let place = number.withLock { number in
                defer { number += 1 }
                return number
            }
            var response =
                knowsRanges
                ? HTTPTestResponse.serving(content, etag: "\"a\"", to: request) : HTTPTestResponse(body: content)
            response.cutAfter = place < cuts.count ? cuts[place] : nil
            return response
        }
    }

    @Test("each byte comes once", arguments: [[], [0], [1], [299_999], [100_000, 0, 100_000]], [true, false])
    func cuts(_ cuts: [Int], knowsRanges: Bool) throws {
        let server = try Self.server(cuts, knowsRanges: knowsRanges)
        let body = try Self.body(server)
        #expect(try Self.read(body) == Self.content)
        #expect(server.requests.count == cuts.count + 1)
        // The end stays the end.
        #expect(try Self.read(body).isEmpty)
        #expect(server.requests.count == cuts.count + 1)
    }

    @Test("attempts without progress are bounded")
    func attempts() throws {
        let server = try Self.server(Array(repeating: 1, count: 100))
        let body = try Self.body(server)
        #expect(throws: HTTPError.self) { try Self.read(body) }
        #expect(server.requests.count == 5)
    }

    @Test("a resource that changed meanwhile is an error")
    func changed() throws {
        let number = Mutex(0)
        let server = try LoopbackServer { request in
            let place = number.withLock { number in
                defer { number += 1 }
                return number
            }
            var response = HTTPTestResponse.serving(Self.content, etag: "\"\(place)\"", to: request)
            response.cutAfter = place == 0 ? 1000 : nil
            return response
        }
        let error = #expect(throws: HTTPError.self) { try Self.read(Self.body(server)) }
        #expect(error?.code == .contentChanged)
    }
}
