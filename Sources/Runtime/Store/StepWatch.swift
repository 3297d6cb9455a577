/// Told of each step of a start as it is done, so that tests can end the process at any of them.
package struct StepWatch: Sendable {
    private let body: @Sendable (String) -> Void

    package init(_ body: @escaping @Sendable (String) -> Void) { self.body = body }

    /// Nobody watches.
    package static let none = StepWatch { _ in }

    func pass(_ step: String) { body(step) }
}
