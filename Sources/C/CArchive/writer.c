#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "zipping.h"

struct zip_writer {
    struct archive *archive;
    char *bytes;
    size_t count;
    size_t capacity;
    bool taken;
};

static la_ssize_t collect(struct archive *archive, void *context, const void *bytes, size_t count) {
    (void)archive;
    zip_writer *writer = context;
    if (writer->taken) {
        writer->count = 0;
        writer->taken = false;
    }
    if (writer->count + count > writer->capacity) {
        size_t capacity = (writer->count + count) * 2;
        char *larger = realloc(writer->bytes, capacity);
        if (larger == NULL) return -1;
        writer->bytes = larger;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, bytes, count);
    writer->count += count;
    return (la_ssize_t)count;
}

zip_writer *zip_writer_open(void) {
    zip_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return NULL;
    writer->archive = archive_write_new();
    if (writer->archive == NULL || archive_write_set_format_zip(writer->archive) != ARCHIVE_OK ||
        archive_write_set_bytes_per_block(writer->archive, 0) != ARCHIVE_OK ||
        archive_write_open(writer->archive, writer, NULL, collect, NULL) != ARCHIVE_OK) {
        zip_writer_release(writer);
        return NULL;
    }
    return writer;
}

zip_status zip_writer_begin(zip_writer *writer, const char *path, int64_t size, int64_t moment, bool compressed) {
    if (size < 0 && !compressed) return ZIP_FAILED;
    int chosen = compressed ? archive_write_zip_set_compression_deflate(writer->archive)
                            : archive_write_zip_set_compression_store(writer->archive);
    struct archive_entry *entry = archive_entry_new();
    if (entry == NULL || chosen != ARCHIVE_OK) {
        archive_entry_free(entry);
        return ZIP_FAILED;
    }
    archive_entry_set_pathname(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, moment, 0);
    if (size >= 0) archive_entry_set_size(entry, size);
    int written = archive_write_header(writer->archive, entry);
    archive_entry_free(entry);
    return written == ARCHIVE_OK ? ZIP_OK : ZIP_FAILED;
}

zip_status zip_writer_append(zip_writer *writer, const void *bytes, size_t count) {
    return archive_write_data(writer->archive, bytes, count) == (la_ssize_t)count ? ZIP_OK : ZIP_FAILED;
}

zip_status zip_writer_finish(zip_writer *writer) {
    return archive_write_close(writer->archive) == ARCHIVE_OK ? ZIP_OK : ZIP_FAILED;
}

void zip_writer_take(zip_writer *writer, const void **bytes, size_t *count) {
    *bytes = writer->bytes;
    *count = writer->taken ? 0 : writer->count;
    writer->taken = true;
}

void zip_writer_release(zip_writer *writer) {
    if (writer == NULL) return;
    // Closing what was not finished writes on: into nothing.
    if (writer->archive != NULL) archive_write_free(writer->archive);
    free(writer->bytes);
    free(writer);
}
