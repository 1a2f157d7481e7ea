/*
 * A library to preload: writes down what a program does to the files below one folder, or makes it fail there.
 *
 * CRASH_ROOT     the folder, as an absolute path without symbolic links; nothing else is looked at
 * CRASH_TRACE    a file that gets one record for each change, in the order of the changes (disk_trace.py reads it)
 * CRASH_CONTROL  a file of `struct control` that a test changes while the program runs (faults.py writes it)
 *
 * One lock is held over each call and its record, so the order in the file is the order on the disk. Memory-mapped
 * files are not seen: SQLite's -shm is made anew at each start.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATE = 1, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, LINK, OPEN };

struct record {
    uint32_t magic, kind;
    uint64_t inode;
    int64_t offset;
    uint32_t name_length, data_length;
};

struct control {
    volatile uint32_t is_armed, kinds, countdown, action, is_forever, fired, seen;
    char name[100];
};

enum { KILL_BEFORE = 1000, KILL_AFTER = 1001 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static int trace = -1;
static struct control *control;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    root = getenv("CRASH_ROOT");
    const char *path = getenv("CRASH_TRACE");
    if (path) trace = REAL(open)(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    path = getenv("CRASH_CONTROL");
    int file = path ? REAL(open)(path, O_RDWR | O_CLOEXEC) : -1;
    if (file >= 0) {
        void *place = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        control = place == MAP_FAILED ? NULL : place;
        REAL(close)(file);
    }
}

static int is_ours(const char *path) {
    size_t length = root ? strlen(root) : 0;
    if (!length || strncmp(path, root, length) || (path[length] != '/' && path[length])) return 0;
    return !strstr(path, "-shm");
}

/* The path behind a descriptor; empty for what is not a file of ours. */
static const char *path_of(int descriptor, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    buffer[length < 0 ? 0 : length] = 0;
    return is_ours(buffer) ? buffer : (buffer[0] = 0, buffer);
}

static uint64_t inode_of(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) ? 0 : status.st_ino;
}

static void note(enum kind kind, uint64_t inode, int64_t offset, const char *name, const void *data, size_t length) {
    if (trace < 0) return;
    struct record record = {0x43525348, kind, inode, offset, (uint32_t)strlen(name), (uint32_t)length};
    struct iovec parts[3] = {
        {&record, sizeof record}, {(void *)name, record.name_length}, {(void *)data, length}};
    if (REAL(writev)(trace, parts, 3) < 0) abort();
}

/* Whether a path has the control's name in it; behind a name that ends with $ nothing may follow. */
static int is_meant(const char *path) {
    size_t length = strlen(control->name), whole = strlen(path);
    if (!length || control->name[length - 1] != '$') return strstr(path, control->name) != NULL;
    length--;
    return whole >= length && !memcmp(path + whole - length, control->name, length);
}

/* An errno that the call is to fail with, or 0; may end the process. */
static int fault(enum kind kind, const char *path, int is_after) {
    if (!control || !control->is_armed || !(control->kinds & (1u << kind)) || !is_meant(path)) return 0;
    if (is_after) {
        if (control->action == KILL_AFTER && control->fired) kill(getpid(), SIGKILL);
        return 0;
    }
    control->seen++;
    if (control->fired && !control->is_forever) return 0;
    if (control->countdown) return control->countdown--, 0;
    control->fired++;
    if (control->action == KILL_BEFORE) kill(getpid(), SIGKILL);
    return control->action == KILL_AFTER ? 0 : (int)control->action;
}

/* Runs a call under the lock: fails it where a test says so, and writes it down where it did something. */
#define GUARDED(kind, path, type, call, written)                                                                       \
    do {                                                                                                               \
        pthread_mutex_lock(&lock);                                                                                     \
        type result = -1;                                                                                              \
        int refused = fault(kind, path, 0);                                                                            \
        if (refused) errno = refused;                                                                                  \
        else result = call;                                                                                            \
        int code = errno;                                                                                              \
        if (result >= 0) written;                                                                                      \
        if (!refused) fault(kind, path, 1);                                                                            \
        pthread_mutex_unlock(&lock);                                                                                   \
        errno = code;                                                                                                  \
        return result;                                                                                                 \
    } while (0)

