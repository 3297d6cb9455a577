import Images
import Layers
import Platform
import TestSupport

@testable import Profiles

/// An image made of a few files, and what is derived from it.
struct DerivedImage {
    var entries: [TarWriter.Entry] = []
    var settings = ""
    var layers: [[TarWriter.Entry]] = []

    init(settings: String = "") { self.settings = settings }

    mutating func file(_ path: String, _ text: String) { entries.append(TarWriter.Entry(path, text: text)) }

    mutating func script(_ path: String, _ text: String) {
        entries.append(TarWriter.Entry(path, Array(text.utf8), mode: 0o755))
    }

    mutating func program(_ path: String, _ elf: ELFFixture = ELFFixture(), mode: Int = 0o755) {
        entries.append(TarWriter.Entry(path, elf.bytes, mode: mode))
    }

    mutating func link(_ path: String, to target: String) {
        entries.append(TarWriter.Entry(path, kind: .symbolicLink(target)))
    }

    mutating func folder(_ path: String) { entries.append(TarWriter.Entry(path, kind: .directory)) }

    /// What is derived.
    func outcome(command: [String]? = nil) throws -> ProfileDerivation.Outcome {
        var fixture = ImageFixture(layers + [entries])
        fixture.settings = settings
        let folder = try TemporaryFolder("profile")
        let layout = try fixture.writeLayout(folder)
        let found = try ImageFinder(platform: nil, limits: Limits(), environment: { _ in nil }).find(
            ImageTarget(layout))
        guard case .image(let image) = found else { throw NoImage() }
        return ProfileDerivation().profile(of: image, name: "test", command: command)
    }

    struct NoImage: Error {}
}
