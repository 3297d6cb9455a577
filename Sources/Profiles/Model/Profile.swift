package import Bytes
internal import JSON

/// What a container image may do when it runs; whatever no entry permits is refused (`Docs/Profiles.md`).
package struct Profile: Sendable, Equatable {
    /// The version of the document format that this program reads and writes.
    package static let apiVersion = "hullmark/v1"
    /// What the document says that it is.
    package static let kind = "Profile"

    package var image: ImageIdentity
    /// How much of the image's behaviour was observed.
    package var observation: Observation
    /// Who may run in the container; the first is who starts it.
    package var users: [Entry<UserRule>] = []
    /// What may be executed, interpreters and loaders among them.
    package var executables: [Entry<ExecutableRule>] = []
    /// What may be read or written; libraries are files that are read.
    package var files: [Entry<FileRule>] = []
    package var volumes: [Entry<VolumeRule>] = []
    package var listen: [Entry<ListenRule>] = []
    package var connect: [Entry<ConnectRule>] = []
    package var capabilities: [Entry<CapabilityRule>] = []
    /// System calls, an entry each; the document groups those that share everything but their names.
    package var systemCalls: [Entry<SystemCallRule>] = []
    package var resources: [Entry<ResourceRule>] = []
    package var secrets: [Entry<SecretRule>] = []
    /// Settings of the kernel in the container's own namespaces.
    package var kernelSettings: [Entry<KernelSettingRule>] = []

    package init(image: ImageIdentity, observation: Observation = Observation()) {
        self.image = image
        self.observation = observation
    }

    /// The same profile in the order of its document, entries that speak of the same thing made one; what reading a document gives.
    package var inOrder: Profile {
        var profile = self
        profile.users = users.united()
        profile.executables = executables.united()
        profile.files = files.united()
        profile.volumes = volumes.united()
        profile.listen = listen.united()
        profile.connect = connect.united()
        profile.capabilities = capabilities.united()
        profile.systemCalls = systemCalls.united()
        profile.resources = resources.united()
        profile.secrets = secrets.united()
        profile.kernelSettings = kernelSettings.united()
        return profile
    }

    /// SHA-256 over the canonical JSON form (RFC 8785) of the document.
    package var digest: Digest { Digest(of: document.canonical) }
}
