/// What a container is to be.
package struct StartRequest: Sendable {
    /// The image as the user named it.
    package var target: String
    package var root: ImageRoot
    package var name: String?
    package var process: ContainerProcess
    package var confinement: Confinement
    package var volumes: [Volume] = []
    package var secrets: [Secret] = []
    package var devices: [Device] = []
    package var network = NetworkRequest()
    package var engine: Engine
    package var stopSignal = ""
    /// Whether it runs on by itself, its output kept in its log; else it has the caller's own streams.
    package var isDetached = false
    /// Whether it reads the caller's standard input.
    package var takesInput = false
    package var isRemovedAtEnd = false
    /// Whether its root is an overlay even where a tree of shared files would do.
    package var hasOverlay = false
    /// Whether a start without this feature is refused.
    package var requires: @Sendable (KernelFeature) -> Bool = { _ in false }
    /// The document of the profile that the confinement is compiled from; nothing where there is none.
    package var profile: [UInt8]?
    /// Called with the id once the container is made and armed, before its first instruction.
    package var observer: (@Sendable (String) throws -> Void)?

    package init(
        target: String, root: ImageRoot, process: ContainerProcess, confinement: Confinement, engine: Engine
    ) {
        self.target = target
        self.root = root
        self.process = process
        self.confinement = confinement
        self.engine = engine
    }
}
