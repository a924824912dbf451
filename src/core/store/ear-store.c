/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, making and closing a workbook; its transactions, settings and clock. */
#include "ear-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ear-backup.h"
#include "ear-schema.h"
#include "ear-scrub.h"

/* A stamp further ahead than this says that somebody's clock is wrong; ours does not follow it. */
#define MAX_AHEAD_MS G_GUINT64_CONSTANT (86400000)

/**
 * ear_store_now_ms:
 *
 * Returns: milliseconds since 1970, as this laptop's clock has it.
 */
guint64
ear_store_now_ms (EarStore *store)
{
  return store->wall_clock_ms != 0 ? store->wall_clock_ms : (guint64) (g_get_real_time () / 1000);
}

/**
 * ear_store_set_wall_clock:
 * @ms: what the clock says from now on, as if it stood still; 0 for the laptop's own
 *
 * For tests of what wrong clocks do.
 */
void
ear_store_set_wall_clock (EarStore *store, guint64 ms)
{
  store->wall_clock_ms = ms;
}

static void
forget_rows (EarStore *store)
{
  g_hash_table_remove_all (store->devices);
  store->last_device.n = 0;
  for (guint i = 0; i < EAR_N_KINDS; i++)
    store->references[i].n = 0;
}

static EarStore *
store_new (EarConnection *connection)
{
  EarStore *store = g_new0 (EarStore, 1);

  store->connection = connection;
  store->path = g_strdup (ear_connection_path (connection));
  store->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return store;
}

static gboolean
load_own (EarStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *clock = ear_store_get_setting (store, "clock", &local);
  g_autofree char *device = local == NULL ? ear_store_get_setting (store, "device", &local) : NULL;
  g_autofree char *sequence = local == NULL ? ear_store_get_setting (store, "sequence", &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  store->clock = clock != NULL ? g_ascii_strtoull (clock, NULL, 10) : 0;
  store->sequence = sequence != NULL ? g_ascii_strtoll (sequence, NULL, 10) : 0;
  if (!ear_id_parse (device, &store->device))
    store->device = EAR_ID_NONE;
  return TRUE;
}

/* A file that was not finished, and the journal that a disk which failed may have left beside it. */
void
ear_store_drop_unfinished (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

/* A workbook is made under another name and takes its own only when it is whole. */
static gboolean
make_file (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (EarConnection) connection
    = ear_connection_open (path, EAR_CONNECTION_CREATE, passphrase, strlen (passphrase), error);

  return connection != NULL && ear_schema_create (connection, error);
}

/**
 * ear_store_create:
 * @path: a file that is not there yet
 * @passphrase: what will open it; not kept
 *
 * Makes an empty workbook and opens it. The calling thread owns it.
 */
EarStore *
ear_store_create (const char *path, const char *passphrase, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *unfinished = g_strconcat (path, ".new", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS,
                   _ ("There is already a file “%s”. Nothing was changed. Choose another name, or open that one."), name);
      return NULL;
    }
  ear_store_drop_unfinished (unfinished);
  if (!make_file (unfinished, passphrase, error))
    {
      ear_store_drop_unfinished (unfinished);
      return NULL;
    }
  if (g_rename (unfinished, path) != 0)
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DISK,
                   _ ("“%s” could not be saved: %s. Nothing was changed. Choose another folder."), name, g_strerror (errno));
      ear_store_drop_unfinished (unfinished);
      return NULL;
    }
  ear_store_drop_unfinished (unfinished);
  return ear_store_open (path, passphrase, error);
}

/* A name that is not taken: an earlier try may have left its copy. */
static char *
name_backup (const char *path, gint64 to)
{
  char *name = g_strdup_printf ("%s.before-version-%" G_GINT64_FORMAT, path, to);

  for (guint n = 2; g_file_test (name, G_FILE_TEST_EXISTS); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.before-version-%" G_GINT64_FORMAT "-%u", path, to, n);
    }
  return name;
}

