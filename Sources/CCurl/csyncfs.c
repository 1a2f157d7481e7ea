#define _GNU_SOURCE
#include "ccurl.h"

#include <unistd.h>

int csyncfs(int descriptor) { return syncfs(descriptor); }
