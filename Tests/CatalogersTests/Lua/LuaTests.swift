import Testing

@testable import Catalogers

@Suite("Lua")
struct LuaTests {
    @Test(
        "assignments of data are read",
        arguments: [
            ("a = 'x'", "x"), ("a = \"x\\ny\"", "x\ny"), ("a = [[x]]", "x"), ("a = [==[x]]y]==]", "x]]y"),
            ("a = 1.5", "1.5"),
            ("local b = 'x' a = b .. '-' .. 1", "x-1"), ("a = -- c\n 'x';", "x"), ("--[[ a = 'y' ]] a = 'x'", "x"),
            ("a = f()", nil), ("a = b.c", nil), ("a = unknown", nil), ("a = 'x", nil), ("a 'x'", nil), ("", nil),
            ("#!/usr/bin/lua\na = 'x'", "x"),
        ] as [(String, String?)])
    func assignments(_ text: String, _ value: String?) { #expect(LuaTable(text.utf8.span)["a"] == value) }

    @Test("tables have keys, keys in brackets, and items without a key")
    func tables() {
        let table = LuaTable("t = { 'x', a = 'y'; [\"b c\"] = 'z', { 'deep' }, [[long]] }".utf8.span)
        #expect(table["t.a"] == "y")
        #expect(table["t.b c"] == "z")
        #expect(table.texts("t") == ["x", "long"])
        #expect(table["t"] == nil)
        #expect(table["t.missing"] == nil)
    }

    @Test("deep tables and texts that grow end what is read")
    func limits() {
        #expect(LuaTable(("a = " + String(repeating: "{", count: 100_000)).utf8.span).members.isEmpty)
        #expect(LuaTable(("a = {} " + String(repeating: "a = {a} ", count: 100_000)).utf8.span).members.count == 1)
        let growing = "a = 'x' " + String(repeating: "a = a .. a ", count: 100)
        #expect((LuaTable(growing.utf8.span)["a"]?.utf8.count ?? 0) <= 4 << 10)
    }
}
