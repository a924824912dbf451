/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share. */
#pragma once

#include "ear-connection.h"
#include "ear-row-map.h"
#include "ear-store.h"

G_BEGIN_DECLS

/* The record of a kind that was referred to last: neighbours mostly refer to the same one. */
typedef struct
{
  EarId id;
  gint64 n; /* 0: none */
} EarReferenceCache;

/* What a row says before its fields. */
typedef struct
{
  gint64 n; /* 0: there is no such row */
  int state;
  EarClock clock;
  gint64 device;
  gboolean mixed;
  guint present; /* fields that travel and have a value */
} EarFoundRow;

/* A walk along the rows of one kind in the order of their ids, which is that of a bundle's records. */
typedef struct
{
  gboolean is_current;
  EarKind kind;
  EarId passed;       /* no row lies between this id and the one ahead */
  EarId ahead_id;
  EarFoundRow ahead;  /* its n is 0 at the end of the table */
  EarStatement *rows; /* stands on the one ahead */
  gint64 n_writes;    /* of the connection, when the walk was last known to be right */
} EarWalk;

struct _EarStore
{
  EarConnection *connection;
  char *path;
  guint depth;          /* of nested transactions */
  gboolean failed;      /* an inner transaction was taken back: so is the outer one */
  guint trees_changed;  /* one bit a kind whose ancestry is to be made anew before the commit */
  EarClock clock_at_begin; /* as it was when the transaction began */
  EarId device_at_begin;
  gint64 sequence;      /* of committed transactions that changed a record */
  gboolean has_changed; /* the transaction under way did */
  guint64 changes[EAR_N_KINDS]; /* how many rows of the kind were written since the store was opened */
  GHashTable *kept;     /* (nullable) key → Kept, for those above; emptied before the store is closed */
  EarClock clock;       /* the newest this device has written or merged */
  guint64 wall_clock_ms; /* what tests say that it is; 0: as the laptop says */
  gint64 merge;         /* the merge that is being logged, 0 for none */
  gint64 merge_base[EAR_N_KINDS]; /* the last row of each table when it began */
  EarStoreWatch watch;  /* told of each record that is joined */
  gpointer watch_data;
  EarRecord *watched;   /* (nullable) the record joined last as it was before, and which fields show something else now */
  guint64 watched_shown;
  EarId device;         /* this laptop's */
  GHashTable *devices;  /* row → EarId *, those met so far */
  EarReferenceCache last_device;
  EarReferenceCache references[EAR_N_KINDS];
  EarRowMap *map;       /* of the transaction under way; NULL before the first reference, or for want of memory */
  EarWalk walk;         /* of the transaction under way */
  GHashTable *erased[EAR_N_KINDS]; /* EarId of what is erased, of kinds that others belong to; NULL: not read yet */
  gboolean has_wiped;   /* something that was here was erased in this transaction */
  gboolean has_traces;  /* or taken away without being erased */
  gboolean is_scrub_postponed; /* until it is next opened */
  gboolean is_scrub_due; /* a committed one did, and the file was not scrubbed since */
  gboolean has_erased;  /* or only its mark came */
};

/* States of a record's row. */
enum
{
  EAR_STATE_HERE = 0,
  EAR_STATE_DELETED = 1,
  EAR_STATE_ERASED = 2,
  EAR_STATE_MENTIONED = 3,
};

/* ear-store-rows.c: a record's row and its versions, to and from the tables. */
gboolean ear_rows_load (EarStore *store, gint64 n, EarRecord *record, GError **error);
gboolean ear_rows_save (EarStore *store, gint64 n, const EarRecord *record, GError **error);
gboolean ear_rows_insert (EarStore *store, const EarRecord *record, GError **error);
gboolean ear_rows_keep (EarStore *store, gint64 n, EarKind kind, const EarReplaced *replaced, GError **error);
gboolean ear_rows_forget (EarStore *store, gint64 n, EarKind kind, GError **error);
gboolean ear_rows_is_plain (const EarRecord *record);
const EarId *ear_rows_device (EarStore *store, gint64 n, GError **error);

/* ear-store-merges.c: what a merge that is being logged has to know. */
gboolean ear_merge_log_keep (EarStore *store, gint64 n, EarKind kind, int state, gboolean erased, GError **error);
gboolean ear_merge_log_forget (EarStore *store, gint64 n, EarKind kind, GError **error);

/* ear-store-quarantine.c */
gboolean ear_quarantine_forget (EarStore *store, EarKind kind, const EarId *id, GError **error);
gboolean ear_quarantine_sweep (EarStore *store, GError **error);

/* ear-store-find.c: rows by the ids of their records. */
gint64 ear_rows_find (EarStore *store, EarKind kind, const EarId *id, int *state, GError **error);
gint64 ear_rows_mention (EarStore *store, EarKind kind, const EarId *id, GError **error);
gboolean ear_rows_look_up (EarStore *store, EarKind kind, const EarId *id, EarFoundRow *row, GError **error);
gboolean ear_walk_is_current (EarStore *store, EarKind kind);
void ear_rows_note_insert (EarStore *store, EarKind kind, const EarId *id, gboolean walking);
void ear_rows_stop_looking (EarStore *store);

/* ear-store-erase.c: what an erasure takes with it, and whom records belong to. */
gboolean ear_erasure_reaches (EarStore *store, const EarRecord *record, gboolean *reached, GError **error);
gboolean ear_erasure_spread (EarStore *store, EarKind kind, const EarId *id, gboolean was_here, GError **error);
gboolean ear_erasure_finish (EarStore *store, GError **error);
gboolean ear_erasure_note_traces (EarStore *store, GError **error);
gboolean ear_erasure_has_traces (EarStore *store);
gboolean ear_erasure_is_scrub_due (EarStore *store);
void ear_erasure_clean_drafts (EarStore *store);
GArray *ear_erasure_list_drafts (EarStore *store, GError **error);
void ear_erasure_forget_known (EarStore *store);
gboolean ear_owners_save (EarStore *store, gint64 n, const EarRecord *record, GError **error);
gboolean ear_owners_load (EarStore *store, gint64 n, EarRecord *record, GError **error);

/* ear-store-backups.c */
gboolean ear_backups_remember (EarStore *store, const char *path, GError **error);

/* ear-store-sql.c: statements over a kind's table, made from the model once. */
typedef struct
{
  char *find, *locate, *walk, *identify, *mention, *load, *insert, *update, *wipe, *each;
} EarKindSql;
const EarKindSql *ear_kind_sql (EarKind kind);

/* ear-tree.c */
gboolean ear_tree_rebuild (EarStore *store, GError **error);

/* ear-store-identity.c */
gboolean ear_store_ensure_device (EarStore *store, GError **error);

/* ear-store.c */
EarStamp ear_store_next_stamp (EarStore *store);
void ear_store_note_clock (EarStore *store, EarClock clock);
gint64 ear_store_note_change (EarStore *store);
gboolean ear_store_bring_up_to_date (EarConnection *connection, gint64 from, gint64 to, const char *folder,
                                     const char *passphrase, GError **error);
void ear_store_drop_unfinished (const char *path);

G_END_DECLS
