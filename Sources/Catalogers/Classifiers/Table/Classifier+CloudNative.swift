internal import Inventory

extension Classifier {
    /// What runs, connects and watches containers; most of it is written in Go.
    static let cloudNative: [Classifier] = [
        .go(
            "helm", ["helm"], module: "helm.sh/helm", majors: [3, 4], type: .golang, namespace: "helm.sh",
            cpe: ["helm:helm"]),
        .go(
            "kubectl", ["kubectl"], module: "k8s.io/kubernetes",
            ["version.gitVersion=v\(.version(3, 3, .prerelease))"], cpe: ["kubernetes:kubectl"],
            seen: "kubectl 1.20.2 (Debian)"),
        .go(
            "kubernetes",
            ["kubelet", "kubeadm", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"],
            module: "k8s.io/kubernetes", ["version.gitVersion=v\(.version(3, 3, .prerelease))"],
            cpe: ["kubernetes:kubernetes"]),
        .go(
            "traefik", ["traefik"], module: "github.com/traefik/traefik", majors: [2, 3], cpe: ["traefik:traefik"]),
        .go(
            "consul", ["consul"], module: "github.com/hashicorp/consul",
            ["CONSUL_VERSION: \(.release(3))", "GitDescribe=\(.release(3))\""], type: .golang,
            namespace: "github.com/hashicorp", cpe: ["hashicorp:consul"]),
        .go(
            "vault", ["vault"], module: "github.com/hashicorp/vault",
            ["revoke\(.release(3))", "state\(.version(3, 3, .prerelease))"], type: .golang,
            namespace: "github.com/hashicorp", cpe: ["hashicorp:vault"]),
        .go("nomad", ["nomad"], module: "github.com/hashicorp/nomad", cpe: ["hashicorp:nomad"]),
        .go("terraform", ["terraform"], module: "github.com/hashicorp/terraform", cpe: ["hashicorp:terraform"]),
        .go(
            "etcd", ["etcd", "etcdctl", "etcdutl"], module: "go.etcd.io/etcd", majors: [3], cpe: ["etcd:etcd"]),
        .go(
            "containerd", ["containerd", "ctr", "containerd-shim*"], module: "github.com/containerd/containerd",
            majors: [2], cpe: ["linuxfoundation:containerd"], seen: "containerd 1.6.20 (Debian)"),
        .go(
            "runc", ["runc"], module: "github.com/opencontainers/runc", cpe: ["linuxfoundation:runc"],
            seen: "runc 1.1.5 (Debian)"),
        .go(
            "docker", ["dockerd", "docker"], module: "github.com/docker/docker",
            ["dockerversion.Version=\(.release(3))"], cpe: ["docker:docker"], seen: "dockerd 20.10.24 (Debian)"),
        .go(
            "buildkit", ["buildkitd", "buildctl"], module: "github.com/moby/buildkit", cpe: ["mobyproject:buildkit"]),
        .go(
            "podman", ["podman"], module: "github.com/containers/podman", majors: [3, 4, 5],
            cpe: ["podman_project:podman"]),
        .go(
            "skopeo", ["skopeo"], module: "github.com/containers/skopeo", ["skopeo/\(.release(3))"],
            cpe: ["skopeo_project:skopeo"], seen: "skopeo 1.9.3 (Debian)"),
        Classifier(
            "crun", ["crun"], ["\0\(.version(2, 3))\0%s version %s"], cpe: ["crun_project:crun"],
            seen: "crun 1.8.1 (Debian)"),
        .go(
            "prometheus", ["prometheus", "promtool"], module: "github.com/prometheus/prometheus",
            cpe: ["prometheus:prometheus"], seen: "prometheus 2.42.0 (Debian)"),
        .go(
            "node_exporter", ["node_exporter", "prometheus-node-exporter"],
            module: "github.com/prometheus/node_exporter", cpe: ["prometheus:node_exporter"],
            seen: "prometheus-node-exporter 1.5.0 (Debian)"),
        .go(
            "alertmanager", ["alertmanager", "prometheus-alertmanager"],
            module: "github.com/prometheus/alertmanager", cpe: ["prometheus:alertmanager"],
            seen: "prometheus-alertmanager 0.25.0 (Debian)"),
        .go(
            "grafana", ["grafana", "grafana-server"], module: "github.com/grafana/grafana",
            [
                "\0release-\(.version(3, 3, .prerelease))", "HEAD\(.zeros)\(.version(3, 3, .prerelease))\0",
                "\(.version(3, 3, .prerelease))\(.zeros)v\(.digits)x\0",
            ],
            cpe: ["grafana:grafana"]),
        .go(
            "istio", ["pilot-agent", "pilot-discovery", "istioctl"], module: "istio.io/istio",
            [
                "Clean\(.zeros)\(.version(2, 3, .prerelease))\0", "Modified\(.zeros)\(.version(2, 3, .prerelease))\0",
                "version.buildVersion=\(.version(2, 3, .prerelease))",
            ],
            cpe: ["istio:istio"]),
        Classifier(
            "envoy", ["envoy"],
            [
                "\0\(.version(3, 3, .prerelease))\0\(.gap(1000))envoy_reloadable_features",
                "\0\(.version(3, 3, .prerelease))\0\(.gap(200))envoy.reloadable_features",
                "envoy_quic_\(.gap(1000))\0\(.version(3, 3, .prerelease))\0",
                .only("\0\(.version(3, 3, .prerelease))\0\(.gap(1000))Unable to", beginning: "1."),
                .only("\0\(.version(3, 3, .prerelease))\0\(.gap(1000))ValidationError", beginning: "1."),
                .only("[source/\(.gap(200))\0\(.version(3, 3, .prerelease))\0", beginning: "1."),
                "\0\(.version(3, 3, .prerelease))\0\(.gap(20))RELEASE",
            ],
            cpe: ["envoyproxy:envoy"]),
        .go(
            "minio", ["minio"], module: "github.com/minio/minio", cpe: ["minio:minio"]),
        .go(
            "gitlab-runner", ["gitlab-runner", "gitlab-runner-helper"], module: "gitlab.com/gitlab-org/gitlab-runner",
            ["common.VERSION=\(.release(3))"], cpe: ["gitlab:runner"]),
        Classifier(
            "tini", ["tini", "tini-static", "docker-init"], ["tini version \(.release(3))"],
            cpe: ["tini_project:tini"], seen: "tini 0.19.0 (Debian)"),
        Classifier(
            "dumb-init", ["dumb-init"], [.sole("\0\(.release(3))\n\0"), .sole("\0\(.release(3))\0")],
            cpe: ["yelp:dumb-init"], seen: "dumb-init 1.2.5 (Debian)"),
    ]
}
