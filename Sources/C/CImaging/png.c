#include "internal.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <string.h>

// PNG (W3C, third edition): eight bits a sample, RGB or RGBA, rows filtered by "up", no chunk but IHDR, IDAT and IEND.
// zlib takes seven times as long as ISA-L for a few per cent fewer bytes, so libvips is not asked here (decision 0131).

// Of 0 ... 3; the higher ones are hardly smaller for pictures.
static const uint32_t level = 1;
static const uint32_t level_memory = ISAL_DEF_LVL1_DEFAULT;

// How much of the compressed rows a chunk holds at most.
static const uint32_t piece = 256 << 10;

// A chunk's length and type come before its data, its checksum after.
static const size_t chunk_head = 8;
static const size_t chunk_tail = 4;

static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
static const uint8_t filter_up = 2;

typedef struct {
    uint8_t *data;
    size_t count, room;
} file;

// Makes room for `more` bytes after what is written.
static bool reserve(file *file, size_t more) {
    if (file->room - file->count >= more) return true;
    size_t room = file->count + more > file->room * 2 ? file->count + more : file->room * 2;
    uint8_t *data = g_try_realloc(file->data, room);
    if (data == NULL) return false;
    file->data = data;
    file->room = room;
    return true;
}

static void put_number(uint8_t *place, uint32_t number) {
    for (int byte = 0; byte < 4; byte++) place[byte] = (uint8_t)(number >> (24 - 8 * byte));
}

// Completes a chunk whose data lies where it belongs in the file already; the room is reserved.
static void finish_chunk(file *file, const char *type, size_t count) {
    uint8_t *chunk = file->data + file->count;
    put_number(chunk, (uint32_t)count);
    memcpy(chunk + 4, type, 4);
    put_number(chunk + chunk_head + count, crc32_gzip_refl(0, chunk + 4, 4 + count));
    file->count += chunk_head + count + chunk_tail;
}

static bool begin(file *file, imaging_shape shape) {
    if (!reserve(file, sizeof signature + chunk_head + 13 + chunk_tail)) return false;
    memcpy(file->data, signature, sizeof signature);
    file->count = sizeof signature;
    uint8_t *header = file->data + file->count + chunk_head;
    put_number(header, (uint32_t)shape.width);
    put_number(header + 4, (uint32_t)shape.height);
    header[8] = 8;                          // bits a sample
    header[9] = shape.bands == 4 ? 6 : 2;   // RGBA or RGB
    memset(header + 10, 0, 3);              // the one compression, the one set of filters, not interlaced
    finish_chunk(file, "IHDR", 13);
    return true;
}

static bool end(file *file) {
    if (!reserve(file, chunk_head + chunk_tail)) return false;
    finish_chunk(file, "IEND", 0);
    return true;
}

// Completes the chunk that the compressor writes into.
static void finish_piece(file *file, struct isal_zstream *stream) {
    size_t count = piece - stream->avail_out;
    if (count > 0) finish_chunk(file, "IDAT", count);
}

static bool begin_piece(file *file, struct isal_zstream *stream) {
    if (!reserve(file, chunk_head + piece + chunk_tail)) return false;
    stream->next_out = file->data + file->count + chunk_head;
    stream->avail_out = piece;
    return true;
}

// Compresses `count` bytes, and with the last ones all that is still held back.
static bool deflate(file *file, struct isal_zstream *stream, uint8_t *bytes, size_t count, bool is_last) {
    stream->next_in = bytes;
    stream->avail_in = (uint32_t)count;
    stream->end_of_stream = is_last;
    do {
        if (stream->avail_out == 0) {
            finish_piece(file, stream);
            if (!begin_piece(file, stream)) return false;
        }
        if (isal_deflate(stream) != COMP_OK) return false;
    } while (stream->avail_in > 0 || stream->avail_out == 0
             || (is_last && stream->internal_state.state != ZSTATE_END));
    return true;
}

static void filter(const uint8_t *row, const uint8_t *above, size_t count, uint8_t *filtered) {
    filtered[0] = filter_up;
    for (size_t x = 0; x < count; x++) filtered[x + 1] = (uint8_t)(row[x] - above[x]);
}

static imaging_status write_rows(file *file, imaging_image *image, struct isal_zstream *stream, uint8_t *rows,
                                 imaging_call *call) {
    imaging_shape shape = imaging_shape_of(image);
    size_t count = (size_t)shape.width * (size_t)shape.bands;
    uint8_t *above_first = rows + count + 1;
    memset(above_first, 0, count);
    const uint8_t *row = imaging_pixels(image), *above = above_first;
    if (!begin_piece(file, stream)) return IMAGING_FAILED;
    for (int32_t y = 0; y < shape.height; y++, above = row, row += count) {
        if (imaging_call_is_stopped(call)) return IMAGING_STOPPED;
        filter(row, above, count, rows);
        if (!deflate(file, stream, rows, count + 1, y == shape.height - 1)) return IMAGING_FAILED;
    }
    finish_piece(file, stream);
    return IMAGING_OK;
}

static imaging_status write_file(file *file, imaging_image *image, imaging_call *call) {
    imaging_shape shape = imaging_shape_of(image);
    size_t row = (size_t)shape.width * (size_t)shape.bands + 1;
    struct isal_zstream *stream = g_try_malloc(sizeof *stream);
    uint8_t *rows = g_try_malloc(2 * row), *memory = g_try_malloc(level_memory);
    imaging_status status = IMAGING_FAILED;
    if (stream != NULL && rows != NULL && memory != NULL && begin(file, shape)) {
        isal_deflate_init(stream);
        stream->gzip_flag = IGZIP_ZLIB;
        stream->level = level;
        stream->level_buf = memory;
        stream->level_buf_size = level_memory;
        status = write_rows(file, image, stream, rows, call);
    }
    if (status == IMAGING_OK && !end(file)) status = IMAGING_FAILED;
    g_free(memory);
    g_free(rows);
    g_free(stream);
    return status;
}

imaging_status imaging_encode_png(imaging_image *image, imaging_call *call, imaging_bytes *bytes) {
    file file = {NULL, 0, 0};
    imaging_status status = write_file(&file, image, call);
    if (status == IMAGING_OK) {
        uint8_t *fitting = g_try_realloc(file.data, file.count);
        *bytes = (imaging_bytes){fitting == NULL ? file.data : fitting, file.count};
    } else {
        g_free(file.data);
        *bytes = (imaging_bytes){NULL, 0};
    }
    return status;
}
