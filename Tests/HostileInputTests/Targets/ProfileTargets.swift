import Bytes
import JSON
import YAML

@testable import Profiles

extension ParserTarget {
    /// Profiles, and what derivation reads of an image.
    static let profiles: [ParserTarget] = [
        ParserTarget("profile", documents: profileTexts) { bytes in
            let profile = try Profile(bytes)
            for written in [profile.yaml, profile.json] {
                guard let again = try attempt({ try Profile(written.span) }) else {
                    throw BrokenPromise(text: "what was written is refused")
                }
                try require(again == profile, "what was written is another profile")
                try require(again.digest == profile.digest, "what was written has another digest")
            }
        },
        ParserTarget("yaml-lines", documents: profileTexts + ["a: &x [b, {c: d}]\ne: *x\n"]) { bytes in
            let located = try attempt { try LocatedNode(bytes) }
            if located != nil {
                try require(try attempt { try YAMLNode(bytes) } != nil, "what has lines is no YAML without")
            }
        },
        ParserTarget("json-canonical", documents: ["{\"b\": 1.50, \"a\": [1e21, -0, \"\\u0001\"]}"]) { bytes in
            let form = try JSONValue(bytes).canonical
            guard let again = try attempt({ try JSONValue(form.span) }) else {
                throw BrokenPromise(text: "the canonical form is no JSON")
            }
            try require(again.canonical == form, "the canonical form has another canonical form")
        },
        ParserTarget(
            "profile-event", texts: ["open /etc/shadow read", "connect [::1]:80/tcp", "user 0:0", "sysctl net.a=b"]
        ) {
            text in
            let event = try ProfileEvent(text)
            var profile = Profile(image: ImageIdentity(name: "a", platform: "linux/amd64"))
            try require(!profile.verdict(on: event).isAllowed, "an empty profile permits something")
            profile.permit(event, because: "")
            try require(profile.verdict(on: event).isAllowed, "what was permitted is refused")
        },
        ParserTarget(
            "shell", texts: ["if [ \"$1\" = a ]; then exec b \"$@\"; fi; x=$(c <<E\nd\nE\n)", "case a in b) c;; esac"]
        ) {
            text in
            let scanner = ShellScanner(text, arguments: ["/x", "y"], limit: 500)
            try require(scanner.commands.count <= 500, "more commands than are taken")
            for command in scanner.commands { _ = CommandPrefix.found(in: command.words) }
            _ = Destination(text)
            _ = PortRange(text)
        },
        ParserTarget("shebang", texts: ["#!/usr/bin/env -S python3 -u\n", "#! /bin/sh -e\r\n"]) { text in
            _ = ShebangLine(text.utf8.span)
        },
        ParserTarget("elf-needs", seeds: [elf]) { bytes in
            guard let header = ELFHeader(bytes) else { return }
            let facts = ELFFacts(header, head: bytes, dynamic: bytes, isWhole: true)
            try require(facts.needed.count <= ELFFacts.neededLimit, "more libraries than are taken")
            try require(header.segments.count <= ELFFacts.programHeaderLimit, "more segments than are taken")
        },
        ParserTarget(
            "directives",
            texts: ["user www; # x\nhttp { listen 80; include \"a b\"; }", "dir /data\nport 1\n", "a = 'b''c' # d\n"]
        ) { text in
            let bytes = Array(text.utf8)
            for syntax in [Convention.Syntax.blocks, .lines, .assignments] { _ = Directives.read(bytes, syntax) }
        },
        ParserTarget("users", texts: ["root:x:0:0:root:/root:/bin/sh\n", "a:x:300:b,c\n"]) { text in
            let people = UserDatabase(passwd: Array(text.utf8), group: Array(text.utf8))
            _ = people.rule(for: "root")
            _ = people.rule(for: text)
        },
        ParserTarget("path-pattern", texts: ["a*b*c", "*?*"]) { text in
            _ = PathPattern.matches(Array(text.utf8), Array(text.utf8))
            if let path = ProfilePath.normalise(text), path.utf8.count < ProfilePath.limit,
                !ControlCharacters.areIn(path),
                path.split(separator: "/").allSatisfy({ $0.utf8.count <= 255 })
            {
                try require(ProfilePath.fault(of: path) == nil, "a path in normal form has a fault")
            }
        },
    ]

    private static let profileTexts = [
        """
        apiVersion: hullmark/v1
        kind: Profile
        image: {name: "a:b", platform: linux/amd64}
        observation: {completeness: 0.8636, runs: 3, kinds: 10, sightings: 22, singles: 3}
        users:
          - {uid: 0, gid: 0, groups: [4], name: root, known: derived, because: "x: y"}
        executables:
          - {path: /bin/sh, loader: /lib/ld.so, known: observed}
        files:
          - {path: /data, below: true, access: write, create: true, known: declared}
        network:
          listen: [{port: 80-90, protocol: tcp, known: derived}]
          connect: [{to: "10.0.0.0/8", port: 443, protocol: tcp, known: derived}]
        systemCalls:
          - names: [clone, read]
            when: [{argument: 0, is: maskedEqual, value: 0, mask: 2114060288}]
            known: derived
        resources: [{resource: cpus, limit: 1.5, known: derived}]
        secrets: [{name: a, path: /run/secrets/a, known: declared}]
        kernelSettings: [{name: net.core.somaxconn, value: "1", known: declared}]

        """,
        #"{"apiVersion":"hullmark/v1","kind":"Profile","image":{"name":"a","platform":"linux/arm64"},"observation":{"completeness":0,"runs":0,"kinds":0,"sightings":0,"singles":0},"capabilities":[{"name":"CHOWN","known":"derived"}]}"#,
    ]

    /// A header with one loaded and one dynamic segment, and a dynamic section that names a library.
    private static var elf: [UInt8] {
        var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 249)
        bytes[18] = 62
        bytes[32] = 64
        bytes[54] = 56
        bytes[56] = 2
        bytes[64] = 1
        bytes[64 + 33] = 1
        bytes[120] = 2
        bytes[120 + 8] = 176
        bytes[120 + 32] = 64
        for (index, value) in [UInt8(1), 1, 5, 240, 10, 16].enumerated() { bytes[176 + index * 8] = value }
        bytes.replaceSubrange(240..<244, with: [0, 0x61, 0x62, 0])
        return bytes
    }
}
