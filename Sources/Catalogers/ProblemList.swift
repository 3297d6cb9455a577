/// What of a file could not be read, for people; a hostile file cannot make it long.
struct ProblemList {
    static let limit = 20

    private var messages: [String] = []
    private var omitted = 0

    mutating func append(_ message: @autoclosure () -> String) {
        if messages.count < Self.limit { messages.append(message()) } else { omitted += 1 }
    }

    mutating func append(contentsOf other: ProblemList) {
        for message in other.messages where !messages.contains(message) { append(message) }
        omitted += other.omitted
    }

    /// The first problems, and how many there are beyond them.
    var texts: [String] { omitted == 0 ? messages : messages + ["and \(omitted) more problems of this kind"] }
}
