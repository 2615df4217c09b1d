#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

// Programs that run beside us and end with us. Plain C over the kernel, no library: what is done between fork and exec cannot be
// done in Swift. Nothing here is variadic, keeps a caller's pointer or leaves global state.

// Starts the program at `path` in a process group of its own, with `folder` as its working directory, nothing to read, and
// `output` for everything it says. It inherits no other descriptor, no handler and no mask of ours.
//
// The kernel kills it when the calling thread ends, so that thread has to stay until the program has ended: call children_wait()
// on it. `arguments`, the name first, and `environment` end with NULL; all that is given stays the caller's.
// Returns 0 and the process in `*id`, or the errno that says why it did not start; then there is nothing to reap.
int32_t children_start(const char *path, const char *_Nullable const *_Nonnull arguments,
                       const char *_Nullable const *_Nonnull environment, const char *folder, int32_t output, int32_t *id);

// Blocks until the process has ended. Its number stays taken until children_reap().
void children_wait(int32_t id);

// Kills what the ended process left in its group, and lets its number go.
// Returns the status it ended with, or the signal that ended it as a negative number.
int32_t children_reap(int32_t id);

#pragma clang assume_nonnull end
