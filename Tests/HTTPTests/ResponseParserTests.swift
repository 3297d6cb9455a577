import HTTP
import TestSupport
import Testing

@Suite("Reading a response")
struct ResponseParserTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        var body: String
        var isReusable: Bool
        var testDescription: String { name }
    }

    static let samples = [
        Sample(
            name: "fixed length", text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A:  b \t\r\n\r\nhello",
            body: "hello",
            isReusable: true),
        Sample(
            name: "chunked with extension and trailer",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5;a=b;c=\"d\"\r\nhello\r\n00A \r\n 123456789\r\n0\r\nX-Sum: 1\r\n\r\n",
            body: "hello 123456789", isReusable: true),
        Sample(
            name: "until close", text: "HTTP/1.1 200 OK\r\n\r\nall of it", body: "all of it", isReusable: false),
        Sample(name: "no reason", text: "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", body: "", isReusable: true),
        Sample(
            name: "interim responses",
            text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            body: "ok", isReusable: true),
        Sample(
            name: "closing", text: "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 1\r\n\r\nx", body: "x",
            isReusable: false),
        Sample(
            name: "HTTP/1.0", text: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", body: "x", isReusable: false),
        Sample(
            name: "HTTP/1.0 keep-alive",
            text: "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", body: "x", isReusable: true
        ),
        Sample(
            name: "equal lengths", text: "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nok",
            body: "ok", isReusable: true),
        Sample(
            name: "no content", text: "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", body: "",
            isReusable: true),
        Sample(
            name: "not modified", text: "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", body: "",
            isReusable: true),
    ]

    @Test("a response is the same however its bytes are split", arguments: samples)
    func splits(_ sample: Sample) {
        for pieces in [1, 2, 3, 7, 64, Int.max] {
            let reading = Reading(sample.text, pieces: pieces)
            #expect(reading.failure == nil)
            #expect(reading.heads.count == 1)
            #expect(String(decoding: reading.body, as: UTF8.self) == sample.body)
            #expect(reading.isComplete)
            #expect(reading.isReusable == sample.isReusable)
            #expect(reading.leftOver == 0)
        }
    }

    @Test("a response cut at any byte is an error, unless only the close marks its end", arguments: samples)
    func truncation(_ sample: Sample) {
        let bytes = Array(sample.text.utf8)
        let headEnd = sample.text.range(of: "OK\r\n\r\n").map {
            sample.text.utf8.distance(from: sample.text.startIndex, to: $0)
        }
        for count in 0..<bytes.count {
            let reading = Reading(Array(bytes[..<count]))
            if sample.name == "until close", let headEnd, count >= headEnd {
                #expect(reading.failure == nil)
            } else {
                #expect(reading.failure == .connectionLost || reading.failure == .bodyTruncated, "cut at \(count)")
                #expect(!reading.isReusable)
            }
        }
    }

    @Test("fields are found without regard to case, and keep their order")
    func fields() throws {
        let reading = Reading(
            "HTTP/1.1 401 No\r\nWWW-Authenticate: a\r\nContent-Length:0\r\nwww-authenticate:\tb c \r\n\r\n")
        let head = try #require(reading.heads.first)
        #expect(head.status == 401)
        #expect(head.reason == "No")
        #expect(head.headers.values(of: "Www-Authenticate") == ["a", "b c"])
        #expect(head.headers["CONTENT-LENGTH"] == "0")
    }

    @Test("the response to HEAD has a length and no body")
    func head() throws {
        let reading = Reading("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", to: .head)
        #expect(reading.isReusable)
        #expect(reading.heads.first?.contentLength == 1000)
    }

    @Test("bytes after the response are left over")
    func leftOver() {
        let reading = Reading("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 Forged\r\n\r\n")
        #expect(reading.heads.count == 1)
        #expect(reading.leftOver == 23)
    }

    @Test(
        "what two readers could understand differently is refused",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5,\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: \u{0B}chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\n Content-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\n: 5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\u{0}b\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
            "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\nhello",
            "HTTP/2 200\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
            "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1 600 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5 6\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nbad trailer\r\n\r\n",
        ])
    func refusals(_ text: String) {
        for pieces in [1, Int.max] {
            let reading = Reading(text, pieces: pieces)
            #expect(reading.failure == .protocolViolation)
            #expect(!reading.isReusable)
        }
    }

    @Test("a head without end is refused")
    func limits() {
        let fields = String(repeating: "X: y\r\n", count: 300)
        #expect(Reading("HTTP/1.1 200 OK\r\n\(fields)\r\n").failure == .tooLarge)
        let long = String(repeating: "x", count: 20_000)
        #expect(Reading("HTTP/1.1 200 OK\r\nX: \(long)\r\n\r\n").failure == .tooLarge)
        #expect(Reading("HTTP/1.1 200 \(long)").failure == .tooLarge)
        let large = String(repeating: "X: \(long.prefix(10_000))\r\n", count: 20)
        #expect(Reading("HTTP/1.1 200 OK\r\n\(large)\r\n").failure == .tooLarge)
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(Reading("\(chunked)5;\(long)").failure == .tooLarge)
        #expect(Reading("\(chunked)0\r\n\(fields)\r\n").failure == .tooLarge)
        let interim = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 17)
        #expect(Reading(interim).failure == .protocolViolation)
    }

    @Test("an error stays an error")
    func failureStays() {
        var parser = ResponseParser(to: .get)
        let bad = Array("nonsense\r\n".utf8)
        let good = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
        #expect(throws: HTTPError.self) { try parser.receive(bad.span) }
        #expect(throws: HTTPError.self) { try parser.receive(good.span) }
        #expect(throws: HTTPError.self) { try parser.receiveClose() }
    }

    @Test("random bytes and broken responses end without a crash")
    func randomBytes() {
        for seed in 1...300 as ClosedRange<UInt64> {
            _ = Reading(noise(200, seed: seed), pieces: Int(seed % 17) + 1)
            for sample in Self.samples {
                var bytes = Array(sample.text.utf8)
                let chance = noise(4, seed: seed)
                bytes[(Int(chance[0]) << 8 | Int(chance[1])) % bytes.count] = chance[2]
                _ = Reading(bytes, pieces: Int(chance[3] % 9) + 1)
            }
        }
    }
}

extension String {
    /// The end of the first place where a text stands.
    fileprivate func range(of text: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(text) }.map { index($0, offsetBy: text.count) }
    }
}
