#include "typesetting.h"

#include <stdatomic.h>
#include <stdlib.h>

struct typesetting_call {
    atomic_bool stopped;
};

typesetting_call *typesetting_call_new(void) {
    return calloc(1, sizeof(typesetting_call));
}

void typesetting_call_stop(typesetting_call *call) {
    atomic_store(&call->stopped, true);
}

bool typesetting_call_is_stopped(typesetting_call *call) {
    return atomic_load(&call->stopped);
}

void typesetting_call_release(typesetting_call *call) {
    free(call);
}
