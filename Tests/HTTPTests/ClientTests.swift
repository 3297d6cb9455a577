import HTTP
import Synchronization
import TestSupport
import Testing

@Suite("The client", .timeLimit(.minutes(1)))
struct ClientTests {
    @Test(
        "a body arrives whole in every framing",
        arguments: [HTTPTestResponse.Framing.length, .chunked(1), .chunked(1000), .chunked(100_000), .untilClose])
    func framings(_ framing: HTTPTestResponse.Framing) throws {
        let content = noise(framing == .chunked(1) ? 5_000 : 150_000)
        let server = try LoopbackServer { _ in
            var response = HTTPTestResponse(body: content)
            response.framing = framing
            return response
        }
        let observed = ObservedClient()
        let request = Request(.get, try URL("\(server.address)/blob"))
        #expect(try observed.client.perform(request).readAll(limit: 200_000) == content)

        let exchange = try observed.client.perform(request)
        var read: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 777)
        while true {
            var span = buffer.mutableSpan
            let count = try exchange.read(into: &span)
            if count == 0 { break }
            read += buffer.prefix(count)
        }
        #expect(read == content)
        var span = buffer.mutableSpan
        #expect(try exchange.read(into: &span) == 0)
        #expect(server.connections == (framing == .untilClose ? 2 : 1))
    }

    @Test("a request says who asks, for what, and what it carries")
    func requestForm() throws {
        let server = try LoopbackServer { HTTPTestResponse(text: $0.method) }
        let observed = ObservedClient()
        let url = try URL("\(server.address)/a/b?c=d")
        let post = Request(
            .post, url, headers: ["Accept": "x, y", "Authorization": "Bearer t"], body: Array("body".utf8))
        _ = try observed.client.perform(post).readAll(limit: 100)
        _ = try observed.client.perform(Request(.head, url)).readAll(limit: 100)
        _ = try observed.client.perform(Request(.put, url)).readAll(limit: 100)
        let seen = server.requests
        try #require(seen.count == 3)
        #expect(seen[0].method == "POST")
        #expect(seen[0].target == "/a/b?c=d")
        #expect(seen[0].header("Host") == server.authority)
        #expect(seen[0].header("User-Agent") == "hullmark/test")
        #expect(seen[0].header("Accept") == "x, y")
        #expect(seen[0].header("Accept-Encoding") == "identity")
        #expect(seen[0].body == Array("body".utf8))
        #expect(seen[1].method == "HEAD")
        #expect(seen[1].header("Content-Length") == nil)
        #expect(seen[2].header("Content-Length") == "0")
        #expect(server.connections == 1)
    }

    @Test(
        "a header that would break out of its line is refused",
        arguments: [
            ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\u{0}b"), ("X\r\nY", "a"), ("X Y", "a"), ("", "a"), ("X:", "a"),
            ("Content-Length", "5"), ("transfer-encoding", "chunked"), ("Host", "other"), ("Connection", "close"),
        ])
    func injection(_ name: String, _ value: String) throws {
        let server = try LoopbackServer { _ in HTTPTestResponse() }
        var headers = Headers()
        headers.add(name, value)
        #expect(ObservedClient().failure("\(server.address)/", headers: headers) == .invalidRequest)
        #expect(server.connections == 0)
    }

    @Test(
        "a large answer exceeds its limit, declared or not", arguments: [HTTPTestResponse.Framing.length, .chunked(99)])
    func limit(_ framing: HTTPTestResponse.Framing) throws {
        let server = try LoopbackServer { _ in
            var response = HTTPTestResponse(body: noise(1001))
            response.framing = framing
            return response
        }
        let exchange = try ObservedClient().client.perform(Request(.get, URL("\(server.address)/")))
        let error = #expect(throws: HTTPError.self) { try exchange.readAll(limit: 1000) }
        #expect(error?.code == .tooLarge)
        #expect(error?.url?.path == "/")
    }

    @Test(
        "a cut body is an error and never a short success", arguments: [HTTPTestResponse.Framing.length, .chunked(10)])
    func cutBody(_ framing: HTTPTestResponse.Framing) throws {
        let server = try LoopbackServer { _ in
            var response = HTTPTestResponse(body: noise(1000))
            response.framing = framing
            response.cutAfter = 500
            return response
        }
        #expect(ObservedClient().failure("\(server.address)/") == .bodyTruncated)
    }

    @Test("a connection that the server closed while it was idle is replaced")
    func staleConnection() throws {
        let server = try LoopbackServer { peer, _ in
            guard let request = peer.readRequest() else { return }
            _ = peer.write(HTTPTestResponse(text: "ok"), to: request)
        }
        let observed = ObservedClient()
        for _ in 0..<5 { #expect(try observed.get("\(server.address)/").text == "ok") }
        #expect(server.connections == 5)
        #expect(observed.delays.isEmpty)
    }

    @Test("bytes that nobody asked for make a kept connection useless")
    func forgedResponse() throws {
        let server = try LoopbackServer { peer, _ in
            while peer.readRequest() != nil {
                peer.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nrealHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
                )
            }
        }
        let observed = ObservedClient()
        for _ in 0..<3 { #expect(try observed.get("\(server.address)/").text == "real") }
        #expect(server.connections == 3)
    }

    @Test("a response that is let go of early does not disturb the next one")
    func abandonedResponse() throws {
        let server = try LoopbackServer {
            HTTPTestResponse(body: [UInt8](repeating: 0x6B, count: $0.path == "/large" ? 9_000_000 : 2))
        }
        let observed = ObservedClient()
        for _ in 0..<3 {
            let exchange = try observed.client.perform(Request(.get, URL("\(server.address)/large")))
            #expect(exchange.status == 200)
        }
        #expect(try observed.get("\(server.address)/small").text == "kk")
    }

    @Test("many threads share one client")
    func threads() throws {
        let server = try LoopbackServer { HTTPTestResponse(text: $0.path) }
        let observed = ObservedClient()
        let address = server.address
        let results = Mutex<[Bool]>([])
        for thread in 0..<8 {
            startThread { [client = observed.client] in
                let isRight = (0..<20).allSatisfy { number in
                    guard let url = try? URL("\(address)/\(thread)/\(number)"),
                        let bytes = try? client.perform(Request(.get, url)).readAll(limit: 100)
                    else { return false }
                    return bytes == Array("/\(thread)/\(number)".utf8)
                }
                results.withLock { $0.append(isRight) }
            }
        }
        while results.withLock({ $0.count }) < 8 { Client.sleep(.milliseconds(5)) }
        #expect(results.withLock { $0 } == Array(repeating: true, count: 8))
        #expect(server.connections <= 8)
    }

    @Test("a silent server is not waited for without end")
    func silence() throws {
        let server = try LoopbackServer { peer, _ in
            _ = peer.read(); _ = peer.read(); _ = peer.read()
        }
        let observed = ObservedClient {
            $0.idleTimeout = .milliseconds(50); $0.retries = .never
        }
        #expect(observed.failure("\(server.address)/") == .timeout)
    }

    @Test("a head that trickles in is not waited for without end")
    func trickle() throws {
        let server = try LoopbackServer { peer, _ in
            _ = peer.readRequest()
            for byte in "HTTP/1.1 200 OK\r\nX: \(String(repeating: "y", count: 500))".utf8 {
                guard peer.write([byte]) else { return }
                Client.sleep(.milliseconds(10))
            }
        }
        let observed = ObservedClient {
            $0.headTimeout = .milliseconds(100); $0.retries = .never
        }
        #expect(observed.failure("\(server.address)/") == .timeout)
    }

    @Test("a port where nobody listens and a name that does not exist are told apart")
    func unreachable() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse() }
        let address = server.address
        server.stop()
        Client.sleep(.milliseconds(20))
        let observed = ObservedClient()
        #expect(observed.failure("\(address)/") == .connectFailed)
        #expect(observed.delays.count == 3)
        #expect(ObservedClient { $0.retries = .never }.failure("http://does-not-exist.invalid/") == .resolutionFailed)
    }

    @Test("a server that refuses a large request early is still heard, and SIGPIPE kills nobody")
    func earlyRefusal() throws {
        let server = try LoopbackServer { peer, _ in
            _ = peer.read()
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            Client.sleep(.milliseconds(50))
            peer.reset()
        }
        let request = Request(.put, try URL("\(server.address)/"), body: [UInt8](repeating: 7, count: 8_000_000))
        let observed = ObservedClient { $0.retries = .never }
        do {
            #expect(try observed.client.perform(request).status == 413)
        } catch {
            // The reset may throw away the answer before it is read.
            #expect(error.code == .connectionLost)
        }
    }
}
