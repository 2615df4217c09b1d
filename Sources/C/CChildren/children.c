#define _GNU_SOURCE

#include "children.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// Where no limit is set, descriptors beyond are not looked for.
enum { MOST_DESCRIPTORS = 65536 };

// Every descriptor from the fourth on is closed by exec; the one that tells of a failure has to stay open until then.
static void close_the_rest(void) {
    if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
    // Kernels before 5.11 do not know the flag.
    struct rlimit limit;
    rlim_t most = MOST_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < most) most = limit.rlim_cur;
    for (int descriptor = 3; descriptor < (int)most; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

// What we ignore would stay ignored: a server that no SIGTERM ends.
static void forget_signals(void) {
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// Between fork and exec; only what is safe there. Returns nothing when all went well, for then it is the program.
static void become(const char *path, const char *const *arguments, const char *const *environment, const char *folder,
                   int output, pid_t parent) {
    if (setpgid(0, 0) != 0) return;
    // Nobody is left to ask it nicely.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return;
    // The parent may be gone since before that was heard.
    if (getppid() != parent) _exit(127);
    forget_signals();
    if (chdir(folder) != 0) return;
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0) return;
    if (dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0) return;
    close_the_rest();
    execve(path, (char *const *)arguments, (char *const *)environment);
}

static int32_t exit_of(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

// The errno that the child wrote before it gave up; 0 once exec has closed the other end.
static int fault_of(int descriptor) {
    int fault = 0;
    ssize_t count;
    do {
        count = read(descriptor, &fault, sizeof fault);
    } while (count < 0 && errno == EINTR);
    return count == (ssize_t)sizeof fault ? fault : 0;
}

int32_t children_start(const char *path, const char *const *arguments, const char *const *environment, const char *folder,
                       int32_t output, int32_t *id) {
    int news[2];
    if (pipe2(news, O_CLOEXEC) != 0) return errno;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        become(path, arguments, environment, folder, output, parent);
        int fault = errno;
        // Nobody reads it when the parent is gone, and then nothing matters.
        if (write(news[1], &fault, sizeof fault) < 0) _exit(126);
        _exit(127);
    }
    int fault = child < 0 ? errno : 0;
    close(news[1]);
    if (child > 0) {
        // The child does so too: whoever comes first. A signal to the group must not meet none.
        setpgid(child, child);
        fault = fault_of(news[0]);
        if (fault != 0) exit_of(child);
    }
    close(news[0]);
    *id = child;
    return fault;
}

void children_wait(int32_t id) {
    siginfo_t facts;
    while (waitid(P_PID, (id_t)id, &facts, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
}

int32_t children_reap(int32_t id) {
    kill(-id, SIGKILL);
    return exit_of(id);
}
