/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only include of sqlite3.h: SQLCipher's, with its key functions. */
#pragma once

#define SQLITE_HAS_CODEC 1
#include <sqlite3.h>
