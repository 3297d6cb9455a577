import Bytes

/// One parser as the fuzzer and the tests drive it: a name, inputs to begin with, and what to do with an input.
///
/// A parser may refuse an input by an error of its own. What it must not do is trap, hang, or break one of the promises that `require`
/// states.
struct ParserTarget: Sendable {
    let name: String
    /// Inputs that the parser takes, so that the fuzzer needs not invent the format.
    let seeds: @Sendable () -> [[UInt8]]
    private let body: @Sendable (Span<UInt8>) throws -> Void

    init(
        _ name: String, seeds: @autoclosure @escaping @Sendable () -> [[UInt8]],
        _ body: @escaping @Sendable (Span<UInt8>) throws -> Void
    ) {
        self.name = name
        self.seeds = { seeds() + Regressions.of(name) }
        self.body = body
    }

    /// A target whose inputs are bytes that should be text.
    init(_ name: String, documents: [String], _ body: @escaping @Sendable (Span<UInt8>) throws -> Void) {
        self.init(name, seeds: documents.map { Array($0.utf8) }, body)
    }

    /// A target whose inputs are text.
    init(_ name: String, texts: [String], _ body: @escaping @Sendable (String) throws -> Void) {
        self.init(name, documents: texts) { bytes in try body(bytes.text) }
    }

    /// Gives the parser an input.
    ///
    /// - Returns: the promise that it broke; nothing where it read or refused the input as it should.
    func complaint(about bytes: Span<UInt8>) -> String? {
        do {
            try body(bytes)
            return nil
        } catch let broken as BrokenPromise {
            return "\(name): \(broken.text)"
        } catch {
            return nil
        }
    }

    /// All targets.
    static let all: [ParserTarget] =
        archives + images + documents + bills + network + advisories + shards + inventory + versions + catalogers
        + profiles + runtime

    static func named(_ name: String) -> ParserTarget? { all.first { $0.name == name } }
}

/// What a parser did that no input may make it do.
struct BrokenPromise: Error {
    let text: String
}

/// States what must hold whatever the input is.
func require(_ condition: Bool, _ text: @autoclosure () -> String) throws {
    guard condition else { throw BrokenPromise(text: text()) }
}

/// Runs a parser whose refusal is as good as its answer, so that the next one gets the input too.
func attempt<Answer>(_ body: () throws -> Answer) throws -> Answer? {
    do {
        return try body()
    } catch let broken as BrokenPromise {
        throw broken
    } catch {
        return nil
    }
}
