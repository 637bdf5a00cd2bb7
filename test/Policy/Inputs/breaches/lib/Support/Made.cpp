#include "Support/Made.h"
#include "Support/Maker.h"