static int open_file(int folder, const char *path, int flags, mode_t mode) {
    if (!is_ours(path)) return REAL(openat)(folder, path, flags, mode);
    int is_new = (flags & O_CREAT) && access(path, F_OK);
    int is_change = is_new || (flags & (O_WRONLY | O_RDWR | O_TRUNC));
    if (!is_change && !(control && control->is_armed)) return REAL(openat)(folder, path, flags, mode);
    GUARDED(OPEN, path, int, REAL(openat)(folder, path, flags, mode), {
        if (is_new) note(CREATE, inode_of(result), 0, path, NULL, 0);
        else if (flags & O_TRUNC) note(TRUNCATE, inode_of(result), 0, path, NULL, 0);
    });
}

#define MODE(flags, mode)                                                                                              \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = va_arg(rest, mode_t);                                                                                   \
        va_end(rest);                                                                                                  \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    return open_file(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    return open_file(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE(flags, mode)
    return open_file(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags, mode)
    return open_file(folder, path, flags | O_LARGEFILE, mode);
}

static ssize_t write_file(int file, const void *data, size_t length, off_t offset) {
    char buffer[PATH_MAX];
    const char *path = path_of(file, buffer);
    if (!*path) return offset < 0 ? REAL(write)(file, data, length) : REAL(pwrite)(file, data, length, offset);
    off_t place = offset < 0 ? lseek(file, 0, SEEK_CUR) : offset;
    GUARDED(WRITE, path, ssize_t, REAL(pwrite)(file, data, length, place), {
        if (offset < 0) lseek(file, place + result, SEEK_SET);
        note(WRITE, inode_of(file), place, path, data, (size_t)result);
    });
}
ssize_t write(int file, const void *data, size_t length) { return write_file(file, data, length, -1); }
ssize_t pwrite(int file, const void *data, size_t length, off_t offset) {
    return write_file(file, data, length, offset);
}
ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
    return write_file(file, data, length, offset);
}

static int truncate_file(int file, off_t length) {
    char buffer[PATH_MAX];
    const char *path = path_of(file, buffer);
    if (!*path) return REAL(ftruncate)(file, length);
    GUARDED(TRUNCATE, path, int, REAL(ftruncate)(file, length), note(TRUNCATE, inode_of(file), length, path, NULL, 0));
}
int ftruncate(int file, off_t length) { return truncate_file(file, length); }
int ftruncate64(int file, off64_t length) { return truncate_file(file, length); }

static int sync_file(int file, int (*call)(int)) {
    char buffer[PATH_MAX];
    const char *path = path_of(file, buffer);
    if (!*path) return call(file);
    GUARDED(SYNC, path, int, call(file), note(SYNC, inode_of(file), 0, path, NULL, 0));
}
int fsync(int file) { return sync_file(file, REAL(fsync)); }
int fdatasync(int file) { return sync_file(file, REAL(fdatasync)); }

int rename(const char *from, const char *to) {
    if (!is_ours(to)) return REAL(rename)(from, to);
    GUARDED(RENAME, to, int, REAL(rename)(from, to), note(RENAME, 0, 0, from, to, strlen(to)));
}
int link(const char *from, const char *to) {
    if (!is_ours(to)) return REAL(link)(from, to);
    GUARDED(LINK, to, int, REAL(link)(from, to), note(LINK, 0, 0, from, to, strlen(to)));
}
int unlink(const char *path) {
    if (!is_ours(path)) return REAL(unlink)(path);
    GUARDED(UNLINK, path, int, REAL(unlink)(path), note(UNLINK, 0, 0, path, NULL, 0));
}
int rmdir(const char *path) {
    if (!is_ours(path)) return REAL(rmdir)(path);
    GUARDED(UNLINK, path, int, REAL(rmdir)(path), note(UNLINK, 0, 0, path, NULL, 0));
}
int mkdir(const char *path, mode_t mode) {
    if (!is_ours(path)) return REAL(mkdir)(path, mode);
    GUARDED(MKDIR, path, int, REAL(mkdir)(path, mode), {
        struct stat status;
        note(MKDIR, stat(path, &status) ? 0 : status.st_ino, 0, path, NULL, 0);
    });
}
