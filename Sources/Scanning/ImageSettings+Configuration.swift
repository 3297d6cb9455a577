internal import Images
internal import Inventory

extension ImageSettings {
    /// What an image's configuration says beside its layers.
    init(_ configuration: ImageConfiguration) {
        self.init()
        created = configuration.created
        author = configuration.author
        user = configuration.user
        exposedPorts = configuration.exposedPorts
        environment = configuration.environment
        entrypoint = configuration.entrypoint
        command = configuration.command
        volumes = configuration.volumes
        workingDirectory = configuration.workingDirectory
        labels = configuration.labels
        stopSignal = configuration.stopSignal
    }
}
