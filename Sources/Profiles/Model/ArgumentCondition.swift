internal import JSON

/// What an argument of a system call must be, as seccomp compares it: unsigned, 64 bits.
package struct ArgumentCondition: Sendable, Hashable {
    /// How the argument is compared, by the words of a document.
    package enum Comparison: String, Sendable, CaseIterable {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        /// The argument's bits under `mask` are `value`.
        case maskedEqual
    }

    static let keys = ["argument", "is", "value", "mask"]

    /// Which argument, 0 to 5.
    package var argument: Int
    package var comparison: Comparison
    package var value: UInt64
    /// The bits that count for `maskedEqual`; 0 for the others.
    package var mask: UInt64

    package init(argument: Int, _ comparison: Comparison, _ value: UInt64, mask: UInt64 = 0) {
        self.argument = argument
        self.comparison = comparison
        self.value = value
        self.mask = mask
    }

    init(_ fields: Fields) throws(ProfileError) {
        argument = try fields.integer("argument", in: 0...5)
        comparison = try fields.choice("is", of: Comparison.allCases)
        value = try fields.unsigned("value") ?? 0
        if !fields.has("value") { throw fields.error(.missing, "a condition needs a value") }
        mask = try fields.unsigned("mask") ?? 0
        if (comparison == .maskedEqual) != fields.has("mask") {
            throw fields.error(.malformed, "a mask goes with is: maskedEqual, and with nothing else")
        }
    }

    var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("argument", .number("\(argument)")), .init("is", .string(comparison.rawValue)),
            .init("value", .unsigned(value)),
        ]
        if comparison == .maskedEqual { members.append(.init("mask", .unsigned(mask))) }
        return .object(members)
    }

    /// The condition in one line for people.
    var summary: String {
        "argument \(argument) \(comparison.rawValue) \(value)\(comparison == .maskedEqual ? " under \(mask)" : "")"
    }
}

extension JSONValue {
    /// A number of 64 bits; beyond what every reader keeps exact (RFC 8259 §6) it is hexadecimal text.
    static func unsigned(_ number: UInt64) -> JSONValue {
        number <= 1 << 53 ? .number("\(number)") : .string("0x\(String(number, radix: 16))")
    }
}
