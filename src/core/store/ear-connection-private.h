/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opening a connection and using it share. */
#pragma once

#include "ear-connection.h"

#include "ear-sqlite.h"

G_BEGIN_DECLS

struct _EarConnection
{
  sqlite3 *handle;
  char *path;
  GThread *owner;
  GHashTable *statements; /* char * → EarStatement */
  GHashTable *lasting;    /* the same by the address of a text that never changes */
  GCancellable *cancellable;
  EarConnectionTick tick; /* (nullable) */
  gpointer tick_data;
  gboolean is_working; /* between ear_connection_begin() and the transaction's end */
  gboolean is_trusting; /* SQLite does not look up what a reference refers to as it is written */
  int lost;            /* SQLite's code of the error after which this transaction can only be taken back; 0 while it can go on */
};

void ear_connection_set_error (GError **error, EarStoreError code, const char *path, const char *format);
gboolean ear_connection_check (EarConnection *connection, int code, GError **error);
gboolean ear_connection_make_ready (EarConnection *connection, GError **error);

G_END_DECLS
