internal import Platform

/// What the running kernel holds, found by trying and never by a list of features.
package struct KernelProbe: Sendable {
    /// The features that were tried and did not work, with the reason.
    package let missing: [KernelFeature: String]

    package init(missing: [KernelFeature: String]) { self.missing = missing }

    /// Tries every feature that was not seen to work since the machine started.
    ///
    /// What was seen and is no more makes a start fail, since each is armed anew: it is believed for the speed of the next start.
    ///
    /// - Parameter folder: a folder on the file system that the layers lie on.
    /// - Parameter wanted: of those that are tried on demand, the ones that matter.
    package init(
        program: InitProgram, folder: String, cgroups: ControlGroups = ControlGroups(), seen: SeenFeatures = .none,
        wanted: Set<KernelFeature> = Set(KernelFeature.allCases)
    ) throws {
        let asked = Set(KernelFeature.allCases.filter { !$0.isTriedOnDemand || wanted.contains($0) })
        var works = seen.features
        var missing: [KernelFeature: String] = [:]
        if asked.subtracting(works).contains(where: \.isTriedByInit) {
            for (feature, number) in try Self.triedByInit(program, folder) {
                if number == 0 {
                    works.insert(feature)
                } else {
                    works.remove(feature)
                    missing[feature] = SystemError(number: number, call: "tried").description
                }
            }
        }
        for feature in asked where !feature.isTriedByInit && !works.contains(feature) {
            missing[feature] = Self.lack(of: feature, cgroups)
            if missing[feature] == nil { works.insert(feature) }
        }
        try seen.keep(works)
        for feature in KernelFeature.allCases where !works.contains(feature) && missing[feature] == nil {
            missing[feature] = "it was not tried"
        }
        self.missing = missing
    }

    /// Tries what hullmark-init tries, and gives the number of each error, 0 for none.
    private static func triedByInit(_ program: InitProgram, _ folder: String) throws -> [(KernelFeature, Int32)] {
        let outcome = try ChildProcess.run(program.path, ["probe", folder])
        guard outcome.end == .exited(0) else {
            throw RuntimeError(.failed, "what the kernel holds could not be tried: \(outcome.end)")
        }
        return String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let feature = KernelFeature(rawValue: String(words[0])),
                let number = Int32(words[1])
            else { return nil }
            return (feature, number)
        }
    }

    /// Why a feature that is tried here does not work; nothing where it does.
    private static func lack(of feature: KernelFeature, _ cgroups: ControlGroups) -> String? {
        switch feature {
        case .memoryLimit: cgroups.lack(of: .memory)
        case .processorLimit: cgroups.lack(of: .cpu)
        case .processLimit: cgroups.lack(of: .pids)
        case .packetFilter: NetworkProbe.lackOfPacketFilter()
        case .socketPrograms: NetworkProbe.lackOfSocketPrograms(cgroups)
        default: "it was not tried"
        }
    }

    /// The needed features that are missing, in the order of their names.
    package func lacks(of needs: Set<KernelFeature>) -> [(feature: KernelFeature, reason: String)] {
        needs.sorted().compactMap { feature in missing[feature].map { (feature, $0) } }
    }
}

/// Kernel features that a start is refused without.
package enum Requirement: Sendable, Equatable {
    case features(Set<KernelFeature>)
    /// Everything that the profile rests on.
    case all

    /// Reads `all`, or names with commas between them.
    package init(_ text: String) throws {
        if text == "all" {
            self = .all
            return
        }
        var features: Set<KernelFeature> = []
        for name in text.split(separator: ",") {
            guard let feature = KernelFeature(rawValue: String(name)) else {
                let names = KernelFeature.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw RuntimeError(.invalid, "there is no kernel feature \(name); there are all, \(names)")
            }
            features.insert(feature)
        }
        self = .features(features)
    }

    /// Refuses where one of the missing features is required.
    package func check(_ lacks: [KernelFeature]) throws {
        let refused: [KernelFeature] =
            switch self {
            case .all: lacks
            case .features(let required): lacks.filter(required.contains)
            }
        guard refused.isEmpty else {
            let names = refused.map(\.rawValue).joined(separator: ", ")
            throw RuntimeError(.unsupported, "this kernel lacks what is required: \(names)")
        }
    }
}
