/// What of a file could not be read, for people; a hostile file cannot make it long.
struct ProblemList {
    static let limit = 20

    private var messages: [String] = []
    private var dropped = 0

    mutating func add(_ message: @autoclosure () -> String) {
        if messages.count < Self.limit {
            messages.append(message())
        } else {
            dropped += 1
        }
    }

    /// The first problems, and how many there are beyond them.
    var texts: [String] { dropped == 0 ? messages : messages + ["and \(dropped) more problems of this kind"] }
}
