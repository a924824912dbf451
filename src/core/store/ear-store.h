/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook open on the calling thread. Every function is for that thread only; the window uses EarWorkbook,
 * which has a thread of its own. */
#pragma once

#include <gio/gio.h>

#include "ear-join.h"
#include "ear-record.h"
#include "ear-statement.h"
#include "ear-store-error.h"

G_BEGIN_DECLS

typedef struct _EarStore EarStore;

/* What joining one record did to the workbook. */
typedef enum
{
  EAR_OUTCOME_UNCHANGED,
  EAR_OUTCOME_ADDED,
  EAR_OUTCOME_UPDATED,
  EAR_OUTCOME_DELETED,
  EAR_OUTCOME_RESTORED,
  EAR_OUTCOME_ERASED,
  EAR_N_OUTCOMES
} EarOutcome;

EarStore *ear_store_create (const char *path, const char *passphrase, GError **error);
EarStore *ear_store_open (const char *path, const char *passphrase, GError **error);
EarStore *ear_store_open_unscrubbed (const char *path, const char *passphrase, GError **error);
void ear_store_close (EarStore *store);
const char *ear_store_get_path (EarStore *store);
void ear_store_set_cancellable (EarStore *store, GCancellable *cancellable);

/* Transactions nest: only the outermost one reaches the disk, and one that fails takes all back. */
gboolean ear_store_begin (EarStore *store, GError **error);
gboolean ear_store_begin_joining (EarStore *store, GError **error);
gboolean ear_store_commit (EarStore *store, GError **error);
void ear_store_rollback (EarStore *store);

/* Records. */
EarRecord *ear_store_get (EarStore *store, EarKind kind, const EarId *id, GError **error);
gboolean ear_store_put (EarStore *store, EarRecord *record, GError **error);
gboolean ear_store_set_deleted (EarStore *store, EarKind kind, const EarId *id, gboolean deleted, GError **error);
gboolean ear_store_erase (EarStore *store, EarKind kind, const EarId *id, GError **error);
gboolean ear_store_scrub (EarStore *store, GError **error);
gboolean ear_store_scrub_watched (EarStore *store, void (*progress) (double fraction, gpointer data), gpointer data,
                                  GCancellable *cancellable, GError **error);
void ear_store_postpone_scrub (EarStore *store);
gboolean ear_store_join (EarStore *store, const EarRecord *theirs, EarOutcome *outcome, gboolean *conflict, GError **error);
/* What ear_store_join() would do; changes nothing. */
gboolean ear_store_foresee (EarStore *store, const EarRecord *theirs, EarOutcome *outcome, gboolean *conflict, GError **error);
gboolean ear_store_put_back (EarStore *store, const EarRecord *after, const EarRecord *was, gboolean *done, GError **error);
GPtrArray *ear_store_history (EarStore *store, EarKind kind, const EarId *id, guint field, GError **error);

/* Told of each record that ear_store_join() joins. */
typedef struct
{
  EarOutcome outcome;
  gboolean conflict;
  gboolean was_here;  /* it is deleted or erased, and was here with its words before */
  EarId author;       /* then: who had said that it is here, or deleted */
  const EarRecord *before; /* (nullable) of one that is updated: as it was here */
  guint64 shown;      /* then: one bit a field that shows another value now */
} EarStoreJoined;
typedef void (*EarStoreWatch) (const EarRecord *theirs, const EarStoreJoined *joined, gpointer data);
void ear_store_set_watch (EarStore *store, EarStoreWatch watch, gpointer data);

/* All records of a kind in the order of their ids, erased ones too; not those only mentioned. */
typedef gboolean (*EarRecordFunc) (const EarRecord *record, gpointer data, GError **error);
gboolean ear_store_foreach (EarStore *store, EarKind kind, EarRecordFunc func, gpointer data, GError **error);
gboolean ear_store_foreach_of (EarStore *store, EarKind kind, const char *rows, EarRecordFunc func, gpointer data,
                               GError **error);

/* Read-only SQL over the tables and views of schema/, for insight and lists. */
EarStatement *ear_store_query (EarStore *store, const char *sql, GError **error);
gint64 ear_store_find_row (EarStore *store, EarKind kind, const EarId *id, GError **error);

/* This laptop. */
gboolean ear_store_get_device (EarStore *store, EarId *id, GError **error);
gboolean ear_store_own_organisation (EarStore *store, EarId *id, GError **error);
gboolean ear_store_set_identity (EarStore *store, const char *device_name, const EarId *organisation, GError **error);
gint64 ear_store_get_clock (EarStore *store);
guint64 ear_store_now_ms (EarStore *store);
void ear_store_set_wall_clock (EarStore *store, guint64 ms); /* for tests; 0: the laptop's own */
gint64 ear_store_get_sequence (EarStore *store);
/* What is worked out from the records and kept for the next question. The same count twice means that no row of the kind was
 * written in between. */
guint64 ear_store_get_changes (EarStore *store, EarKind kind);
gpointer ear_store_get_kept (EarStore *store, const char *key);
void ear_store_keep (EarStore *store, const char *key, gpointer data, GDestroyNotify data_free);
char *ear_store_get_setting (EarStore *store, const char *key, GError **error);
gboolean ear_store_set_setting (EarStore *store, const char *key, const char *value, GError **error);

/* The workbook as a file. */
gboolean ear_store_backup (EarStore *store, const char *path, const char *passphrase, GError **error);
typedef struct
{
  char *path;
  gint64 made_ms;        /* Unix milliseconds */
  gboolean is_there;     /* the file still is */
  gboolean holds_erased; /* it is older than an erasure, and so still holds what was withdrawn */
} EarStoreBackup;
GPtrArray *ear_store_list_backups (EarStore *store, GError **error);
gboolean ear_store_remake_backup (EarStore *store, const char *path, const char *passphrase, GError **error);
gboolean ear_store_forget_backup (EarStore *store, const char *path, GError **error);
void ear_store_backup_free (EarStoreBackup *backup);
GPtrArray *ear_store_check (EarStore *store, guint64 *n_rows, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarStore, ear_store_close)

G_END_DECLS
