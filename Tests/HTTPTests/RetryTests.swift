import HTTP
import TestSupport
import Testing

@Suite("Retries", .timeLimit(.minutes(1)))
struct RetryTests {
    @Test("a busy server is asked again, later each time", arguments: [408, 429, 500, 502, 503, 504])
    func busy(_ status: Int) throws {
        let server = try LoopbackServer { peer, _ in
            for number in 0... {
                guard let request = peer.readRequest() else { return }
                if !peer.write(HTTPTestResponse(number < 2 ? status : 200, text: "\(number)"), to: request) { return }
            }
        }
        let observed = ObservedClient()
        #expect(try observed.get("\(server.address)/").text == "2")
        #expect(observed.delays == [.milliseconds(250), .milliseconds(500)])
        #expect(server.connections == 1)
    }

    @Test("a server that stays busy has the last word")
    func stillBusy() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(503, text: "later") }
        let observed = ObservedClient()
        let answer = try observed.get("\(server.address)/")
        #expect(answer.status == 503)
        #expect(answer.text == "later")
        #expect(server.requests.count == 4)
    }

    @Test("a refusal is not asked again", arguments: [400, 401, 403, 404, 501])
    func refusal(_ status: Int) throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(status) }
        let observed = ObservedClient()
        #expect(try observed.get("\(server.address)/").status == status)
        #expect(server.requests.count == 1)
        #expect(observed.delays.isEmpty)
    }

    @Test("what must not happen twice is sent once")
    func postOnce() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(503) }
        let observed = ObservedClient()
        #expect(try observed.client.perform(Request(.post, URL("\(server.address)/"))).status == 503)
        #expect(server.requests.count == 1)
    }

    @Test(
        "Retry-After is honoured within bounds",
        arguments: [
            ("7", Duration.seconds(7)), ("0", .zero), ("Sun, 06 Nov 1994 08:49:57 GMT", .seconds(20)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", .zero), ("soon", .milliseconds(250)), ("-3", .milliseconds(250)),
            ("Sun, 06 Nov 1994 08:49:99 GMT", .milliseconds(250)), ("61", nil),
            ("99999999999999999999999", .milliseconds(250)),
            ("Sun, 06 Nov 1995 08:49:37 GMT", nil),
        ] as [(String, Duration?)])
    func retryAfter(_ value: String, _ expected: Duration?) throws {
        let server = try LoopbackServer { peer, _ in
            for number in 0... {
                guard let request = peer.readRequest() else { return }
                let headers = [(name: "Retry-After", value: value), ("Date", "Sun, 06 Nov 1994 08:49:37 GMT")]
                if !peer.write(HTTPTestResponse(number == 0 ? 429 : 200, headers: headers), to: request) { return }
            }
        }
        let observed = ObservedClient()
        #expect(try observed.get("\(server.address)/").status == (expected == nil ? 429 : 200))
        #expect(observed.delays == (expected.map { [$0] } ?? []))
    }

    @Test("connections that break before an answer are tried again")
    func brokenConnections() throws {
        let server = try LoopbackServer { peer, number in
            guard let request = peer.readRequest() else { return }
            switch number {
            case 0: peer.reset()
            case 1: peer.write("HTTP/1.1 200 OK\r\nContent-Le")
            default: _ = peer.write(HTTPTestResponse(text: "ok"), to: request)
            }
        }
        let observed = ObservedClient()
        #expect(try observed.get("\(server.address)/").text == "ok")
        #expect(server.connections == 3)
        #expect(observed.delays.count == 2)
    }

    @Test("the wait grows, is bounded, and chance at most halves it")
    func delays() {
        let policy = RetryPolicy()
        #expect(policy.delay(after: 1, random: 0) == .milliseconds(250))
        #expect(policy.delay(after: 3, random: 1) == .seconds(2))
        #expect(policy.delay(after: .max, random: 1) == .seconds(20))
        #expect(policy.delay(after: .min, random: -5) == .milliseconds(250))
    }
}
