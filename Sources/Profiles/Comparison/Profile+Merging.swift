extension Profile {
    /// All that either profile permits, each entry by the stronger of what both know of it.
    ///
    /// The image is that of this profile; that of the other is another version of it or the same.
    package func merged(with other: Profile) -> Profile {
        var profile = self
        if image.digest != other.image.digest { profile.image.digest = nil }
        if image.identifier != other.image.identifier { profile.image.identifier = nil }
        profile.observation = observation.united(with: other.observation)
        profile.users += other.users
        profile.executables += other.executables
        profile.files += other.files
        profile.volumes += other.volumes
        profile.listen += other.listen
        profile.connect += other.connect
        profile.capabilities += other.capabilities
        profile.systemCalls += other.systemCalls
        profile.resources += other.resources
        profile.secrets += other.secrets
        profile.kernelSettings += other.kernelSettings
        return profile.inOrder
    }
}
