/* A disk that fails, kills and remembers, for tests: preloaded, it stands before every call that changes what
 * is under one watched folder. `faults_arm` says which of them fails (or kills the program in its middle), and
 * `faults_record` writes each one that succeeded, with its data, into a trace from which `disk.py` plays power
 * cuts. A write that fails leaves half of its bytes behind, as failing writes do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((typeof(&name))real(#name))
#define DEADLY (-1)

static char watched[PATH_MAX];
static size_t watched_length;
static long calls, fails_at;
static int error, lasting, is_held, trace = -1;
static char last[PATH_MAX + 16];

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

/* What Python calls */

void faults_watch(const char *folder) {
    strncpy(watched, folder, sizeof watched - 1);
    watched_length = strlen(watched);
    calls = fails_at = 0;
}

/* From now on call number `at`, counted from 1, fails with `number`, or kills the program if that is DEADLY. */
void faults_arm(long at, int number, int from_then_on) {
    calls = 0;
    fails_at = at;
    error = number;
    lasting = from_then_on;
    last[0] = 0;
}

void faults_hold(int hold) { is_held = hold; }
long faults_calls(void) { return calls; }
const char *faults_last(void) { return last; }

void faults_record(const char *path) {
    trace = syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

/* Which calls count */

static int is_watched(const char *path) {
    return watched_length && !strncmp(path, watched, watched_length) &&
           (path[watched_length] == '/' || !path[watched_length]);
}

static const char *path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
    return path;
}

static const char *absolute(int folder, const char *name, char *path) {
    char base[PATH_MAX] = "";
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return path;
    }
    if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) base[0] = 0;
    } else
        path_of(folder, base);
    if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) path[PATH_MAX - 1] = 0;
    return path;
}

static int is_writable(int fd) {
    struct stat about;
    return !fstat(fd, &about) && (S_ISREG(about.st_mode) || S_ISDIR(about.st_mode));
}

/* Whether this call fails: asked once for each that counts. */
static int fails(const char *what, const char *path) {
    if (is_held) return 0;
    calls++;
    if (!fails_at || calls < fails_at || (calls > fails_at && !lasting)) return 0;
    if (calls == fails_at) snprintf(last, sizeof last, "%s %s", what, path + watched_length);
    if (error == DEADLY) return 1;
    errno = error;
    return 1;
}

static int gives_up(void) {
    if (error == DEADLY) kill(getpid(), SIGKILL);
    errno = error;
    return -1;
}

/* The trace: a head, the first name, then the second name or the data */

struct head {
    char what;
    uint64_t inode;
    int64_t offset;
    uint32_t length, also;
} __attribute__((packed));

static void put(const void *data, size_t length) {
    while (length) {
        ssize_t done = syscall(SYS_write, trace, data, length);
        if (done <= 0) abort();
        data = (const char *)data + done;
        length -= done;
    }
}

static void record(char what, uint64_t inode, int64_t offset, const char *path, const void *data, size_t also) {
    if (trace < 0) return;
    struct head head = {what, inode, offset, strlen(path), also};
    put(&head, sizeof head);
    put(path, head.length);
    put(data, also);
}

/* A person was told something: number `n` of the run. */
void faults_mark(long n) { record('A', n, 0, "", "", 0); }

static uint64_t inode_of(int fd) {
    struct stat about;
    return fstat(fd, &about) ? 0 : about.st_ino;
}

/* Opening */

static int opening(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int is_changing = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    if (!is_changing || !is_watched(absolute(folder, name, path)))
        return syscall(SYS_openat, folder, name, flags, mode);
    if (fails("open", path)) return gives_up();
    struct stat about;
    int was_there = !lstat(path, &about);
    int fd = syscall(SYS_openat, folder, name, flags, mode);
    if (fd >= 0 && !was_there) record('C', inode_of(fd), 0, path, "", 0);
    if (fd >= 0 && was_there && flags & O_TRUNC) record('T', inode_of(fd), 0, path, "", 0);
    return fd;
}

#define MODE_OF(flags)                      \
    mode_t mode = 0;                        \
    if ((flags) & (O_CREAT | O_TMPFILE)) {  \
        va_list rest;                       \
        va_start(rest, flags);              \
        mode = va_arg(rest, mode_t);        \
        va_end(rest);                       \
    }

