#include "modes.h"
#include "system.h"
#include "text.h"

enum { LAYERS = 500, MOUNTS = 512 };

static struct {
    const char *folder;
    const char *user_map, *group_map;
    const char *tree;
    const char *lower[LAYERS];
    int lower_count;
    const char *upper_size;
    int is_upper_on_disk;
    int is_privileged;
    int has_programs_in_volumes;
    const char *writable[MOUNTS];
    int writable_count;
    const char *volumes[MOUNTS];
    int volume_is_writable[MOUNTS];
    int volume_count;
    const char *secrets[MOUNTS];
    int secret_count;
    const char *devices[MOUNTS];
    int device_is_writable[MOUNTS];
    int device_count;
    const char *policy;
    unsigned owner, group;
    unsigned root_user, root_group;
    int hides_unified;
    int system_of;
    int is_system_of_host;
} plan;

static char **read_plan(char **arguments) {
    for (; *arguments; arguments++) {
        const char *value;
        if (hm_equal(*arguments, "--")) return arguments + 1;
        if ((value = hm_after(*arguments, "--folder="))) plan.folder = value;
        else if ((value = hm_after(*arguments, "--user-map="))) plan.user_map = value;
        else if ((value = hm_after(*arguments, "--group-map="))) plan.group_map = value;
        else if ((value = hm_after(*arguments, "--tree="))) plan.tree = value;
        else if ((value = hm_after(*arguments, "--lower=")) && plan.lower_count < LAYERS)
            plan.lower[plan.lower_count++] = value;
        else if (hm_equal(*arguments, "--upper-on-disk")) plan.is_upper_on_disk = 1;
        else if ((value = hm_after(*arguments, "--upper-size="))) plan.upper_size = value;
        else if (hm_equal(*arguments, "--privileged-programs")) plan.is_privileged = 1;
        else if (hm_equal(*arguments, "--programs-in-volumes")) plan.has_programs_in_volumes = 1;
        else if ((value = hm_after(*arguments, "--writable=")) && plan.writable_count < MOUNTS)
            plan.writable[plan.writable_count++] = value;
        else if ((value = hm_after(*arguments, "--volume=")) && plan.volume_count < MOUNTS)
            plan.volumes[plan.volume_count++] = value;
        else if ((value = hm_after(*arguments, "--volume-writable=")) && plan.volume_count < MOUNTS) {
            plan.volume_is_writable[plan.volume_count] = 1;
            plan.volumes[plan.volume_count++] = value;
        } else if ((value = hm_after(*arguments, "--secret=")) && plan.secret_count < MOUNTS)
            plan.secrets[plan.secret_count++] = value;
        else if ((value = hm_after(*arguments, "--device=")) && plan.device_count < MOUNTS)
            plan.devices[plan.device_count++] = value;
        else if ((value = hm_after(*arguments, "--device-writable=")) && plan.device_count < MOUNTS) {
            plan.device_is_writable[plan.device_count] = 1;
            plan.devices[plan.device_count++] = value;
        }
        else if ((value = hm_after(*arguments, "--policy="))) plan.policy = value;
        else if ((value = hm_after(*arguments, "--owner="))) plan.owner = (unsigned)hm_number(value);
        else if ((value = hm_after(*arguments, "--group="))) plan.group = (unsigned)hm_number(value);
        else if ((value = hm_after(*arguments, "--root-user="))) plan.root_user = (unsigned)hm_number(value);
        else if ((value = hm_after(*arguments, "--root-group="))) plan.root_group = (unsigned)hm_number(value);
        else if ((value = hm_after(*arguments, "--system-of="))) plan.system_of = (int)hm_number(value);
        else if (hm_equal(*arguments, "--system-of-host")) plan.is_system_of_host = 1;
        else if (hm_equal(*arguments, "--hide-unified")) plan.hides_unified = 1;
        else hm_fail("this is no part of a stage, or there are too many", *arguments, 0);
    }
    hm_fail("a stage needs a command behind --", NULL, 0);
}

static long must(long result, const char *what, const char *path) {
    if (result < 0) hm_fail(what, path, result);
    return result;
}

static const char *numbered(const char *folder, int number) {
    static char bytes[64];
    struct hm_text text = {.bytes = bytes, .size = sizeof bytes};
    hm_put(&text, folder);
    hm_put(&text, "/");
    hm_put_number(&text, number);
    return bytes;
}

// A copy of a mount that stands nowhere yet.
static int clone_of(int folder, const char *path, unsigned flags) {
    return (int)must(hm_open_tree(folder, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | flags), "it cannot be mounted", path);
}

