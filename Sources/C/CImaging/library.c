#include "internal.h"

#include <malloc.h>

static const char *const trusted_loaders[] = {
    "VipsForeignLoadPng",  "VipsForeignLoadJpeg",  "VipsForeignLoadWebp",
    "VipsForeignLoadHeif", "VipsForeignLoadNsgif", "VipsForeignLoadTiff",
};

// From this size on memory is mapped by itself and goes back to the system when it is freed. The allocator would raise
// its threshold with every picture and keep hundreds of megabytes at rest.
static const int mapped_from = 1 << 20;

static void drop(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer nothing) {
    (void)domain, (void)level, (void)message, (void)nothing;
}

bool imaging_start(int32_t threads) {
    mallopt(M_MMAP_THRESHOLD, mapped_from);
    if (vips_init("imaging") != 0) return false;
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(trusted_loaders); i++) {
        vips_operation_block_set(trusted_loaders[i], FALSE);
    }
    vips_block_untrusted_set(TRUE);  // last, so that it wins
    vips_concurrency_set(threads);
    vips_cache_set_max(0);  // a server's inputs do not repeat
    // Warnings quote the bytes of uploads; without this they would go to standard error.
    g_log_set_handler("VIPS", G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR, drop, NULL);
    static const char drawing[] = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
    return !imaging_would_load(drawing, sizeof drawing - 1);
}

bool imaging_would_load(const void *bytes, size_t count) {
    VipsSource *source = vips_source_new_from_memory(bytes, count);
    VipsImage *image = source == NULL ? NULL : vips_image_new_from_source(source, "", NULL);
    bool loaded = image != NULL;
    if (loaded) g_object_unref(image);
    if (source != NULL) g_object_unref(source);
    vips_error_clear();
    return loaded;
}

void imaging_thread_done(void) {
    vips_error_clear();
    vips_thread_shutdown();
}
