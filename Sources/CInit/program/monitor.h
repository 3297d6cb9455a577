// The monitor above a container: what it knows, and what its start and its watch share.
#pragma once
#include "log.h"

struct hm_monitor {
    const char *folder, *identifier, *finish, *refresh;
    // The connection to whoever started the container, or -1.
    int control;
    int keeps_log, caller_reads, takes_input, has_terminal, keeps_terminal, forbids_memory_programs, refreshes_often;
    unsigned owner, group;
    int process;
    int revived;
    int has_started;
    // The engine's hook while it waits, and whether it was let go on.
    int hook;
    int is_armed;
    struct hm_log log;
    int signals;
};
extern struct hm_monitor me;

/// Makes the container and waits until its first program runs.
void hm_start_container(char **stage, char **environment);
/// Opens the container's pipes, which are made where they are missing.
void hm_open_streams(void);
/// The descriptor of a stream that is ours to read, or -1.
int hm_readable(int index);
/// Tells whoever started the container; nobody may be left to hear it.
void hm_tell(const char *what, long number);
/// Has the engine forget the container, and end what runs in it.
void hm_delete_container(char **engine, char **environment);
/// Ends a container of which nobody knows, since whoever started it was killed before the start was complete.
_Noreturn void hm_call_off(char **engine, char **environment);
/// The engine's command, behind the stage's.
char **hm_engine_of(char **stage);
