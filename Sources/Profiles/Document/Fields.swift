internal import Bytes

/// The members of one mapping of a document, none of which is unknown or written twice.
package struct Fields {
    private let members: [DocumentNode.Member]
    /// What the mapping is, for messages.
    private let noun: String
    package let line: Int

    init(_ node: DocumentNode, _ noun: String, _ keys: [String]) throws(ProfileError) {
        guard case .mapping(let members) = node.content else {
            throw ProfileError(.malformed, "this is no \(noun): it has no members", line: node.line)
        }
        var seen: Set<String> = []
        for member in members {
            guard keys.contains(member.key) else {
                throw ProfileError(
                    .unknownKey,
                    "\"\(member.key)\" is unknown here; a \(noun) has \(keys.joined(separator: ", "))",
                    line: member.line)
            }
            guard seen.insert(member.key).inserted else {
                throw ProfileError(.duplicate, "\"\(member.key)\" stands here twice", line: member.line)
            }
        }
        self.members = members
        self.noun = noun
        line = node.line
    }

    /// An error in the line of a member, or of the whole where it has none.
    func error(_ code: ProfileError.Code, _ message: String, at key: String? = nil) -> ProfileError {
        ProfileError(code, message, line: key.flatMap(member)?.value.line ?? line)
    }

    func has(_ key: String) -> Bool { member(key) != nil }

    func node(ifPresent key: String) -> DocumentNode? { member(key)?.value }

    func node(_ key: String) throws(ProfileError) -> DocumentNode {
        guard let member = member(key) else { throw ProfileError(.missing, "this \(noun) has no \(key)", line: line) }
        return member.value
    }

    func text(_ key: String) throws(ProfileError) -> String { try node(key).text(called: key) }

    func text(ifPresent key: String) throws(ProfileError) -> String? { try node(ifPresent: key)?.text(called: key) }

    func path(_ key: String) throws(ProfileError) -> String { try node(key).path(called: key) }

    func path(ifPresent key: String) throws(ProfileError) -> String? { try node(ifPresent: key)?.path(called: key) }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(ProfileError) -> Int {
        try node(key).integer(in: range, called: key)
    }

    /// `true` or `false`; false where it is left out.
    func flag(_ key: String) throws(ProfileError) -> Bool {
        guard let node = node(ifPresent: key) else { return false }
        guard case .scalar(let text, let form) = node.content, form != .text, text == "true" || text == "false" else {
            throw ProfileError(.malformed, "\(key) is neither true nor false", line: node.line)
        }
        return text == "true"
    }

    /// One of a few words.
    func choice<Choice: RawRepresentable>(
        _ key: String, of all: [Choice]
    ) throws(ProfileError) -> Choice where Choice.RawValue == String {
        let text = try text(key)
        guard let choice = Choice(rawValue: text) else {
            let words = all.map(\.rawValue).joined(separator: ", ")
            throw error(.malformed, "\(key) is \"\(text)\", and not one of \(words)", at: key)
        }
        return choice
    }

    /// A port as a number, or a range of them as a text.
    func ports(_ key: String) throws(ProfileError) -> PortRange {
        let node = try node(key)
        guard case .scalar(let text, _) = node.content, let ports = PortRange(text) else {
            throw ProfileError(
                .malformed, "\(key) is no port from 1 to 65535 and no range as 8000-8010", line: node.line)
        }
        return ports
    }

    /// SHA-256 in hexadecimal digits, with or without `sha256:`.
    func hash(ifPresent key: String) throws(ProfileError) -> Digest? {
        guard let text = try text(ifPresent: key) else { return nil }
        guard let digest = Digest(text.hasPrefix("sha256:") ? text : "sha256:\(text)") else {
            throw error(.malformed, "\(key) is no SHA-256 of 64 hexadecimal digits", at: key)
        }
        return digest
    }

    /// A number of 64 bits, in decimal digits or as a text of hexadecimal ones.
    func unsigned(_ key: String) throws(ProfileError) -> UInt64? {
        guard let node = node(ifPresent: key) else { return nil }
        guard case .scalar(let text, let form) = node.content else {
            throw ProfileError(.malformed, "\(key) is no number", line: node.line)
        }
        let isHexadecimal = text.hasPrefix("0x") && form != .literal
        let digits = isHexadecimal ? text.dropFirst(2) : text[...]
        guard digits.utf8.count <= 20, digits.first != "+", digits.first != "-", isHexadecimal || form != .text,
            let number = UInt64(digits, radix: isHexadecimal ? 16 : 10)
        else { throw ProfileError(.malformed, "\(key) is no number of 64 bits", line: node.line) }
        return number
    }

    /// A decimal number of at most three decimals, in thousandths.
    func thousandths(_ key: String, upTo limit: Int) throws(ProfileError) -> Int {
        let node = try node(key)
        let wrong = ProfileError(.malformed, "\(key) is no number of at most three decimals", line: node.line)
        guard case .scalar(let text, let form) = node.content, form != .text else { throw wrong }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, DocumentNode.isDecimal(String(whole)), whole.utf8.count <= 9,
            let units = Int(whole)
        else { throw wrong }
        let decimals = parts.count == 2 ? parts[1] : "0"
        guard (1...3).contains(decimals.utf8.count), decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let fraction = Int(decimals + String(repeating: "0", count: 3 - decimals.utf8.count))
        else { throw wrong }
        let number = units * 1000 + fraction
        guard (1...limit * 1000).contains(number) else {
            throw ProfileError(.outOfRange, "\(key) is not above 0 and at most \(limit)", line: node.line)
        }
        return number
    }

    /// The items of a list; none where it is left out.
    func list(_ key: String, limit: Int) throws(ProfileError) -> [DocumentNode] {
        guard let node = node(ifPresent: key) else { return [] }
        guard case .list(let items) = node.content else {
            throw ProfileError(.malformed, "\(key) is no list", line: node.line)
        }
        guard items.count <= limit else {
            throw ProfileError(.outOfRange, "\(key) has more than \(limit) items", line: node.line)
        }
        return items
    }

    private func member(_ key: String) -> DocumentNode.Member? { members.first { $0.key == key } }
}
