import HTTP
import TestSupport
import Testing

@Suite("Proxies", .timeLimit(.minutes(1)))
struct ProxyTests {
    @Test(
        "the environment decides what goes through a proxy",
        arguments: [
            (["HTTP_PROXY": "http://p:1"], "http://h/", "p"), (["HTTP_PROXY": "http://p:1"], "https://h/", nil),
            (["HTTPS_PROXY": "p:1"], "https://h/", "p"),
            (["https_proxy": "q:1", "HTTPS_PROXY": "p:1"], "https://h/", "q"),
            (["ALL_PROXY": "p:1"], "http://h/", "p"), (["HTTP_PROXY": ""], "http://h/", nil),
            (["HTTP_PROXY": "p:1", "REQUEST_METHOD": "GET"], "http://h/", nil),
            (["HTTP_PROXY": "p:1"], "http://localhost/", nil), (["HTTP_PROXY": "p:1"], "http://127.0.0.9/", nil),
            (["HTTP_PROXY": "p:1"], "http://[::1]/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "*"], "http://h/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "a, h"], "http://h/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "h.example"], "http://x.h.example/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": ".example"], "http://x.example/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "*.example"], "http://x.example/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "example"], "http://myexample/", "p"),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "h:81"], "http://h/", "p"),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "h:81"], "http://h:81/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/9"], "http://10.127.0.1/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/9"], "http://10.128.0.1/", "p"),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/x"], "http://10.0.0.1/", "p"),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/99,10.0.0.0/-1"], "http://10.0.0.1/", "p"),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "10.0.0.0/0"], "http://1.2.3.4/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "fd00::/8"], "http://[fdff::1]/", nil),
            (["HTTP_PROXY": "p:1", "NO_PROXY": "fd00::/8"], "http://h/", "p"),
        ] as [([String: String], String, String?)])
    func choice(_ values: [String: String], _ address: String, _ expected: String?) throws {
        let settings = ProxySettings(environment: environment(values))
        #expect(try settings.proxy(for: URL(address))?.host == expected)
    }

    @Test("a proxy that cannot be spoken to is named", arguments: ["socks5://p:1", "https://p:1", "http://", "p:x"])
    func unusable(_ setting: String) {
        let observed = ObservedClient(proxies: ProxySettings(environment: environment(["HTTP_PROXY": setting])))
        #expect(observed.failure("http://h.test/") == .proxyFailed)
    }

    @Test("an http request goes to the proxy with its whole address, and with the proxy's credentials")
    func absoluteForm() throws {
        let proxy = try LoopbackServer { HTTPTestResponse(text: "\($0.target) \($0.header("Host") ?? "")") }
        let setting = "http://us%65r:p%40ss@\(proxy.authority)"
        let observed = ObservedClient(proxies: ProxySettings(environment: environment(["HTTP_PROXY": setting])))
        #expect(try observed.get("http://h.test:81/a?b").text == "http://h.test:81/a?b h.test:81")
        #expect(try observed.get("http://h.test/").text == "http://h.test/ h.test")
        #expect(proxy.requests.first?.header("Proxy-Authorization") == "Basic dXNlcjpwQHNz")
    }

    @Test("an https request goes through a tunnel, and the proxy sees nothing of it")
    func tunnel() throws {
        let authority = try TestAuthority()
        let server = try LoopbackServer(identity: authority.issue("registry", for: ["DNS:registry.test"])) {
            HTTPTestResponse(text: "secure \($0.target) \($0.header("Proxy-Authorization") ?? "")")
        }
        let port = server.port
        let proxy = try LoopbackServer { peer, _ in
            guard peer.readRequest() != nil else { return }
            peer.write("HTTP/1.1 200 Connection established\r\n\r\n")
            peer.relay(to: port)
        }
        let settings = ProxySettings(environment: environment(["HTTPS_PROXY": "http://a:b@\(proxy.authority)"]))
        let observed = ObservedClient(
            proxies: settings, tls: TLSOptions(extraAuthorityFiles: [authority.certificateFile]))
        for _ in 0..<2 { #expect(try observed.get("https://registry.test/x").text == "secure /x ") }
        let request = try #require(proxy.requests.first)
        #expect(request.method == "CONNECT")
        #expect(request.target == "registry.test:443")
        #expect(request.header("Proxy-Authorization") == "Basic YTpi")
        #expect(proxy.connections == 1)
    }

    @Test("a proxy that opens no tunnel is told", arguments: [403, 407, 502])
    func noTunnel(_ status: Int) throws {
        let proxy = try LoopbackServer { _ in HTTPTestResponse(status) }
        let settings = ProxySettings(environment: environment(["HTTPS_PROXY": proxy.authority]))
        #expect(ObservedClient(proxies: settings).failure("https://registry.test/") == .proxyFailed)
    }
}
