/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to one SQLCipher file. It belongs to the thread that opened it. */
#pragma once

#include <gio/gio.h>

#include "ear-statement.h"
#include "ear-store-error.h"

G_BEGIN_DECLS

typedef struct sqlite3 sqlite3;

typedef enum
{
  EAR_CONNECTION_EXISTING,
  EAR_CONNECTION_CREATE,
  EAR_CONNECTION_READ_ONLY,
} EarConnectionMode;

EarConnection *ear_connection_open (const char *path, EarConnectionMode mode, gconstpointer key, gsize key_size,
                                    GError **error);
void ear_connection_close (EarConnection *connection);

gboolean ear_connection_execute (EarConnection *connection, const char *sql, GError **error);
gboolean ear_connection_integer (EarConnection *connection, const char *sql, gint64 *value, GError **error);
char *ear_connection_text (EarConnection *connection, const char *sql, GError **error);
EarStatement *ear_connection_prepare (EarConnection *connection, const char *sql, GError **error);
EarStatement *ear_connection_prepare_lasting (EarConnection *connection, const char *sql, GError **error);

gboolean ear_connection_begin (EarConnection *connection, GError **error);
gboolean ear_connection_begin_trusting (EarConnection *connection, GError **error);
gboolean ear_connection_commit (EarConnection *connection, GError **error);
void ear_connection_rollback (EarConnection *connection);
gboolean ear_connection_in_transaction (EarConnection *connection);

gint64 ear_connection_last_row (EarConnection *connection);
int ear_connection_changes (EarConnection *connection);
gint64 ear_connection_n_writes (EarConnection *connection);
void ear_connection_set_cancellable (EarConnection *connection, GCancellable *cancellable);
typedef void (*EarConnectionTick) (gpointer data);
void ear_connection_set_tick (EarConnection *connection, EarConnectionTick tick, gpointer data);
GCancellable *ear_connection_take_cancellable (EarConnection *connection);
const char *ear_connection_path (EarConnection *connection);
sqlite3 *ear_connection_handle (EarConnection *connection);
void ear_connection_take_error (EarConnection *connection, int code, GError **error);
gboolean ear_connection_may_write (EarConnection *connection, GError **error);
void ear_connection_take_damage (EarConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarConnection, ear_connection_close)

G_END_DECLS
