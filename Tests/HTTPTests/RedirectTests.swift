import HTTP
import TestSupport
import Testing

@Suite("Redirects", .timeLimit(.minutes(1)))
struct RedirectTests {
    @Test("a redirect is followed, relative or absolute", arguments: [301, 302, 303, 307, 308])
    func following(_ status: Int) throws {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/a/start": HTTPTestResponse(status, headers: [("Location", "../b?x=y")], text: "gone")
            case "/b": HTTPTestResponse(status, headers: [("Location", "http://\(request.header("Host") ?? "")/c#d")])
            default: HTTPTestResponse(text: "\(request.path) \(request.query)")
            }
        }
        let observed = ObservedClient()
        let exchange = try observed.client.perform(Request(.get, URL("\(server.address)/a/start")))
        #expect(exchange.url.path == "/c")
        #expect(String(decoding: try exchange.readAll(limit: 100), as: UTF8.self) == "/c ")
        #expect(server.connections == 1)
        #expect(server.requests.map(\.target) == ["/a/start", "/b?x=y", "/c"])
    }

    @Test("a redirect can be handed to the caller")
    func handedOver() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(307, headers: [("Location", "/x")]) }
        let exchange = try ObservedClient().client.perform(
            Request(.get, URL("\(server.address)/"), followsRedirects: false))
        #expect(exchange.status == 307)
        #expect(server.requests.count == 1)
    }

    @Test("credentials stay with the server that they are for")
    func credentials() throws {
        let other = try LoopbackServer { HTTPTestResponse(text: $0.header("Authorization") ?? "none") }
        let server = try LoopbackServer { request in
            let elsewhere = "\(other.address)/"
            switch request.path {
            case "/same": return HTTPTestResponse(302, headers: [("Location", "/show")])
            case "/other": return HTTPTestResponse(302, headers: [("Location", elsewhere)])
            default: return HTTPTestResponse(text: request.header("Authorization") ?? "none")
            }
        }
        let observed = ObservedClient()
        #expect(try observed.get("\(server.address)/same", headers: ["authorization": "Basic x"]).text == "Basic x")
        #expect(try observed.get("\(server.address)/other", headers: ["authorization": "Basic x"]).text == "none")
    }

    @Test(
        "a redirect keeps the method where it must, and the body with it",
        arguments: [
            (Method.post, 301, "GET "), (.post, 302, "GET "), (.post, 303, "GET "), (.post, 307, "POST body"),
            (.post, 308, "POST body"), (.put, 302, "PUT body"), (.put, 303, "GET "), (.head, 303, ""),
        ])
    func methods(_ method: Method, _ status: Int, _ expected: String) throws {
        let server = try LoopbackServer { request in
            if request.path == "/" { return HTTPTestResponse(status, headers: [("Location", "/next")]) }
            return HTTPTestResponse(text: "\(request.method) \(String(decoding: request.body, as: UTF8.self))")
        }
        let request = Request(
            method, try URL("\(server.address)/"), headers: ["Content-Type": "text/plain"],
            body: method == .head ? nil : Array("body".utf8))
        let bytes = try ObservedClient().client.perform(request).readAll(limit: 100)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        let last = try #require(server.requests.last)
        #expect((last.header("Content-Type") == nil) == (last.method == "GET"))
        if method == .head { #expect(last.method == "HEAD") }
    }

    @Test("redirects in a circle come to an end")
    func circle() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(302, headers: [("Location", "/again")]) }
        #expect(ObservedClient().failure("\(server.address)/") == .tooManyRedirects)
        #expect(server.requests.count == 11)
    }

    @Test(
        "a redirect to nowhere is refused",
        arguments: ["ftp://h/", "http://u:p@h/", "http://", "http://h/%", "http://h:x/"])
    func nowhere(_ location: String) throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(302, headers: [("Location", location)]) }
        #expect(ObservedClient().failure("\(server.address)/") == .protocolViolation)
    }

    @Test("a redirect without a location is a response like any other")
    func noLocation() throws {
        let server = try LoopbackServer { _ in HTTPTestResponse(302, text: "see there") }
        #expect(try ObservedClient().get("\(server.address)/").status == 302)
    }
}
