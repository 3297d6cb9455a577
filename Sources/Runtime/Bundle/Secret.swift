internal import Platform

/// A secret that a container is given: a file's bytes, copied into memory that goes with the container.
package struct Secret: Sendable, Equatable {
    package let name: String
    /// The file of the host.
    package let source: String
    /// Where it stands in the container.
    package let destination: String

    /// Bytes of one secret.
    static let limit = 1 << 20

    package init(name: String, source: String, destination: String) {
        self.name = name
        self.source = source
        self.destination = destination
    }

    /// Reads `NAME=FILE` texts: each secret at every place that the confinement has for its name, or at the usual one where nothing is held.
    package static func secrets(_ texts: [String], permittedBy confinement: Confinement) throws -> [Secret] {
        var secrets: [Secret] = []
        for text in texts {
            let more = try Self.secrets(text, permittedBy: confinement)
            if let again = more.first(where: { new in secrets.contains { $0.destination == new.destination } }) {
                throw RuntimeError(.invalid, "there are two secrets at \(again.destination)")
            }
            secrets += more
        }
        return secrets
    }

    private static func secrets(_ text: String, permittedBy confinement: Confinement) throws -> [Secret] {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].contains("/") else {
            throw RuntimeError(.invalid, "\(text) is no secret; one is NAME=/path/of/a/file")
        }
        guard let source = FilePath.resolved(parts[1]), let status = try? FileStatus(of: source) else {
            throw RuntimeError(.notFound, "\(parts[1]): there is no such file")
        }
        guard status.kind == .regular, status.size <= limit else {
            throw RuntimeError(.invalid, "\(parts[1]) is no secret: it is no file of at most 1 MiB")
        }
        let permitted = confinement.secrets ?? [parts[0]: ["/run/secrets/\(parts[0])"]]
        guard let places = permitted[parts[0]] else {
            throw RuntimeError(.invalid, "the profile permits no secret \(parts[0])")
        }
        for place in places { try ContainerPlaces.check(place) }
        return places.map { Secret(name: parts[0], source: source, destination: $0) }
    }
}
