import HTTP
import TestSupport
import Testing

@Suite("TLS", .timeLimit(.minutes(1)))
struct TLSTests {
    private let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    private var trusting: TLSOptions {
        TLSOptions(extraAuthorityFiles: [authority.certificateFile], environment: { _ in nil })
    }

    @Test("an authority that nobody trusts is refused, and accepted once it is named")
    func authorities() throws {
        let server = try LoopbackServer(identity: authority.issue("server")) { _ in HTTPTestResponse(text: "ok") }
        let refusing = ObservedClient(tls: TLSOptions(environment: { _ in nil }))
        #expect(refusing.failure("\(server.address)/") == .certificateInvalid)
        #expect(refusing.delays.isEmpty)
        #expect(server.requests.isEmpty)

        let accepting = ObservedClient(tls: trusting)
        for _ in 0..<3 { #expect(try accepting.get("\(server.address)/").text == "ok") }
        #expect(server.connections == 2)

        let insecure = ObservedClient(tls: TLSOptions(isInsecure: true))
        #expect(try insecure.get("\(server.address)/").text == "ok")
    }

    @Test("SSL_CERT_FILE takes the place of the system's authorities")
    func certificateFile() throws {
        let server = try LoopbackServer(identity: authority.issue("server")) { _ in HTTPTestResponse(text: "ok") }
        let file = TLSOptions(environment: environment(["SSL_CERT_FILE": authority.certificateFile]))
        #expect(try ObservedClient(tls: file).get("\(server.address)/").text == "ok")
        let missing = TLSOptions(environment: environment(["SSL_CERT_FILE": "/does/not/exist"]))
        #expect(ObservedClient(tls: missing).failure("\(server.address)/") == .tlsFailed)
        let folder = TLSOptions(environment: environment(["SSL_CERT_DIR": "/does/not/exist"]))
        #expect(ObservedClient(tls: folder).failure("\(server.address)/") == .certificateInvalid)
    }

    @Test(
        "another host's certificate is refused", arguments: [["DNS:other.test"], ["IP:127.0.0.2"], ["DNS:127.0.0.1"]])
    func wrongHost(_ subjects: [String]) throws {
        let server = try LoopbackServer(identity: authority.issue("server", for: subjects)) { _ in HTTPTestResponse() }
        #expect(ObservedClient(tls: trusting).failure("\(server.address)/") == .certificateInvalid)
        #expect(server.requests.isEmpty)
    }

    @Test("a certificate is checked against the host's name")
    func hostName() throws {
        let server = try LoopbackServer(identity: authority.issue("server", for: ["DNS:localhost"])) { _ in
            HTTPTestResponse(text: "ok")
        }
        #expect(try ObservedClient(tls: trusting).get("https://localhost:\(server.port)/").text == "ok")
        #expect(ObservedClient(tls: trusting).failure("\(server.address)/") == .certificateInvalid)
    }

    @Test("an expired certificate is refused")
    func expired() throws {
        let server = try LoopbackServer(identity: authority.issue("server", isExpired: true)) { _ in HTTPTestResponse()
        }
        let url = try URL("\(server.address)/")
        let error = #expect(throws: HTTPError.self) {
            try ObservedClient(tls: trusting).client.perform(Request(.get, url))
        }
        #expect(error?.code == .certificateInvalid)
        #expect(error?.message.contains("expired") == true)
    }

    @Test("a client certificate is shown where it is asked for")
    func clientCertificate() throws {
        var identity = try authority.issue("server")
        identity.clientAuthorityFile = authority.certificateFile
        let server = try LoopbackServer(identity: identity) { _ in HTTPTestResponse(text: "ok") }
        var options = trusting
        #expect(ObservedClient(tls: options) { $0.retries = .never }.failure("\(server.address)/") != nil)
        let own = try authority.issue("client")
        options.certificateFile = own.certificateFile
        options.privateKeyFile = own.keyFile
        #expect(try ObservedClient(tls: options).get("\(server.address)/").text == "ok")
        options.privateKeyFile = identity.keyFile
        #expect(ObservedClient(tls: options).failure("\(server.address)/") == .tlsFailed)
    }

    @Test("a stream that is cut before TLS ends is truncated, even where only the close marks its end")
    func cutStream() throws {
        let server = try LoopbackServer(identity: authority.issue("server")) { peer, number in
            _ = peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\npart")
            if number == 0 { peer.cut() }
        }
        let observed = ObservedClient(tls: trusting)
        #expect(observed.failure("\(server.address)/") == .bodyTruncated)
        #expect(try observed.get("\(server.address)/").text == "part")
    }

    @Test("a redirect from https to http is refused")
    func downgrade() throws {
        let plain = try LoopbackServer { _ in HTTPTestResponse(text: "plain") }
        let target = plain.address
        let server = try LoopbackServer(identity: authority.issue("server")) { _ in
            HTTPTestResponse(302, headers: [("Location", target)])
        }
        #expect(ObservedClient(tls: trusting).failure("\(server.address)/") == .insecureRedirect)
        #expect(plain.connections == 0)
    }

    @Test("a server without TLS is told from a broken one, and silence does not last")
    func noTLS() throws {
        let plain = try LoopbackServer { peer, _ in
            _ = peer.read()
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        #expect(ObservedClient(tls: trusting).failure("https://\(plain.authority)/") == .notTLS)
        let silent = try LoopbackServer { peer, _ in
            _ = peer.read(); _ = peer.read()
        }
        let observed = ObservedClient(tls: trusting) {
            $0.connectTimeout = .milliseconds(100); $0.retries = .never
        }
        #expect(observed.failure("https://\(silent.authority)/") == .timeout)
    }

    @Test("a large body passes through TLS in both directions")
    func largeBody() throws {
        let server = try LoopbackServer(identity: authority.issue("server")) { HTTPTestResponse(body: $0.body) }
        let content = noise(300_000)
        let request = Request(.put, try URL("\(server.address)/"), body: content)
        #expect(try ObservedClient(tls: trusting).client.perform(request).readAll(limit: 300_000) == content)
    }

    @Test("a server that goes away during a request breaks it, and SIGPIPE kills nobody")
    func serverGoesAway() throws {
        let server = try LoopbackServer(identity: authority.issue("server")) { peer, _ in
            _ = peer.read()
            peer.reset()
        }
        let request = Request(.put, try URL("\(server.address)/"), body: [UInt8](repeating: 7, count: 8_000_000))
        let observed = ObservedClient(tls: trusting)
        let error = #expect(throws: HTTPError.self) { try observed.client.perform(request) }
        #expect(error?.code == .connectionLost)
        #expect(observed.delays.count == 3)
    }
}
