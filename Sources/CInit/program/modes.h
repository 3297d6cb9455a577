// What hullmark-init can be started as; each takes the arguments behind its name and the environment.
#pragma once

/// Inside the container: confines itself and becomes the program. `init [exec] POLICY PROGRAM [ARGUMENT…]`
_Noreturn void hm_init(char **arguments, char **environment);
/// Puts a container's file systems together in a mount namespace of its own and becomes the engine that creates the container.
_Noreturn void hm_stage(char **arguments, char **environment);
/// Stands above a container: keeps its log and its exit status.
_Noreturn void hm_monitor(char **arguments, char **environment);
/// Asked by the engine when the container's namespaces stand and nothing runs in them: waits until it is armed from outside too.
_Noreturn void hm_hook(char **arguments, char **environment);
/// Tries what the running kernel can hold, and says it line by line.
_Noreturn void hm_probe(char **arguments, char **environment);

/// Sets `vm.memfd_noexec` to 2 in the process namespace of a process; returns 0 or a negative errno.
long hm_forbid_memory_programs(int process);

/// Makes a user namespace of maps (`inside outside count` lines) and returns a descriptor of it, or a negative errno.
long hm_user_namespace(const char *user_map, const char *group_map);

/// The Landlock ABI of the running kernel, 0 for none.
long hm_landlock_version(void);