/* Brings a file from one version of the tables to another, after a checked copy was put beside it. */
gboolean
ear_store_bring_up_to_date (EarConnection *connection, gint64 from, gint64 to, const char *folder, const char *passphrase,
                            GError **error)
{
  g_autofree char *backup = NULL;

  if (from == to)
    return TRUE;
  backup = name_backup (ear_connection_path (connection), to);
  return ear_backup_make (connection, backup, passphrase, error)
         && ear_schema_migrate (connection, from, to, folder, error);
}

/**
 * ear_store_open:
 *
 * Does what ear_store_open_unscrubbed() does, and blanks what was erased where that is still to be done. For a workbook of
 * hundreds of thousands of voices that takes some seconds.
 *
 * Returns: (transfer full) (nullable): the store.
 */
EarStore *
ear_store_open (const char *path, const char *passphrase, GError **error)
{
  EarStore *store = ear_store_open_unscrubbed (path, passphrase, error);

  if (store != NULL)
    ear_store_scrub (store, NULL);
  return store;
}

/**
 * ear_store_open_unscrubbed:
 * @passphrase: what opens it; not kept
 *
 * Opens a workbook and keeps other processes out of it until ear_store_close(). A workbook of an older Earshot is
 * brought up to date, after a checked copy was put beside it. The calling thread owns the store. Whoever shows how far it is with
 * ear_store_scrub_watched() calls that next.
 *
 * Returns: (transfer full) (nullable): the store; %NULL with the file untouched, each reason with a code of its own.
 */
EarStore *
ear_store_open_unscrubbed (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (EarConnection) connection
    = ear_connection_open (path, EAR_CONNECTION_EXISTING, passphrase, strlen (passphrase), error);
  g_autoptr (EarStore) store = NULL;
  gint64 version;

  if (connection == NULL || !ear_schema_check (connection, &version, error)
      || !ear_store_bring_up_to_date (connection, version, EAR_SCHEMA_VERSION, EAR_SCHEMA_FOLDER, passphrase, error))
    return NULL;
  store = store_new (g_steal_pointer (&connection));
  if (!load_own (store, error))
    return NULL;
  ear_scrub_drop_unfinished (path);
  store->is_scrub_due = ear_erasure_has_traces (store);
  ear_erasure_clean_drafts (store);
  return g_steal_pointer (&store);
}

void
ear_store_close (EarStore *store)
{
  if (store == NULL)
    return;
  ear_rows_stop_looking (store);
  g_clear_pointer (&store->kept, g_hash_table_unref);
  ear_connection_rollback (store->connection);
  store->depth = 0;
  if (!store->is_scrub_postponed)
    ear_store_scrub (store, NULL);
  ear_erasure_clean_drafts (store);
  ear_connection_close (store->connection);
  g_hash_table_unref (store->devices);
  g_clear_pointer (&store->watched, ear_record_free);
  ear_erasure_forget_known (store);
  g_free (store->path);
  g_free (store);
}

const char *
ear_store_get_path (EarStore *store)
{
  return store->path;
}

/**
 * ear_store_set_cancellable:
 * @cancellable: (nullable): what stops whatever the store does from now on
 */
void
ear_store_set_cancellable (EarStore *store, GCancellable *cancellable)
{
  ear_connection_set_cancellable (store->connection, cancellable);
}

static void
begin_level (EarStore *store)
{
  if (store->depth == 0)
    {
      store->failed = FALSE;
      store->clock_at_begin = store->clock;
      store->device_at_begin = store->device;
      store->trees_changed = 0;
      store->merge = 0;
      store->has_changed = FALSE;
      store->has_wiped = store->has_traces = store->has_erased = FALSE;
    }
  store->depth++;
}

/**
 * ear_store_begin:
 *
 * Begins a transaction, or one more level of the one under way.
 */
gboolean
ear_store_begin (EarStore *store, GError **error)
{
  if (store->depth == 0 && !ear_connection_begin (store->connection, error))
    return FALSE;
  begin_level (store);
  return TRUE;
}

