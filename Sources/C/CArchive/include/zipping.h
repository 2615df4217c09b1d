#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// ZIP files over libarchive: written as a stream, read from anything that can be read at an offset.
// Nothing touches the file system. A writer or a reader belongs to one thread at a time; several may work beside each other.

#define ZIPPING_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum ZIPPING_CLOSED zip_status : int32_t {
    ZIP_OK = 0,
    ZIP_END = 1,      // no further entry
    ZIP_DAMAGED = 2,  // this entry's bytes are not what its checksum says; others may be whole
    ZIP_FAILED = 3,   // no ZIP file, or one whose directory cannot be read, or no memory
} zip_status;

typedef struct zip_writer zip_writer;

// A writer, which is the caller's, for zip_writer_release(). NULL without memory.
zip_writer *_Nullable zip_writer_open(void);

// Begins a regular file and ends the one before. `path` is ASCII; `size` is -1 when it is not known, which only a compressed
// file may leave open; `moment` is in seconds since 1970.
zip_status zip_writer_begin(zip_writer *writer, const char *path, int64_t size, int64_t moment, bool compressed);

// Adds to the file that was begun.
zip_status zip_writer_append(zip_writer *writer, const void *bytes, size_t count);

// Ends the last file and writes the directory; nothing may follow.
zip_status zip_writer_finish(zip_writer *writer);

// What was produced since the last call; `*bytes` is the writer's, and valid until its next call.
void zip_writer_take(zip_writer *writer, const void *_Nullable *_Nonnull bytes, size_t *count);

void zip_writer_release(zip_writer *_Nullable writer);

typedef struct zip_reader zip_reader;

// Reads up to `count` bytes at `offset` into `buffer`: how many came, 0 at the end, -1 on failure.
typedef int64_t (*zip_source)(void *_Nullable context, int64_t offset, void *buffer, size_t count);

typedef enum ZIPPING_CLOSED zip_kind : int32_t {
    ZIP_FILE = 0,
    ZIP_FOLDER = 1,
    ZIP_OTHER = 2,  // links, devices
} zip_kind;

typedef struct zip_entry {
    const char *_Nullable path;  // the reader's, valid until its next call; NULL when it is no text of ours
    int64_t size;                // as the directory claims; -1 when it does not say
    zip_kind kind;
    bool encrypted;
} zip_entry;

// Opens a file of `size` bytes by its directory, which is at its end. ZIP_OK: `*reader` is the caller's, for
// zip_reader_release(). Otherwise it is NULL. `source` and `context` are used until then.
zip_status zip_reader_open(zip_source source, void *_Nullable context, int64_t size,
                           zip_reader *_Nullable *_Nonnull reader);

// The next entry, in the order of the file.
zip_status zip_reader_next(zip_reader *reader, zip_entry *entry);

// The next bytes of the entry, unpacked; 0 at its end, when its checksum was right.
zip_status zip_reader_read(zip_reader *reader, void *buffer, size_t capacity, size_t *count);

void zip_reader_release(zip_reader *_Nullable reader);

#pragma clang assume_nonnull end
