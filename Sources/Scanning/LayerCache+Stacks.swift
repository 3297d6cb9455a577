package import Bytes
internal import Inventory
package import Layers
internal import Platform

/// What whole images came to, kept beside their layers: a `KeptFile` of its key, distribution, packages and diagnostics.
///
/// How layers are stacked and catalogers join packages is part of the result and has no version of its own, so only the very build of the
/// program that kept it takes it back; another stacks the layers again. A program without a build identifier keeps none.
extension LayerCache {
    private static let stackMagic = "HMSTACK"

    /// What layers, lowest first, came to before; nothing where they were not stacked, or where the file is broken.
    package func stack(of diffIDs: [Digest], _ limits: Limits) -> StackedLayers? {
        guard let key = stackKey(diffIDs, limits), let file = KeptFile(stackPath(key), Self.stackMagic) else {
            return nil
        }
        var reader = ByteReader(file.content.bindMemory(to: UInt8.self).span)
        do throws(ByteError) {
            guard try reader.text() == key else { return nil }
            var stack = StackedLayers(distribution: nil, packages: [], diagnostics: [])
            if try reader.count() > 0 { stack.distribution = try Distribution(from: &reader) }
            let count = try reader.count()
            stack.packages.reserveCapacity(count)
            for _ in 0..<count { stack.packages.append(try Package(from: &reader)) }
            for _ in 0..<(try reader.count()) {
                let layer = try reader.varint()
                var diagnostic = try Diagnostic(from: &reader)
                diagnostic.layer = layer == 0 ? nil : layer - 1
                stack.diagnostics.append(diagnostic)
            }
            return stack
        } catch {
            return nil
        }
    }

    /// Keeps what layers came to; a cache that cannot be written is no error.
    package func store(_ stack: StackedLayers, of diffIDs: [Digest], _ limits: Limits) {
        guard let key = stackKey(diffIDs, limits) else { return }
        KeptFile.write(stackPath(key), Self.stackMagic, in: directory) { file throws(SystemError) in
            file.pending.append(text: key)
            file.pending.append(varint: stack.distribution == nil ? 0 : 1)
            stack.distribution?.encode(into: &file.pending)
            file.pending.append(varint: stack.packages.count)
            for package in stack.packages {
                package.encode(into: &file.pending)
                try file.flushIfLarge()
            }
            file.pending.append(varint: stack.diagnostics.count)
            for diagnostic in stack.diagnostics {
                file.pending.append(varint: diagnostic.layer.map { $0 + 1 } ?? 0)
                diagnostic.encode(into: &file.pending)
            }
        }
    }

    /// What a stack is known by; it stands in the file too, so that one under another's name is not taken for it.
    private func stackKey(_ diffIDs: [Digest], _ limits: Limits) -> String? {
        guard let build else { return nil }
        let parts =
            [fingerprint, Hex.encode(build), EvidenceSize.ofImage(limits).description] + diffIDs.map(\.description)
        return Digest(of: Array(parts.joined(separator: "\n").utf8)).hex
    }

    private func stackPath(_ key: String) -> String { "\(directory)/\(key)-stack" }
}
