/// When a request that failed for the moment is sent again.
package struct RetryPolicy: Hashable, Sendable {
    /// How often a request is sent at most.
    package var attempts = 4
    /// The wait before the second attempt; it doubles with each further one.
    package var firstDelay = Duration.milliseconds(500)
    /// The longest wait of our own choice.
    package var longestDelay = Duration.seconds(20)
    /// The longest wait that a server may ask for; where it asks for more, its response stands.
    package var longestRequestedDelay = Duration.seconds(60)

    /// Four attempts within a few seconds.
    package init() {}

    /// Every request is sent once.
    package static let never: RetryPolicy = {
        var policy = RetryPolicy()
        policy.attempts = 1
        return policy
    }()

    /// The wait after the n-th attempt (n from 1): between half and all of its doubled share, by a number in 0..<1.
    package func delay(after attempt: Int, random: Double) -> Duration {
        let exponent = min(max(attempt, 1), 21) - 1
        return min(longestDelay, firstDelay * (1 << exponent)) * (0.5 + min(max(random, 0), 1) / 2)
    }

    /// The wait before trying again after a response, or nothing where the response stands.
    func delay(after attempt: Int, response: ResponseHead, random: Double) -> Duration? {
        guard [408, 429, 500, 502, 503, 504].contains(response.status) else { return nil }
        guard let text = response.headers["Retry-After"] else { return delay(after: attempt, random: random) }
        let requested: Duration
        if let seconds = BodyFraming.length(of: text) {
            requested = .seconds(Int64(min(seconds, 1_000_000)))
        } else if let date = HTTPDate(text), let now = response.headers["Date"].flatMap({ HTTPDate($0) }) {
            // The server's own clock is the one that its date was made by.
            requested = .seconds(max(0, date.seconds - now.seconds))
        } else {
            return delay(after: attempt, random: random)
        }
        return requested <= longestRequestedDelay ? requested : nil
    }
}