static int is_directory(int file) {
    struct statx status;
    must(hm_call(__NR_statx, file, "", HM_AT_EMPTY_PATH, STATX_TYPE, &status), "a mount has no status", NULL);
    return (status.stx_mode & 0170000) == 0040000;
}

// Puts a mount in its place, which is made as a folder or as a file.
static void place(int tree, const char *path) {
    if (is_directory(tree)) {
        must(hm_mkdir(HM_AT_FDCWD, path, 0755), "a folder cannot be made", path);
    } else {
        hm_close((int)must(hm_open(HM_AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL, 0644), "a file cannot be made", path));
    }
    must(hm_move_mount(tree, path), "it cannot be mounted", path);
    hm_close(tree);
}

static void copy_file(int from, const char *to, unsigned mode) {
    static uint8_t bytes[65536];
    int target = (int)must(hm_open(HM_AT_FDCWD, to, O_WRONLY | O_CREAT | O_EXCL, mode), "a file cannot be made", to);
    for (;;) {
        long count = must(hm_read(from, bytes, sizeof bytes), "a file cannot be read", to);
        if (count == 0) break;
        must(hm_write_all(target, bytes, (size_t)count), "a file cannot be written", to);
    }
    hm_close(target);
}

// Opens a path inside a root, links being followed inside it; makes the folders that are missing.
static int inside(int root, const char *path) {
    char prefix[4096];
    struct hm_text text = {.bytes = prefix, .size = sizeof prefix};
    hm_put(&text, ".");
    int current = (int)must(hm_openat2(root, prefix, O_PATH, RESOLVE_IN_ROOT), "the root cannot be opened", path);
    while (*path) {
        while (*path == '/') path++;
        if (!*path) break;
        size_t length = 0;
        while (path[length] && path[length] != '/') length++;
        if (length > 255) hm_fail("a name is too long", path, 0);
        char name[256];
        for (size_t index = 0; index < length; index++) name[index] = path[index];
        name[length] = 0;
        path += length;
        hm_put(&text, "/");
        hm_put(&text, name);
        if (text.is_full) hm_fail("a path is too long", prefix, 0);
        long next = hm_openat2(root, prefix, O_PATH, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        if (next == -ENOENT) {
            must(hm_mkdir(current, name, 0755), "a folder cannot be made", prefix);
            if (plan.user_map || plan.owner)
                must(hm_call(__NR_fchownat, current, name, plan.owner, plan.group, HM_AT_NOFOLLOW),
                     "a folder's owner cannot be set", prefix);
            next = hm_openat2(root, prefix, O_PATH, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        }
        must(next, "it cannot be opened", prefix);
        hm_close(current);
        current = (int)next;
    }
    return current;
}

// A copy of a mount with the container's owners, and without what it must not have.
static int mapped(const char *path, int user_namespace, uint64_t set) {
    int tree = clone_of(HM_AT_FDCWD, path, 0);
    if (user_namespace >= 0) set |= MOUNT_ATTR_IDMAP;
    must(hm_mount_setattr(tree, set, 0, user_namespace >= 0 ? user_namespace : 0), "a layer cannot be mapped to the users", path);
    return tree;
}

static void mount_layers(int user_namespace) {
    must(hm_mkdir(HM_AT_FDCWD, "l", 0755), "a folder cannot be made", "l");
    for (int index = 0; index < plan.lower_count; index++) {
        place(mapped(plan.lower[index], user_namespace, MOUNT_ATTR_RDONLY), numbered("l", index));
    }
}

// The layers, stacked: the root, or where that is a tree of its own the place that its writable paths come from.
static void mount_overlay(const char *target) {
    static char bytes[4096];
    struct hm_text options = {.bytes = bytes, .size = sizeof bytes};
    // Relative paths: the system call takes no more than a page of options.
    hm_put(&options, "lowerdir=");
    for (int index = 0; index < plan.lower_count; index++) {
        if (index > 0) hm_put(&options, ":");
        hm_put(&options, numbered("l", index));
    }
    if (plan.is_upper_on_disk) {
        hm_put(&options, ",upperdir=../upper,workdir=../work");
    } else {
        hm_put(&options, ",upperdir=u/upper,workdir=u/work");
        must(hm_mkdir(HM_AT_FDCWD, "u", 0755), "a folder cannot be made", "u");
        char size[64];
        struct hm_text text = {.bytes = size, .size = sizeof size};
        hm_put(&text, "mode=0755,size=");
        hm_put(&text, plan.upper_size ? plan.upper_size : "64m");
        must(hm_mount("hullmark", "u", "tmpfs", HM_MS_NOSUID | HM_MS_NODEV, size), "memory cannot be mounted", "u");
        must(hm_mkdir(HM_AT_FDCWD, "u/upper", 0755), "a folder cannot be made", "u/upper");
        must(hm_mkdir(HM_AT_FDCWD, "u/work", 0755), "a folder cannot be made", "u/work");
    }
    if (options.is_full) hm_fail("there are too many layers", NULL, 0);
    must(hm_mkdir(HM_AT_FDCWD, target, 0755), "a folder cannot be made", target);
    long flags = HM_MS_NODEV | (plan.is_privileged ? 0 : HM_MS_NOSUID);
    must(hm_mount("hullmark", target, "overlay", flags, bytes), "the layers cannot be stacked", plan.folder);
    // The engine makes mount points as the container's root.
    must(hm_call(__NR_fchownat, HM_AT_FDCWD, target, plan.root_user, plan.root_group, HM_AT_NOFOLLOW),
         "the root's owner cannot be set", plan.folder);
}

// Paths that may be written: mounts of their own of the same tree, on which nothing can be executed.
static void mount_writable(const char *overlay) {
    must(hm_mkdir(HM_AT_FDCWD, "w", 0755), "a folder cannot be made", "w");
    int root = (int)must(hm_open(HM_AT_FDCWD, overlay, O_PATH | O_DIRECTORY, 0), "the root cannot be opened", NULL);
    for (int index = 0; index < plan.writable_count; index++) {
        int file = inside(root, plan.writable[index]);
        int tree = clone_of(file, "", HM_AT_EMPTY_PATH);
        hm_close(file);
        must(hm_mount_setattr(tree, MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0),
             "execution cannot be forbidden", plan.writable[index]);
        place(tree, numbered("w", index));
    }
    hm_close(root);
}

static void mount_volumes(const int *trees, int user_namespace) {
    must(hm_mkdir(HM_AT_FDCWD, "v", 0755), "a folder cannot be made", "v");
    for (int index = 0; index < plan.volume_count; index++) {
        uint64_t set = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
        if (!plan.has_programs_in_volumes) set |= MOUNT_ATTR_NOEXEC;
        if (!plan.volume_is_writable[index]) set |= MOUNT_ATTR_RDONLY;
        if (user_namespace >= 0) set |= MOUNT_ATTR_IDMAP;
        must(hm_mount_setattr(trees[index], set, 0, user_namespace >= 0 ? user_namespace : 0),
             "a volume cannot be mapped to the users", plan.volumes[index]);
        place(trees[index], numbered("v", index));
    }
}

// What `/sys` shows of devices is that of the network namespace in which it is mounted, and who does not own that may not mount it.
static void mount_system(void) {
    if (!plan.system_of && !plan.is_system_of_host) return;
    long own = -1;
    if (plan.system_of) {
        char bytes[64];
        struct hm_text path = {.bytes = bytes, .size = sizeof bytes};
        hm_put(&path, "/proc/");
        hm_put_number(&path, plan.system_of);
        hm_put(&path, "/ns/net");
        own = must(hm_open(HM_AT_FDCWD, "/proc/self/ns/net", O_RDONLY, 0), "the network cannot be opened", NULL);
        long other = must(hm_open(HM_AT_FDCWD, bytes, O_RDONLY, 0), "the network cannot be opened", bytes);
        must(hm_call(__NR_setns, other, CLONE_NEWNET), "the network cannot be entered", bytes);
        hm_close((int)other);
    }
    must(hm_mkdir(HM_AT_FDCWD, "y", 0755), "a folder cannot be made", "y");
    must(hm_mount("sysfs", "y", "sysfs", HM_MS_RDONLY | HM_MS_NOSUID | HM_MS_NODEV | HM_MS_NOEXEC, NULL),
         "/sys cannot be mounted", "y");
    if (own >= 0) {
        must(hm_call(__NR_setns, own, CLONE_NEWNET), "the network cannot be left", NULL);
        hm_close((int)own);
    }
}

// Devices of the host, made anew: who may use the host's own does not matter, and the container's users cannot become their owners.
static void make_devices(void) {
    if (plan.device_count == 0) return;
    must(hm_mkdir(HM_AT_FDCWD, "d", 0755), "a folder cannot be made", "d");
    must(hm_mount("hullmark", "d", "tmpfs", HM_MS_NOSUID, "mode=0755,size=64k"), "memory cannot be mounted", "d");
    for (int index = 0; index < plan.device_count; index++) {
        struct statx status;
        const char *path = plan.devices[index];
        must(hm_call(__NR_statx, HM_AT_FDCWD, path, 0, STATX_TYPE, &status), "a device cannot be found", path);
        unsigned type = status.stx_mode & 0170000, minor = status.stx_rdev_minor;
        if (type != 0020000 && type != 0060000) hm_fail("this is no device", path, 0);
        unsigned number = (minor & 0xff) | status.stx_rdev_major << 8 | (minor & ~0xffU) << 12;
        const char *name = numbered("d", index);
        must(hm_call(__NR_mknodat, HM_AT_FDCWD, name, type | 0600, number), "a device cannot be made", path);
        must(hm_call(__NR_fchmodat, HM_AT_FDCWD, name, plan.device_is_writable[index] ? 0666 : 0444), "a device cannot be made", path);
    }
}

void hm_stage(char **arguments, char **environment) {
    char **command = read_plan(arguments);
    if (!plan.folder || plan.lower_count == 0 || !command[0]) hm_fail("a stage needs a folder, layers and a command", NULL, 0);
    must(hm_unshare(CLONE_NEWNS), "a mount namespace cannot be made", NULL);
    // Nothing mounted here is ever seen by the host, and all of it goes with the container's last process.
    must(hm_mount(NULL, "/", NULL, HM_MS_REC | HM_MS_PRIVATE, NULL), "the mount namespace cannot be made private", NULL);
    if (plan.hides_unified) hm_call(__NR_umount2, "/sys/fs/cgroup/unified", HM_MNT_DETACH);
    must(hm_chdir(plan.folder), "the container's folder cannot be entered", plan.folder);
    int user_namespace = -1;
    if (plan.user_map && plan.group_map)
        user_namespace = (int)must(hm_user_namespace(plan.user_map, plan.group_map), "a user namespace cannot be made", NULL);
    // Before anything is mounted that could hide them.
    static int volumes[MOUNTS];
    for (int index = 0; index < plan.volume_count; index++) volumes[index] = clone_of(HM_AT_FDCWD, plan.volumes[index], 0);
    static int secrets[MOUNTS];
    for (int index = 0; index < plan.secret_count; index++)
        secrets[index] = (int)must(hm_open(HM_AT_FDCWD, plan.secrets[index], O_RDONLY | O_NONBLOCK, 0), "a secret cannot be read",
                                   plan.secrets[index]);
    int policy = plan.policy ? (int)must(hm_open(HM_AT_FDCWD, plan.policy, O_RDONLY, 0), "the policy cannot be read", plan.policy) : -1;
    int own = (int)must(hm_open(HM_AT_FDCWD, "/proc/self/exe", O_RDONLY, 0), "the program cannot be read", NULL);
    long known = hm_mkdir(HM_AT_FDCWD, "stage", 0755);
    if (known < 0 && known != -EEXIST) hm_fail("a folder cannot be made", "stage", known);
    must(hm_mount("hullmark", "stage", "tmpfs", HM_MS_NOSUID | HM_MS_NODEV, "mode=0755,size=16m"), "memory cannot be mounted", "stage");
    must(hm_chdir("stage"), "the stage cannot be entered", NULL);
    if (plan.tree) {
        uint64_t set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV | (plan.is_privileged ? 0 : MOUNT_ATTR_NOSUID);
        place(mapped(plan.tree, user_namespace, set), "rootfs");
    }
    if (!plan.tree || plan.writable_count > 0) {
        const char *overlay = plan.tree ? "o" : "rootfs";
        mount_layers(user_namespace);
        mount_overlay(overlay);
        mount_writable(overlay);
    }
    mount_volumes(volumes, user_namespace);
    mount_system();
    make_devices();
    must(hm_mkdir(HM_AT_FDCWD, "s", 0755), "a folder cannot be made", "s");
    for (int index = 0; index < plan.secret_count; index++) {
        copy_file(secrets[index], numbered("s", index), 0444);
        hm_close(secrets[index]);
    }
    // The container gets copies of its own: who could write them would change neither the host's nor another container's.
    must(hm_mkdir(HM_AT_FDCWD, "h", 0755), "a folder cannot be made", "h");
    copy_file(own, "h/init", 0555);
    hm_close(own);
    if (policy >= 0) {
        copy_file(policy, "h/policy", 0444);
        hm_close(policy);
    }
    if (user_namespace >= 0) hm_close(user_namespace);
    must(hm_chdir(".."), "the container's folder cannot be entered", NULL);
    long result = hm_call(__NR_execve, command[0], command, environment);
    hm_fail("the engine cannot be run", command[0], result);
}