/**
 * ear_store_begin_joining:
 *
 * Does what ear_store_begin() does, for joining any number of records with ear_store_join(): that finds or makes the row of
 * everything a record refers to, so SQLite need not look for it again, which at 300,000 voices is most of what is read.
 */
gboolean
ear_store_begin_joining (EarStore *store, GError **error)
{
  if (store->depth == 0 && !ear_connection_begin_trusting (store->connection, error))
    return FALSE;
  begin_level (store);
  return TRUE;
}

static gboolean
remember_number (EarStore *store, const char *key, guint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  return ear_store_set_setting (store, key, text, error);
}

static gboolean
finish (EarStore *store, GError **error)
{
  ear_rows_stop_looking (store);
  if (store->failed)
    {
      g_set_error_literal (error, EAR_STORE_ERROR, EAR_STORE_ERROR_INTERNAL,
                           _ ("One part of this could not be done, so none of it was. Nothing was changed."));
      return FALSE;
    }
  if (store->clock != store->clock_at_begin && !remember_number (store, "clock", store->clock, error))
    return FALSE;
  if (store->has_changed && !remember_number (store, "sequence", (guint64) store->sequence + 1, error))
    return FALSE;
  return (store->trees_changed == 0 || ear_tree_rebuild (store, error))
         && (!store->has_erased || ear_quarantine_sweep (store, error))
         && (!store->has_wiped || ear_erasure_finish (store, error))
         && ((!store->has_wiped && !store->has_traces) || ear_erasure_note_traces (store, error))
         && ear_connection_commit (store->connection, error);
}

/**
 * ear_store_commit:
 *
 * Ends a level. The outermost one writes all to disk, or takes all back and says why.
 */
gboolean
ear_store_commit (EarStore *store, GError **error)
{
  g_return_val_if_fail (store->depth > 0, FALSE);

  if (store->depth > 1)
    {
      store->depth--;
      return TRUE;
    }
  if (!finish (store, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  store->sequence += store->has_changed;
  store->has_changed = FALSE;
  store->depth = 0;
  store->merge = 0;
  store->is_scrub_due |= store->has_wiped || store->has_traces;
  return TRUE;
}

/**
 * ear_store_rollback:
 *
 * Ends a level as undone; the outer levels can then only be undone too.
 */
void
ear_store_rollback (EarStore *store)
{
  g_return_if_fail (store->depth > 0);

  store->failed = TRUE;
  if (--store->depth > 0)
    return;
  ear_rows_stop_looking (store);
  ear_connection_rollback (store->connection);
  store->merge = 0;
  /* The clock only ever goes on: stamps given out by the undone work are not given out again. */
  store->clock_at_begin = 0;
  store->has_changed = FALSE;
  forget_rows (store);
  ear_erasure_forget_known (store);
  /* Not read anew: a disk that fails now must not make another device of this laptop. */
  store->device = store->device_at_begin;
}

/* The stamp of everything written in this moment. */
EarStamp
ear_store_next_stamp (EarStore *store)
{
  store->clock = ear_clock_tick (store->clock, ear_store_now_ms (store));
  return (EarStamp) { store->clock, store->device };
}

/* Makes sure that our next stamp is later than one that came from outside. */
void
ear_store_note_clock (EarStore *store, EarClock clock)
{
  if (clock > store->clock && ear_clock_ms (clock) <= ear_store_now_ms (store) + MAX_AHEAD_MS)
    store->clock = clock;
}

/**
 * ear_store_get_clock:
 *
 * Returns: the newest clock written or merged here, 0 for none.
 */
gint64
ear_store_get_clock (EarStore *store)
{
  return (gint64) store->clock;
}

/* The number of the transaction under way, which changes a record: what its row's "changed" says. */
gint64
ear_store_note_change (EarStore *store)
{
  store->has_changed = TRUE;
  return store->sequence + 1;
}

/**
 * ear_store_get_sequence:
 *
 * Returns: how many transactions have changed a record of this workbook. A record whose "changed" is greater than
 *   what this was at some moment has changed since; one under way gives its records this and 1.
 */
gint64
ear_store_get_sequence (EarStore *store)
{
  return store->sequence;
}

/**
 * ear_store_query:
 * @sql: one SELECT over the tables and views of schema/
 *
 * Returns: (transfer full) (nullable): the statement. It cannot write.
 */
EarStatement *
ear_store_query (EarStore *store, const char *sql, GError **error)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (store->connection, sql, error);

  g_return_val_if_fail (statement == NULL || ear_statement_is_read_only (statement), NULL);
  return g_steal_pointer (&statement);
}

/**
 * ear_store_get_changes:
 *
 * Returns: a number that grows whenever a row of the kind is written, also by what is then taken back. Of voices that were here
 *   before it is only what puts them elsewhere in a list: deleting, session, position, participant and place.
 */
guint64
ear_store_get_changes (EarStore *store, EarKind kind)
{
  return store->changes[kind];
}

typedef struct
{
  gpointer data;
  GDestroyNotify data_free;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  kept->data_free (kept->data);
  g_free (kept);
}

/**
 * ear_store_get_kept:
 *
 * Returns: (transfer none) (nullable): what ear_store_keep() was given under @key.
 */
gpointer
ear_store_get_kept (EarStore *store, const char *key)
{
  Kept *kept = store->kept == NULL ? NULL : g_hash_table_lookup (store->kept, key);

  return kept == NULL ? NULL : kept->data;
}

/**
 * ear_store_keep:
 * @key: a text that never changes
 * @data: (transfer full): freed with @data_free when something else is kept under @key, and when the store is closed
 */
void
ear_store_keep (EarStore *store, const char *key, gpointer data, GDestroyNotify data_free)
{
  Kept *kept = g_new (Kept, 1);

  *kept = (Kept){ data, data_free };
  if (store->kept == NULL)
    store->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, kept_free);
  g_hash_table_replace (store->kept, (gpointer) key, kept);
}

