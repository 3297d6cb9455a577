import HTTP
import Synchronization
import TestSupport
import Testing

@Suite("A download that goes on after a cut", .timeLimit(.minutes(1)))
struct ResumingDownloadTests {
    private struct SinkFailure: Error {}

    private static let content = noise(100_000)

    private static func download(_ server: LoopbackServer, attempts: Int = 5) throws -> [UInt8] {
        var download = ResumingDownload(Request(.get, try URL("\(server.address)/blob")), by: ObservedClient().client)
        download.attempts = attempts
        var bytes: [UInt8] = []
        try download.run { part in part.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }
        return bytes
    }

    private static func code(_ server: LoopbackServer, attempts: Int = 5) -> HTTPError.Code? {
        do { _ = try download(server, attempts: attempts) } catch let error as HTTPError { return error.code } catch {}
        return nil
    }

    /// A server that cuts each body after some bytes, but for the last one.
    private static func cutting(
        _ cuts: [Int], _ response: @escaping @Sendable (HTTPTestRequest, Int) -> HTTPTestResponse
    ) throws -> LoopbackServer {
        let count = Mutex(0)
        return try LoopbackServer { request in
            let number = count.withLock { count in
                defer { count += 1 }
                return count
            }
            var answer = response(request, number)
            if number < cuts.count { answer.cutAfter = cuts[number] }
            return answer
        }
    }

    @Test(
        "each byte arrives once, wherever the cuts are",
        arguments: [[], [0], [1], [50_000], [10, 0, 99_000], [99_999], [0, 0, 0]])
    func cuts(_ cuts: [Int]) throws {
        let server = try Self.cutting(cuts) { request, _ in .serving(Self.content, etag: "\"one\"", to: request) }
        #expect(try Self.download(server) == Self.content)
        #expect(server.requests.count == cuts.count + 1)
        if cuts == [50_000] {
            #expect(server.requests.last?.header("Range") == "bytes=50000-")
            #expect(server.requests.last?.header("If-Range") == "\"one\"")
        }
    }

    @Test("a server that knows no ranges is read again from the start")
    func noRanges() throws {
        let server = try Self.cutting([70_000, 30_000, 99_000]) { _, _ in HTTPTestResponse(body: Self.content) }
        #expect(try Self.download(server) == Self.content)
    }

    @Test("chunked bodies are resumed, too")
    func chunked() throws {
        let server = try Self.cutting([70_000]) { request, _ in
            var response = HTTPTestResponse.serving(Self.content, to: request)
            response.framing = .chunked(1000)
            return response
        }
        #expect(try Self.download(server) == Self.content)
    }

    @Test("a weak tag is no condition")
    func weakTag() throws {
        let server = try Self.cutting([5]) { request, _ in .serving(Self.content, etag: "W/\"1\"", to: request) }
        #expect(try Self.download(server) == Self.content)
        #expect(server.requests.last?.header("If-Range") == nil)
    }

    @Test("a resource that changed meanwhile is never mixed with the old one")
    func changed() throws {
        let newTag = try Self.cutting([500]) { request, number in
            .serving(Self.content, etag: "\"\(number)\"", to: request)
        }
        #expect(Self.code(newTag) == .contentChanged)
        let shorter = try Self.cutting([500]) { request, number in
            .serving(Array(Self.content.dropLast(number)), to: request)
        }
        #expect(Self.code(shorter) == .contentChanged)
        let gone = try Self.cutting([500]) { request, number in
            .serving(number == 0 ? Self.content : Array(Self.content.prefix(400)), to: request)
        }
        #expect(Self.code(gone) == .contentChanged)
    }

    @Test(
        "another part than the one asked for is refused",
        arguments: [
            "bytes 0-99999/100000", "bytes 501-99999/100000", "bytes x", "", "bytes 500-499/100000",
            "bytes 500-100000/100000",
        ])
    func wrongPart(_ range: String) throws {
        let server = try Self.cutting([500]) { request, number in
            number == 0
                ? HTTPTestResponse(body: Self.content)
                : HTTPTestResponse(206, headers: [("Content-Range", range)], body: Array(Self.content[500...]))
        }
        #expect(Self.code(server) == .protocolViolation)
    }

    @Test("a part that ends early, though its response is complete, is an error")
    func shortPart() throws {
        let server = try Self.cutting([500]) { request, number in
            number == 0
                ? HTTPTestResponse(body: Self.content)
                : HTTPTestResponse(
                    206, headers: [("Content-Range", "bytes 500-999/100000")], body: Array(Self.content[500..<1000]))
        }
        #expect(Self.code(server) == .contentChanged)
    }

    @Test("the attempts are bounded, but for a download that gets ahead")
    func attempts() throws {
        let stuck = try Self.cutting(Array(repeating: 1, count: 100)) { request, _ in
            .serving(Self.content, to: request)
        }
        #expect(Self.code(stuck, attempts: 4) == .bodyTruncated)
        #expect(stuck.requests.count == 4)

        let ahead = try Self.cutting(Array(repeating: 10_000, count: 9)) { request, _ in
            .serving(Self.content, to: request)
        }
        var download = ResumingDownload(Request(.get, try URL("\(ahead.address)/")), by: ObservedClient().client)
        download.attempts = 2
        download.progress = 10_000
        var count = 0
        try download.run { count += $0.count }
        #expect(count == 100_000)
    }

    @Test("a status that is no success is an error", arguments: [204, 206, 401, 404])
    func status(_ status: Int) throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(status) }
        #expect(Self.code(server) == .unexpectedStatus)
    }

    @Test("what the sink throws passes through, and nothing is tried again")
    func sinkFailure() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(body: Self.content) }
        let download = ResumingDownload(Request(.get, try URL("\(server.address)/")), by: ObservedClient().client)
        #expect(throws: SinkFailure.self) { try download.run { _ in throw SinkFailure() } }
        #expect(server.requests.count == 1)
    }
}
