/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much work SQLite did, counted and not timed. A program that counts is linked with sql_count_args of meson.build, so that
 * what the store calls goes through here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 steps;    /* of its virtual machine */
  guint64 prepared; /* bytes of SQL that it read and planned */
} EarSqlCount;

EarSqlCount ear_sql_count (void); /* since the program began */
EarSqlCount ear_sql_count_since (EarSqlCount before);

G_END_DECLS
