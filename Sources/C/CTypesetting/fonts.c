#include "internal.h"

#include <stdlib.h>

// No other file configures these fonts, so that neither embolden nor a person's own preferences change a text.
// Cairo draws no glyph of them: its own fonts are not safe between threads (version 1.16).
// The rules are: nothing is hinted; emoji are Noto's; bitmaps are scaled to the size asked for; where there is no italic, letters are slanted.
static const char rules[] =
    "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'><fontconfig>"
    "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>%s"
    "<match target='font'><edit name='hinting' mode='assign'><bool>false</bool></edit>"
    "<edit name='autohint' mode='assign'><bool>false</bool></edit>"
    "<edit name='hintstyle' mode='assign'><const>hintnone</const></edit></match>"
    "<match target='pattern'><test name='family'><string>emoji</string></test>"
    "<edit name='family' mode='assign_replace' binding='strong'><string>Noto Color Emoji</string></edit></match>"
    "<match target='font'><test name='outline'><bool>false</bool></test>"
    "<edit name='pixelsizefixupfactor' mode='assign'><divide><name target='pattern'>pixelsize</name>"
    "<name target='font'>pixelsize</name></divide></edit>"
    "<edit name='matrix' mode='assign'><times><name>matrix</name><matrix><name>pixelsizefixupfactor</name>"
    "<double>0</double><double>0</double><name>pixelsizefixupfactor</name></matrix></times></edit>"
    "<edit name='size' mode='assign'><divide><name target='font'>size</name><name>pixelsizefixupfactor</name></divide>"
    "</edit></match>"
    "<match target='font'><test name='slant'><const>roman</const></test>"
    "<test target='pattern' name='slant' compare='not_eq'><const>roman</const></test>"
    "<edit name='matrix' mode='assign'><times><name>matrix</name><matrix><double>1</double><double>0.2</double>"
    "<double>0</double><double>1</double></matrix></times></edit>"
    "<edit name='slant' mode='assign'><const>oblique</const></edit></match>"
    "</fontconfig>";

// Where the machine keeps what is known about its font files, so that they are not all read again.
static char *caches(void) {
    GString *list = g_string_new(NULL);
    FcConfig *standard = FcInitLoadConfig();
    FcStrList *folders = standard == NULL ? NULL : FcConfigGetCacheDirs(standard);
    for (FcChar8 *folder; folders != NULL && (folder = FcStrListNext(folders)) != NULL;) {
        char *escaped = g_markup_escape_text((const char *)folder, -1);
        g_string_append_printf(list, "<cachedir>%s</cachedir>", escaped);
        g_free(escaped);
    }
    if (folders != NULL) FcStrListDone(folders);
    if (standard != NULL) FcConfigDestroy(standard);
    return g_string_free(list, FALSE);
}

static FcConfig *load(void) {
    FcConfig *config = FcConfigCreate();
    if (config == NULL) return NULL;
    char *folders = caches();
    char *text = g_strdup_printf(rules, folders);
    bool loaded = FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text, FcTrue) && FcConfigBuildFonts(config);
    g_free(text);
    g_free(folders);
    if (loaded) return config;
    FcConfigDestroy(config);
    return NULL;
}

// Loaded once and kept for the life of the program.
FcConfig *typesetting_fonts(void) {
    static gsize begun = 0;
    static FcConfig *config = NULL;
    if (g_once_init_enter(&begun)) {
        config = load();
        g_once_init_leave(&begun, 1);
    }
    return config;
}

static int by_value(const void *one, const void *other) {
    return *(const int32_t *)one - *(const int32_t *)other;
}

static FcFontSet *faces_of(const char *family) {
    FcConfig *config = typesetting_fonts();
    FcPattern *wanted = config == NULL ? NULL : FcPatternCreate();
    if (wanted == NULL) return NULL;
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddBool(wanted, FC_VARIABLE, FcFalse);
    FcObjectSet *facts = FcObjectSetBuild(FC_WEIGHT, FC_SLANT, (char *)NULL);
    FcFontSet *faces = FcFontList(config, wanted, facts);
    FcObjectSetDestroy(facts);
    FcPatternDestroy(wanted);
    return faces;
}

// Some fonts tell their names so that asking for one weight brings another.
static bool is_found(const char *family, double weight) {
    FcConfig *config = typesetting_fonts();
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddDouble(wanted, FC_WEIGHT, weight);
    FcPatternAddString(wanted, FC_LANG, (const FcChar8 *)"en");
    FcConfigSubstitute(config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result;
    FcPattern *match = FcFontMatch(config, wanted, &result);
    double found = -1;
    if (match != NULL) FcPatternGetDouble(match, FC_WEIGHT, 0, &found);
    if (match != NULL) FcPatternDestroy(match);
    FcPatternDestroy(wanted);
    return found == weight;
}

int32_t typesetting_weights(const char *family, int32_t *weights, int32_t capacity, bool *has_italic) {
    *has_italic = false;
    FcFontSet *faces = faces_of(family);
    if (faces == NULL) return 0;
    int32_t count = 0;
    for (int i = 0; i < faces->nfont && count < capacity; i++) {
        double weight = FC_WEIGHT_REGULAR;
        int slant = FC_SLANT_ROMAN;
        FcPatternGetDouble(faces->fonts[i], FC_WEIGHT, 0, &weight);
        FcPatternGetInteger(faces->fonts[i], FC_SLANT, 0, &slant);
        if (slant != FC_SLANT_ROMAN) *has_italic = true;
        if (is_found(family, weight)) weights[count++] = (int32_t)(FcWeightToOpenTypeDouble(weight) + 0.5);
    }
    FcFontSetDestroy(faces);
    qsort(weights, (size_t)count, sizeof(int32_t), by_value);
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        if (kept == 0 || weights[kept - 1] != weights[i]) weights[kept++] = weights[i];
    }
    return kept;
}
