/// How an image is to be run, and what it says of itself: its configuration without the layers.
package struct ImageSettings: Sendable, Equatable {
    /// When it was made, as it says itself (RFC 3339); empty where it does not.
    package var created = ""
    package var author = ""
    package var user = ""
    package var exposedPorts: [String] = []
    /// `NAME=value`, in the image's order.
    package var environment: [String] = []
    package var entrypoint: [String] = []
    package var command: [String] = []
    package var volumes: [String] = []
    package var workingDirectory = ""
    package var labels: [String: String] = [:]
    package var stopSignal = ""

    package init() {}
}
