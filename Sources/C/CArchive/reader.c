#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>

#include "zipping.h"

enum { BLOCK = 65536 };

struct zip_reader {
    struct archive *archive;
    zip_source source;
    void *context;
    int64_t size;
    int64_t offset;
    char block[BLOCK];
};

static la_ssize_t pull(struct archive *archive, void *context, const void **bytes) {
    zip_reader *reader = context;
    int64_t left = reader->size - reader->offset;
    size_t wanted = left < BLOCK ? (size_t)left : (size_t)BLOCK;
    *bytes = reader->block;
    if (wanted == 0) return 0;
    int64_t came = reader->source(reader->context, reader->offset, reader->block, wanted);
    if (came < 0) {
        archive_set_error(archive, -1, "the source failed");
        return ARCHIVE_FATAL;
    }
    reader->offset += came;
    return (la_ssize_t)came;
}

static la_int64_t seek(struct archive *archive, void *context, la_int64_t offset, int whence) {
    (void)archive;
    zip_reader *reader = context;
    int64_t start = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? reader->offset : reader->size;
    int64_t target = 0;
    if (__builtin_add_overflow(start, offset, &target) || target < 0) return ARCHIVE_FATAL;
    reader->offset = target > reader->size ? reader->size : target;
    return reader->offset;
}

static la_int64_t skip(struct archive *archive, void *context, la_int64_t request) {
    (void)archive;
    zip_reader *reader = context;
    int64_t left = reader->size - reader->offset;
    int64_t step = request < left ? request : left;
    reader->offset += step;
    return step;
}

zip_status zip_reader_open(zip_source source, void *context, int64_t size, zip_reader **out) {
    *out = NULL;
    zip_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return ZIP_FAILED;
    reader->source = source;
    reader->context = context;
    reader->size = size;
    struct archive *archive = reader->archive = archive_read_new();
    // By the directory alone: what is not in it is not there, and only it says what is a link.
    if (archive == NULL || archive_read_support_format_zip_seekable(archive) != ARCHIVE_OK ||
        archive_read_set_callback_data(archive, reader) != ARCHIVE_OK ||
        archive_read_set_read_callback(archive, pull) != ARCHIVE_OK ||
        archive_read_set_seek_callback(archive, seek) != ARCHIVE_OK ||
        archive_read_set_skip_callback(archive, skip) != ARCHIVE_OK ||
        archive_read_open1(archive) != ARCHIVE_OK) {
        zip_reader_release(reader);
        return ZIP_FAILED;
    }
    *out = reader;
    return ZIP_OK;
}

zip_status zip_reader_next(zip_reader *reader, zip_entry *out) {
    struct archive_entry *entry = NULL;
    int found = archive_read_next_header(reader->archive, &entry);
    if (found == ARCHIVE_EOF) return ZIP_END;
    if (found != ARCHIVE_OK && found != ARCHIVE_WARN) return ZIP_FAILED;
    out->path = archive_entry_pathname(entry);
    out->size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1;
    out->encrypted = archive_entry_is_encrypted(entry) != 0;
    mode_t type = archive_entry_filetype(entry);
    bool linked = archive_entry_symlink(entry) != NULL || archive_entry_hardlink(entry) != NULL;
    out->kind = linked ? ZIP_OTHER : type == AE_IFREG ? ZIP_FILE : type == AE_IFDIR ? ZIP_FOLDER : ZIP_OTHER;
    return ZIP_OK;
}

zip_status zip_reader_read(zip_reader *reader, void *buffer, size_t capacity, size_t *count) {
    la_ssize_t came = archive_read_data(reader->archive, buffer, capacity);
    *count = came > 0 ? (size_t)came : 0;
    if (came >= 0) return ZIP_OK;
    return came == ARCHIVE_FATAL ? ZIP_FAILED : ZIP_DAMAGED;
}

void zip_reader_release(zip_reader *reader) {
    if (reader == NULL) return;
    if (reader->archive != NULL) archive_read_free(reader->archive);
    free(reader);
}
