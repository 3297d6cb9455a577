internal import ArgumentParser
internal import Images
internal import Layers
internal import Platform
internal import Profiles

/// A profile's document on disk.
struct ProfileFile {
    let path: String
    let profile: Profile
    let bytes: [UInt8]

    init(_ path: String) throws {
        self.path = path
        let place = try Self.place(of: path)
        let file: FileHandle
        do throws(SystemError) { file = try place.open() } catch { throw ExitStatus.failed("\(error)") }
        let status = try file.status()
        guard status.kind == .regular else { throw ExitStatus.failed("\(path) is not a regular file") }
        guard status.size <= ProfileLimits.documentBytes else {
            throw ExitStatus.failed(
                "\(path) has more than \(ProfileLimits.documentBytes >> 20) MiB, so it was not read")
        }
        bytes = try file.read(0..<status.size)
        profile = try Self.profile(bytes, path: path)
    }

    /// Reads a document; what is wrong with it is said with its path and line.
    static func profile(_ bytes: [UInt8], path: String) throws -> Profile {
        do throws(ProfileError) { return try Profile(bytes.span) } catch {
            throw ExitStatus.failed("\(path): \(error)")
        }
    }

    /// Whether the document is JSON.
    var isJSON: Bool { bytes.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 } == 0x7b }

    private static func place(of path: String) throws -> FilePlace {
        let scratch = Scratch(cache: Directory.userCache)
        return try InputStreams.shared.place(of: path, scratch: scratch, limit: Limits().layerBytes) ?? .path(path)
    }

    /// Whether a target is a file that begins as a profile does, and no image.
    static func recognises(_ target: String) -> Bool {
        guard let file = try? place(of: target).open(), let status = try? file.status(), status.kind == .regular,
            status.size <= ProfileLimits.documentBytes, let head = try? file.read(0..<min(status.size, 4096))
        else { return false }
        let text = String(decoding: head, as: UTF8.self)
        return text.contains("apiVersion")
    }
}

/// The forms in which a profile is written.
enum ProfileForm: String, ExpressibleByArgument, CaseIterable {
    case yaml, json

    func bytes(of profile: Profile) -> [UInt8] { self == .json ? profile.json : profile.yaml }
}

extension ImageOptions {
    /// The profile that the target is, or what is derived from the image that it is; what derivation could not know goes to `notes`.
    func profile(notes: (String) throws -> Void) throws -> Profile {
        if ProfileFile.recognises(target) { return try ProfileFile(target).profile }
        guard case .image(let image) = try find() else {
            throw ExitStatus.failed(
                "\(target) is a root file system; a profile is derived from an image, which says what it starts")
        }
        let outcome = ProfileDerivation().profile(of: image, name: target)
        for diagnostic in outcome.diagnostics {
            let layer = diagnostic.layer.map { "layer \($0 + 1): " } ?? ""
            try notes("not read: \(layer)\(diagnostic.message)")
        }
        for note in outcome.notes { try notes(note) }
        return outcome.profile
    }
}

/// Tells people a line that is no result.
func tell(_ line: String, isQuiet: Bool) throws {
    if !isQuiet { try StandardStream.error.write("\(Printable.line(line))\n") }
}
