extension DocumentNode {
    /// A text that is not empty and holds nothing that a terminal obeys.
    func text(called name: String, limit: Int = ProfileLimits.textBytes) throws(ProfileError) -> String {
        guard case .scalar(let text, let form) = content, form != .literal, form == .text || !Self.isNull(text) else {
            throw ProfileError(.malformed, "\(name) is no text", line: line)
        }
        guard !text.isEmpty else { throw ProfileError(.malformed, "\(name) is empty", line: line) }
        guard text.utf8.count <= limit else {
            throw ProfileError(.outOfRange, "\(name) has more than \(limit) bytes", line: line)
        }
        guard !ControlCharacters.areIn(text) else {
            throw ProfileError(.malformed, "\(name) holds control characters", line: line)
        }
        return text
    }

    /// An absolute path in normal form.
    func path(called name: String) throws(ProfileError) -> String {
        let path = try text(called: name, limit: ProfilePath.limit)
        if let fault = ProfilePath.fault(of: path) {
            throw ProfileError(.malformed, "\(name) \"\(path)\" \(fault)", line: line)
        }
        return path
    }

    /// A whole number within bounds, in decimal digits.
    func integer(in range: ClosedRange<Int>, called name: String) throws(ProfileError) -> Int {
        guard case .scalar(let text, let form) = content, form != .text, Self.isDecimal(text), let number = Int(text)
        else {
            throw ProfileError(.malformed, "\(name) is no whole number", line: line)
        }
        guard range.contains(number) else {
            throw ProfileError(
                .outOfRange, "\(name) is \(number), not between \(range.lowerBound) and \(range.upperBound)", line: line
            )
        }
        return number
    }

    /// Digits without a zero before them that would make them octal.
    static func isDecimal(_ text: String) -> Bool {
        (1...19).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (text.utf8.first != 0x30 || text.utf8.count == 1)
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }
}
