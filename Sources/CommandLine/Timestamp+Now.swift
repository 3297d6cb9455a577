internal import Advisories
internal import Platform

extension Timestamp {
    /// The time of the system's clock, or nothing where it is out of all reason; commands alone ask it, so that a scan's result cannot
    /// depend on it.
    static var now: Timestamp? { Timestamp(seconds: Clock.secondsSince1970) }
}