int open(const char *name, int flags, ...) { MODE_OF(flags) return opening(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE_OF(flags) return opening(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) {
    MODE_OF(flags) return opening(folder, name, flags, mode);
}
int openat64(int folder, const char *name, int flags, ...) {
    MODE_OF(flags) return opening(folder, name, flags, mode);
}

/* Data */

static ssize_t writing(int fd, const void *data, size_t length, int64_t offset) {
    char path[PATH_MAX];
    int counts = watched_length && is_writable(fd) && is_watched(path_of(fd, path));
    int gave_up = counts && fails("write", path);
    size_t wanted = gave_up ? length / 2 : length;
    ssize_t done = offset < 0 ? syscall(SYS_write, fd, data, wanted) : syscall(SYS_pwrite64, fd, data, wanted, offset);
    if (counts && done > 0) {
        int64_t from = offset < 0 ? lseek(fd, 0, SEEK_CUR) - done : offset;
        record('W', inode_of(fd), from, "", data, done);
    }
    return gave_up ? gives_up() : done;
}

ssize_t write(int fd, const void *data, size_t length) { return writing(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return writing(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return writing(fd, data, length, at); }

ssize_t writev(int fd, const struct iovec *parts, int n) {
    char path[PATH_MAX];
    if (!watched_length || !is_watched(path_of(fd, path))) return syscall(SYS_writev, fd, parts, n);
    return n ? writing(fd, parts[0].iov_base, parts[0].iov_len, -1) : 0;
}

/* Copying inside the kernel would pass us by: refused, callers read and write instead. */
ssize_t sendfile(int to, int from, off_t *at, size_t length) {
    char path[PATH_MAX];
    if (!watched_length || !is_watched(path_of(to, path))) return syscall(SYS_sendfile, to, from, at, length);
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { return sendfile(to, from, at, length); }

static int syncing(int fd, const char *name) {
    char path[PATH_MAX];
    if (!watched_length || !is_watched(path_of(fd, path))) return ((int (*)(int))real(name))(fd);
    if (fails("sync", path)) return gives_up();
    record('S', inode_of(fd), 0, path, "", 0);
    return 0; /* nobody pulls the plug of this machine: what a sync keeps is what the trace says */
}

int fsync(int fd) { return syncing(fd, "fsync"); }
int fdatasync(int fd) { return syncing(fd, "fdatasync"); }

static int cutting(int fd, int64_t length) {
    char path[PATH_MAX];
    if (!watched_length || !is_watched(path_of(fd, path))) return syscall(SYS_ftruncate, fd, length);
    if (fails("truncate", path)) return gives_up();
    int said = syscall(SYS_ftruncate, fd, length);
    if (!said) record('T', inode_of(fd), length, "", "", 0);
    return said;
}

int ftruncate(int fd, off_t length) { return cutting(fd, length); }
int ftruncate64(int fd, off64_t length) { return cutting(fd, length); }

/* Names */

static int naming(const char *what, char sign, int from, const char *old, int to, const char *new, long flags) {
    char path[PATH_MAX], path2[PATH_MAX];
    int is_rename = sign == 'R';
    int counts = is_watched(absolute(to, new, path2)) | is_watched(absolute(from, old, path));
    if (counts && fails(what, path)) return gives_up();
    int said = syscall(is_rename ? SYS_renameat2 : SYS_linkat, from, old, to, new, flags);
    if (counts && !said) record(sign, 0, 0, path, path2, strlen(path2));
    return said;
}

int rename(const char *old, const char *new) { return naming("rename", 'R', AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) {
    return naming("rename", 'R', from, old, to, new, 0);
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    return naming("rename", 'R', from, old, to, new, flags);
}
int link(const char *old, const char *new) { return naming("link", 'L', AT_FDCWD, old, AT_FDCWD, new, 0); }
int linkat(int from, const char *old, int to, const char *new, int flags) {
    return naming("link", 'L', from, old, to, new, flags);
}

static int removing(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    int counts = is_watched(absolute(folder, name, path)), is_folder = flags & AT_REMOVEDIR;
    if (counts && fails(is_folder ? "rmdir" : "unlink", path)) return gives_up();
    int said = syscall(SYS_unlinkat, folder, name, flags);
    if (counts && !said) record(is_folder ? 'D' : 'U', 0, 0, path, "", 0);
    return said;
}

int unlink(const char *name) { return removing(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return removing(folder, name, flags); }
int rmdir(const char *name) { return removing(AT_FDCWD, name, AT_REMOVEDIR); }

static int making(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    int counts = is_watched(absolute(folder, name, path));
    if (counts && fails("mkdir", path)) return gives_up();
    int said = syscall(SYS_mkdirat, folder, name, mode);
    if (counts && !said) record('M', 0, 0, path, "", 0);
    return said;
}

int mkdir(const char *name, mode_t mode) { return making(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return making(folder, name, mode); }

static int permitting(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    if (is_watched(absolute(folder, name, path)) && fails("chmod", path)) return gives_up();
    return syscall(SYS_fchmodat, folder, name, mode);
}

int chmod(const char *name, mode_t mode) { return permitting(AT_FDCWD, name, mode); }
int fchmodat(int folder, const char *name, mode_t mode, int flags) {
    (void)flags;
    return permitting(folder, name, mode);
}

int fchmod(int fd, mode_t mode) {
    char path[PATH_MAX];
    if (watched_length && is_watched(path_of(fd, path)) && fails("chmod", path)) return gives_up();
    return syscall(SYS_fchmod, fd, mode);
}
