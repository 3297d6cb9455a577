import Bytes
import Testing

@testable import Profiles

/// A profile with every kind of entry, in the order of a document.
enum SampleProfile {
    static var whole: Profile {
        get throws {
            var profile = Profile(
                image: ImageIdentity(
                    name: "oci-dir:images/web", digest: Digest(of: [1]), identifier: Digest(of: [2]),
                    platform: "linux/amd64"),
                observation: Observation(runs: 3, kinds: 10, sightings: 22, singles: 3))
            profile.users = [
                Entry(
                    UserRule(uid: 33, gid: 33, groups: [7, 4], name: "www-data"), .derived,
                    because: "/etc/nginx/nginx.conf: user"),
                Entry(UserRule(uid: 0, gid: 0), .declared),
            ]
            profile.executables = [
                Entry(
                    ExecutableRule(path: "/usr/bin/run me", sha256: Digest(of: [3]), interpreter: "/bin/sh"), .observed,
                    because: "a: b # c"),
                Entry(
                    ExecutableRule(
                        path: "/usr/sbin/nginx", sha256: Digest(of: [4]), loader: "/lib64/ld-linux-x86-64.so.2"),
                    .derived, because: "the entrypoint"),
            ]
            profile.files = [
                Entry(FileRule(path: "/etc/passwd"), .derived),
                Entry(
                    FileRule(path: "/var/cache/ü \"x\"", isTree: true, access: .write, mayCreate: true), .declared,
                    because: "- yes"),
            ]
            profile.volumes = [Entry(VolumeRule(path: "/data", access: .write), .derived, because: "true")]
            profile.listen = [
                Entry(ListenRule(ports: try #require(PortRange(80))), .derived, because: "null"),
                Entry(ListenRule(ports: try #require(PortRange(8000, 8010)), transport: .udp), .derived),
            ]
            profile.connect = [
                Entry(ConnectRule(to: try #require(Destination("10.0.0.0/8")), ports: .all), .declared),
                Entry(ConnectRule(to: .any, ports: try #require(PortRange(443))), .declared),
                Entry(
                    ConnectRule(to: try #require(Destination("DB.example")), ports: try #require(PortRange(5432))),
                    .observed),
            ]
            profile.connect = profile.connect.united()
            profile.capabilities = [Entry(CapabilityRule(.netBindService), .derived, because: "12")]
            profile.systemCalls = [
                Entry(SystemCallRule("accept4"), .derived, because: "a web server"),
                Entry(
                    SystemCallRule(
                        "clone", when: [ArgumentCondition(argument: 0, .maskedEqual, 0, mask: 0x7e02_0000)]), .derived),
                Entry(SystemCallRule("personality", when: [ArgumentCondition(argument: 0, .equal, .max)]), .derived),
                Entry(SystemCallRule("read"), .derived, because: "a web server"),
            ]
            profile.resources = [
                Entry(ResourceRule(.cpus, limit: 1500), .derived, because: "a default"),
                Entry(ResourceRule(.memory, limit: 512 << 20), .declared),
            ]
            profile.secrets = [Entry(SecretRule(name: "db-password", path: "/run/secrets/db"), .declared)]
            profile.kernelSettings = [
                Entry(KernelSettingRule("net.ipv4.ip_unprivileged_port_start", value: "0"), .derived)
            ]
            return profile
        }
    }
}
