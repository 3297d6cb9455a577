internal import ArgumentParser
internal import Bills
internal import Bytes
internal import Images
internal import Inventory
internal import Layers
internal import Scanning

extension ImageOptions {
    /// Opens the target and says what it holds, with the digests of its files where they are asked for.
    func inventory(progress: Progress, readsFiles: Bool = false) throws -> Inventory {
        progress.begin(target)
        if let bill = try billTarget()?.bill() {
            guard excluded.isEmpty else {
                throw ValidationError("--exclude applies to scans of root file systems only")
            }
            return inventory(of: bill)
        }
        let scanner = ImageScanner(cacheDirectory: cacheDirectory)
        switch try find(canExclude: true) {
        case .image(let image):
            if useSbom { return inventory(of: try AttachedBills(image).first(), attachedTo: image) }
            var inventory = try scanner.scan(image, target: target, readsFiles: readsFiles) { progress.note($0) }
            if let engine = image.engine, ImageTarget(target).scheme == nil, from == nil {
                inventory.notices.append(
                    "Read from \(engine.rawValue) on this machine; --from registry reads the registry's image.")
            }
            inventory.notices += AttachedBills(image).notices
            return inventory
        case .rootFileSystem(let path):
            return try scanner.scan(
                rootFileSystem: path, target: target, readsFiles: readsFiles, excluding: excluded
            ) { progress.note($0) }
        }
    }

    /// What a bill says that its image holds, under the name that the user gave.
    func inventory(of bill: Bill) -> Inventory {
        var inventory = bill.inventory
        inventory.target = target
        return inventory
    }

    /// What an attached bill says, of the image that it is attached to.
    private func inventory(of attached: AttachedBills.Found, attachedTo image: Image) -> Inventory {
        var inventory = inventory(of: attached.bill)
        inventory.digest = image.digest
        inventory.identifier = image.identifier
        inventory.platform = image.configuration.platform.description
        inventory.notices.append(
            "Read from the bill of materials that \(attached.digest) attaches; no layer was looked at.")
        return inventory
    }
}
