/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a statement and its connection know of each other. */
#pragma once

#include "ear-statement.h"

#include "ear-sqlite.h"

#include <string.h>

struct _EarStatement
{
  EarConnection *connection;
  sqlite3_stmt *handle;
  GThread *owner;
  gboolean in_use;
  int bind_failed; /* SQLite's code; SQLITE_OK where nothing did */
  gboolean spare; /* a second copy of a statement that was in use: not kept */
};