/**
 * ear_store_get_setting:
 *
 * Returns: (transfer full) (nullable): what this laptop remembers under @key, %NULL without @error for nothing.
 */
char *
ear_store_get_setting (EarStore *store, const char *key, GError **error)
{
  g_autoptr (EarStatement) get
    = ear_connection_prepare (store->connection, "SELECT value FROM settings WHERE key = ?", error);

  if (get == NULL)
    return NULL;
  ear_statement_bind_text (get, 1, key);
  return ear_statement_step (get, error) == EAR_STEP_ROW ? g_strdup (ear_statement_get_text (get, 0)) : NULL;
}

/**
 * ear_store_set_setting:
 * @value: (nullable): what to remember on this laptop; it never travels
 */
gboolean
ear_store_set_setting (EarStore *store, const char *key, const char *value, GError **error)
{
  g_autoptr (EarStatement) set
    = ear_connection_prepare (store->connection,
                              value != NULL ? "INSERT INTO settings (key, value) VALUES (?1, ?2) "
                                              "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                            : "DELETE FROM settings WHERE key = ?1",
                              error);

  if (set == NULL)
    return FALSE;
  ear_statement_bind_text (set, 1, key);
  if (value != NULL)
    ear_statement_bind_text (set, 2, value);
  return ear_statement_run (set, error);
}

/**
 * ear_store_backup:
 * @path: a file that is not there yet
 * @passphrase: what will open the copy
 *
 * Writes a whole copy, opens it and checks every page before it gets its name.
 */
gboolean
ear_store_backup (EarStore *store, const char *path, const char *passphrase, GError **error)
{
  ear_store_scrub (store, NULL);
  return ear_backup_make (store->connection, path, passphrase, error) && ear_backups_remember (store, path, error);
}

/**
 * ear_store_check:
 * @n_rows: (out) (optional): how many rows were read
 *
 * Reads every page and every row. Returns: (transfer full) (element-type utf8) (nullable): what is wrong, a sentence
 * each; empty when nothing is; %NULL when it could not be found out.
 */
GPtrArray *
ear_store_check (EarStore *store, guint64 *n_rows, GError **error)
{
  return ear_backup_check (store->connection, n_rows, error);
}
